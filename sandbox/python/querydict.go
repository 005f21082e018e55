package python

import "strings"

// Django's limits, with their defaults (django/conf/global_settings.py).
const (
	maxFields     = 1000    // DATA_UPLOAD_MAX_NUMBER_FIELDS
	maxFiles      = 100     // DATA_UPLOAD_MAX_NUMBER_FILES
	maxMemory     = 2621440 // DATA_UPLOAD_MAX_MEMORY_SIZE
	maxMemoryFile = 2621440 // FILE_UPLOAD_MAX_MEMORY_SIZE
)

// MultiValueDict is what a form holds: for each key a list of values, in the order in which the keys came first
// (django/utils/datastructures.py). The zero value is empty.
type MultiValueDict struct {
	// Files is request.FILES of the same body: its values are of type *File. It is nil if there are none.
	Files *MultiValueDict
	lists Dict
}

// ParseQuery is QueryDict(query): pairs that & divides, + for a space, %xx for a byte, in UTF-8 with U+FFFD for what
// is none. The argument is the raw bytes. It fails with a TooManyFieldsSent above 1000 fields
// (django/http/request.py, urllib.parse.parse_qsl).
func ParseQuery(query string) (*MultiValueDict, error) {
	return parseQuery(query, Codec{"utf-8"})
}

// ParseForm is ParseQuery of a body whose Content-Type names a charset. An unknown one counts as UTF-8, as it does in
// Django; one that is no text encoding is a ParseError, as it is in REST framework (rest_framework/parsers.py).
func ParseForm(body []byte, charset string) (*MultiValueDict, error) {
	codec, err := requestCodec(charset)
	if err != nil {
		return nil, err
	}
	return parseQuery(string(body), codec)
}

// requestCodec is the codec of request.encoding or of DEFAULT_CHARSET, as get_encoding of rest_framework/parsers.py
// allows it.
func requestCodec(charset string) (Codec, error) {
	codec, ok := LookupCodec(charset)
	if !ok {
		return Codec{"utf-8"}, nil
	}
	if !codec.IsText() {
		return Codec{}, &Exception{"ParseError", `Unsupported charset "` + charset + `" in request Content-Type header.`}
	}
	return codec, nil
}

func parseQuery(query string, codec Codec) (*MultiValueDict, error) {
	text, err := codec.Decode([]byte(query))
	if err != nil {
		text = DecodeLatin1([]byte(query))
	}
	if text != "" && strings.Count(text, "&")+1 > maxFields {
		return nil, tooManyFields()
	}
	form := &MultiValueDict{}
	for pair := range strings.SplitSeq(text, "&") {
		if pair != "" {
			key, value, _ := strings.Cut(pair, "=")
			form.Append(unquotePlus(key, codec), unquotePlus(value, codec))
		}
	}
	return form, nil
}

func tooManyFields() error {
	return &Exception{
		"TooManyFieldsSent",
		"The number of GET/POST parameters exceeded settings.DATA_UPLOAD_MAX_NUMBER_FIELDS.",
	}
}

func unquotePlus(s string, codec Codec) string {
	return unquotePercent(strings.ReplaceAll(s, "+", " "), codec)
}

// unquotePercent is urllib.parse.unquote: each run of ASCII is unquoted and decoded by itself.
func unquotePercent(s string, codec Codec) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		end := strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 })
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			b.WriteString(codec.DecodeReplace(unquoteToBytes(s[:end])))
		}
		wide := strings.IndexFunc(s[end:], func(r rune) bool { return r < 0x80 })
		if wide < 0 {
			wide = len(s) - end
		}
		b.WriteString(s[end : end+wide])
		s = s[end+wide:]
	}
	return b.String()
}

// unquoteToBytes replaces %xx; a percent sign that no two hexadecimal digits follow stays.
func unquoteToBytes(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			high, low := hexValue(s[i+1]), hexValue(s[i+2])
			if high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func hexValue(c byte) rune {
	switch {
	case isASCIIDigit(c):
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}

// Len is the number of keys, files not counted.
func (d *MultiValueDict) Len() int {
	if d == nil {
		return 0
	}
	return d.lists.Len()
}

// Get returns the last text under key, and whether there is one.
func (d *MultiValueDict) Get(key string) (string, bool) {
	list := d.List(key)
	if len(list) == 0 {
		return "", false
	}
	s, ok := list[len(list)-1].(string)
	return s, ok
}

// List is getlist(key): all values under key, of type string or *File.
func (d *MultiValueDict) List(key string) []Value {
	if d == nil {
		return nil
	}
	v, _ := d.lists.Get(key)
	list, _ := v.([]Value)
	return list
}

// Keys returns the keys in order.
func (d *MultiValueDict) Keys() []string {
	if d == nil {
		return nil
	}
	return d.lists.Keys()
}

// Append is appendlist(key, value).
func (d *MultiValueDict) Append(key string, value Value) {
	d.lists.Set(key, append(d.List(key), value))
}

// Last is how REST framework's request.data is shown: the last value under each key, fields first, and a file before
// a field of the same name (rest_framework/request.py).
func (d *MultiValueDict) Last() *Dict {
	out := &Dict{}
	for form := d; form != nil; form = form.Files {
		for key, list := range form.lists.All() {
			if values := list.([]Value); len(values) > 0 {
				out.Set(key, values[len(values)-1])
			}
		}
	}
	return out
}
