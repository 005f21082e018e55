package conformance_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"authtour/sandbox/client"
	"authtour/sandbox/conformance"
)

// The two tokens are of the same person and kind and differ in what differs each time.
const (
	someToken    = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxMzAwLCJpYXQiOjEwMDAsImp0aSI6ImEifQ.x"
	anotherToken = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoyMzAwLCJpYXQiOjIwMDAsImp0aSI6ImIifQ.y"
	// refreshToken is of another kind, longToken lives longer.
	refreshToken = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCIsImV4cCI6MTMwMCwiaWF0IjoxMDAwLCJqdGkiOiJhIn0.x"
	longToken    = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxMzYwLCJpYXQiOjEwMDAsImp0aSI6ImEifQ.x"
)

func answer(status int, body string, headers ...string) client.Result {
	res := client.Result{Status: status, Body: []byte(body)}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		res.Headers = append(res.Headers, client.Header{Name: name, Value: value})
	}
	return res
}

func TestDiffTellsWhatCounts(t *testing.T) {
	t.Parallel()
	const jsonType = "Content-Type: application/json"
	key, otherKey := strings.Repeat("a", 40), strings.Repeat("b", 40)
	for name, c := range map[string]struct {
		got, want client.Result
		differs   string
	}{
		"the same":                    {answer(200, "{}", jsonType), answer(200, "{}", jsonType), ""},
		"status":                      {answer(401, "{}", jsonType), answer(403, "{}", jsonType), "status is 401, want 403"},
		"a header's value":            {answer(401, "", "WWW-Authenticate: Basic"), answer(401, "", "WWW-Authenticate: Token"), "www-authenticate"},
		"a header more":               {answer(200, "", "Vary: Cookie"), answer(200, ""), "vary is \"Cookie\", want absent"},
		"a header less":               {answer(200, ""), answer(200, "", "Allow: GET"), "allow is absent"},
		"an empty header is not none": {answer(200, "", "Vary: "), answer(200, ""), "vary"},
		"a header that counts for nothing": {
			answer(200, "", "Date: today", "Server: x"), answer(200, "", "Date: tomorrow"), "",
		},
		"the server's port": {
			answer(302, "", "Location: http://ours/x"), answer(302, "", "Location: http://theirs/x"), "location",
		},
		"white space in JSON":    {answer(200, `{"a": 1}`, jsonType), answer(200, `{"a":1}`, jsonType), "body"},
		"a number's spelling":    {answer(200, `[1.0]`, jsonType), answer(200, `[1]`, jsonType), "JSON"},
		"the order of keys":      {answer(200, `{"a":1,"b":2}`, jsonType), answer(200, `{"b":2,"a":1}`, jsonType), "body"},
		"no JSON at all":         {answer(200, `{`, jsonType), answer(200, `{}`, jsonType), "body"},
		"null is not nothing":    {answer(200, `null`, jsonType), answer(200, ``, jsonType), "JSON?"},
		"another page":           {answer(404, "<p>a", "Content-Type: text/html"), answer(404, "<p>b", "Content-Type: text/html"), ""},
		"another type":           {answer(404, "a", "Content-Type: text/html"), answer(404, "a", "Content-Type: text/plain"), "body type"},
		"a cookie's value":       {answer(200, "", "Set-Cookie: a=1; Path=/"), answer(200, "", "Set-Cookie: a=2; Path=/"), ""},
		"a cookie's attribute":   {answer(200, "", "Set-Cookie: a=1; HttpOnly"), answer(200, "", "Set-Cookie: a=1"), "cookie a"},
		"a cleared cookie":       {answer(200, "", `Set-Cookie: a=""; Path=/`), answer(200, "", "Set-Cookie: a=1; Path=/"), "cookie a is cleared"},
		"another key":            {answer(200, `{"token":"`+key+`"}`, jsonType), answer(200, `{"token":"`+otherKey+`"}`, jsonType), ""},
		"a key that is none":     {answer(200, `{"token":"`+key+`"}`, jsonType), answer(200, `{"token":"x"}`, jsonType), "JSON"},
		"another token":          {answer(200, `{"access":"`+someToken+`"}`, jsonType), answer(200, `{"access":"`+anotherToken+`"}`, jsonType), ""},
		"a token of other kind":  {answer(200, `{"access":"`+someToken+`"}`, jsonType), answer(200, `{"access":"`+refreshToken+`"}`, jsonType), "JSON"},
		"a token's lifetime":     {answer(200, `{"access":"`+someToken+`"}`, jsonType), answer(200, `{"access":"`+longToken+`"}`, jsonType), "JSON"},
		"a form's token":         {answer(200, `{"data":{"csrfmiddlewaretoken":"a"}}`, jsonType), answer(200, `{"data":{"csrfmiddlewaretoken":"b"}}`, jsonType), ""},
		"a field beside a token": {answer(200, `{"data":{"csrfmiddlewaretoken":"a","x":1}}`, jsonType), answer(200, `{"data":{"csrfmiddlewaretoken":"b"}}`, jsonType), "JSON"},
	} {
		got, want := conformance.Normalize(c.got, "http://ours"), conformance.Normalize(c.want, "http://other")
		diff := strings.Join(conformance.Diff(got, want), "; ")
		if (diff == "") != (c.differs == "") || !strings.Contains(diff, c.differs) {
			t.Errorf("%s: the difference is %q, want one with %q", name, diff, c.differs)
		}
		// What was recorded must be what was seen.
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var back conformance.Answer
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, want) {
			t.Errorf("%s: recorded as %s, which reads %v, not %v", name, text, back, want)
		}
	}
}

func TestKnownAnswerIsNetHTTPsOwn(t *testing.T) {
	t.Parallel()
	nul := client.Request{Method: "GET", Target: "/", Headers: []client.Header{{Name: "X", Value: "\x00"}}}
	plain := client.Request{Method: "GET", Target: "/"}
	for name, c := range map[string]struct {
		request client.Request
		headers map[string]string
		status  int
		known   bool
	}{
		"net/http refuses a control character": {nul, nil, 400, true},
		"Django answers it":                    {nul, map[string]string{"x-frame-options": "DENY"}, 400, false},
		"it is let through":                    {nul, nil, 200, false},
		"nothing is odd":                       {plain, nil, 400, false},
	} {
		e := conformance.Exchange{Request: c.request, Answer: conformance.Answer{Status: c.status, Headers: c.headers}}
		if _, known := conformance.KnownAnswer(e); known != c.known {
			t.Errorf("%s: known is %v, want %v", name, known, c.known)
		}
	}
}

func TestCurlIsOneCommand(t *testing.T) {
	t.Parallel()
	e := conformance.Exchange{URL: "http://h", Request: client.Request{
		Method: "POST", Target: "/a?b", Body: "it's\n", Headers: []client.Header{{Name: "A", Value: "b c"}, {Name: "E"}},
	}}
	const want = `curl -i --path-as-is -X 'POST' -H 'A: b c' -H 'E;' --data-binary $'it\x27s\x0a' 'http://h/a?b'`
	if got := e.Curl(); got != want {
		t.Errorf("the command is\n%s, want\n%s", got, want)
	}
}
