package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// keyMap is every key of the screen. Keys of one letter work outside fields only.
type keyMap struct {
	Send, NextStation, PrevStation, Hint, Help, Palette, Quit, Suspend key.Binding
	NextStep, PrevStep, Lessons, NextPane, PrevPane                    key.Binding
	Look, Dismiss                                                      key.Binding
	lookingKeys
	Up, Down, Left, Right, Confirm, Mark                          key.Binding
	PageUp, PageDown, Top, Bottom                                 key.Binding
	AddHeader, DeleteHeader, Restore, Leave, NextField, BackField key.Binding
	Insert, Method, Undo, Redo, Copy, Paste, Jar, JarOff, Raw     key.Binding
	Complete                                                      key.Binding
}

// newKeyMap binds the keys; with ascii the arrows are named in words.
func newKeyMap(ascii bool) keyMap {
	bind := func(label, does string, keys ...string) key.Binding {
		if ascii {
			label = inWords(label)
		}
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, does))
	}
	k := keyMap{
		Send:        bind("ctrl+s", "send", "ctrl+s"),
		NextStation: bind("]", "next station", "]"),
		PrevStation: bind("[", "station before", "["),
		Hint:        bind("h", "hint", "h"),
		Help:        bind("?", "help", "?"),
		Palette:     bind("ctrl+k", "actions", "ctrl+k"),
		Quit:        bind("ctrl+c", "quit", "ctrl+c"),
		Suspend:     bind("Z", "put aside", "Z"),

		NextStep: bind("n", "next step", "n"),
		PrevStep: bind("p", "step before", "p"),
		Lessons:  bind("l", "lessons", "l"),
		NextPane: bind("tab", "pane", "tab"),
		PrevPane: bind("shift+tab", "pane before", "shift+tab"),

		Look:    bind("o", "look", "o"),
		Dismiss: bind("x", "dismiss", "x"),

		lookingKeys: newLookingKeys(bind),

		Up:      bind("↑", "up", "up"),
		Down:    bind("↓", "down", "down"),
		Left:    bind("←", "left", "left"),
		Right:   bind("→", "right", "right"),
		Confirm: bind("enter", "confirm", "enter"),
		Mark:    bind("space", "mark", " "),

		PageUp:   bind("pgup", "scroll up", "pgup"),
		PageDown: bind("pgdn", "scroll down", "pgdown"),
		Top:      bind("home", "to the top", "home"),
		Bottom:   bind("end", "to the end", "end"),

		AddHeader:    bind("a", "add", "a"),
		DeleteHeader: bind("d", "delete", "d", "delete"),
		Restore:      bind("r", "restore", "r"),
		Leave:        bind("esc", "leave field", "esc"),
		NextField:    bind("tab", "next field", "tab"),
		BackField:    bind("shift+tab", "field before", "shift+tab"),
	}
	return k.withRequest(bind)
}

// inField is the binding that does the same inside a field, where a letter is text.
func (k keyMap) inField(b key.Binding) key.Binding {
	does := b.Help().Desc
	bind := func(label, keys string) key.Binding {
		return key.NewBinding(key.WithKeys(keys), key.WithHelp(label, does))
	}
	switch b.Help().Key {
	case k.NextStation.Help().Key:
		return bind("alt+"+k.Right.Help().Key, "alt+right")
	case k.PrevStation.Help().Key:
		return bind("alt+"+k.Left.Help().Key, "alt+left")
	case k.Hint.Help().Key:
		return bind("F2", "f2")
	case k.Help.Help().Key:
		return bind("F1", "f1")
	case k.Insert.Help().Key:
		return bind("F3", "f3")
	}
	return b
}

// inWords names the arrow keys in ASCII.
func inWords(label string) string {
	return strings.NewReplacer("↑", "up", "↓", "down", "←", "left", "→", "right").Replace(label)
}
