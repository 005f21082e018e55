package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"authtour/internal/glossary"
	"authtour/internal/safe"
)

// openExplain lists what is here and can be explained, the thing under the cursor first, and then every term.
func (m Model) openExplain() (Model, tea.Cmd) {
	var rows []row
	here := unique(m.tour.things())
	if len(here) > 0 {
		rows = append(rows, row{text: "Here", heading: true})
	}
	for i, th := range here {
		rows = append(rows, row{text: safe.Clean(th.name), note: string(th.term.Kind), pick: i, thing: &here[i]})
	}
	rows = append(rows, row{text: "Everything", heading: true})
	for i, term := range m.env.glossary.All() {
		rows = append(rows, row{
			text: term.Name, note: string(term.Kind), pick: len(here) + i, thing: &thing{name: term.Name, term: term},
		})
	}
	var cmd tea.Cmd
	m.dialog, cmd = m.env.list(explainDialog, "Explain", "type to find a header, a status, a class, a claim", rows, 0)
	return m, cmd
}

// clampBelow keeps the text below a list from being scrolled out of sight.
func (m Model) clampBelow(d dialog) dialog {
	rows := d.matches()
	if d.top == 0 || !d.picks() || d.cursor >= len(rows) {
		return d
	}
	w, h := d.inside(m.width, m.height)
	_, below := d.listed(h)
	d.top = clampTop(d.top, len(rows[d.cursor].below(m.env.theme, w)), below)
	return d
}

// below is what stands under a list, about the row under its cursor.
func (r row) below(t theme, w int) []string {
	switch {
	case r.thing != nil:
		return r.thing.text(t, w)
	case r.exchange != nil:
		return exchangeText(t, r.exchange, w)
	}
	return nil
}

// text explains a thing in lines of w cells.
func (th thing) text(t theme, w int) []string {
	var out []string
	if th.value != "" {
		value := folded(th.value, w)
		for _, line := range value[:min(len(value), 3)] {
			out = append(out, t.Code.Render(line))
		}
		out = append(out, "")
	}
	if len(th.clauses) > 0 {
		out = append(out, t.rule(th.clauses, w)...)
	} else {
		out = append(out, t.prose(th.term.Text, w, t.Text)...)
	}
	return append(append(out, ""), t.prose(th.term.Source, w, t.Dim)...)
}

// ruleIndent is where the text of a rule's line begins, behind its sign and its word.
const ruleIndent = 8

// rule draws a rule line by line: a sign for what was so and a sign for what was not, the rule, and what this request
// had.
func (t theme) rule(clauses []glossary.Clause, w int) []string {
	var out []string
	for i, c := range clauses {
		branch := c.Word == "then" || c.Word == "else"
		sign, style := t.glyph.Passed, t.Text
		switch {
		case c.Holds && branch:
			sign, style = t.glyph.Arrow, t.Strong
		case branch:
			sign, style = " ", t.Dim
		case !c.Holds:
			sign = t.glyph.Refused
		}
		if i > 0 && c.Word == "if" {
			out = append(out, "")
		}
		out = append(out, t.clause(c, sign, style, w)...)
	}
	return out
}

func (t theme) clause(c glossary.Clause, sign string, style lipgloss.Style, w int) []string {
	lead := t.fit(sign, 2) + t.fit(t.Accent.Render(c.Word), ruleIndent-2)
	room := max(w-ruleIndent, 1)
	out := indented(lead, t.prose(c.Text, room, style))
	if c.Here == "" || c.Word == "then" || c.Word == "else" {
		return out
	}
	answer := "yes: "
	if !c.Holds {
		answer = "no: "
	}
	for _, line := range wrapped(answer+c.Here, room) {
		out = append(out, strings.Repeat(" ", ruleIndent)+t.Code.Render(line))
	}
	return out
}
