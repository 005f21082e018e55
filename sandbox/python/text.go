package python

import "strings"

// IsSpaceByte tells whether bytes.split() and bytes.strip() treat c as white space: the six of ASCII, with \x0b and
// \x0c among them.
func IsSpaceByte(c byte) bool { return c == ' ' || (c >= '\t' && c <= '\r') }

// IsSpace is str.isspace() of one character, which is what str.split() and str.strip() go by.
func IsSpace(r rune) bool {
	switch {
	case r <= 0x20:
		return r == ' ' || (r >= '\t' && r <= '\r') || (r >= 0x1c && r <= 0x1f)
	case r < 0x1680:
		return r == 0x85 || r == 0xa0
	}
	return r == 0x1680 || (r >= 0x2000 && r <= 0x200a) || r == 0x2028 || r == 0x2029 ||
		r == 0x202f || r == 0x205f || r == 0x3000
}

// Fields is bytes.split(): the parts between runs of ASCII white space.
func Fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && IsSpaceByte(byte(r)) })
}

// Strip is bytes.strip().
func Strip(s string) string {
	start, end := 0, len(s)
	for start < end && IsSpaceByte(s[start]) {
		start++
	}
	for end > start && IsSpaceByte(s[end-1]) {
		end--
	}
	return s[start:end]
}

// StrFields is str.split(): the parts between runs of Unicode white space, \x1c to \x1f, \x85 and \xa0 among it.
func StrFields(s string) []string { return strings.FieldsFunc(s, IsSpace) }

// StrStrip is str.strip().
func StrStrip(s string) string { return strings.TrimFunc(s, IsSpace) }
