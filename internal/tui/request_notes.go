package tui

import (
	"strings"

	"authtour/internal/explain"
	"authtour/internal/safe"

	"github.com/charmbracelet/lipgloss"
)

// tone is the style of an explanation's piece.
func (t theme) tone(tone explain.Tone) lipgloss.Style {
	switch tone {
	case explain.Dim:
		return t.Dim
	case explain.Value:
		return t.Code
	case explain.Good:
		return t.Pass
	case explain.Bad:
		return t.Warn
	case explain.Plain:
	}
	return t.Text
}

// sign goes before a verdict, so that it is not told by colour alone.
func (t theme) sign(tone explain.Tone) string {
	switch tone {
	case explain.Good:
		return t.glyph.Right + " "
	case explain.Bad:
		return t.glyph.Wrong + " "
	case explain.Plain, explain.Dim, explain.Value:
	}
	return ""
}

// notes draws explanations under what they explain, indented by so many cells, in lines of at most w.
func (t theme) notes(all []explain.Line, indent, w int) []string {
	labels := 0
	for _, l := range all {
		labels = max(labels, min(cells(safe.Clean(l.Label)), maxName))
	}
	if labels > 0 {
		labels += gap
	}
	lead := strings.Repeat(" ", indent) + t.Dim.Render(t.glyph.Branch) + " "
	var out []string
	for _, l := range all {
		label := ""
		if labels > 0 {
			label = t.part(l.Label).Render(t.fit(safe.Clean(l.Label), labels-gap)) + strings.Repeat(" ", gap)
		}
		lines := wrapWords(t.spanWords(l.Spans), max(w-cells(lead)-labels, 1))
		out = append(out, indented(lead+label, lines)...)
		lead = strings.Repeat(" ", cells(lead))
	}
	return out
}

// spanWords splits an explanation into words of styled runs.
func (t theme) spanWords(spans []explain.Span) [][]run {
	var words [][]run
	var word []run
	for _, s := range spans {
		style := t.tone(s.Tone)
		for i, piece := range strings.Split(t.sign(s.Tone)+safe.Clean(shown(s.Text)), " ") {
			if i > 0 && len(word) > 0 {
				words, word = append(words, word), nil
			}
			if piece != "" {
				word = append(word, run{piece, style})
			}
		}
	}
	if len(word) > 0 {
		words = append(words, word)
	}
	return words
}
