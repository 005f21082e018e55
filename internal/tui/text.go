package tui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"authtour/internal/safe"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// fit makes line exactly w cells wide: padded, or cut with an ellipsis.
func (t theme) fit(line string, w int) string {
	n := ansi.StringWidth(line)
	if n > w {
		line = ansi.Truncate(line, max(w, 0), ansi.Truncate(t.glyph.Ellipsis, max(w, 0), ""))
		n = ansi.StringWidth(line)
	}
	return line + strings.Repeat(" ", max(w-n, 0))
}

// block makes lines exactly h lines of w cells.
func (t theme) block(lines []string, w, h int) []string {
	out := make([]string, h)
	for i := range out {
		if i < len(lines) {
			out[i] = t.fit(lines[i], w)
		} else {
			out[i] = strings.Repeat(" ", max(w, 0))
		}
	}
	return out
}

// run is a piece of text in one style; a word is the runs between two spaces.
type run struct {
	text  string
	style lipgloss.Style
}

// prose lays out a short text of ours or an author's in lines of at most w cells: paragraphs, `code` and **strong**.
func (t theme) prose(text string, w int, base lipgloss.Style) []string {
	var out []string
	for i, paragraph := range strings.Split(strings.TrimSpace(shown(text)), "\n\n") {
		if i > 0 {
			out = append(out, "")
		}
		words := t.words(safe.Clean(strings.Join(strings.Fields(paragraph), " ")), base)
		out = append(out, wrapWords(words, max(w, 1))...)
	}
	return out
}

// words splits text at its spaces and gives every run its style.
func (t theme) words(text string, base lipgloss.Style) [][]run {
	var words [][]run
	var word []run
	add := func(part string, style lipgloss.Style) {
		for i, piece := range strings.Split(part, " ") {
			if i > 0 && len(word) > 0 {
				words, word = append(words, word), nil
			}
			if piece != "" {
				word = append(word, run{piece, style})
			}
		}
	}
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			add(part, t.Code)
			continue
		}
		for j, piece := range strings.Split(part, "**") {
			add(piece, base.Bold(base.GetBold() || j%2 == 1))
		}
	}
	if len(word) > 0 {
		words = append(words, word)
	}
	return words
}

// wrapWords fills lines of w cells greedily; a word that is longer than a line is broken.
func wrapWords(words [][]run, w int) []string {
	lines, used := []string{""}, 0
	put := func(text string, style lipgloss.Style) {
		lines[len(lines)-1] += style.Render(text)
		used += ansi.StringWidth(text)
	}
	for _, word := range words {
		need := 0
		for _, r := range word {
			need += ansi.StringWidth(r.text)
		}
		switch {
		case used > 0 && used+1+need > w:
			lines, used = append(lines, ""), 0
		case used > 0:
			put(" ", word[0].style.UnsetForeground().UnsetBold())
		}
		for _, r := range word {
			for i, piece := range chop(r.text, w) {
				if i > 0 || used+ansi.StringWidth(piece) > w {
					lines, used = append(lines, ""), 0
				}
				put(piece, r.style)
			}
		}
	}
	return lines
}

// folded breaks foreign text, made harmless, into lines of at most w cells.
func folded(text string, w int) []string {
	var out []string
	for _, line := range safe.Lines(shown(text)) {
		out = append(out, chop(line, w)...)
	}
	return out
}

// chop cuts plain text into pieces of at most w cells, but at least of one character.
func chop(text string, w int) []string {
	var out []string
	from, used := 0, 0
	for i := 0; i < len(text); {
		cluster, width := ansi.FirstGraphemeCluster(text[i:], ansi.GraphemeWidth)
		if used > 0 && used+width > w {
			out, from, used = append(out, text[from:i]), i, 0
		}
		i, used = i+len(cluster), used+width
	}
	return append(out, text[from:])
}

// maxShown is how much of a foreign text is drawn, in bytes: whoever sends a megabyte must not stop the screen.
const maxShown = 16 << 10

// shown is the part of text that is drawn.
func shown(text string) string {
	if len(text) <= maxShown {
		return text
	}
	cut := maxShown
	for cut > maxShown-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return fmt.Sprintf("%s\n(and %d bytes more)", text[:cut], len(text)-cut)
}

// wrapped is folded, but breaks lines between words where it can.
func wrapped(text string, w int) []string {
	var out []string
	for _, line := range safe.Lines(shown(text)) {
		for _, part := range strings.Split(ansi.Wrap(line, max(w, 1), " ,"), "\n") {
			out = append(out, chop(part, w)...) // ansi.Wrap lets a line of spaces and a backslash grow too wide
		}
	}
	return out
}

// plain is the frame as it is drawn; in ASCII every other character gives way to as many signs as it has cells.
func (t theme) plain(frame string) string {
	if !t.ascii {
		return frame
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case strings.ContainsRune("│┃├┤", r):
			return '|'
		case strings.ContainsRune("─━–—·", r):
			return '-'
		case strings.ContainsRune("‘’", r):
			return '\''
		case strings.ContainsRune("“”", r):
			return '"'
		case r == '┼':
			return '+'
		case r == '→':
			return '>'
		case r == 'µ':
			return 'u'
		case ansi.StringWidth(string(r)) == 1:
			return '?'
		}
		return -1
	}, frame)
}
