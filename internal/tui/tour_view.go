package tui

import (
	"fmt"
	"slices"
	"strings"

	"authtour/internal/safe"
	"authtour/sandbox"

	"github.com/charmbracelet/x/ansi"
)

// view draws the whole screen.
func (t tour) view() []string {
	d := t.draw()
	th := t.env.theme
	left, right := t.columns()
	var l, r []string
	if left > 0 {
		l = th.column(t.leftSections(d), left)
	}
	if right > 0 {
		r = th.column(t.rightSections(d), right)
	}
	out := make([]string, 0, t.height)
	out = append(out, t.header())
	for i := range max(len(l), len(r)) {
		line := ""
		if i < len(l) {
			line = l[i]
		}
		if i < len(r) {
			line += r[i]
		}
		out = append(out, line)
	}
	out = append(out, d.notice...)
	foot, _ := t.footer()
	return th.block(append(out, foot), t.width, t.height)
}

func (t tour) leftSections(d drawn) []section {
	if !t.inLesson() {
		return t.benchSections(d)
	}
	lesson := t.lesson.view(d.area[lessonAt].h)
	lesson.focused = t.focus == lessonAt
	if t.mode() == single {
		lesson.tabs = t.tabLine()
	}
	task := t.task.view(d.task, d.area[taskAt].h)
	task.focused = t.focus == taskAt
	return []section{lesson, task}
}

func (t tour) rightSections(d drawn) []section {
	all := map[pane]section{}
	for _, p := range []pane{requestAt, flowAt, responseAt, historyAt} {
		h := d.area[p].h
		if d.area[p].w == 0 {
			continue
		}
		var s section
		switch p {
		case requestAt:
			s = t.request.view(d.request, h)
		case flowAt:
			s = t.flow.view(d.flow, h)
			if t.flying {
				s.note = t.sending()
			}
		case historyAt:
			s = t.past.view(t, d.area[p].w, h)
		default:
			s = t.response.view(d.response, h)
		}
		s.focused = t.focus == p
		all[p] = s
	}
	switch {
	case t.mode() == wide && !t.inLesson():
		return []section{all[flowAt], all[historyAt]}
	case t.mode() != wide:
		s := all[t.shown]
		s.tabs = t.tabLine()
		return []section{s}
	}
	return []section{all[requestAt], all[flowAt], all[responseAt]}
}

// sending shows that a request is on its way, once that takes long enough to be noticed.
func (t tour) sending() string {
	if !t.slow {
		return ""
	}
	frames := t.env.theme.glyph.Spinner
	return frames[t.spin%len(frames)] + " sending"
}

// header is the top line: where the learner is, where the sandbox is, and how far the lesson is.
func (t tour) header() string {
	th := t.env.theme
	if !t.inLesson() {
		return t.benchHeader()
	}
	l := t.currentLesson()
	name := " " + th.Brand.Render("authtour") + "   "
	title := th.Strong.Render(fmt.Sprintf("%d  %s", t.place.lesson+1, safe.Clean(l.Title)))
	step := "   " + th.Dim.Render(fmt.Sprintf("step %d of %d", t.place.step+1, len(l.Steps)))
	dots := "   " + t.dots() + " "
	url := th.Dim.Render(safe.Clean(t.env.url))
	fixed := cells(name) + cells(step)
	room := t.width - fixed - cells(title)
	switch {
	case room >= cells(url)+cells(dots)+3:
	case room >= cells(dots):
		url = ""
	default:
		url, dots = "", " "
		title = ansi.Truncate(title, max(t.width-fixed-1, 0), th.glyph.Ellipsis)
	}
	left := name + title + step
	return left + strings.Repeat(" ", max(t.width-cells(left)-cells(url)-cells(dots), 0)) + url + dots
}

// dots shows the steps of the lesson: done, current, to do.
func (t tour) dots() string {
	th, l := t.env.theme, t.currentLesson()
	var b strings.Builder
	for i, s := range l.Steps {
		here := i == t.place.step
		done := t.kept.step(l.ID, s.ID).Done && (!here || !t.task.busy)
		switch {
		case here && done:
			b.WriteString(th.Pass.Render(th.glyph.CurrentDone))
		case here:
			b.WriteString(th.Brand.Render(th.glyph.Current))
		case done:
			b.WriteString(th.Pass.Render(th.glyph.Done))
		default:
			b.WriteString(th.Dim.Render(th.glyph.Todo))
		}
	}
	return b.String()
}

// noticeLines are the lines above the bottom line: what the learner should know now.
func (t tour) noticeLines() []string {
	text := t.notice
	switch {
	case t.trouble != "":
		text = t.trouble
	case t.unkept != "":
		text = t.unkept
	case t.outside != nil:
		text = announce(t.outside, t.env.theme.glyph.Arrow)
	}
	th := t.env.theme
	if text == "" {
		return t.verdictLines()
	}
	lines := th.prose(text, max(t.width-4, 1), th.Warn)
	return indented(" "+th.Warn.Render("!")+" ", lines[:min(len(lines), maxNotice)])
}

// verdictLines tell the judgement where the pane that does has no room.
func (t tour) verdictLines() []string {
	if t.mode() != single || !t.focus.work() || t.task.busy {
		return nil
	}
	lines := t.task.drawVerdict(t.env.theme, taskText{}, max(t.width-2, 1)).lines
	if len(lines) == 0 {
		return nil
	}
	return indented(" ", lines[1:min(len(lines), maxNotice+1)])
}

// announce tells of an exchange of another program.
func announce(x *sandbox.Exchange, arrow string) string {
	return fmt.Sprintf("%s: %s %s %s %d. Press o to look.", safe.Clean(sender(x)), safe.Clean(x.Request.Method),
		safe.Clean(x.Request.Target), arrow, x.Response.Status)
}

// footer is the bottom line: the keys that work now, as many as there is room for, the help always among them. The
// hits are the numbers of the available actions.
func (t tour) footer() (string, []hit) {
	th := t.env.theme
	all := t.available()
	order, help := t.footOrder(all)
	line, used, hits := " ", 1, []hit(nil)
	put := func(i int) {
		keys, does := all[i].foot(t)
		text := th.Key.Render(keys) + " " + th.Dim.Render(does)
		hits = append(hits, hit{0, used, used + cells(text), i})
		line += text + "   "
		used += cells(text) + 3
	}
	keys, does := all[help].foot(t)
	reserve := cells(keys) + cells(does) + 3
	for _, i := range order {
		keys, does := all[i].foot(t)
		if does != "" && used+cells(keys)+cells(does)+4+reserve <= t.width {
			put(i)
		}
	}
	put(help)
	return th.fit(strings.TrimRight(line, " "), t.width), hits
}

// footOrder is the order of the bottom line: the next step first where nothing else is left to do, then what matters
// here, then the extras. The help stands apart.
func (t tour) footOrder(all []action) (order []int, help int) {
	var next, main, extra []int
	for i, a := range all {
		switch {
		case a.foot == nil:
		case a.does == helpDoes:
			help = i
		case a.does == nextStepDoes && t.finished():
			next = append(next, i)
		case a.extra:
			extra = append(extra, i)
		default:
			main = append(main, i)
		}
	}
	return slices.Concat(next, main, extra), help
}
