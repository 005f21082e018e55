package python

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// maxIntDigits is sys.int_info.default_max_str_digits: longer decimals are refused, since reading them is quadratic.
const maxIntDigits = 4300

// Int is int(text): an optional sign and decimal digits of any script, single underscores between them, white space
// around. It fails with a ValueError (Objects/longobject.c).
func Int(text string) (*big.Int, error) {
	n, err := intFromASCII(toASCIIDigits(text))
	if errors.Is(err, errNotANumber) {
		return nil, valueError("invalid literal for int() with base 10: " + truncate(Repr(text), 200))
	}
	return n, err
}

var errNotANumber = valueError("not a number")

func intFromASCII(s string) (*big.Int, error) {
	s = Strip(s)
	digits, ok := withoutUnderscores(strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+"))
	if !ok || digits == "" || strings.HasPrefix(s, "-+") || strings.Trim(digits, "0123456789") != "" {
		return nil, errNotANumber
	}
	if len(digits) > maxIntDigits {
		return nil, tooManyDigits(len(digits))
	}
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		return nil, errNotANumber
	}
	if s[0] == '-' {
		n.Neg(n)
	}
	return n, nil
}

func tooManyDigits(n int) error {
	return valueError(fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
		"use sys.set_int_max_str_digits() to increase the limit", maxIntDigits, n))
}

func isASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }

// withoutUnderscores drops the underscores that stand between two digits; another one makes it fail.
func withoutUnderscores(s string) (string, bool) {
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	for i := range len(s) {
		if s[i] == '_' && (i == 0 || i == len(s)-1 || !isASCIIDigit(s[i-1]) || !isASCIIDigit(s[i+1])) {
			return "", false
		}
	}
	return strings.ReplaceAll(s, "_", ""), true
}

// toASCIIDigits turns digits of other scripts into ASCII's and white space into spaces. ASCII stays as it is, so
// \x1c is no white space here. Anything else becomes a question mark, which no number holds.
func toASCIIDigits(s string) string {
	if isASCII(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		r, size := DecodeRune(s)
		s = s[size:]
		digit := digitValue(r)
		switch {
		case digit >= 0:
			b = append(b, byte('0'+digit))
		case r < 0x7f:
			b = append(b, byte(r))
		case IsSpace(r):
			b = append(b, ' ')
		default:
			b = append(b, '?')
		}
	}
	return string(b)
}

// Float is float(text): a decimal, "inf", "infinity" or "nan" in any case, underscores and white space as in Int. It
// fails with a ValueError; what is too large is an infinity (Objects/floatobject.c).
func Float(text string) (float64, error) {
	s, ok := withoutUnderscores(Strip(toASCIIDigits(text)))
	if ok && isFloatText(s) {
		if strings.EqualFold(s, "+nan") || strings.EqualFold(s, "-nan") {
			return math.NaN(), nil
		}
		f, err := strconv.ParseFloat(s, 64)
		if err == nil || math.IsInf(f, 0) {
			return f, nil
		}
	}
	return 0, valueError("could not convert string to float: " + Repr(text))
}

// isFloatText keeps away from strconv what it reads and Python does not, such as hexadecimal floats.
func isFloatText(s string) bool {
	word := strings.ToLower(strings.TrimLeft(s, "+-"))
	return word == "inf" || word == "infinity" || word == "nan" || strings.Trim(s, "0123456789+-.eE") == ""
}

// FloatRepr is repr(f): the shortest decimal that reads back as f, with an exponent below 1e-4 and from 1e16 on.
func FloatRepr(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(f, 'g', -1, 64)), "+")
	}
	return string(appendFloat(nil, f))
}

// appendFloat is FloatRepr of a finite number.
func appendFloat(b []byte, f float64) []byte {
	abs := math.Abs(f)
	if abs != 0 && (abs < 1e-4 || abs >= 1e16) {
		return strconv.AppendFloat(b, f, 'e', -1, 64)
	}
	start := len(b)
	b = strconv.AppendFloat(b, f, 'f', -1, 64)
	for _, c := range b[start:] {
		if c == '.' {
			return b
		}
	}
	return append(b, '.', '0')
}
