package pysource

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/syntax"
)

func errorAt(pos syntax.Position, format string, args ...any) *Error {
	return &Error{Pos: pos, Text: fmt.Sprintf(format, args...)}
}

// numberLiteral reads an int or a float (Python's reference, 2.4.5 and 2.4.6).
func numberLiteral(t token) (syntax.Expr, *Error) {
	clean := strings.ReplaceAll(t.value, "_", "")
	badUnderscore := strings.HasSuffix(t.value, "_") || strings.Contains(t.value, "__")
	if n, ok := new(big.Int).SetString(clean, 0); ok && !badUnderscore && !oldOctal(clean) {
		lit := &syntax.Literal{Token: syntax.INT, TokenPos: t.pos, Raw: t.value, Value: n}
		if n.IsInt64() {
			lit.Value = n.Int64()
		}
		return lit, nil
	}
	hex := strings.HasPrefix(strings.ToLower(clean), "0x")
	if f, err := strconv.ParseFloat(clean, 64); !badUnderscore && !hex && (err == nil || f != 0) && strings.ContainsAny(clean, ".eE") {
		return &syntax.Literal{Token: syntax.FLOAT, TokenPos: t.pos, Raw: t.value, Value: f}, nil
	}
	switch {
	case oldOctal(clean):
		return nil, errorAt(t.pos, "%s: a number does not begin with 0; an octal one begins with 0o", t.value)
	case strings.HasSuffix(strings.ToLower(clean), "j"):
		return nil, errorAt(t.pos, "%s: complex numbers are not available here", t.value)
	}
	return nil, errorAt(t.pos, "%s is no number, and a name cannot begin with a digit", t.value)
}

func oldOctal(s string) bool {
	return len(s) > 1 && s[0] == '0' && strings.Trim(s, "0123456789") == "" && strings.Trim(s, "0") != ""
}

// unquote resolves the escapes of a string or bytes literal's body (Python's reference, 2.4.1).
func unquote(body string, bytes bool) (string, error) {
	var b strings.Builder
	for body != "" {
		i := strings.IndexByte(body, '\\')
		if i < 0 || i+1 == len(body) {
			b.WriteString(body)
			break
		}
		b.WriteString(body[:i])
		n, err := escape(&b, body[i+1:], bytes)
		if err != nil {
			return "", err
		}
		body = body[i+1+n:]
	}
	return b.String(), nil
}

// escape writes what a backslash before s stands for, and returns the number of bytes of s that it took.
func escape(b *strings.Builder, s string, bytes bool) (int, error) {
	const plain, meant = "\\'\"abfnrtv", "\\'\"\a\b\f\n\r\t\v"
	if i := strings.IndexByte(plain, s[0]); i >= 0 {
		b.WriteByte(meant[i])
		return 1, nil
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}
	switch c := s[0]; {
	case c == '\n':
		return 1, nil
	case c == '\r' && strings.HasPrefix(s, "\r\n"):
		return 2, nil
	case c >= '0' && c <= '7':
		n := 1
		for n < 3 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
			n++
		}
		code, _ := strconv.ParseUint(s[:n], 8, 16)
		writeCode(b, rune(code), bytes)
		return n, nil
	case c == 'x' || !bytes && (c == 'u' || c == 'U'):
		n := digits[c]
		if len(s) < 1+n {
			return 0, fmt.Errorf(`\%c wants %d hexadecimal digits`, c, n)
		}
		code, err := strconv.ParseUint(s[1:1+n], 16, 32)
		if err != nil || code > utf8.MaxRune {
			return 0, fmt.Errorf(`\%c wants %d hexadecimal digits of a character`, c, n)
		}
		writeCode(b, rune(code), bytes)
		return 1 + n, nil
	case c == 'N' && !bytes:
		return 0, fmt.Errorf(`\N{…} is not available here: write the character itself`)
	}
	b.WriteByte('\\')
	return 0, nil
}

func writeCode(b *strings.Builder, code rune, bytes bool) {
	if bytes {
		b.WriteByte(byte(code))
		return
	}
	b.WriteRune(code)
}
