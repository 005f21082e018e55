package tui

import (
	"maps"
	"strings"
)

// Sizes at which the screen is laid out in another way, in cells.
const (
	minWidth, minHeight   = 60, 20
	besideWidth           = 80
	wideWidth, wideHeight = 100, 24
	maxLeft               = 84
	maxNotice             = 3
	// ample is the height from which the response shows all of its headers.
	ample = 12
)

// mode is how much of the screen has room at once.
type mode int

// The modes: all panes; the lesson and one pane of work; one column alone; nothing.
const (
	wide mode = iota
	beside
	single
	tooSmall
)

func modeOf(w, h int) mode {
	switch {
	case w < minWidth || h < minHeight:
		return tooSmall
	case w >= wideWidth && h >= wideHeight:
		return wide
	case w >= besideWidth:
		return beside
	}
	return single
}

func (t tour) mode() mode { return modeOf(t.width, t.height) }

// columns are the widths of the left and the right column; 0 for one that is not there.
func (t tour) columns() (left, right int) {
	switch t.mode() {
	case wide:
		left = min(t.width*42/100, maxLeft)
		if !t.inLesson() {
			left = t.width / 2
		}
		return left, t.width - left
	case beside:
		if !t.inLesson() {
			return 0, t.width
		}
		left = t.width / 2
		return left, t.width - left
	case single:
		if t.focus.work() {
			return 0, t.width
		}
		return t.width, 0
	case tooSmall:
	}
	return 0, 0
}

// drawn is the content of all visible panes and where it lies.
type drawn struct {
	task     taskText
	request  requestText
	flow     flowText
	response []string
	notice   []string
	// area is a pane's content on the screen; a pane that is not visible has no width.
	area [panes]rect
	// tabs are the clickable tabs of the right column (or the only one): hits on the line tabsY, in screen cells.
	tabs  []hit
	tabsY int
}

// resized renders anew what depends on the width alone.
func (t tour) resized() tour {
	left, _ := t.columns()
	if t.mode() == single {
		left = t.width
	}
	if left > frameWidth {
		t.lesson = t.lesson.setWidth(t.env.theme, left-frameWidth)
		t.task = t.task.setWidth(t.env.theme, left-frameWidth)
	}
	return t
}

// repainted drops what was rendered in the colours of another theme.
func (t tour) repainted(e *env) tour {
	t.env, t.lesson.width, t.task.width = e, 0, 0
	t.stays = maps.Clone(t.stays)
	for p, s := range t.stays {
		s.task.width = 0
		t.stays[p] = s
	}
	return t
}

// draw lays out the screen.
func (t tour) draw() drawn {
	var d drawn
	d.notice = t.noticeLines()
	left, right := t.columns()
	h := t.height - 2 - len(d.notice)
	if t.mode() == wide && !t.inLesson() {
		return t.drawBench(d, left, right, h)
	}
	if left > 0 {
		d = t.drawLeft(d, left, h)
	}
	if right > 0 {
		d = t.drawRight(d, left, right, h)
	}
	return d
}

// drawLeft gives the task what it needs, up to more than half of the height, and the lesson the rest.
func (t tour) drawLeft(d drawn, w, h int) drawn {
	inner := w - frameWidth
	d.task = t.task.text(t.env.theme, inner, t.focus == taskAt)
	room := max(h-3, 2)
	lesson := min(t.lesson.height(), room-min(len(d.task.lines), room*3/5))
	lesson = max(lesson, 1)
	d.area[lessonAt] = rect{frameIndent, 2, inner, lesson}
	d.area[taskAt] = rect{frameIndent, 2 + lesson + 1, inner, room - lesson}
	if t.mode() == single {
		d.tabs, d.tabsY = t.tabHits(0), 1
	}
	return d
}

// drawRight gives request and response what they need, up to a third each, and the flow the rest.
func (t tour) drawRight(d drawn, x, w, h int) drawn {
	inner, th := w-frameWidth, t.env.theme
	d.request = t.request.text(th, inner, t.focus == requestAt, t.world())
	d.flow = t.flow.text(th, inner, t.focus == flowAt)
	d.response = t.response.text(th, inner)
	if t.mode() != wide {
		d.area[t.shown] = rect{x + frameIndent, 2, inner, max(h-2, 1)}
		d.tabs, d.tabsY = t.tabHits(x), 1
		return d
	}
	room := max(h-4, 3)
	most := room / 3
	if t.focus == requestAt {
		most = room / 2
	}
	request := max(min(len(d.request.lines), most), min(3, room/3))
	wanted := t.response.want(d.response)
	if room/3 >= ample {
		wanted = len(d.response)
	}
	response := max(min(wanted, room/3), min(3, room/3))
	flow := room - request - response
	y := 2
	for _, part := range []struct {
		p pane
		h int
	}{{requestAt, request}, {flowAt, flow}, {responseAt, response}} {
		d.area[part.p] = rect{x + frameIndent, y, inner, part.h}
		y += part.h + 1
	}
	return d
}

// tabPanes are the panes that share a place.
func (t tour) tabPanes() []pane {
	switch {
	case !t.inLesson():
		return []pane{requestAt, flowAt, responseAt, historyAt}
	case t.mode() == single:
		return []pane{lessonAt, requestAt, flowAt, responseAt}
	}
	return []pane{requestAt, flowAt, responseAt}
}

// tab tells the tab that is open.
func (t tour) tab() pane {
	if t.mode() == single && !t.focus.work() {
		return lessonAt
	}
	return t.shown
}

// tabLine draws the tabs; the open one is in brackets.
func (t tour) tabLine() string {
	th := t.env.theme
	var parts []string
	for _, p := range t.tabPanes() {
		switch {
		case p != t.tab():
			parts = append(parts, th.Title.Render(" "+p.title()+" "))
		case t.focus == p || p == lessonAt:
			parts = append(parts, th.TitleFocus.Render("["+p.title()+"]"))
		default:
			parts = append(parts, th.Strong.Render("["+p.title()+"]"))
		}
	}
	return strings.Join(parts, " ")
}

func (t tour) tabHits(x int) []hit {
	var out []hit
	at := x + 3
	for _, p := range t.tabPanes() {
		n := cells(p.title()) + 2
		out = append(out, hit{1, at, at + n, int(p)})
		at += n + 1
	}
	return out
}
