package python

import (
	"regexp"
	"slices"
	"strings"
)

// HeaderParam is a parameter of a header: its name in lower case, its value without quotes.
type HeaderParam struct {
	Name, Value string
}

// continuationName is a parameter that RFC 2231 splits or encodes: name*, name*0, name*0*.
var continuationName = regexp.MustCompile(`^([0-9A-Za-z_]+)\*(?:([0-9]+)\*?)?$`)

// ParseHeaderParameters is parse_header_parameters of django/utils/http.py: the value before the first semicolon in
// lower case, and the parameters, of equal names the last. It fails with a ValueError if a parameter names an unknown
// charset (RFC 2231), and with the TypeError of email.utils if one is both whole and in parts.
func ParseHeaderParameters(line string) (string, []HeaderParam, error) {
	if strings.IndexByte(line, ';') < 0 {
		return strings.ToLower(StrStrip(line)), nil, nil
	}
	parts := splitHeader(line)
	key, _, _ := strings.Cut(parts[0], "=")
	var params []HeaderParam
	var segments []segment
	for _, part := range parts[1:] {
		name, value, _ := strings.Cut(part, "=")
		name, value = StrStrip(name), unquoteParam(StrStrip(value))
		if match := continuationName.FindStringSubmatch(name); match != nil {
			segments = append(segments, segment{match[1], match[2], value, strings.HasSuffix(name, "*")})
		} else if name != "" {
			params = setParam(params, name, unquoteParam(quoteParam(value)))
		}
	}
	params, err := joinSegments(params, segments)
	if err != nil {
		return "", nil, err
	}
	return strings.ToLower(StrStrip(key)), params, nil
}

// Param returns the value of the parameter, and whether it is there.
func Param(params []HeaderParam, name string) (string, bool) {
	for _, p := range params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

func setParam(params []HeaderParam, name, value string) []HeaderParam {
	for i := range params {
		if params[i].Name == name {
			params[i].Value = value
			return params
		}
	}
	return append(params, HeaderParam{name, value})
}

// splitHeader divides at the semicolons outside of quotes, and puts names in lower case (email.message._parseparam).
func splitHeader(line string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i <= len(line); i++ {
		switch {
		case i == len(line), line[i] == ';' && !quoted:
			parts = append(parts, trimPart(line[start:i]))
			start, quoted = i+1, false
		case line[i] == '"' && (i == start || line[i-1] != '\\'):
			quoted = !quoted
		}
	}
	return parts
}

func trimPart(part string) string {
	name, value, found := strings.Cut(part, "=")
	if !found {
		return StrStrip(part)
	}
	return StrStrip(strings.ToLower(StrStrip(name)) + "=" + StrStrip(value))
}

func quoteParam(s string) string {
	return `"` + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `"`, `\"`) + `"`
}

// unquoteParam is email.utils.unquote.
func unquoteParam(s string) string {
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.ReplaceAll(strings.ReplaceAll(s[1:len(s)-1], `\\`, `\`), `\"`, `"`)
	}
	if len(s) > 1 && s[0] == '<' && s[len(s)-1] == '>' {
		return s[1 : len(s)-1]
	}
	return s
}

// segment is a part of a parameter as RFC 2231 §3 and §4 let one be split and encoded.
type segment struct {
	name, number, value string
	encoded             bool
}

// joinSegments is email.utils.decode_params and collapse_rfc2231_value.
func joinSegments(params []HeaderParam, segments []segment) ([]HeaderParam, error) {
	for len(segments) > 0 {
		name := segments[0].name
		var mine, others []segment
		for _, s := range segments {
			if s.name == name {
				mine = append(mine, s)
			} else {
				others = append(others, s)
			}
		}
		value, err := joinParam(mine)
		if err != nil {
			return nil, err
		}
		params, segments = setParam(params, name, value), others
	}
	return params, nil
}

func joinParam(segments []segment) (string, error) {
	for i := range segments[1:] {
		if a, b := segments[i+1].numberType(), segments[i].numberType(); a != b {
			return "", &Exception{"TypeError", "'<' not supported between instances of '" + a + "' and '" + b + "'"}
		}
	}
	slices.SortFunc(segments, compareSegments)
	extended, joined := false, ""
	for _, s := range segments {
		if s.encoded {
			s.value, extended = unquoteLatin1(s.value), true
		}
		joined += s.value
	}
	escaped := strings.TrimSuffix(strings.TrimPrefix(quoteParam(joined), `"`), `"`)
	if !extended {
		return unquoteParam(`"` + escaped + `"`), nil
	}
	parts := strings.SplitN(escaped, "'", 3)
	if len(parts) <= 2 {
		return decodeParam(unquoteParam(`"`+escaped+`"`), "us-ascii")
	}
	return decodeParam(unquoteParam(`"`+parts[2]+`"`), parts[0])
}

func compareSegments(a, b segment) int {
	x, y := strings.TrimLeft(a.number, "0"), strings.TrimLeft(b.number, "0")
	switch {
	case len(x) != len(y):
		return len(x) - len(y)
	case x != y:
		return strings.Compare(x, y)
	case a.value != b.value:
		return strings.Compare(a.value, b.value)
	case a.encoded == b.encoded:
		return 0
	case b.encoded:
		return -1
	}
	return 1
}

// numberType is the Python type of the number: a segment may have none.
func (s segment) numberType() string {
	if s.number == "" {
		return "NoneType"
	}
	return "int"
}

func unquoteLatin1(s string) string { return unquotePercent(s, Codec{"latin-1"}) }

// decodeParam decodes the characters of text as the bytes that they stand for.
func decodeParam(text, charset string) (string, error) {
	codec, ok := LookupCodec(charset)
	switch {
	case charset == "", ok && !codec.IsText():
		return unquoteParam(text), nil
	case !ok:
		return "", valueError("Invalid encoding " + Repr(charset) + " for RFC 2231 param.")
	}
	raw := make([]byte, 0, len(text))
	for _, r := range runes(text) {
		if r < 0x100 {
			raw = append(raw, byte(r))
		} else {
			raw = append(raw, escapeRune(r)...)
		}
	}
	return codec.DecodeReplace(raw), nil
}
