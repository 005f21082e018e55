package tui

import tea "github.com/charmbracelet/bubbletea"

// wheelBy is how many lines a notch of the wheel scrolls.
const wheelBy = 3

// mouse takes a click or a notch of the wheel on the body of the screen.
func (t tour) mouse(msg tea.MouseMsg) (tour, tea.Cmd) {
	d := t.draw()
	p := t.under(d, msg.X, msg.Y)
	switch {
	case msg.Button == tea.MouseButtonWheelUp && p >= 0:
		return t.wheel(p, -wheelBy), nil
	case msg.Button == tea.MouseButtonWheelDown && p >= 0:
		return t.wheel(p, wheelBy), nil
	case msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft:
		return t, nil
	}
	t = t.endPlay()
	if msg.Y == d.tabsY && len(d.tabs) > 0 {
		if tab := at(d.tabs, 1, msg.X); tab >= 0 {
			return t.focusOn(pane(tab)), nil
		}
	}
	if p < 0 {
		return t, nil
	}
	return t.click(d, p, msg.X-d.area[p].x, msg.Y-d.area[p].y)
}

// under is the pane at a cell of the screen, its frame included; -1 if there is none.
func (t tour) under(d drawn, x, y int) pane {
	for p, r := range d.area {
		if r.w > 0 && (rect{r.x - frameIndent, r.y - 1, r.w + frameWidth, r.h + 1}).holds(x, y) {
			return pane(p)
		}
	}
	return -1
}

// click takes a click on a cell of a pane's visible content: it gives the pane the focus, and does what is there.
func (t tour) click(d drawn, p pane, x, y int) (tour, tea.Cmd) {
	before := t.request
	switch p {
	case taskAt:
		t = t.focusOn(p)
		if option := at(d.task.hits, y+t.task.view(d.task, d.area[p].h).top, x); option >= 0 && t.choices() {
			return t.markOption(option)
		}
	case requestAt:
		place := at(d.request.hits, y+t.request.view(d.request, d.area[p].h).top, x)
		t = t.focusOn(p)
		if place < 0 {
			return t, nil
		}
		t.request = t.request.leave()
		t.request.at = cell{place / 2, place % 2}
		t.request = t.request.move(0)
		var cmd tea.Cmd
		t.request, cmd = t.request.edit(t.env)
		return t.edited(before, cmd)
	case flowAt:
		s := at(d.flow.hits, y+t.flow.view(d.flow, d.area[p].h).top, x)
		t = t.focusOn(p)
		if s >= 0 {
			t.flow = t.flow.move(s - t.flow.cursor)
		}
	case historyAt:
		t = t.focusOn(p)
		if i := y + t.past.view(t, d.area[p].w, d.area[p].h).top; i < len(t.history) {
			t.past.cursor = i
			return t.open(t.past.at(t.history)), nil
		}
	case lessonAt, responseAt:
		t = t.focusOn(p)
	case panes:
	}
	return t.edited(before, nil)
}
