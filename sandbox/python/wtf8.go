package python

import (
	"strings"
	"unicode/utf8"
)

// isSurrogate tells whether r is one half of a UTF-16 pair.
func isSurrogate(r rune) bool { return r >= 0xd800 && r <= 0xdfff }

// DecodeRune returns the first character of s and its width in bytes. Other than utf8.DecodeRuneInString it knows
// lone surrogates. It returns U+FFFD and 1 for a byte that starts no character, and U+FFFD and 0 for an empty string.
func DecodeRune(s string) (rune, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 && len(s) >= 3 && isSurrogateBytes(s[0], s[1], s[2]) {
		return rune(s[0]&0x0f)<<12 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return r, size
}

func isSurrogateBytes(a, b, c byte) bool { return a == 0xed && b&0xe0 == 0xa0 && c&0xc0 == 0x80 }

// AppendRune appends a character to b in WTF-8: other than utf8.AppendRune it keeps surrogates.
func AppendRune(b []byte, r rune) []byte {
	if isSurrogate(r) {
		return append(b, byte(0xe0|r>>12), byte(0x80|r>>6&0x3f), byte(0x80|r&0x3f))
	}
	return utf8.AppendRune(b, r)
}

// Len is len() of a str: the number of its characters.
func Len(s string) int {
	n := 0
	for len(s) > 0 {
		_, size := DecodeRune(s)
		s = s[size:]
		n++
	}
	return n
}

// runes is the str as its code points.
func runes(s string) []rune {
	out := make([]rune, 0, len(s))
	for len(s) > 0 {
		r, size := DecodeRune(s)
		out = append(out, r)
		s = s[size:]
	}
	return out
}

// HasSurrogate tells whether s holds a lone surrogate, which no encoding takes.
func HasSurrogate(s string) bool {
	for i := strings.IndexByte(s, 0xed); i >= 0 && i+2 < len(s); {
		if isSurrogateBytes(s[i], s[i+1], s[i+2]) {
			return true
		}
		next := strings.IndexByte(s[i+1:], 0xed)
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
