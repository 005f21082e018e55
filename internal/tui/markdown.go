package tui

import (
	"fmt"
	"strings"

	"authtour/internal/safe"

	"github.com/charmbracelet/glamour"
	md "github.com/charmbracelet/glamour/ansi"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// maxProse is the widest line of prose, in cells: longer ones are hard to read.
const maxProse = 76

// markdown renders an author's text in lines of at most w cells. It takes milliseconds: call it when the text or the
// width changes, not when drawing.
func (t theme) markdown(text string, w int) []string {
	w = max(min(w, maxProse), 1)
	text = safe.Text(text)
	r, err := glamour.NewTermRenderer(
		glamour.WithStyles(t.sheet()), glamour.WithWordWrap(w), glamour.WithColorProfile(t.profile),
		glamour.WithChromaFormatter(t.formatter()))
	if err != nil {
		return folded(fmt.Sprintf("%s\n(plain, for the formatter failed: %v)", text, err), w)
	}
	out, err := r.Render(text)
	if err != nil {
		return folded(fmt.Sprintf("%s\n(plain, for the formatter failed: %v)", text, err), w)
	}
	if t.bare {
		out = ansi.Strip(out)
	}
	return trimBlank(strings.Split(out, "\n"), w)
}

// trimBlank drops the empty lines around lines and the padding that glamour puts behind them.
func trimBlank(lines []string, w int) []string {
	empty := func(s string) bool { return strings.TrimSpace(ansi.Strip(s)) == "" }
	for len(lines) > 0 && empty(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && empty(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		bare := strings.TrimRight(ansi.Strip(line), " ")
		out[i] = ansi.Truncate(line, min(ansi.StringWidth(bare), w), "")
	}
	return out
}

func (t theme) formatter() string {
	switch t.profile {
	case termenv.TrueColor:
		return "terminal16m"
	case termenv.ANSI256:
		return "terminal256"
	case termenv.ANSI:
		return "terminal16"
	case termenv.Ascii:
		return "noop"
	}
	return "noop"
}

// sheet is glamour's style sheet in this theme's colours.
func (t theme) sheet() md.StyleConfig {
	yes, none, two := true, uint(0), uint(2)
	bullet, bar := "• ", "│ "
	if t.ascii {
		bullet, bar = "* ", "| "
	}
	s := md.StyleConfig{
		Document:    md.StyleBlock{Margin: &none},
		BlockQuote:  md.StyleBlock{Indent: ptr(uint(1)), IndentToken: &bar},
		List:        md.StyleList{LevelIndent: 2},
		Heading:     md.StyleBlock{StylePrimitive: md.StylePrimitive{BlockSuffix: "\n", Bold: &yes, Color: t.ink(t.Accent)}},
		Emph:        md.StylePrimitive{Italic: &yes},
		Strong:      md.StylePrimitive{Bold: &yes},
		Item:        md.StylePrimitive{BlockPrefix: bullet},
		Enumeration: md.StylePrimitive{BlockPrefix: ". "},
		Link:        md.StylePrimitive{Underline: &yes, Color: t.ink(t.Accent)},
		LinkText:    md.StylePrimitive{Color: t.ink(t.Accent)},
		Code:        md.StyleBlock{StylePrimitive: md.StylePrimitive{Color: t.ink(t.Code)}},
		CodeBlock: md.StyleCodeBlock{StyleBlock: md.StyleBlock{
			StylePrimitive: md.StylePrimitive{Color: t.ink(t.Code)}, Margin: &two,
		}},
		Table:          md.StyleTable{StyleBlock: md.StyleBlock{Margin: &none}},
		HorizontalRule: md.StylePrimitive{Format: "\n----\n"},
	}
	if t.bare || !t.colours {
		s.Code.Prefix, s.Code.Suffix = "`", "`"
		return s
	}
	s.CodeBlock.Theme = "github"
	if t.dark {
		s.CodeBlock.Theme = "github-dark"
	}
	return s
}

// ink is the colour of a style in glamour's words, or nil where there are no colours.
func (t theme) ink(s lipgloss.Style) *string {
	c, ok := s.GetForeground().(lipgloss.CompleteColor)
	if !ok {
		return nil
	}
	switch t.profile {
	case termenv.TrueColor:
		return &c.TrueColor
	case termenv.ANSI256:
		return &c.ANSI256
	case termenv.ANSI:
		return &c.ANSI
	case termenv.Ascii:
		return nil
	}
	return nil
}

func ptr[T any](v T) *T { return &v }
