package tui

import (
	"authtour/internal/progress"

	tea "github.com/charmbracelet/bubbletea"
)

// enterKey confirms a choice or opens a field.
func (t tour) enterKey() (tour, tea.Cmd) {
	switch {
	case t.choices():
		return t.confirm()
	case t.onQuery():
		t.flow.full = !t.flow.full
		return t, nil
	case t.onHistory():
		return t.open(t.past.at(t.history)), nil
	}
	return t.openField()
}

func (t tour) openField() (tour, tea.Cmd) {
	before := t.request
	var cmd tea.Cmd
	t.request, cmd = t.request.edit(t.env)
	return t.edited(before, cmd)
}

func (t tour) addHeader() (tour, tea.Cmd) {
	before := t.request
	var cmd tea.Cmd
	t.request, cmd = t.request.addHeader(t.env)
	return t.edited(before, cmd)
}

func (t tour) deleteHeader() (tour, tea.Cmd) {
	before := t.request
	t.request = t.request.deleteHeader()
	return t.edited(before, nil)
}

func (t tour) restore() (tour, tea.Cmd) {
	before := t.request
	t.request = t.request.restore()
	return t.edited(before, nil)
}

func (t tour) leaveField() (tour, tea.Cmd) {
	before := t.request
	t.request = t.request.leave()
	return t.edited(before, nil)
}

// fieldDone goes from a name to its value, and leaves the field behind a value.
func (t tour) fieldDone() (tour, tea.Cmd) {
	if t.request.at.col == 0 {
		return t.nextField(1)
	}
	return t.leaveField()
}

// nextField goes to the next field, and to the next pane behind the last one.
func (t tour) nextField(by int) (tour, tea.Cmd) {
	before := t.request
	q, cmd, ok := t.request.next(t.env, by)
	t.request = q
	if !ok {
		t = t.turn(by)
	}
	return t.edited(before, cmd)
}

// typed gives a key to the open field.
func (t tour) typed(msg tea.KeyMsg) (tour, tea.Cmd) {
	if t.acceptsAt(msg) {
		return t.complete()
	}
	before := t.request
	var cmd tea.Cmd
	t.request, cmd = t.request.update(harmless(msg))
	return t.edited(before, cmd)
}

// markChoice marks the option under the cursor and submits nothing.
func (t tour) markChoice() (tour, tea.Cmd) {
	return t.markOption(t.task.cursor)
}

func (t tour) markOption(option int) (tour, tea.Cmd) {
	t.task = t.task.mark(option)
	t = t.note(func(s *progress.Step) { s.Answer = t.task.marked() })
	return t.save()
}

// vertical is what up and down do in the pane that has the focus.
func (t tour) vertical(by int) tour {
	switch {
	case t.choices():
		t.task = t.task.move(by)
		return t.followCursor()
	case t.focus == requestAt && !t.request.isRaw:
		t.request = t.request.move(by)
	case t.focus == flowAt && t.hasFlow():
		t.flow = t.flow.move(by)
	case t.focus == historyAt:
		t.past = t.past.move(by, len(t.history))
	default:
		return t.wheel(t.focus, by)
	}
	return t
}

func (t tour) horizontal(by int) tour {
	if t.choices() {
		t.task = t.task.slide(by)
		return t.followCursor()
	}
	t.request = t.request.slide(by)
	return t
}

// followCursor keeps the option under the cursor in sight.
func (t tour) followCursor() tour {
	d := t.draw()
	t.task = t.task.reveal(d.task.cursor, len(d.task.lines), d.area[taskAt].h)
	return t
}

// page scrolls by half of what is visible.
func (t tour) page(by int) tour {
	return t.wheel(t.focus, by*max(t.draw().area[t.focus].h/2, 1))
}

// total is how many lines a pane's content has.
func (t tour) total(d drawn, p pane) int {
	switch p {
	case lessonAt:
		return len(t.lesson.lines)
	case taskAt:
		return len(d.task.lines)
	case requestAt:
		return len(d.request.lines)
	case flowAt:
		return len(d.flow.lines) + len(d.flow.end)
	case responseAt:
		return len(d.response)
	case historyAt:
		return len(t.history)
	case panes:
	}
	return 0
}

// wheel scrolls a pane by lines.
func (t tour) wheel(p pane, by int) tour {
	d := t.draw()
	h, total := d.area[p].h, t.total(d, p)
	switch p {
	case lessonAt:
		t.lesson = t.lesson.scroll(by, h)
	case taskAt:
		t.task = t.task.scroll(by, total, h)
	case requestAt:
		t.request.top = clampTop(t.request.top+by, total, h)
	case flowAt:
		if t.flow.top < 0 {
			t.flow.top = t.flow.view(d.flow, h).top
		}
		t.flow.top = clampTop(t.flow.top+by, total, h)
	case responseAt:
		t.response = t.response.scroll(by, total, h)
	case historyAt:
		t.past = t.past.move(by, total)
	case panes:
	}
	return t
}

// station moves through the flow from wherever the focus is.
func (t tour) station(by int) tour {
	t.flow = t.flow.move(by)
	return t.showWork(flowAt)
}

// turn gives the focus to the next pane.
func (t tour) turn(by int) tour {
	next := (t.focus + pane(by) + panes) % panes
	for !t.has(next) {
		next = (next + pane(by) + panes) % panes
	}
	return t.focusOn(next)
}

func (t tour) focusOn(p pane) tour {
	if p != requestAt {
		t.request = t.request.leave()
	}
	t.focus = p
	if p.work() {
		t.shown = p
	}
	return t.resized()
}

// dismiss puts the notices away, the latest first.
func (t tour) dismiss() tour {
	switch {
	case t.trouble != "":
		t.trouble = ""
	case t.unkept != "":
		t.unkept = ""
	case t.outside != nil:
		t.outside = nil
	default:
		t.notice = ""
	}
	return t
}
