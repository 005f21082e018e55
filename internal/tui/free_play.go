package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"authtour/internal/safe"
	"authtour/lessons"
)

// freeID is the lesson id under which free play is kept.
const freeID = "free-play"

// freeLesson is the place without a lesson: one step, with nothing to do.
func freeLesson() *lessons.Lesson {
	return &lessons.Lesson{ID: freeID, Title: "Free play", Steps: []*lessons.Step{{ID: "request", Title: "Free play"}}}
}

func freePlace() place { return place{lesson: -1} }

func (t tour) inLesson() bool { return t.place.lesson >= 0 }

// has tells the panes that this place has.
func (t tour) has(p pane) bool {
	if t.inLesson() {
		return p != historyAt
	}
	return p.work()
}

// toggleFree goes to free play, with the settings that are in force, and back to the step that one came from.
func (t tour) toggleFree() (tour, tea.Cmd) {
	if !t.inLesson() {
		return t.goTo(t.lessonPlace)
	}
	t.lessonPlace = t.place
	return t.goTo(freePlace())
}

// freeDoes says where the key of free play leads.
func (t tour) freeDoes() string {
	if t.inLesson() {
		return "free play"
	}
	return "lesson"
}

// drawBench lays out free play where there is room: request and response on the left, flow and history on the right.
func (t tour) drawBench(d drawn, left, right, h int) drawn {
	th := t.env.theme
	inner, room := left-frameWidth, h-3
	d.request = t.request.text(th, inner, t.focus == requestAt, t.world())
	d.response = t.response.text(th, inner)
	d.flow = t.flow.text(th, right-frameWidth, t.focus == flowAt)
	request := max(min(len(d.request.lines), room*3/5), room/3)
	d.area[requestAt] = rect{frameIndent, 2, inner, request}
	d.area[responseAt] = rect{frameIndent, 2 + request + 1, inner, room - request}
	spare := room - len(d.flow.lines) - len(d.flow.end) - 1
	past := max(min(len(t.history), spare, room/2), min(4, room/3))
	flow := room - past
	d.area[flowAt] = rect{left + frameIndent, 2, right - frameWidth, flow}
	d.area[historyAt] = rect{left + frameIndent, 2 + flow + 1, right - frameWidth, past}
	return d
}

func (t tour) benchSections(d drawn) []section {
	request := t.request.view(d.request, d.area[requestAt].h)
	request.focused = t.focus == requestAt
	response := t.response.view(d.response, d.area[responseAt].h)
	response.focused = t.focus == responseAt
	return []section{request, response}
}

// benchHeader is the top line of free play: whose settings are in force, and where the sandbox is.
func (t tour) benchHeader() string {
	th := t.env.theme
	left := " " + th.Brand.Render("authtour") + "   " + th.Strong.Render("Free play")
	if t.inForce != nil && t.inForce != t.env.free {
		left += "   " + th.Dim.Render("settings of lesson "+t.numberOf(t.inForce))
	}
	url := th.Dim.Render(safe.Clean(t.env.url)) + " "
	if cells(left)+cells(url)+3 > t.width {
		url = ""
	}
	return left + strings.Repeat(" ", max(t.width-cells(left)-cells(url), 0)) + url
}

func (t tour) numberOf(l *lessons.Lesson) string {
	for i, other := range t.env.course.Lessons {
		if other == l {
			return fmt.Sprintf("%d, %s", i+1, safe.Clean(l.Title))
		}
	}
	return safe.Clean(l.Title)
}

// prepared begins what waited for the lesson's beginning.
func (t tour) prepared(msg settingsMsg) (tour, tea.Cmd) {
	t.preparing = false
	if msg.err != nil {
		t.trouble = msg.err.Error()
	}
	if t.queued == nil {
		return t, nil
	}
	j := *t.queued
	t.queued = nil
	return t, t.env.sendRequest(j)
}
