package tui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
)

// look is how a run of prose is set off.
type look struct{ bold, italic, code, link, heading bool }

// span is a run of prose in one look.
type span struct {
	text string
	look look
}

// inline is the prose of a block, in runs. A line break of the author's is a space, a hard one stays.
func (d document) inline(parent ast.Node, l look) []span {
	var spans []span
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		inner := l
		switch n := n.(type) {
		case *ast.Text:
			spans = append(spans, span{string(n.Segment.Value(d.src)), l})
			if n.HardLineBreak() {
				spans = append(spans, span{"\n", l})
			} else if n.SoftLineBreak() {
				spans = append(spans, span{" ", l})
			}
			continue
		case *ast.String:
			spans = append(spans, span{string(n.Value), l})
			continue
		case *ast.AutoLink:
			inner.link = true
			spans = append(spans, span{string(n.URL(d.src)), inner})
			continue
		case *ast.CodeSpan:
			inner.code = true
			spans = append(spans, d.ticked(d.inline(n, inner), inner)...)
			continue
		case *ast.Emphasis:
			inner.bold, inner.italic = l.bold || n.Level > 1, l.italic || n.Level == 1
		case *ast.Link:
			inner.link = true
		}
		spans = append(spans, d.inline(n, inner)...)
	}
	return spans
}

// ticked keeps the backquotes of code where no colour tells it.
func (d document) ticked(spans []span, l look) []span {
	if !d.theme.bare && d.theme.colours {
		return spans
	}
	return append(append([]span{{"`", l}}, spans...), span{"`", l})
}

func (d document) style(l look) lipgloss.Style {
	s := d.theme.Text
	switch {
	case l.code:
		s = d.theme.Code
	case l.link, l.heading:
		s = d.theme.Accent
	}
	return s.Bold(l.bold || l.heading).Italic(l.italic).Underline(l.link)
}

// wrap breaks runs into lines of at most w cells, between words where it can.
func (d document) wrap(spans []span, w int) []string {
	var lines []string
	var line, word []span
	used, wide := 0, 0
	flush := func() {
		lines = append(lines, d.draw(line))
		line, used = nil, 0
	}
	place := func() {
		if wide == 0 {
			return
		}
		if used > 0 && used+1+wide > w {
			flush()
		}
		if used > 0 {
			line, used = append(line, span{" ", word[0].look}), used+1
		}
		line, used = append(line, word...), used+wide
		word, wide = nil, 0
	}
	for _, s := range spans {
		for piece := range pieces(s.text, w) {
			switch piece {
			case " ":
				place()
			case "\n":
				place()
				flush()
			default:
				if wide+ansi.StringWidth(piece) > w {
					place()
				}
				word, wide = append(word, span{piece, s.look}), wide+ansi.StringWidth(piece)
			}
		}
	}
	place()
	if used > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// pieces are the words and the breaks of a text; a word wider than w cells comes in parts.
func pieces(text string, w int) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for text != "" {
			i := strings.IndexAny(text, " \n")
			if i == 0 {
				if !yield(text[:1]) {
					return
				}
				text = text[1:]
				continue
			}
			word := text
			if i > 0 {
				word = text[:i]
			}
			text = text[len(word):]
			for part := range strings.SplitSeq(ansi.Hardwrap(word, w, true), "\n") {
				if !yield(part) {
					return
				}
			}
		}
	}
}

// draw renders one line: neighbours of one look together.
func (d document) draw(line []span) string {
	var b strings.Builder
	for i := 0; i < len(line); {
		end := i
		var run strings.Builder
		for end < len(line) && line[end].look == line[i].look {
			run.WriteString(line[end].text)
			end++
		}
		b.WriteString(d.style(line[i].look).Render(run.String()))
		i = end
	}
	return b.String()
}
