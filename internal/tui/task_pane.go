package tui

import (
	"net/http"
	"strconv"

	"authtour/lessons"
)

// taskPane shows what a step asks for, takes the answer, and shows what came of it.
type taskPane struct {
	task *lessons.Task
	// cursor is the option under the cursor; options are numbered through all groups.
	cursor int
	// status, station and choice are the marked ones, or -1.
	status, station, choice int
	// hints is how many of the hints are shown.
	hints int
	// busy tells that an attempt is under way, so that nothing is judged yet.
	busy bool
	// said is the judgement, if there was one; solved stays once it was reached.
	said   *lessons.Judgement
	solved bool
	last   bool
	// debrief is the task's, rendered for width.
	debrief []string
	width   int
	top     int
}

func newTaskPane(task *lessons.Task, last bool) taskPane {
	return taskPane{task: task, status: -1, station: -1, choice: -1, last: last}
}

func (p taskPane) setWidth(t theme, w int) taskPane {
	if w == p.width {
		return p
	}
	p.width = w
	if p.task != nil && p.task.Debrief != "" {
		p.debrief = t.markdown(p.task.Debrief, w)
	}
	return p
}

// group is one question with its options: a row of short ones, or a list.
type group struct {
	question string
	options  []string
	marked   int
	row      bool
}

// groups are the questions of the task, in order.
func (p taskPane) groups() []group {
	if p.task == nil {
		return nil
	}
	switch p.task.Kind {
	case lessons.Predict:
		statuses := group{question: "What will it answer?", marked: p.status, row: true}
		for _, s := range p.task.Statuses {
			statuses.options = append(statuses.options, strconv.Itoa(s))
		}
		if len(p.task.Stations) == 0 {
			return []group{statuses}
		}
		return []group{statuses, {question: "Which station decides?", options: p.task.Stations, marked: p.station}}
	case lessons.Quiz:
		g := group{marked: p.choice}
		for _, c := range p.task.Choices {
			g.options = append(g.options, c.Text)
		}
		return []group{g}
	case lessons.Craft:
	}
	return nil
}

// options is how many options all groups have.
func (p taskPane) options() int {
	n := 0
	for _, g := range p.groups() {
		n += len(g.options)
	}
	return n
}

// locate returns the group of an option, and its place in it.
func (p taskPane) locate(option int) (g, i int) {
	for g, group := range p.groups() {
		if option < len(group.options) {
			return g, option
		}
		option -= len(group.options)
	}
	return -1, -1
}

// first is the number of a group's first option.
func (p taskPane) first(g int) int {
	n := 0
	for _, group := range p.groups()[:g] {
		n += len(group.options)
	}
	return n
}

// mark takes the option as the answer of its group.
func (p taskPane) mark(option int) taskPane {
	g, i := p.locate(option)
	switch {
	case g < 0:
		return p
	case p.task.Kind == lessons.Quiz:
		p.choice = i
	case g == 0:
		p.status = i
	default:
		p.station = i
	}
	p.cursor = option
	return p
}

// open is the first group without a mark, or -1 if the answer is complete.
func (p taskPane) open() int {
	for i, g := range p.groups() {
		if g.marked < 0 {
			return i
		}
	}
	return -1
}

// answer is the attempt as marked.
func (p taskPane) answer() lessons.Attempt {
	var a lessons.Attempt
	if p.status >= 0 && p.status < len(p.task.Statuses) {
		a.Status = p.task.Statuses[p.status]
	}
	if p.station >= 0 && p.station < len(p.task.Stations) {
		a.Station = p.task.Stations[p.station]
	}
	a.Choice = p.choice
	return a
}

// move brings the cursor to the next or the previous row of options.
func (p taskPane) move(by int) taskPane {
	g, i := p.locate(p.cursor)
	groups := p.groups()
	if g < 0 {
		return p
	}
	if !groups[g].row && i+by >= 0 && i+by < len(groups[g].options) {
		p.cursor += by
		return p
	}
	switch next := g + by; {
	case next < 0 || next >= len(groups):
	case groups[next].marked >= 0:
		p.cursor = p.first(next) + groups[next].marked
	case by < 0 && !groups[next].row:
		p.cursor = p.first(g) - 1
	default:
		p.cursor = p.first(next)
	}
	return p
}

// slide brings the cursor to the neighbour in a row.
func (p taskPane) slide(by int) taskPane {
	g, i := p.locate(p.cursor)
	if g >= 0 && i+by >= 0 && i+by < len(p.groups()[g].options) {
		p.cursor += by
	}
	return p
}

func (p taskPane) scroll(by, total, h int) taskPane {
	p.top = clampTop(p.top+by, total, h)
	return p
}

// reveal scrolls so that the line is visible.
func (p taskPane) reveal(line, total, h int) taskPane {
	if line < p.top {
		p.top = line
	}
	if line >= p.top+h {
		p.top = line - h + 1
	}
	p.top = clampTop(p.top, total, h)
	return p
}

func statusLine(code int) string {
	if text := http.StatusText(code); text != "" {
		return strconv.Itoa(code) + " " + text
	}
	return strconv.Itoa(code)
}
