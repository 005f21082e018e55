package tui

import (
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// withRequest binds the keys of the request's tools.
func (k keyMap) withRequest(bind func(label, does string, keys ...string) key.Binding) keyMap {
	k.Insert = bind("i", "insert", "i")
	k.Method = bind("m", "method", "m")
	k.Undo = bind("ctrl+z", "undo", "ctrl+z")
	k.Redo = bind("ctrl+y", "redo", "ctrl+y")
	k.Copy = bind("c", "copy as", "c")
	k.Paste = bind("v", "load curl", "v")
	k.Jar = bind("j", "jar", "j")
	k.JarOff = bind("s", "switch the jar", "s")
	k.Raw = bind("b", "bytes", "b")
	k.Complete = bind("tab", "complete", "tab")
	return k
}

// requesting are the actions on the request.
func (k keyMap) requesting() []action {
	return []action{
		{key: k.Insert, does: "Insert a credential, a token, a cookie or a value of the answer", field: true, can: tour.canInsert, run: Model.openInsert, foot: as(k.Insert), extra: true},
		{key: k.Raw, does: "Edit the very bytes of the request, or its form again", can: tour.onRequest, run: on(tour.toggleRaw), foot: func(t tour) (string, string) {
			if t.request.isRaw {
				return k.Raw.Help().Key, "form"
			}
			return k.Raw.Help().Key, k.Raw.Help().Desc
		}, extra: true},
		{key: k.Method, does: "Change the method to the next one", can: tour.onMethodLine, run: on(tour.nextMethod), foot: as(k.Method), extra: true},
		{key: k.Undo, does: "Undo the last change of the request", field: true, can: tour.canUndo, run: on(tour.undo), foot: as(k.Undo), extra: true},
		{key: k.Redo, does: "Redo what was undone", field: true, can: tour.canRedo, run: on(tour.redo), foot: as(k.Redo), extra: true},
		{key: k.Copy, does: "Copy the request for curl, HTTPie or Python", run: Model.openCopy, foot: onRequestPane(k.Copy.Help().Key, k.Copy.Help().Desc), extra: true},
		{key: k.Paste, does: "Load a curl command as the request", can: tour.unlocked, run: Model.openPaste, foot: onRequestPane(k.Paste.Help().Key, k.Paste.Help().Desc), extra: true},
		{key: k.Jar, does: "Look into the cookie jar", run: Model.openJar, foot: onRequestPane(k.Jar.Help().Key, k.Jar.Help().Desc), extra: true},
	}
}

// onRequestPane shows a key on the bottom line only beside the request.
func onRequestPane(keys, does string) func(tour) (string, string) {
	return func(t tour) (string, string) {
		if t.focus != requestAt {
			return keys, ""
		}
		return keys, does
	}
}

// inside are the keys that edit the open field.
func (k keyMap) inside() []action {
	own := []action{
		{key: k.Leave, does: "Leave the field", run: on(tour.leaveField), foot: as(k.Leave)},
		{
			key: k.Complete, does: "Take the ending that is shown", can: func(t tour) bool { return t.request.completes() },
			run: on(tour.complete), foot: as(k.Complete),
		},
		{
			key: k.Down, does: "Another ending, another method", can: func(t tour) bool { return t.request.onMethod() || t.request.hasOthers() },
			run: on(func(t tour) (tour, tea.Cmd) { return t.other(1) }),
			foot: func(t tour) (string, string) {
				if t.request.onMethod() {
					return k.Up.Help().Key + " " + k.Down.Help().Key, "method"
				}
				return k.Up.Help().Key + " " + k.Down.Help().Key, "others"
			},
		},
		{
			key: k.Up, does: "The ending or method before", can: func(t tour) bool { return t.request.onMethod() || t.request.hasOthers() },
			run: on(func(t tour) (tour, tea.Cmd) { return t.other(-1) }),
		},
		{
			key: k.NextField, does: "Go to the next field", can: func(t tour) bool { return !t.request.completes() },
			run: on(func(t tour) (tour, tea.Cmd) { return t.nextField(1) }), foot: as(k.NextField),
		},
		{key: k.BackField, does: "Go to the field before", run: on(func(t tour) (tour, tea.Cmd) { return t.nextField(-1) })},
		{key: k.Confirm, does: "Go on to the next field", can: func(t tour) bool { return !t.request.inBody() }, run: on(tour.fieldDone)},
	}
	return own
}

func (t tour) unlocked() bool     { return !t.request.locked }
func (t tour) canInsert() bool    { return t.onRequest() }
func (t tour) onMethodLine() bool { return t.onRequest() && !t.request.isRaw && t.request.at.row == 0 }
func (t tour) canUndo() bool      { return t.focus == requestAt && t.request.canUndo() }
func (t tour) canRedo() bool      { return t.focus == requestAt && t.request.canRedo() }

func (t tour) nextMethod() (tour, tea.Cmd) {
	before := t.request
	var cmd tea.Cmd
	t.request, cmd = t.request.cycle(t.env, 1)
	return t.edited(before, cmd)
}

// other shows another ending, or another method.
func (t tour) other(by int) (tour, tea.Cmd) {
	before := t.request
	var cmd tea.Cmd
	if t.request.onMethod() {
		t.request, cmd = t.request.cycle(t.env, by)
		return t.edited(before, cmd)
	}
	arrow := tea.KeyMsg{Type: tea.KeyDown}
	if by < 0 {
		arrow.Type = tea.KeyUp
	}
	t.request.line, cmd = t.request.line.Update(arrow)
	return t, cmd
}

// acceptsAt tells that the key is right behind all that is typed: it takes the ending that is shown.
func (t tour) acceptsAt(msg tea.KeyMsg) bool {
	_, now := t.request.offered()
	return now != "" && key.Matches(msg, t.env.keys.Right)
}

func (t tour) complete() (tour, tea.Cmd) {
	before := t.request
	t.request = t.request.complete()
	return t.edited(before, nil)
}

func (t tour) undo() (tour, tea.Cmd) { return t.travel(false) }
func (t tour) redo() (tour, tea.Cmd) { return t.travel(true) }

// travel takes a change back, or does it again.
func (t tour) travel(forth bool) (tour, tea.Cmd) {
	var cmd tea.Cmd
	t.request, cmd = t.request.back(t.env, forth)
	return t.keepDraft(cmd)
}

// toggleRaw shows the very bytes of the request, or its form again.
func (t tour) toggleRaw() (tour, tea.Cmd) {
	before := t.request
	if !t.request.isRaw {
		t.request = t.request.toRaw(t.outgoing(), t.env.host)
		return t.edited(before, nil)
	}
	form, err := t.request.toForm(t.env.host)
	if err != nil {
		t.trouble = "The form cannot show these bytes: " + err.Error() + ". Mend them, or undo with ctrl+z."
		return t, nil
	}
	t.request = form
	return t.edited(before, nil)
}

// clockEvery is how often what depends on the time is drawn anew.
const clockEvery = time.Second

// clockMsg tells that a second has passed.
type clockMsg struct{}

// watchClock lets the seconds pass on the screen while the request shows something that they change.
func (t tour) watchClock() (tour, tea.Cmd) {
	if t.ticking || !strings.Contains(t.request.draft(), "eyJ") {
		return t, nil
	}
	t.ticking = true
	return t, after(clockEvery, clockMsg{})
}
