package tui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// Frame sizes of a column: a border and a space on either side.
const (
	frameWidth  = 4
	frameIndent = 2
)

// section is one pane's part of a column: its title, its visible lines, and how it is scrolled.
type section struct {
	title, note string
	// tabs, where there are any, stand in for the title.
	tabs    string
	lines   []string
	height  int
	focused bool
	// top is the first visible line of total.
	top, total int
}

// column draws sections in one box of w cells, one under another, with shared edges. The focused one has heavy edges.
func (t theme) column(sections []section, w int) []string {
	var out []string
	for i, s := range sections {
		above := i > 0 && sections[i-1].focused
		out = append(out, t.edge(s, i == 0, above, w))
		out = append(out, t.sides(s, w)...)
	}
	last := sections[len(sections)-1]
	set, style := t.lines(last.focused)
	return append(out, style.Render(set.BottomLeft+strings.Repeat(set.H, max(w-2, 0))+set.BottomRight))
}

func (t theme) lines(focused bool) (lineSet, lipgloss.Style) {
	if focused {
		return t.glyph.Heavy, t.BorderFocus
	}
	return t.glyph.Light, t.Border
}

// edge is the line above a section, with its title on the left and its note on the right.
func (t theme) edge(s section, first, above bool, w int) string {
	set, style := t.lines(s.focused || above)
	left, right := set.TopLeft, set.TopRight
	if !first {
		kind := 0
		switch {
		case above:
			kind = 1
		case s.focused:
			kind = 2
		}
		left, right = t.glyph.JoinLeft[kind], t.glyph.JoinRight[kind]
	}
	title, note := t.title(s), ""
	if s.note != "" {
		note = " " + t.Title.Render(s.note) + " "
	}
	room := w - 4 - ansi.StringWidth(title)
	if ansi.StringWidth(note) > room {
		note = ""
	}
	fill := max(room-ansi.StringWidth(note), 0)
	return t.fit(style.Render(left+set.H)+title+style.Render(strings.Repeat(set.H, fill))+note+style.Render(set.H+right), w)
}

func (t theme) title(s section) string {
	switch {
	case s.tabs != "":
		return " " + s.tabs + " "
	case s.focused:
		return " " + t.TitleFocus.Render(t.glyph.Here+" "+s.title) + " "
	}
	return " " + t.Title.Render(s.title) + " "
}

// sides draws the lines of a section between its edges; the right one carries the scroll bar.
func (t theme) sides(s section, w int) []string {
	set, style := t.lines(s.focused)
	from, size := thumb(s.top, s.total, s.height)
	lines := t.block(s.lines, w-frameWidth, s.height)
	for i, line := range lines {
		right := style.Render(set.V)
		if size > 0 && i >= from && i < from+size {
			right = t.BorderFocus.Render(t.glyph.Thumb)
		}
		lines[i] = style.Render(set.V) + " " + line + " " + right
	}
	return lines
}

// thumb is where the scroll bar's thumb begins and how long it is; it has no length where everything is visible.
func thumb(top, total, height int) (from, size int) {
	if total <= height || height < 1 {
		return 0, 0
	}
	size = max(height*height/total, 1)
	return min(top*(height-size)/(total-height), height-size), size
}

// window is the part of lines that is visible from top in h lines, and the top that was possible.
func window(lines []string, top, h int) ([]string, int) {
	top = clampTop(top, len(lines), h)
	return lines[top:min(top+h, len(lines))], top
}

func clampTop(top, total, h int) int { return max(min(top, total-h), 0) }

// over lays a dialog on the middle of a frame of w cells, whose own text steps back.
func (t theme) over(frame, dialog []string, w int) []string {
	width := 0
	for _, line := range dialog {
		width = max(width, ansi.StringWidth(line))
	}
	x, y := max((w-width)/2, 0), max((len(frame)-len(dialog))/2, 0)
	out := make([]string, len(frame))
	for i, line := range frame {
		back := ansi.Strip(line)
		if j := i - y; j >= 0 && j < len(dialog) {
			out[i] = t.Shade.Render(t.fit(ansi.Cut(back, 0, x), x)) + dialog[j] +
				t.Shade.Render(t.fit(ansi.Cut(back, x+width, w), w-x-width))
			continue
		}
		out[i] = t.Shade.Render(back)
	}
	return out
}
