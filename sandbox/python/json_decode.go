package python

import (
	"fmt"
	"math"
	"strings"
)

// The depth of arrays and objects at which the recursion limit of a real server's thread is reached: it was measured
// with Django's development server, and depends on how many calls stand above the parser.
const (
	// ViewDepth is for a body that the view, or the test of its token, asks for first.
	ViewDepth = 952
	// AuthenticationDepth is for a body that SessionAuthentication reads, to look for a CSRF token in it.
	AuthenticationDepth = 945
)

// errorDepth is how much recursion raising a JSONDecodeError, or calling parse_constant, takes by itself.
const errorDepth = 3

// JSONDecoder is json.loads of CPython 3.11 (Modules/_json.c). The zero value is json.loads as it comes.
type JSONDecoder struct {
	// StrictConstants refuses NaN, Infinity and -Infinity as REST framework does (rest_framework/utils/json.py).
	StrictConstants bool
	// MaxDepth is how deep arrays and objects may nest before a RecursionError; 0 means ViewDepth.
	MaxDepth int
}

// Loads is json.loads(b): the encoding is UTF-8, UTF-16 or UTF-32, whichever the zero bytes at the start tell. It
// fails with a json.decoder.JSONDecodeError, a UnicodeDecodeError or a ValueError, which are all ValueErrors, or with
// a RecursionError, which is not. With strict it refuses NaN and the infinities as REST framework does.
func Loads(b []byte, strict bool) (Value, error) {
	return JSONDecoder{StrictConstants: strict}.Decode(b)
}

// LoadsString is json.loads(s) of a str.
func LoadsString(s string, strict bool) (Value, error) {
	return JSONDecoder{StrictConstants: strict}.DecodeString(s)
}

// LoadsRequest is what REST framework's JSONParser does with a body; see JSONDecoder.DecodeRequest.
func LoadsRequest(body []byte, charset string) (Value, error) {
	return JSONDecoder{}.DecodeRequest(body, charset)
}

// DecodeRequest is what REST framework's JSONParser does with a body whose Content-Type names a charset, "" for none:
// it decodes it as a stream, so that a character which is cut off at the very end goes unnoticed, and then is strict
// about constants. A charset that Python does not know counts as UTF-8; one that is no text encoding is an exception
// of class ParseError whose text is the answer's detail. All else that is a ValueError becomes "JSON parse error - "
// with the text of the error; a RecursionError is not caught (rest_framework/parsers.py).
func (d JSONDecoder) DecodeRequest(body []byte, charset string) (Value, error) {
	codec, err := requestCodec(charset)
	if err != nil {
		return nil, err
	}
	s, err := codec.DecodeStream(body)
	if err != nil {
		return nil, err
	}
	d.StrictConstants = true
	return d.DecodeString(s)
}

// Decode is json.loads(b) of bytes; see Loads.
func (d JSONDecoder) Decode(b []byte) (Value, error) {
	s, err := decodeJSONBytes(b)
	if err != nil {
		return nil, err
	}
	return d.decode(s)
}

// DecodeString is json.loads(s) of a str.
func (d JSONDecoder) DecodeString(s string) (Value, error) {
	if strings.HasPrefix(s, "\ufeff") {
		return nil, jsonError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
	}
	return d.decode(s)
}

func (d JSONDecoder) decode(s string) (Value, error) {
	scan := jsonScanner{text: s, strict: d.StrictConstants, maxDepth: d.MaxDepth}
	if scan.maxDepth == 0 {
		scan.maxDepth = ViewDepth
	}
	scan.skipSpace()
	v, err := scan.value(0)
	if err != nil {
		return nil, err
	}
	if scan.skipSpace(); scan.at < len(s) {
		return nil, jsonError("Extra data", s, scan.at)
	}
	return v, nil
}

// decodeJSONBytes finds the encoding as json.detect_encoding does; lone surrogates pass.
func decodeJSONBytes(b []byte) (string, error) {
	switch name := detectEncoding(b); name {
	case "utf-8":
		return decodeUTF8SurrogatePass(b)
	case "utf-8-sig":
		return decodeUTF8SurrogatePass(b[3:])
	case "utf-16", "utf-16-le", "utf-16-be":
		return decodeUTF16(b, name, errorsSurrogatePass)
	default:
		return decodeUTF32(b, name, errorsSurrogatePass)
	}
}

func detectEncoding(b []byte) string {
	s := string(b[:min(len(b), 4)])
	switch {
	case s == "\x00\x00\xfe\xff" || s == "\xff\xfe\x00\x00":
		return "utf-32"
	case strings.HasPrefix(s, "\xfe\xff") || strings.HasPrefix(s, "\xff\xfe"):
		return "utf-16"
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return "utf-8-sig"
	case len(s) == 4 && s[0] == 0 && s[1] == 0:
		return "utf-32-be"
	case len(s) == 4 && s[0] != 0 && s[1:] == "\x00\x00\x00":
		return "utf-32-le"
	case len(s)%2 == 0 && s != "" && s[0] == 0:
		return "utf-16-be"
	case len(s)%2 == 0 && s != "" && s[1] == 0:
		return "utf-16-le"
	}
	return "utf-8"
}

// jsonError is a JSONDecodeError; at is a place in bytes, the message counts characters.
func jsonError(text, doc string, at int) error {
	before := doc[:at]
	line := strings.Count(before, "\n") + 1
	column := Len(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return &Exception{
		"json.decoder.JSONDecodeError",
		fmt.Sprintf("%s: line %d column %d (char %d)", text, line, column, Len(before)),
	}
}

func recursionError(doing string) error {
	return &Exception{"RecursionError", "maximum recursion depth exceeded " + doing}
}

// constant is NaN, Infinity or -Infinity.
func (s *jsonScanner) constant(word string, f float64, depth int) (Value, error) {
	if !s.strict {
		s.at += len(word)
		return f, nil
	}
	if depth+errorDepth > s.maxDepth {
		return nil, recursionError("while calling a Python object")
	}
	return nil, valueError("Out of range float values are not JSON compliant: '" + word + "'")
}

func (s *jsonScanner) word(depth int) (Value, error) {
	rest := s.text[s.at:]
	switch {
	case strings.HasPrefix(rest, "null"):
		s.at += len("null")
		return nil, nil //nolint:nilnil // None
	case strings.HasPrefix(rest, "true"):
		s.at += len("true")
		return true, nil
	case strings.HasPrefix(rest, "false"):
		s.at += len("false")
		return false, nil
	case strings.HasPrefix(rest, "NaN"):
		return s.constant("NaN", math.NaN(), depth)
	case strings.HasPrefix(rest, "Infinity"):
		return s.constant("Infinity", math.Inf(1), depth)
	case strings.HasPrefix(rest, "-Infinity"):
		return s.constant("-Infinity", math.Inf(-1), depth)
	}
	return s.number()
}
