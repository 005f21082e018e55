package tui

import (
	"fmt"
	"strings"

	"authtour/internal/safe"
	"authtour/lessons"

	"github.com/charmbracelet/lipgloss"
)

// taskText is the drawn task: its lines, what can be clicked, and the lines that matter.
type taskText struct {
	lines []string
	hits  []hit
	// cursor is the line of the option under the cursor, news the line where the judgement begins; -1 without one.
	cursor, news int
}

// text draws the whole task in lines of w cells.
func (p taskPane) text(t theme, w int, focused bool) taskText {
	out := taskText{cursor: -1, news: -1}
	if p.task == nil {
		out.lines = t.prose(p.onward(), w, t.Dim)
		return out
	}
	out.lines = t.prose(p.task.Goal, w, t.Text)
	n := 0
	for _, g := range p.groups() {
		out = p.drawGroup(t, out, g, n, w, focused)
		n += len(g.options)
	}
	if say := p.prompt(); say != "" {
		out.lines = append(append(out.lines, ""), t.prose(say, w, t.Dim)...)
	}
	out = p.drawVerdict(t, out, w)
	out.lines = append(out.lines, p.drawHints(t, w)...)
	if p.over() && len(p.debrief) > 0 {
		out.lines = append(append(out.lines, ""), p.debrief...)
	}
	if p.over() {
		out.lines = append(append(out.lines, ""), t.prose(p.onward(), w, t.Dim)...)
	}
	return out
}

// over tells that the task is solved, and that the learner has seen it.
func (p taskPane) over() bool { return p.task != nil && p.solved && !p.busy }

func (p taskPane) onward() string {
	if p.last {
		return "This was the last step. Press **l** to see all lessons."
	}
	return "Press **n** for the next step."
}

// prompt says what to do, until it has been done once.
func (p taskPane) prompt() string {
	switch {
	case p.busy:
		return "Sent. Watch the request on its way."
	case p.said != nil || p.solved:
		return ""
	case p.task.Kind == lessons.Craft:
		return "Build the request on the right, then send it with **ctrl+s**."
	case p.task.Kind == lessons.Predict:
		return "Choose with the arrow keys, confirm with **enter**. Then the request is sent."
	}
	return "Choose with the arrow keys, confirm with **enter**."
}

// drawGroup adds a question and its options, the first of which has the number first.
func (p taskPane) drawGroup(t theme, out taskText, g group, first, w int, focused bool) taskText {
	out.lines = append(out.lines, "")
	if g.question != "" {
		question := g.question
		if i := p.cursor - first; g.row && focused && i >= 0 && i < len(g.options) {
			question += "  " + t.Dim.Render(statusLine(p.task.Statuses[i]))
		}
		out.lines = append(out.lines, t.fit(question, w))
	}
	if g.row {
		return p.drawRow(t, out, g, first, w, focused)
	}
	for i, option := range g.options {
		lead, style := p.lead(t, i == g.marked, first+i, focused)
		for j, line := range t.prose(option, w-cells(lead), style) {
			if j > 0 {
				lead = strings.Repeat(" ", cells(lead))
			}
			if j == 0 && first+i == p.cursor {
				out.cursor = len(out.lines)
			}
			out.hits = append(out.hits, hit{len(out.lines), 0, w, first + i})
			out.lines = append(out.lines, lead+line)
		}
	}
	return out
}

// drawRow draws short options beside one another, in as many lines as they need.
func (p taskPane) drawRow(t theme, out taskText, g group, first, w int, focused bool) taskText {
	line, used := "", 0
	for i, option := range g.options {
		lead, style := p.lead(t, i == g.marked, first+i, focused)
		n := cells(lead) + cells(option)
		if used > 0 && used+1+n > w {
			out.lines, line, used = append(out.lines, line), "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		out.hits = append(out.hits, hit{len(out.lines), used, used + n, first + i})
		if first+i == p.cursor {
			out.cursor = len(out.lines)
		}
		line, used = line+lead+style.Render(option), used+n
	}
	out.lines = append(out.lines, line)
	return out
}

// lead is the marker and the button before an option, and the option's style.
func (p taskPane) lead(t theme, marked bool, option int, focused bool) (string, lipgloss.Style) {
	button := t.glyph.Off
	style := t.Text
	if marked {
		button, style = t.glyph.On, t.Strong
	}
	if focused && option == p.cursor {
		return t.Accent.Render(t.glyph.Here) + t.Key.Render(button) + " ", t.Key
	}
	return " " + style.Render(button) + " ", style
}

// drawVerdict adds the judgement, in words and with a sign.
func (p taskPane) drawVerdict(t theme, out taskText, w int) taskText {
	if p.busy || p.said == nil && !p.solved {
		return out
	}
	sign, word, style := t.glyph.Right, "Yes.", t.Pass
	if p.said != nil && !p.said.Solved {
		sign, word, style = t.glyph.Wrong, "Not yet.", t.Fail
	}
	say := ""
	if p.said != nil {
		say = p.said.Say
	} else {
		word = "Solved."
	}
	head := style.Render(sign) + " "
	lines := wrapWords(append([][]run{{{word, style}}}, t.words(safe.Clean(strings.Join(strings.Fields(say), " ")), t.Text)...), max(w-cells(head), 1))
	out.lines = append(out.lines, "")
	out.news = len(out.lines)
	for i, line := range lines {
		if i > 0 {
			head = strings.Repeat(" ", cells(head))
		}
		out.lines = append(out.lines, head+line)
	}
	return out
}

func (p taskPane) drawHints(t theme, w int) []string {
	var out []string
	for i, h := range p.task.Hints[:min(p.hints, len(p.task.Hints))] {
		lead := t.Warn.Render(fmt.Sprintf("Hint %d of %d", i+1, len(p.task.Hints)))
		out = append(out, "", lead)
		out = append(out, t.prose(h, w, t.Text)...)
	}
	return out
}

// view is the visible part of the drawn task.
func (p taskPane) view(text taskText, h int) section {
	lines, top := window(text.lines, p.top, h)
	s := section{title: taskAt.title(), lines: lines, height: h, top: top, total: len(text.lines)}
	if p.over() {
		s.note = "solved"
	}
	return s
}
