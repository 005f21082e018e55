package tui

import (
	"authtour/lessons"
)

// lessonPane shows the prose of a step.
type lessonPane struct {
	title, body string
	width       int
	// lines is body rendered for width.
	lines []string
	top   int
}

func newLessonPane(s *lessons.Step) lessonPane { return lessonPane{title: s.Title, body: s.Body} }

// setWidth renders the prose anew if the width changed.
func (p lessonPane) setWidth(t theme, w int) lessonPane {
	if w == p.width {
		return p
	}
	p.width = w
	p.lines = append(t.prose(p.title, w, t.Strong), "")
	p.lines = append(p.lines, t.markdown(p.body, w)...)
	return p
}

func (p lessonPane) height() int { return len(p.lines) + 1 }

func (p lessonPane) scroll(by, h int) lessonPane {
	p.top = clampTop(p.top+by, len(p.lines), h)
	return p
}

func (p lessonPane) view(h int) section {
	lines, top := window(p.lines, p.top, h)
	return section{title: lessonAt.title(), lines: lines, height: h, top: top, total: len(p.lines)}
}
