package tui

import (
	"github.com/charmbracelet/bubbles/key"
)

// lookingKeys are the keys of looking, and those of the dialogs that it opens.
type lookingKeys struct {
	Explain, Wire, History, FreePlay key.Binding
	Compare, Only, WireHere          key.Binding
}

func newLookingKeys(bind func(label, does string, keys ...string) key.Binding) lookingKeys {
	return lookingKeys{
		Explain:  bind("e", "explain", "e"),
		Wire:     bind("w", "wire", "w"),
		History:  bind("y", "history", "y"),
		FreePlay: bind("f", "free play", "f"),
		Compare:  bind("tab", "compare", "tab"),
		WireHere: bind("ctrl+w", "wire", "ctrl+w"),
		Only:     bind("space", "only what differs", " "),
	}
}

// looking are the actions on what has been: exchanges, their bytes, and what things are.
func (k keyMap) looking() []action {
	return []action{
		{
			key: k.FreePlay, does: "Free play: send anything, without a lesson, and back", run: on(tour.toggleFree), extra: true,
			foot: func(t tour) (string, string) { return k.FreePlay.Help().Key, t.freeDoes() },
		},
		{key: k.Explain, does: "Explain the thing under the cursor, and everything else here", run: Model.openExplain, foot: as(k.Explain), extra: true},
		{key: k.History, does: "History: find, look at, send again, put side by side", can: func(t tour) bool { return len(t.history) > 0 }, run: Model.openHistory, foot: as(k.History), extra: true},
		{key: k.Wire, does: "Show the very bytes that went over the wire", can: tour.hasWire, run: Model.showWire, foot: as(k.Wire), extra: true},
		{key: key.NewBinding(), does: "Show the welcome again", run: Model.openWelcome},
	}
}

// dialogFooter is the bottom line while a dialog is open: the keys that work in it.
func (m Model) dialogFooter() string {
	th, k := m.env.theme, m.env.keys
	arrows := key.NewBinding(key.WithHelp(k.Up.Help().Key+" "+k.Down.Help().Key, "choose"))
	named := func(b key.Binding, does string) key.Binding { return key.NewBinding(key.WithHelp(b.Help().Key, does)) }
	closes := named(k.Leave, "close")
	var keys []key.Binding
	switch m.dialog.kind {
	case historyDialog:
		does := "mark"
		if m.dialog.marked != 0 {
			does = "put beside the marked"
		}
		keys = []key.Binding{named(k.Confirm, "look"), arrows, named(k.Send, "send again"), named(k.Compare, does), k.WireHere, closes}
	case compareDialog:
		does := k.Only.Help().Desc
		if m.dialog.only {
			does = "all of it"
		}
		keys = []key.Binding{named(arrows, "scroll"), named(k.Only, does), closes}
	case paletteDialog, jumpDialog:
		keys = []key.Binding{named(k.Confirm, "go"), arrows, closes}
	case explainDialog:
		pages := k.PageUp.Help().Key + " " + k.PageDown.Help().Key
		keys = []key.Binding{arrows, key.NewBinding(key.WithHelp(pages, "scroll the text")), closes}
	case welcomeDialog:
		keys = []key.Binding{named(k.Confirm, "begin")}
	case helpDialog, wireDialog, noDialog:
		keys = []key.Binding{named(arrows, "scroll"), closes}
	}
	line := ""
	for _, b := range keys {
		line += " " + th.Key.Render(b.Help().Key) + " " + th.Dim.Render(b.Help().Desc) + "  "
	}
	return th.fit(line, m.width)
}
