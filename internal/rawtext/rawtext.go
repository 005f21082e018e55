// Package rawtext writes the bytes of an HTTP request as text that can be edited, without losing one of them.
//
// A line break in the head stands for CR LF, one in the body for LF. Every other byte that is no printable character is
// written \xHH, and so is a backslash before an x where the text would else be read as such an escape.
package rawtext

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"authtour/sandbox/client"
)

const crlf = "\r\n"

// Encode writes raw as text.
func Encode(raw []byte) string {
	head, body, whole := bytes.Cut(raw, []byte(crlf+crlf))
	var lines []string
	for line := range strings.SplitSeq(string(head), crlf) {
		lines = append(lines, escape(line))
	}
	text := strings.Join(lines, "\n")
	if !whole {
		return text
	}
	lines = nil
	for line := range strings.SplitSeq(string(body), "\n") {
		lines = append(lines, escape(line))
	}
	return text + "\n\n" + strings.Join(lines, "\n")
}

// Decode reads what Encode wrote, or what became of it.
func Decode(text string) []byte {
	head, body, whole := strings.Cut(text, "\n\n")
	out := unescape(strings.ReplaceAll(head, "\n", crlf))
	if whole {
		out += crlf + crlf + unescape(body)
	}
	return []byte(out)
}

func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\\' && escaped(s[i:]):
			b.WriteString(`\x5c`)
		case r == utf8.RuneError && n == 1, !unicode.IsPrint(r), unicode.Is(unicode.M, r):
			for _, c := range []byte(s[i : i+n]) {
				fmt.Fprintf(&b, `\x%02x`, c)
			}
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// escaped tells that s begins with an escape.
func escaped(s string) bool {
	if len(s) < 4 || s[:2] != `\x` {
		return false
	}
	_, err := strconv.ParseUint(s[2:4], 16, 8)
	return err == nil
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if escaped(s[i:]) {
			n, _ := strconv.ParseUint(s[i+2:i+4], 16, 8) // escaped has parsed it
			b.WriteByte(byte(n))
			i += 3
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// Check says what a server will make of the bytes, where that is not what was meant: an empty string if nothing strikes.
func Check(raw []byte) string {
	head, body, whole := strings.Cut(string(raw), crlf+crlf)
	if !whole {
		return "no empty line ends the head: the server will wait for more"
	}
	lines := strings.Split(head, crlf)
	words := strings.Split(lines[0], " ")
	if len(words) != 3 || !strings.HasPrefix(words[2], "HTTP/") {
		return "the first line is not METHOD, target and HTTP/1.1 with one space between them"
	}
	length, chunked := -1, false
	for _, line := range lines[1:] {
		name, value, found := strings.Cut(line, ":")
		switch {
		case strings.Contains(line, "\n") || strings.Contains(line, "\r"):
			return "a line of the head ends in something other than CR LF"
		case !found:
			return fmt.Sprintf("%q is no header: it has no colon", short(line))
		case name == "" || strings.TrimSpace(name) != name:
			return fmt.Sprintf("%q has a space around the header's name", short(line))
		case strings.EqualFold(name, "Content-Length"):
			n, err := strconv.Atoi(strings.TrimSpace(value))
			if err != nil {
				return "Content-Length is no number"
			}
			length = n
		case strings.EqualFold(name, "Transfer-Encoding"):
			chunked = true
		}
	}
	return checkLength(length, len(body), chunked)
}

func checkLength(said, is int, chunked bool) string {
	switch {
	case chunked:
	case said < 0 && is > 0:
		return fmt.Sprintf("no Content-Length: the server takes the %d bytes below for another request", is)
	case said > is:
		return fmt.Sprintf("Content-Length says %d and the body has %d: the server will wait for %d more", said, is, said-is)
	case said >= 0 && said < is:
		return fmt.Sprintf("Content-Length says %d and the body has %d: the rest is taken for another request", said, is)
	}
	return ""
}

func short(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

// Request is the request whose Wire for host is raw; where there is none such, one with all of raw's headers as they
// stand. It fails, with a sentence, for bytes that are no request of HTTP/1.1.
func Request(raw []byte, host string) (client.Request, error) {
	head, body, _ := strings.Cut(string(raw), crlf+crlf)
	r := client.Request{Body: body}
	for i, line := range strings.Split(head, crlf) {
		if escape(line) != line {
			return r, fmt.Errorf("%q has bytes that only the raw request can hold", short(line))
		}
		if i == 0 {
			words := strings.Split(line, " ")
			if len(words) != 3 || words[2] != "HTTP/1.1" {
				return r, fmt.Errorf("%q is no request line of HTTP/1.1", short(line))
			}
			r.Method, r.Target = words[0], words[1]
			continue
		}
		name, value, found := strings.Cut(line, ":")
		if !found || name == "" {
			return r, fmt.Errorf("%q is no header", short(line))
		}
		r.Headers = append(r.Headers, client.Header{Name: name, Value: strings.TrimPrefix(value, " ")})
	}
	if lean := withoutOwn(r, host); bytes.Equal(lean.Wire(host), raw) {
		return lean, nil
	}
	return r, nil
}

// withoutOwn leaves out what Wire puts in by itself.
func withoutOwn(r client.Request, host string) client.Request {
	var headers []client.Header
	for _, h := range r.Headers {
		switch {
		case h.Name == "Host" && h.Value == host, h.Name == "Connection" && h.Value == "close",
			h.Name == "Content-Length" && h.Value == strconv.Itoa(len(r.Body)):
		default:
			headers = append(headers, h)
		}
	}
	r.Headers = headers
	return r
}
