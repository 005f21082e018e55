package python

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// UnicodeError is a UnicodeDecodeError or a UnicodeEncodeError: where in which codec what went wrong.
type UnicodeError struct {
	// Encoding is the codec's own name for itself, such as utf-8.
	Encoding string
	// Start and End bound what could not be turned: bytes when decoding, characters when encoding.
	Start, End int
	// Reason is the codec's, such as "invalid start byte".
	Reason string
	// First is the first byte when decoding, the first character when encoding.
	First rune
	// Encode tells that it is an encoding error.
	Encode bool
}

// Class is the name of the Python exception.
func (e *UnicodeError) Class() string {
	if e.Encode {
		return "UnicodeEncodeError"
	}
	return "UnicodeDecodeError"
}

// Error is str(exception) (Objects/exceptions.c).
func (e *UnicodeError) Error() string {
	verb, noun, first := "decode", "byte", fmt.Sprintf("0x%02x", e.First)
	if e.Encode {
		verb, noun, first = "encode", "character", "'"+escapeRune(e.First)+"'"
	}
	if e.End == e.Start+1 {
		return fmt.Sprintf("'%s' codec can't %s %s %s in position %d: %s",
			e.Encoding, verb, noun, first, e.Start, e.Reason)
	}
	return fmt.Sprintf("'%s' codec can't %s %ss in position %d-%d: %s",
		e.Encoding, verb, noun, e.Start, e.End-1, e.Reason)
}

const unexpectedEnd = "unexpected end of data"

// DecodeUTF8 is b.decode(). It fails with a UnicodeDecodeError, a *UnicodeError.
func DecodeUTF8(b []byte) (string, error) {
	if utf8.Valid(b) {
		return string(b), nil
	}
	for i := 0; i < len(b); {
		size, bad := utf8Sequence(b[i:])
		if bad != "" {
			return "", decodeError("utf-8", b, i, i+size, bad)
		}
		i += size
	}
	return string(b), nil
}

// decodeUTF8Stream is DecodeUTF8 of what a StreamReader reads: it waits for the rest of a character that is cut off at
// the end, and since nothing more comes, it drops those bytes without an error (codecs.getreader).
func decodeUTF8Stream(b []byte) (string, error) {
	s, err := DecodeUTF8(b)
	var e *UnicodeError
	if errors.As(err, &e) && e.Reason == unexpectedEnd {
		return string(b[:e.Start]), nil
	}
	return s, err
}

// DecodeUTF8Replace is b.decode(errors="replace"): each ill-formed sequence, not each byte, becomes one U+FFFD.
func DecodeUTF8Replace(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out := make([]byte, 0, len(b)+8)
	for i := 0; i < len(b); {
		size, bad := utf8Sequence(b[i:])
		if bad != "" {
			out = utf8.AppendRune(out, utf8.RuneError)
		} else {
			out = append(out, b[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// decodeUTF8SurrogatePass is b.decode("utf-8", "surrogatepass"), as json.loads reads bytes: the three bytes of a lone
// surrogate are let through.
func decodeUTF8SurrogatePass(b []byte) (string, error) {
	for i := 0; i < len(b); {
		size, bad := utf8Sequence(b[i:])
		if bad != "" {
			if len(b)-i < 3 || !isSurrogateBytes(b[i], b[i+1], b[i+2]) {
				return "", decodeError("utf-8", b, i, i+size, bad)
			}
			size = 3
		}
		i += size
	}
	return string(b), nil
}

func decodeError(encoding string, b []byte, start, end int, reason string) error {
	return &UnicodeError{Encoding: encoding, Start: start, End: end, Reason: reason, First: rune(b[start])}
}

// utf8Sequence reads one character at the start of b, which is not empty: its width, or the width of what is wrong
// with the reason (Objects/stringlib/codecs.h, Unicode §3.9 "maximal subparts").
func utf8Sequence(b []byte) (size int, bad string) {
	if b[0] < utf8.RuneSelf {
		return 1, ""
	}
	low, high, width := secondByte(b[0])
	if width == 0 {
		return 1, "invalid start byte"
	}
	for i := 1; i < width; i++ {
		if i == len(b) {
			return i, unexpectedEnd
		}
		if b[i] < low || b[i] > high {
			return i, "invalid continuation byte"
		}
		low, high = 0x80, 0xbf
	}
	return width, ""
}

// secondByte gives the range of the byte that may follow a lead byte, and how many bytes the character has.
func secondByte(lead byte) (low, high byte, width int) {
	switch {
	case lead < 0xc2 || lead > 0xf4:
		return 0, 0, 0
	case lead < 0xe0:
		return 0x80, 0xbf, 2
	case lead == 0xe0:
		return 0xa0, 0xbf, 3
	case lead == 0xed:
		return 0x80, 0x9f, 3
	case lead < 0xf0:
		return 0x80, 0xbf, 3
	case lead == 0xf0:
		return 0x90, 0xbf, 4
	case lead == 0xf4:
		return 0x80, 0x8f, 4
	}
	return 0x80, 0xbf, 4
}

// DecodeLatin1 is b.decode("iso-8859-1"): each byte is one character. It never fails.
func DecodeLatin1(b []byte) string {
	out := make([]byte, 0, len(b)+8)
	for _, c := range b {
		out = utf8.AppendRune(out, rune(c))
	}
	return string(out)
}

// EncodeLatin1 is s.encode("iso-8859-1"). It fails with a UnicodeEncodeError.
func EncodeLatin1(s string) ([]byte, error) {
	return encodeBelow(s, "latin-1", 0x100, "ordinal not in range(256)")
}

// EncodeASCII is s.encode("ascii"). It fails with a UnicodeEncodeError.
func EncodeASCII(s string) ([]byte, error) {
	return encodeBelow(s, "ascii", 0x80, "ordinal not in range(128)")
}

// EncodeUTF8 is s.encode(). It fails with a UnicodeEncodeError if s holds a lone surrogate.
func EncodeUTF8(s string) ([]byte, error) {
	if !HasSurrogate(s) {
		return []byte(s), nil
	}
	return nil, encodeError(s, "utf-8", "surrogates not allowed", isSurrogate)
}

func encodeBelow(s, encoding string, limit rune, reason string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := DecodeRune(s[i:])
		if r >= limit {
			return nil, encodeError(s, encoding, reason, func(r rune) bool { return r >= limit })
		}
		out = append(out, byte(r))
		i += size
	}
	return out, nil
}

// encodeError names the first run of characters that cannot be encoded.
func encodeError(s, encoding, reason string, bad func(rune) bool) error {
	e := &UnicodeError{Encoding: encoding, Start: -1, Reason: reason, Encode: true}
	for n, r := range runes(s) {
		switch {
		case bad(r) && e.Start < 0:
			e.Start, e.First, e.End = n, r, n+1
		case bad(r) && e.End == n:
			e.End = n + 1
		}
	}
	return e
}
