package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"authtour/internal/compare"
	"authtour/internal/glossary"
	"authtour/internal/safe"
	"authtour/sandbox"
)

// openCompare puts two exchanges beside one another, scrolled to the first difference.
func (m Model) openCompare(a, b *sandbox.Exchange) Model {
	m.dialog = dialog{kind: compareDialog, pair: [2]*sandbox.Exchange{a, b}}
	m = m.fillCompare()
	for i, line := range m.dialog.lines {
		if strings.Contains(line, firstDiffers) {
			m.dialog.top = max(i-2, 0)
		}
	}
	m.dialog = m.dialog.clamped(m.width, m.height)
	return m
}

// fillCompare draws the comparison for the width of the screen.
func (m Model) fillCompare() Model {
	a, b := m.dialog.pair[0], m.dialog.pair[1]
	w, _ := m.dialog.inside(m.width, m.height)
	m.dialog.title = fmt.Sprintf("%d beside %d", a.Number, b.Number)
	if name, other := m.tour.signed(a), m.tour.signed(b); name != other {
		m.dialog.title = safe.Clean(fmt.Sprintf("%d, %s, beside %d, %s", a.Number, name, b.Number, other))
	}
	m.dialog.lines = m.tour.compared(a, b, m.dialog.only, w)
	m.dialog = m.dialog.clamped(m.width, m.height)
	return m
}

func (m Model) compareKey(msg tea.KeyMsg) (Model, tea.Cmd, bool) {
	if m.dialog.kind != compareDialog || !key.Matches(msg, m.env.keys.Only) {
		return m, nil, false
	}
	m.dialog.only, m.dialog.top = !m.dialog.only, 0
	return m.fillCompare(), nil, true
}

const firstDiffers = "first difference"

// Widths of a comparison, in cells.
const (
	compareSign = 2
	maxCompare  = 32
)

// compared is two exchanges line by line, what differs with a sign and the first difference named.
func (t tour) compared(a, b *sandbox.Exchange, only bool, w int) []string {
	th := t.env.theme
	rows := compare.Exchanges(a, b)
	first := compare.First(rows)
	if first < 0 {
		return th.prose("These two are the same, header by header and station by station.", w, th.Text)
	}
	names := 8
	for _, r := range rows {
		names = max(names, min(cells(safe.Clean(r.Name)), maxCompare, w/4))
	}
	side := max((w-compareSign-names-4)/2, 1)
	beside := func(sign, name, left, right string) string {
		return th.fit(sign, compareSign) + th.fit(name, names) + "  " + th.fit(left, side) + "  " + th.fit(right, side)
	}
	out := []string{beside("", "", th.Strong.Render(th.fit(t.signed(a)+" "+t.named(a), side)), th.Strong.Render(th.fit(t.signed(b)+" "+t.named(b), side)))}
	part := compare.Part("")
	for i, r := range rows {
		if only && r.Same {
			continue
		}
		if r.Part != part {
			part = r.Part
			out = append(out, "", th.Accent.Bold(true).Render(string(part)))
		}
		if i == first {
			out = append(out, th.Warn.Render(th.glyph.Here+" "+firstDiffers))
		}
		out = append(out, t.comparedRow(r, side, beside)...)
	}
	return out
}

// comparedRow draws one row in as many lines as its longer side needs.
func (t tour) comparedRow(r compare.Row, side int, beside func(sign, name, left, right string) string) []string {
	th := t.env.theme
	if r.Same {
		value, _, _ := strings.Cut(r.A, "\n")
		return []string{beside("", th.Dim.Render(safe.Clean(t.spelt(r.Name))), th.Dim.Render(safe.Clean(value)), th.Dim.Render("the same"))}
	}
	left, right := sides(th, r.A, side), sides(th, r.B, side)
	var out []string
	for i := range max(len(left), len(right)) {
		l, rt, head := "", "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			rt = right[i]
		}
		if i == 0 {
			head = th.Strong.Render(safe.Clean(t.spelt(r.Name)))
			out = append(out, beside(th.Fail.Render(th.glyph.Differs), head, l, rt))
			continue
		}
		out = append(out, beside("", "", l, rt))
	}
	return out
}

// spelt is a header's name as the standards write it, where net/http writes Www-Authenticate.
func (t tour) spelt(name string) string {
	if term, found := t.env.glossary.Find(glossary.Header, name); found {
		return term.Name
	}
	return name
}

// maxSide is how many lines one value takes in a comparison.
const maxSide = 6

func sides(th theme, text string, w int) []string {
	if text == "" {
		return []string{th.Dim.Render("(none)")}
	}
	lines := wrapped(text, w)
	for i := range lines {
		lines[i] = th.Text.Render(lines[i])
	}
	if len(lines) > maxSide {
		lines = append(lines[:maxSide-1], th.Dim.Render(th.glyph.Ellipsis))
	}
	return lines
}
