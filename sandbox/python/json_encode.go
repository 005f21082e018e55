package python

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// encodeDepth ends a value that holds itself: it is about where the recursion limit of a server's thread lies.
const encodeDepth = 960

// DumpsOptions are the keyword arguments of json.dumps.
type DumpsOptions struct {
	// ItemSeparator and KeySeparator are the two separators.
	ItemSeparator, KeySeparator string
	// EnsureASCII writes other characters as \uXXXX.
	EnsureASCII bool
	// AllowNaN writes NaN, Infinity and -Infinity instead of failing.
	AllowNaN bool
	// SortKeys writes the members of objects in the order of their keys.
	SortKeys bool
	// Indent puts each member on a line of its own, this much further in; 0 means one line.
	Indent int
}

// DefaultDumps is json.dumps(v) with no arguments.
func DefaultDumps() DumpsOptions {
	return DumpsOptions{ItemSeparator: ", ", KeySeparator: ": ", EnsureASCII: true, AllowNaN: true}
}

// CompactDumps is json.dumps(v, separators=(",", ":")), as PyJWT writes headers and claims (jwt/api_jwt.py).
func CompactDumps() DumpsOptions {
	return DumpsOptions{ItemSeparator: ",", KeySeparator: ":", EnsureASCII: true, AllowNaN: true}
}

// RendererDumps is what REST framework's JSONRenderer asks for. The indent is that of the accepted media type,
// 0 for none.
func RendererDumps(indent int) DumpsOptions {
	if indent > 0 {
		return DumpsOptions{ItemSeparator: ",", KeySeparator: ": ", Indent: indent}
	}
	return DumpsOptions{ItemSeparator: ",", KeySeparator: ":"}
}

// RenderJSON is JSONRenderer.render: None is an empty body, U+2028 and U+2029 are always escaped. It fails with a
// ValueError for NaN and infinities, and with a UnicodeEncodeError for a lone surrogate
// (rest_framework/renderers.py).
func RenderJSON(v Value, indent int) ([]byte, error) {
	if v == nil {
		return []byte{}, nil
	}
	s, err := Dumps(v, RendererDumps(indent))
	if err != nil {
		return nil, err
	}
	if strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029") {
		s = strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(s)
	}
	return EncodeUTF8(s)
}

// Dumps is json.dumps(v, …) with REST framework's encoder (rest_framework/utils/encoders.py): bytes are decoded as
// UTF-8, a File is the list of its lines. It fails with a ValueError for a float that the options do not allow, a
// UnicodeDecodeError for bytes that are no UTF-8, a TypeError for what is no Value, and a RecursionError.
func Dumps(v Value, o DumpsOptions) (string, error) {
	e := jsonEncoder{options: o}
	if err := e.value(v, 0); err != nil {
		return "", err
	}
	return string(e.out), nil
}

type jsonEncoder struct {
	out     []byte
	options DumpsOptions
}

func (e *jsonEncoder) value(v Value, depth int) error {
	switch v := v.(type) {
	case nil:
		e.out = append(e.out, "null"...)
	case bool:
		e.out = strconv.AppendBool(e.out, v)
	case int64:
		e.out = strconv.AppendInt(e.out, v, 10)
	case *big.Int:
		e.out = v.Append(e.out, 10)
	case float64:
		return e.float(v)
	case string:
		e.str(v)
	case []byte:
		s, err := DecodeUTF8(v)
		if err != nil {
			return err
		}
		e.str(s)
	case []Value:
		return e.list(v, depth)
	case *Dict:
		return e.dict(v, depth)
	case *File:
		return e.list(v.lineValues(), depth)
	default:
		return &Exception{"TypeError", "Object of type " + TypeName(v) + " is not JSON serializable"}
	}
	return nil
}

func (e *jsonEncoder) float(f float64) error {
	switch {
	case !math.IsNaN(f) && !math.IsInf(f, 0):
		e.out = appendFloat(e.out, f)
	case !e.options.AllowNaN && e.options.Indent > 0: // another encoder, and so another text
		return valueError("Out of range float values are not JSON compliant: " + FloatRepr(f))
	case !e.options.AllowNaN:
		return valueError("Out of range float values are not JSON compliant")
	case math.IsNaN(f):
		e.out = append(e.out, "NaN"...)
	case f > 0:
		e.out = append(e.out, "Infinity"...)
	default:
		e.out = append(e.out, "-Infinity"...)
	}
	return nil
}

func (e *jsonEncoder) list(list []Value, depth int) error {
	if len(list) == 0 {
		e.out = append(e.out, "[]"...)
		return nil
	}
	if depth++; depth > encodeDepth {
		return recursionError("while encoding a JSON object")
	}
	e.out = append(e.out, '[')
	for i, item := range list {
		e.separate(i, depth)
		if err := e.value(item, depth); err != nil {
			return err
		}
	}
	e.line(depth - 1)
	e.out = append(e.out, ']')
	return nil
}

func (e *jsonEncoder) dict(d *Dict, depth int) error {
	if d.Len() == 0 {
		e.out = append(e.out, "{}"...)
		return nil
	}
	if depth++; depth > encodeDepth {
		return recursionError("while encoding a JSON object")
	}
	entries := d.entries
	if e.options.SortKeys {
		entries = slices.Clone(entries)
		slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	}
	e.out = append(e.out, '{')
	for i, member := range entries {
		e.separate(i, depth)
		e.str(member.key)
		e.out = append(e.out, e.options.KeySeparator...)
		if err := e.value(member.value, depth); err != nil {
			return err
		}
	}
	e.line(depth - 1)
	e.out = append(e.out, '}')
	return nil
}

// separate goes before the item with the index i.
func (e *jsonEncoder) separate(i, depth int) {
	if i > 0 {
		e.out = append(e.out, e.options.ItemSeparator...)
	}
	e.line(depth)
}

func (e *jsonEncoder) line(depth int) {
	if e.options.Indent == 0 {
		return
	}
	e.out = append(e.out, '\n')
	for range depth * e.options.Indent {
		e.out = append(e.out, ' ')
	}
}

func (e *jsonEncoder) str(s string) {
	e.out = append(e.out, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && c >= 0x20 && c != '"' && c != '\\' && (c != 0x7f || !e.options.EnsureASCII) ||
			c >= utf8.RuneSelf && !e.options.EnsureASCII {
			i++
			continue
		}
		e.out = append(e.out, s[start:i]...)
		r, size := DecodeRune(s[i:])
		e.escape(r)
		i += size
		start = i
	}
	e.out = append(append(e.out, s[start:]...), '"')
}

func (e *jsonEncoder) escape(r rune) {
	switch r {
	case '"', '\\':
		e.out = append(e.out, '\\', byte(r))
	case '\n':
		e.out = append(e.out, '\\', 'n')
	case '\r':
		e.out = append(e.out, '\\', 'r')
	case '\t':
		e.out = append(e.out, '\\', 't')
	case '\f':
		e.out = append(e.out, '\\', 'f')
	case '\b':
		e.out = append(e.out, '\\', 'b')
	default:
		if r > 0xffff {
			e.unit(0xd800 + (r-0x10000)>>10)
			r = 0xdc00 + (r-0x10000)&0x3ff
		}
		e.unit(r)
	}
}

func (e *jsonEncoder) unit(r rune) {
	const hex = "0123456789abcdef"
	e.out = append(e.out, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
