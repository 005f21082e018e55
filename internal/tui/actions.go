package tui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// What two actions do, by which the bottom line knows them.
const (
	nextStepDoes = "Go to the next step"
	helpDoes     = "Show all keys"
)

// action is something that the learner can do: by key, from the palette, or with the mouse on the bottom line.
type action struct {
	key key.Binding
	// does says it in the palette and in the help.
	does string
	// field tells that its key works inside a field too, there as keyMap.inField says.
	field bool
	// can tells whether it does anything now; nil means always.
	can func(tour) bool
	run func(Model) (Model, tea.Cmd)
	// foot is how the bottom line shows it; without one it is not shown there. One that is extra is shown where there is
	// room left.
	foot  func(tour) (keys, does string)
	extra bool
	// local tells that it is about the pane with the focus: lists show it after the others.
	local bool
}

// on lets an action of the tour run on the root model.
func on(f func(tour) (tour, tea.Cmd)) func(Model) (Model, tea.Cmd) {
	return func(m Model) (Model, tea.Cmd) {
		var cmd tea.Cmd
		m.tour, cmd = f(m.tour)
		return m, cmd
	}
}

// only is on for what needs no command.
func only(f func(tour) tour) func(Model) (Model, tea.Cmd) {
	return on(func(t tour) (tour, tea.Cmd) { return f(t), nil })
}

// as shows an action on the bottom line under its own key and name.
func as(b key.Binding) func(tour) (string, string) {
	return func(tour) (string, string) { return b.Help().Key, b.Help().Desc }
}

// actions is everything that can be done outside a field, in the order of the bottom line.
func (k keyMap) actions() []action {
	local := k.choosing()
	for i := range local {
		local[i].local = true
	}
	return slices.Concat(k.announced(), local, k.working(), k.requesting(), k.going(), k.looking())
}

// listed is actions in the order of a list: what is about one pane comes last.
func listed(all []action) []action {
	return slices.SortedStableFunc(slices.Values(all), func(a, b action) int {
		switch {
		case a.local == b.local:
			return 0
		case a.local:
			return 1
		}
		return -1
	})
}

// announced are the actions on what has come up by itself.
func (k keyMap) announced() []action {
	return []action{
		{
			key: k.Look, does: "Look at the request of another program", can: func(t tour) bool { return t.outside != nil },
			run: only(tour.look), foot: as(k.Look),
		},
		{key: k.Dismiss, does: "Dismiss the notice", can: tour.hasNotice, run: only(tour.dismiss), foot: as(k.Dismiss)},
	}
}

// choosing are the actions on the pane that has the focus.
func (k keyMap) choosing() []action {
	arrows := func(t tour) (string, string) { return k.Up.Help().Key + " " + k.Down.Help().Key, t.arrowsDo() }
	return []action{
		{
			key: k.Confirm, does: "Confirm the choice, edit the field, or show the whole query", can: tour.canConfirm, run: on(tour.enterKey),
			foot: func(t tour) (string, string) { return k.Confirm.Help().Key, t.enterDoes() },
		},
		{key: k.Up, does: "Up: choose, move or scroll", run: only(func(t tour) tour { return t.vertical(-1) })},
		{key: k.Down, does: "Down: choose, move or scroll", run: only(func(t tour) tour { return t.vertical(1) }), foot: arrows},
		{key: k.Left, does: "Left: the neighbour in a row", can: tour.hasRows, run: only(func(t tour) tour { return t.horizontal(-1) })},
		{key: k.Right, does: "Right: the neighbour in a row", can: tour.hasRows, run: only(func(t tour) tour { return t.horizontal(1) })},
		{key: k.Mark, does: "Mark the choice without confirming it", can: tour.choices, run: on(tour.markChoice)},
		{key: k.PageUp, does: "Scroll up by half a page", run: only(func(t tour) tour { return t.page(-1) })},
		{key: k.PageDown, does: "Scroll down by half a page", run: only(func(t tour) tour { return t.page(1) })},
		{key: k.Top, does: "Scroll to the top", run: only(func(t tour) tour { return t.wheel(t.focus, -1<<16) })},
		{key: k.Bottom, does: "Scroll to the end", run: only(func(t tour) tour { return t.wheel(t.focus, 1<<16) })},
		{key: k.AddHeader, does: "Add a header to the request", can: tour.onForm, run: on(tour.addHeader), foot: as(k.AddHeader), extra: true},
		{key: k.DeleteHeader, does: "Delete the header under the cursor", can: tour.onHeader, run: on(tour.deleteHeader), foot: as(k.DeleteHeader), extra: true},
		{key: k.Restore, does: "Restore the request that the step began with", can: tour.canRestore, run: on(tour.restore), foot: as(k.Restore), extra: true},
	}
}

// working are the actions on the step's work, which have keys everywhere.
func (k keyMap) working() []action {
	return []action{
		{key: k.Send, does: "Send the request", field: true, can: tour.canSend, run: on(tour.send), foot: as(k.Send)},
		{
			key: k.NextStation, does: "Go to the next station of the flow", field: true, can: tour.hasFlow,
			run: only(func(t tour) tour { return t.station(1) }),
			foot: func(tour) (string, string) {
				return k.PrevStation.Help().Key + " " + k.NextStation.Help().Key, "station"
			},
		},
		{
			key: k.PrevStation, does: "Go to the station before", field: true, can: tour.hasFlow,
			run: only(func(t tour) tour { return t.station(-1) }),
		},
		{key: k.Hint, does: "Show a hint", field: true, can: tour.hasHint, run: on(tour.hint), foot: as(k.Hint)},
	}
}

// going are the actions that lead elsewhere.
func (k keyMap) going() []action {
	return []action{
		{key: k.NextStep, does: nextStepDoes, can: tour.inLesson, run: on(tour.nextStep), foot: as(k.NextStep)},
		{
			key: k.PrevStep, does: "Go to the step before", can: func(t tour) bool { _, ok := t.neighbour(-1); return ok },
			run: on(tour.prevStep),
		},
		{key: k.NextPane, does: "Go to the next pane", run: only(func(t tour) tour { return t.turn(1) }), foot: as(k.NextPane)},
		{key: k.PrevPane, does: "Go to the pane before", run: only(func(t tour) tour { return t.turn(-1) })},
		{key: k.Lessons, does: "See all lessons and steps", run: Model.openJump, foot: as(k.Lessons), extra: true},
		{key: k.Palette, does: "List all actions", field: true, run: Model.openPalette},
		{key: k.Help, does: helpDoes, field: true, run: Model.openHelp, foot: as(k.Help)},
		{key: k.Suspend, does: "Put the program aside until fg brings it back", run: func(m Model) (Model, tea.Cmd) { return m, tea.Suspend }},
		{key: k.Quit, does: "Quit; everything is kept", field: true, run: func(m Model) (Model, tea.Cmd) { return m, tea.Quit }},
	}
}

// editing are the actions inside a field, where letters are text.
func (k keyMap) editing() []action {
	own := k.inside()
	for _, a := range k.actions() {
		if !a.field {
			continue
		}
		inside := k.inField(a.key)
		if a.foot != nil {
			a.foot = as(inside)
		}
		a.key = inside
		own = append(own, a)
	}
	return own
}

// available are the actions that do something now.
func (t tour) available() []action {
	all := t.env.keys.actions()
	if t.request.editing {
		all = t.env.keys.editing()
	}
	var out []action
	for _, a := range all {
		if a.can == nil || a.can(t) {
			out = append(out, a)
		}
	}
	return out
}

func (t tour) choices() bool    { return t.focus == taskAt && t.task.options() > 0 && !t.task.busy }
func (t tour) onRequest() bool  { return t.focus == requestAt && !t.request.locked }
func (t tour) onForm() bool     { return t.onRequest() && !t.request.isRaw }
func (t tour) onHeader() bool   { return t.onRequest() && t.request.onHeader() }
func (t tour) canRestore() bool { return t.onRequest() && t.request.changed() }
func (t tour) canConfirm() bool { return t.choices() || t.onRequest() || t.onQuery() || t.onHistory() }
func (t tour) onQuery() bool    { return t.focus == flowAt && t.flow.shortened() }
func (t tour) canSend() bool    { return !t.flying }
func (t tour) hasFlow() bool    { return len(t.flow.stations()) > 0 }
func (t tour) hasNotice() bool {
	return t.notice != "" || t.trouble != "" || t.unkept != "" || t.outside != nil
}
func (t tour) hasRows() bool { return t.choices() || t.focus == requestAt && !t.request.isRaw }
func (t tour) hasHint() bool {
	return t.task.task != nil && t.task.hints < len(t.task.task.Hints)
}

// arrowsDo says what up and down do in the pane that has the focus; empty if nothing.
func (t tour) arrowsDo() string {
	switch t.focus {
	case taskAt:
		if t.choices() {
			return "choose"
		}
		return t.scrollsDo()
	case requestAt:
		if t.request.isRaw {
			return t.scrollsDo()
		}
		return "move"
	case flowAt:
		if t.hasFlow() {
			return "station"
		}
	case historyAt:
		if len(t.history) > 0 {
			return "choose"
		}
	case lessonAt, responseAt:
		return t.scrollsDo()
	case panes:
	}
	return ""
}

func (t tour) scrollsDo() string {
	d := t.draw()
	if t.total(d, t.focus) > d.area[t.focus].h {
		return "scroll"
	}
	return ""
}

func (t tour) enterDoes() string {
	switch {
	case t.onQuery() && t.flow.full:
		return "short query"
	case t.onQuery():
		return "whole query"
	case t.onHistory():
		return "look"
	case t.focus == requestAt:
		return "edit"
	}
	return "confirm"
}

// finished tells that nothing is left to do in this step.
func (t tour) finished() bool {
	return t.task.task == nil || t.task.solved && !t.task.busy && (t.task.said == nil || t.task.said.Solved)
}
