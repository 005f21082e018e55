// Package safe makes text of clients, files and learners harmless before it reaches a terminal.
package safe

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks may sit on one character; more of them climb out of their line.
const maxMarks = 2

// Clean makes one line of foreign text harmless: whatever is not a printable character (controls, escape sequences,
// bidirectional overrides, invisible and invalid characters) is shown as the escape that a programmer would write.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	marks := maxMarks
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
			marks = 0
		case unicode.Is(unicode.M, r):
			if marks++; marks > maxMarks || variation(r) {
				b.WriteString(escape(r))
			} else {
				b.WriteRune(r)
			}
		case unicode.IsPrint(r):
			b.WriteRune(r)
			marks = 0
		default:
			b.WriteString(escape(r))
			marks = 0
		}
		i += size
	}
	return b.String()
}

// Lines is Clean for text of several lines; a tab is four spaces and a final line break opens no line.
func Lines(s string) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\t", "    ")
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return lines
}

// Text is Lines in one string.
func Text(s string) string { return strings.Join(Lines(s), "\n") }

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= utf8.RuneSelf || s[i] == '\x7f' {
			return false
		}
	}
	return true
}

// variation tells the selectors that change a character's width in some terminals and not in others.
func variation(r rune) bool { return unicode.Is(unicode.Variation_Selector, r) }

func escape(r rune) string {
	switch {
	case r == '\t':
		return `\t`
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}
