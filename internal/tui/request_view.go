package tui

import (
	"strings"

	"authtour/internal/explain"
	"authtour/internal/safe"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// Widths of the request's names, and lines of its body, in cells.
const (
	minName, maxName = 6, 20
	maxBody          = 5
	gap              = 2
)

// requestText is the drawn request; the hits are cells, numbered row*2+col.
type requestText struct {
	lines  []string
	hits   []hit
	cursor int
}

func (p requestPane) text(t theme, w int, focused bool, world explain.World) requestText {
	if p.isRaw {
		return p.drawRaw(t, w, focused)
	}
	jarred := world.Cookie
	if own, ok := p.lookup("Cookie"); ok {
		world.Cookie, jarred = own, ""
	}
	names := minName
	for _, h := range p.request.Headers {
		names = max(names, min(cells(safe.Clean(h.Name)), maxName))
	}
	if p.editing && p.onHeader() && p.at.col == 0 {
		_, whole := p.offered()
		names = max(names, min(max(cells(p.line.Value())+1, cells(whole)+2), maxName+gap))
	}
	out := requestText{}
	method := max(cells(safe.Clean(p.request.Method)), minName)
	if p.editing && p.onMethod() {
		method = max(cells(p.line.Value())+1, minName)
	}
	out = p.row(t, out, 0, p.request.Method, p.request.Target, method, w, focused)
	for i, h := range p.request.Headers {
		out = p.row(t, out, i+1, h.Name, h.Value, names, w, focused)
		notes := explain.Header(h.Name, h.Value, world)
		indent := names + gap + gap
		if len(notes) > 0 && notes[0].Label != "" {
			indent = gap
		}
		out.lines = append(out.lines, t.notes(notes, indent, w)...)
	}
	out.lines = append(out.lines, t.fromJar(jarred, names, w)...)
	if !p.locked {
		out = p.single(t, out, p.addRow(), "+ add a header", t.Dim, focused)
	}
	out = p.drawBody(t, out, w, focused)
	out.lines = append(out.lines, t.notes(p.bodyNotes(), gap, w)...)
	return out
}

// row draws a name and its value as two cells.
func (p requestPane) row(t theme, out requestText, row int, name, value string, names, w int, focused bool) requestText {
	line := len(out.lines)
	room := max(w-names-gap-gap, 1)
	nameStyle := t.Accent
	if row == 0 {
		nameStyle = t.Strong
	}
	left := p.cell(t, cell{row, 0}, name, names, nameStyle, focused)
	right := p.cell(t, cell{row, 1}, value, room, t.Text, focused)
	out.hits = append(out.hits, hit{line, 0, names + gap + 1, row * 2}, hit{line, names + gap + 1, w, row*2 + 1})
	if p.at.row == row {
		out.cursor = line
	}
	out.lines = append(out.lines, p.marker(t, row, focused)+t.fit(left, names)+strings.Repeat(" ", gap)+right)
	return out
}

func (p requestPane) marker(t theme, row int, focused bool) string {
	if focused && p.at.row == row {
		return t.Accent.Render(t.glyph.Here) + " "
	}
	return "  "
}

// cell draws one cell: the open field, the selected one, or plain text.
func (p requestPane) cell(t theme, at cell, value string, w int, style lipgloss.Style, focused bool) string {
	selected := focused && p.at == at
	if selected && p.editing {
		in := p.line
		in.Width = max(w-1, 1)
		_, whole := p.offered()
		if whole != "" && t.bare {
			return ansi.Truncate(in.Value()+"["+whole[len(in.Value()):]+"]", w, t.glyph.Ellipsis)
		}
		if whole != "" && cells(whole) < w {
			in.Width = 0 // the field would pad what is typed, and push its ending out of the cell
		}
		in.SetCursor(in.Position())
		in.ShowSuggestions = in.Position() == len([]rune(in.Value()))
		return in.View()
	}
	text := safe.Clean(value)
	if text == "" {
		text = "(empty)"
		style = t.Dim
	}
	switch {
	case selected && t.bare:
		return "[" + ansi.Truncate(text, max(w-2, 1), t.glyph.Ellipsis) + "]"
	case selected:
		style = t.Selected
	}
	if parts := strings.Split(text, "."); !selected && len(parts) == 3 && explain.JWT(text[strings.LastIndexByte(parts[0], ' ')+1:]) {
		return t.token(parts, w, style)
	}
	return style.Render(ansi.Truncate(text, w, t.glyph.Ellipsis))
}

// token draws a JWT with its scheme in so many cells: each of its three parts in a colour of its own, cut in itself, so
// that all three are seen.
func (t theme) token(parts []string, w int, base lipgloss.Style) string {
	scheme, first := "", parts[0]
	if i := strings.LastIndexByte(first, ' '); i >= 0 {
		scheme, first = first[:i+1], first[i+1:]
	}
	room := max(w-cells(scheme)-2, 3)
	cut := func(part string, n int) string { return ansi.Truncate(part, n, t.glyph.Ellipsis) }
	first = cut(first, room/4)
	last := cut(parts[2], room/4)
	middle := cut(parts[1], room-cells(first)-cells(last))
	line := base.Render(scheme) + t.part("header").Render(first) + t.Dim.Render(".") +
		t.part("claims").Render(middle) + t.Dim.Render(".") + t.part("signature").Render(last)
	return ansi.Truncate(line, w, "")
}

// part is the style of a JWT's part, and of what is said of it.
func (t theme) part(name string) lipgloss.Style {
	switch name {
	case "header":
		return t.Warn
	case "claims", "exp", "iat", "nbf", "refresh_exp":
		return t.Code
	case "signature":
		return t.Accent
	}
	return t.Dim
}

// single draws a line that is one cell.
func (p requestPane) single(t theme, out requestText, row int, text string, style lipgloss.Style, focused bool) requestText {
	if focused && p.at.row == row {
		out.cursor = len(out.lines)
		style = t.Key
	}
	out.hits = append(out.hits, hit{len(out.lines), 0, 1 << 16, row*2 + 1})
	out.lines = append(out.lines, p.marker(t, row, focused)+style.Render(text))
	return out
}

// drawBody draws the body, or what opens one.
func (p requestPane) drawBody(t theme, out requestText, w int, focused bool) requestText {
	row := p.bodyRow()
	if focused && p.editing && p.at.row == row {
		area := p.body
		area.SetWidth(max(w-gap, 1))
		area.SetHeight(min(max(area.LineCount(), 3), maxBody))
		out.cursor = len(out.lines)
		for i, line := range strings.Split(area.View(), "\n") {
			lead := "  "
			if i == 0 {
				lead = p.marker(t, row, focused)
			}
			out.lines = append(out.lines, lead+line)
		}
		return out
	}
	if p.request.Body == "" {
		if p.locked {
			return out
		}
		return p.single(t, out, row, "+ add a body", t.Dim, focused)
	}
	out.lines = append(out.lines, "")
	for i, line := range folded(p.request.Body, w-gap) {
		style := t.Text
		if i > 0 {
			out.hits = append(out.hits, hit{len(out.lines), 0, w, row*2 + 1})
			out.lines = append(out.lines, "  "+style.Render(line))
			continue
		}
		out = p.single(t, out, row, line, style, focused)
	}
	return out
}

// indented puts lead before the first line and as many spaces before the others.
func indented(lead string, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = lead + line
		lead = strings.Repeat(" ", cells(lead))
	}
	return out
}

func (p requestPane) view(text requestText, h int) section {
	top := p.top
	if text.cursor < top {
		top = text.cursor
	}
	if text.cursor >= top+h {
		top = text.cursor - h + 1
	}
	lines, top := window(text.lines, top, h)
	s := section{title: requestAt.title(), lines: lines, height: h, top: top, total: len(text.lines)}
	switch {
	case p.locked:
		s.note = "given"
	case p.isRaw:
		s.note = "raw bytes"
	}
	return s
}
