package rawtext_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"authtour/internal/rawtext"
	"authtour/sandbox/client"
)

func TestBytesAreWrittenAsText(t *testing.T) {
	for raw, want := range map[string]string{
		"GET / HTTP/1.1\r\nHost: h\r\n\r\n":    "GET / HTTP/1.1\nHost: h\n\n",
		"GET / HTTP/1.1\r\nHost: h":            "GET / HTTP/1.1\nHost: h",
		"GET / HTTP/1.1\nHost: h\r\n\r\n":      `GET / HTTP/1.1\x0aHost: h` + "\n\n",
		"P / HTTP/1.1\r\n\r\n{\n \"é\"}":       "P / HTTP/1.1\n\n{\n \"é\"}",
		"P / HTTP/1.1\r\n\r\na\r\nb\x00\xff\t": "P / HTTP/1.1\n\na\\x0d\nb\\x00\\xff\\x09",
		"P / HTTP/1.1\r\n\r\n\"\\n \\x41 \\\\": "P / HTTP/1.1\n\n\"\\n \\x5cx41 \\\\",
		"":                                     "",
		"\u202e":                               `\xe2\x80\xae`,
	} {
		if got := rawtext.Encode([]byte(raw)); got != want {
			t.Errorf("Encode(%q) = %q, want %q", raw, got, want)
		}
		if back := rawtext.Decode(want); string(back) != raw {
			t.Errorf("Decode(%q) = %q, want %q", want, back, raw)
		}
	}
}

func FuzzNoByteIsLost(f *testing.F) {
	for _, s := range []string{"GET / HTTP/1.1\r\nA: b\r\n\r\nx\n", "\r\n\r\n\r\n", "\n\r\n", `\x41\x5cx41`, "\xff\x00\r", "a\r\n\r\n\r\nb"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text := rawtext.Encode(raw)
		if back := rawtext.Decode(text); !bytes.Equal(back, raw) {
			t.Fatalf("%q is written %q and read back %q", raw, text, back)
		}
		rawtext.Check(raw)
		if r, err := rawtext.Request(raw, "h"); err == nil && strings.Contains(r.Method, " ") {
			t.Fatalf("%q has the method %q", raw, r.Method)
		}
	})
}

func TestWhatTheServerWillMakeOfItIsSaid(t *testing.T) {
	for raw, want := range map[string]string{
		"GET / HTTP/1.1\r\nHost: h\r\n\r\n":                              "",
		"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx":                  "",
		"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n": "",
		"GET / HTTP/1.1\r\nHost: h\r\n":                                  "no empty line",
		"GET /\r\n\r\n":                                                  "the first line is not",
		"GET  / HTTP/1.1\r\n\r\n":                                        "the first line is not",
		"GET / HTTP/1.1\r\nHost\r\n\r\n":                                 `"Host" is no header`,
		"GET / HTTP/1.1\r\nHost : h\r\n\r\n":                             "a space around",
		"GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n":                           "other than CR LF",
		"POST / HTTP/1.1\r\n\r\nx":                                       "takes the 1 bytes below for another request",
		"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nx":                  "wait for 2 more",
		"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nxyz":                "the rest is taken for another request",
		"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n":                   "no number",
	} {
		if got := rawtext.Check([]byte(raw)); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("Check(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestRequestIsReadBackFromItsBytes(t *testing.T) {
	for _, r := range []client.Request{
		{Method: "GET", Target: "/"},
		{Method: "POST", Target: "/a?b", Headers: []client.Header{{Name: "A", Value: "b"}, {Name: "A", Value: ""}}, Body: "x\r\n\r\ny"},
		{Method: "GET", Target: "/", Headers: []client.Header{{Name: "Host", Value: "other"}, {Name: "Connection", Value: "keep-alive"}}},
	} {
		got, err := rawtext.Request(r.Wire("h"), "h")
		if err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("got %+v, %v, want %+v", got, err, r)
		}
	}
	for _, raw := range []string{"", "GET /", "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\nA: \x00\r\n\r\n"} {
		if r, err := rawtext.Request([]byte(raw), "h"); err == nil {
			t.Errorf("%q is read as %+v", raw, r)
		}
	}
}
