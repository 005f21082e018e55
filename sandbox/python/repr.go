package python

import (
	"fmt"
	"strings"
)

// Repr is repr() of a str: in single quotes unless only double quotes save an escape, with all that does not print
// written as \x.., \u.... or \U.........
func Repr(s string) string {
	quote := reprQuote(s)
	b := make([]byte, 0, len(s)+2)
	b = append(b, quote)
	for len(s) > 0 {
		r, size := DecodeRune(s)
		switch {
		case r == rune(quote) || r == '\\':
			b = append(b, '\\', byte(r))
		case isPrintable(r):
			b = append(b, s[:size]...)
		default:
			b = appendReprEscape(b, r)
		}
		s = s[size:]
	}
	return string(append(b, quote))
}

// ReprBytes is repr() of a bytes object: b'...'.
func ReprBytes(s []byte) string {
	quote := reprQuote(string(s))
	b := make([]byte, 0, len(s)+3)
	b = append(b, 'b', quote)
	for _, c := range s {
		switch {
		case c == quote || c == '\\':
			b = append(b, '\\', c)
		case c >= 0x20 && c < 0x7f:
			b = append(b, c)
		default:
			b = appendReprEscape(b, rune(c))
		}
	}
	return string(append(b, quote))
}

func reprQuote(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

func appendReprEscape(b []byte, r rune) []byte {
	switch r {
	case '\t':
		return append(b, '\\', 't')
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	}
	return append(b, escapeRune(r)...)
}

// escapeRune is how repr() and UnicodeEncodeError write a character that does not print.
func escapeRune(r rune) string {
	switch {
	case r <= 0xff:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xffff:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// truncate keeps the first n characters, as %.200R does in the messages of CPython.
func truncate(s string, n int) string {
	for i := 0; i < len(s); n-- {
		if n == 0 {
			return s[:i]
		}
		_, size := DecodeRune(s[i:])
		i += size
	}
	return s
}
