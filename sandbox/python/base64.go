package python

import (
	"fmt"
	"strings"
)

// B64Decode is base64.b64decode(s) of bytes: characters outside the alphabet are dropped, and the first padding that
// completes a group ends the text, whatever follows. It fails with a binascii.Error, "Incorrect padding" for one, which
// is a ValueError (Modules/binascii.c, not strict).
func B64Decode(s string) ([]byte, error) {
	out := make([]byte, 0, len(s)/4*3+3)
	var bits uint32
	place, pads := 0, 0
	for i := range len(s) {
		if s[i] == '=' {
			if place >= 2 {
				pads++
			}
			if place+pads >= 4 {
				return out, nil
			}
			continue
		}
		value, ok := b64Value(s[i])
		if !ok {
			continue
		}
		pads = 0
		bits = bits<<6 | uint32(value)
		if place > 0 {
			out = append(out, byte(bits>>(6-2*place)))
		}
		place = (place + 1) % 4
	}
	switch place {
	case 0:
		return out, nil
	case 1:
		return nil, &Exception{"binascii.Error", fmt.Sprintf("Invalid base64-encoded string: number of data "+
			"characters (%d) cannot be 1 more than a multiple of 4", len(out)/3*4+1)}
	}
	return nil, &Exception{"binascii.Error", "Incorrect padding"}
}

// B64DecodeStr is base64.b64decode(s) of a str, which must be ASCII.
func B64DecodeStr(s string) ([]byte, error) {
	if !isASCII(s) {
		return nil, valueError("string argument should contain only ASCII characters")
	}
	return B64Decode(s)
}

// B64URLDecode is base64url_decode of PyJWT (jwt/utils.py): it takes both alphabets, and pads first to a multiple of
// four by the length of the text as it is, dropped characters included.
func B64URLDecode(s string) ([]byte, error) {
	s = strings.NewReplacer("-", "+", "_", "/").Replace(s)
	if rest := len(s) % 4; rest > 0 {
		s += "===="[rest:]
	}
	return B64Decode(s)
}

func b64Value(c byte) (byte, bool) {
	switch {
	case c >= 'A' && c <= 'Z':
		return c - 'A', true
	case c >= 'a' && c <= 'z':
		return c - 'a' + 26, true
	case c >= '0' && c <= '9':
		return c - '0' + 52, true
	case c == '+':
		return 62, true
	case c == '/':
		return 63, true
	}
	return 0, false
}
