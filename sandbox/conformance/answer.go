package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Answer is what counts of a response: its status, the headers that clients act upon, the names and attributes of its
// cookies, and its body. What differs each time (tokens, masks, times) is reduced to its shape.
type Answer struct {
	Status  int
	Headers map[string]string
	// Cookies holds "cleared" for an emptied cookie, and otherwise the attributes of a cookie by name.
	Cookies map[string]any
	// IsJSON tells that the body is JSON, and JSON is what it says, with numbers as json.Number.
	IsJSON bool
	JSON   any
	// Body is the exact text of a JSON body that has nothing in it that differs each time.
	Body string
	// BodyType is the media type of a body that is not JSON.
	BodyType string
}

// answerJSON is an Answer in a file. A part that the answer does not have is left out.
type answerJSON struct {
	Status   int               `json:"status"`
	Headers  map[string]string `json:"headers"`
	Cookies  map[string]any    `json:"cookies"`
	JSON     json.RawMessage   `json:"json,omitempty"`
	Body     *string           `json:"body,omitempty"`
	BodyType string            `json:"body_type,omitempty"`
}

// MarshalJSON writes the answer as the recorded ones are written.
func (a Answer) MarshalJSON() ([]byte, error) {
	out := answerJSON{Status: a.Status, Headers: a.Headers, Cookies: a.Cookies, BodyType: a.BodyType}
	if a.Body != "" || (!a.IsJSON && a.BodyType == "") {
		out.Body = &a.Body
	}
	if a.IsJSON {
		text, err := json.Marshal(a.JSON)
		if err != nil {
			return nil, fmt.Errorf("write the JSON of an answer: %w", err)
		}
		out.JSON = text
	}
	return json.Marshal(out) //nolint:wrapcheck // encoding/json names what it was writing
}

// UnmarshalJSON reads a recorded answer.
func (a *Answer) UnmarshalJSON(text []byte) error {
	var in answerJSON
	if err := json.Unmarshal(text, &in); err != nil {
		return fmt.Errorf("read an answer: %w", err)
	}
	*a = Answer{
		Status: in.Status, Headers: in.Headers, Cookies: in.Cookies, BodyType: in.BodyType, IsJSON: in.JSON != nil,
	}
	if in.Body != nil {
		a.Body = *in.Body
	}
	if !a.IsJSON {
		return nil
	}
	return decodeNumbers(in.JSON, &a.JSON)
}

// decodeNumbers is json.Unmarshal that keeps numbers as they are written.
func decodeNumbers(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("decode %.80q: %w", text, err)
	}
	return nil
}

// Diff says in what got differs from want, one line each; it is empty if they are alike.
func Diff(got, want Answer) []string {
	var out []string
	add := func(what string, got, want any) {
		if !reflect.DeepEqual(got, want) {
			out = append(out, fmt.Sprintf("%s is %v, want %v", what, shown(got), shown(want)))
		}
	}
	add("status", got.Status, want.Status)
	for _, name := range names(got.Headers, want.Headers) {
		add(name, headerOf(got, name), headerOf(want, name))
	}
	for _, name := range names(got.Cookies, want.Cookies) {
		add("cookie "+name, got.Cookies[name], want.Cookies[name])
	}
	add("body type", got.BodyType, want.BodyType)
	add("JSON?", got.IsJSON, want.IsJSON)
	add("body", got.Body, want.Body)
	if got.Body == want.Body {
		add("JSON", got.JSON, want.JSON)
	}
	return out
}

// absent stands for a header that an answer does not have, which is not the same as an empty one.
const absent = "absent"

func headerOf(a Answer, name string) string {
	if value, ok := a.Headers[name]; ok {
		return fmt.Sprintf("%q", value)
	}
	return absent
}

func shown(v any) any {
	if v == nil {
		return absent
	}
	return v
}

func names[V any](a, b map[string]V) []string {
	all := map[string]bool{}
	for name := range a {
		all[name] = true
	}
	for name := range b {
		all[name] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// String is the answer in one line, for those who read differences.
func (a Answer) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", a.Status)
	for _, name := range names(a.Headers, nil) {
		fmt.Fprintf(&b, " %s=%q", name, a.Headers[name])
	}
	fmt.Fprintf(&b, " cookies=%v body=%q%s", a.Cookies, a.Body, a.BodyType)
	return b.String()
}
