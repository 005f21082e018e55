package client_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"authtour/sandbox/client"
)

func TestParseReadsWhatALearnerWrites(t *testing.T) {
	tests := []struct {
		name, text string
		want       client.Request
	}{
		{"only a request line", "GET /protected/", client.Request{Method: "GET", Target: "/protected/"}},
		{"a version is passed over", "GET /public/ HTTP/1.1\n", client.Request{Method: "GET", Target: "/public/"}},
		{"empty lines before it", "\n  \r\nGET /public/\n", client.Request{Method: "GET", Target: "/public/"}},
		{"the method stays as written", "get *", client.Request{Method: "get", Target: "*"}},
		{"an absolute target", "GET http://localhost/public/", client.Request{Method: "GET", Target: "http://localhost/public/"}},
		{"headers keep their order, case and twins", "GET /\nx-b: 1\nA:2\nX-B:  3 \n", client.Request{
			Method: "GET", Target: "/",
			Headers: []client.Header{{"x-b", "1"}, {"A", "2"}, {"X-B", " 3 "}},
		}},
		{"a value keeps its colons", "GET /\nHost: localhost:8000", client.Request{
			Method: "GET", Target: "/", Headers: []client.Header{{"Host", "localhost:8000"}},
		}},
		{"a name keeps a space before its colon", "GET /\nHost : x", client.Request{
			Method: "GET", Target: "/", Headers: []client.Header{{"Host ", "x"}},
		}},
		{"a body without the text's last line break", "POST /\n\n{\n  \"a\": 1\n}\n", client.Request{
			Method: "POST", Target: "/", Body: "{\n  \"a\": 1\n}",
		}},
		{"CR LF everywhere", "POST /\r\nA: b\r\n\r\na=1\r\n", client.Request{
			Method: "POST", Target: "/", Headers: []client.Header{{"A", "b"}}, Body: "a=1",
		}},
		{"a line of blanks ends the head", "POST /\n \nA: b", client.Request{Method: "POST", Target: "/", Body: "A: b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := client.Parse(tt.text)
			if err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("Parse(%q) = %+v, %v; want %+v", tt.text, got, err, tt.want)
			}
		})
	}
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	tests := []struct {
		name, text string
		line       int
		wrong      string
	}{
		{"nothing", "", 1, "begins with a method and a target"},
		{"only empty lines", "\n\n", 2, "begins with a method and a target"},
		{"no target", "GET", 1, `after "GET" comes a target`},
		{"no target further down", "\n\nGET \n", 3, `after "GET" comes a target`},
		{"a space in the target", "GET /a b /c", 1, "%20"},
		{"no slash", "GET protected/", 1, "does not begin with a slash"},
		{"the version where the target should be", "GET HTTP/1.1", 1, "does not begin with a slash"},
		{"no colon", "GET /\nA: b\nAuthorization Basic x\n", 3, `"Authorization Basic x" has no colon`},
		{"no name", "GET /\n: b", 2, "has a name"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := client.Parse(tt.text)
			var wrong *client.SyntaxError
			if !errors.As(err, &wrong) {
				t.Fatalf("Parse(%q) = %v; want a SyntaxError", tt.text, err)
			}
			if wrong.Line != tt.line || !strings.Contains(err.Error(), tt.wrong) {
				t.Errorf("Parse(%q) = %q on line %d; want %q on line %d", tt.text, err, wrong.Line, tt.wrong, tt.line)
			}
		})
	}
}

func TestFormatAndParseAreInverse(t *testing.T) {
	for _, body := range []string{"", "a", "\n", "a\n", "a\n\n", "a\r\n", "a\r", "\r\n", "\n\na"} {
		want := client.Request{Method: "POST", Target: "/", Headers: []client.Header{{"A", " b "}, {"C", ""}}, Body: body}
		if got, err := client.Parse(want.Format()); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", want.Format(), got, err, want)
		}
	}
}

func TestWireSendsExactlyWhatIsWritten(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"what is missing is put in", "GET /", "GET / HTTP/1.1\r\nHost: h:1\r\nConnection: close\r\n\r\n"},
		{"what is there stays", "GET /\nconnection: keep-alive\nHOST: x", "GET / HTTP/1.1\r\nconnection: keep-alive\r\nHOST: x\r\n\r\n"},
		{"a method that carries a body has a length", "POST /", "POST / HTTP/1.1\r\nHost: h:1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"},
		{"a body has a length, in bytes", "GET /\n\né", "GET / HTTP/1.1\r\nHost: h:1\r\nContent-Length: 2\r\nConnection: close\r\n\r\né"},
		{"a wrong length is the learner's", "GET /\ncontent-length: 9\n\nx", "GET / HTTP/1.1\r\nHost: h:1\r\ncontent-length: 9\r\nConnection: close\r\n\r\nx"},
		{
			"chunks have no length", "PUT /\nTransfer-Encoding: chunked\n\n0\r\n\r\n\n",
			"PUT / HTTP/1.1\r\nHost: h:1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
		},
		{
			"twins and odd spaces", "GET /\nA:  1\nA : 2\t",
			"GET / HTTP/1.1\r\nHost: h:1\r\nA:  1\r\nA : 2\t\r\nConnection: close\r\n\r\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := client.Parse(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(r.Wire("h:1")); got != tt.want {
				t.Errorf("Wire of %q:\ngot  %q\nwant %q", tt.text, got, tt.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"GET /", "POST /a HTTP/1.1\r\nA: b\r\n\r\nx\r\n", "GET /\nA:\r\r\n\n\n", "G /\n:", "\n \n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := client.Parse(text)
		if err != nil {
			var wrong *client.SyntaxError
			if !errors.As(err, &wrong) || wrong.Line < 1 || wrong.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("Parse(%q) = %v, which names no line of it", text, err)
			}
			return
		}
		again, err := client.Parse(r.Format())
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("Parse(%q) = %+v, but through Format %+v, %v", text, r, again, err)
		}
	})
}
