package client

import (
	"fmt"
	"strconv"
	"strings"
)

// Header is one header line as written.
type Header struct{ Name, Value string }

// Request is a request as a learner builds it.
type Request struct {
	Method  string
	Target  string
	Headers []Header
	Body    string
}

// SyntaxError says what is wrong with the text form of a request, and in which line of it, counted from 1.
type SyntaxError struct {
	Line  int
	Wrong string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Wrong) }

// Parse reads the text form of a request: a line "METHOD target", header lines "Name: value", an empty line, the body.
// Lines before the first one that says something are skipped, lines may end in CR LF, and the line break that ends the
// text is not part of the body: a form would be spoilt by it. It fails with a *SyntaxError, a sentence that names the
// line.
func Parse(text string) (Request, error) {
	line, rest, number := "", text, 0
	for rest != "" && strings.TrimSpace(line) == "" {
		line, rest = cutLine(rest)
		number++
	}
	r, err := parseRequestLine(line, max(number, 1))
	if err != nil {
		return Request{}, err
	}
	for rest != "" {
		line, rest = cutLine(rest)
		number++
		if strings.TrimSpace(line) == "" {
			r.Body = withoutFinalBreak(rest)
			break
		}
		h, err := parseHeader(line, number)
		if err != nil {
			return Request{}, err
		}
		r.Headers = append(r.Headers, h)
	}
	return r, nil
}

func cutLine(text string) (line, rest string) {
	line, rest, _ = strings.Cut(text, "\n")
	return strings.TrimRight(line, "\r"), rest
}

func withoutFinalBreak(body string) string {
	if cut, ok := strings.CutSuffix(body, "\r\n"); ok {
		return cut
	}
	return strings.TrimSuffix(body, "\n")
}

func parseRequestLine(line string, number int) (Request, error) {
	words := strings.Fields(line)
	if len(words) == 3 && strings.HasPrefix(words[2], "HTTP/") {
		words = words[:2]
	}
	switch {
	case len(words) == 0:
		return Request{}, &SyntaxError{number, "a request begins with a method and a target, such as GET /protected/"}
	case len(words) == 1:
		return Request{}, &SyntaxError{number, fmt.Sprintf("after %q comes a target, such as /protected/", words[0])}
	case len(words) > 2:
		return Request{}, &SyntaxError{number, fmt.Sprintf("after the target %q the line ends; a space in a target is written %%20", words[1])}
	case !strings.HasPrefix(words[1], "/") && words[1] != "*" && !strings.Contains(words[1], "://"):
		return Request{}, &SyntaxError{number, fmt.Sprintf("the target %q does not begin with a slash, as /protected/ does", words[1])}
	}
	return Request{Method: words[0], Target: words[1]}, nil
}

func parseHeader(line string, number int) (Header, error) {
	name, value, found := strings.Cut(line, ":")
	switch {
	case !found:
		return Header{}, &SyntaxError{number, fmt.Sprintf("a header is written Name: value, and %q has no colon; the body comes after an empty line", line)}
	case strings.TrimSpace(name) == "":
		return Header{}, &SyntaxError{number, "a header has a name before its colon"}
	}
	return Header{Name: name, Value: strings.TrimPrefix(value, " ")}, nil
}

// Format writes r in the form that Parse reads.
func (r Request) Format() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", r.Method, r.Target)
	for _, h := range r.Headers {
		fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
	}
	if r.Body == "" {
		return b.String()
	}
	b.WriteString("\n" + r.Body)
	if strings.HasSuffix(r.Body, "\n") {
		b.WriteString("\n")
	}
	return b.String()
}

// Wire returns the bytes to send. Host (from host), Content-Length (where there is a body or the method is POST, PUT or
// PATCH) and Connection: close are put in only where r does not have them. A request with a Transfer-Encoding gets no
// Content-Length: how long the body is has been said (RFC 9112 §6.3).
func (r Request) Wire(host string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n", r.Method, r.Target)
	write := func(name, value string) { fmt.Fprintf(&b, "%s: %s\r\n", name, value) }
	if !r.has("Host") {
		write("Host", host)
	}
	for _, h := range r.Headers {
		write(h.Name, h.Value)
	}
	if r.wantsLength() && !r.has("Content-Length") && !r.has("Transfer-Encoding") {
		write("Content-Length", strconv.Itoa(len(r.Body)))
	}
	if !r.has("Connection") {
		write("Connection", "close")
	}
	b.WriteString("\r\n" + r.Body)
	return []byte(b.String())
}

func (r Request) wantsLength() bool {
	return r.Body != "" || r.Method == "POST" || r.Method == "PUT" || r.Method == "PATCH"
}

func (r Request) has(name string) bool {
	for _, h := range r.Headers {
		if strings.EqualFold(strings.TrimSpace(h.Name), name) {
			return true
		}
	}
	return false
}
