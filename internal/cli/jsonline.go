package cli

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"authtour/sandbox"
	"authtour/sandbox/trace"
)

// jsonLine builds one line of `serve --json`. encoding/json would take longer over an exchange than the sandbox takes to
// answer it.
type jsonLine []byte

// key opens the next member of an object.
func (l jsonLine) key(name string) jsonLine {
	l = append(l.next(), '"')
	l = append(l, name...)
	return append(l, '"', ':')
}

func (l jsonLine) text(name, value string) jsonLine { return l.key(name).quoted(value) }

func (l jsonLine) number(name string, n int64) jsonLine { return strconv.AppendInt(l.key(name), n, 10) }

func (l jsonLine) flag(name string, value bool) jsonLine {
	return strconv.AppendBool(l.key(name), value)
}

// quoted writes a string. Whatever a terminal could take for a command (control characters, bidirectional overrides and
// the like) is written as an escape, so that a line can be looked at as it is.
func (l jsonLine) quoted(s string) jsonLine {
	l = append(l, '"')
	for {
		plain := 0
		for plain < len(s) && isPlain(s[plain]) {
			plain++
		}
		l = append(l, s[:plain]...)
		if s = s[plain:]; s == "" {
			return append(l, '"')
		}
		r, size := utf8.DecodeRuneInString(s)
		l, s = l.rune(r), s[size:]
	}
}

// isPlain tells the bytes that stand for themselves in a JSON string.
func isPlain(c byte) bool { return c >= ' ' && c < 0x7f && c != '"' && c != '\\' }

// rune writes one character that is not plain ASCII.
func (l jsonLine) rune(r rune) jsonLine {
	switch {
	case r == '"' || r == '\\':
		return append(l, '\\', byte(r))
	case unicode.IsPrint(r) && r != utf8.RuneError:
		return utf8.AppendRune(l, r)
	case r >= 0x10000:
		high, low := utf16.EncodeRune(r)
		return l.rune(high).rune(low)
	}
	const hex = "0123456789abcdef"
	return append(l, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// next parts the elements of a list, and the members of an object.
func (l jsonLine) next() jsonLine {
	if last := l[len(l)-1]; last != '{' && last != '[' {
		l = append(l, ',')
	}
	return l
}

func (l jsonLine) headers(h http.Header) jsonLine {
	l = append(l.key("headers"), '{')
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		l = append(l.next().quoted(name), ':', '[')
		for _, value := range h[name] {
			l = l.next().quoted(value)
		}
		l = append(l, ']')
	}
	return append(l, '}')
}

// body writes a body as text, or in base64 where it is not UTF-8.
func (l jsonLine) body(b []byte) jsonLine {
	if utf8.Valid(b) {
		return l.text("body", string(b))
	}
	return l.text("body_base64", base64.StdEncoding.EncodeToString(b))
}

// appendExchange writes an exchange with its trace.
func appendExchange(l jsonLine, e *sandbox.Exchange) jsonLine {
	l = append(l, '{')
	l = l.number("number", int64(e.Number)).text("at", e.At.Format(time.RFC3339Nano)).text("remote", e.Remote)
	l = l.flag("front", e.Front).number("took_ns", int64(e.Took))
	l = append(l.key("request"), '{')
	l = l.text("method", e.Request.Method).text("target", e.Request.Target).text("host", e.Request.Host)
	l = append(l.headers(e.Request.Header).body(e.Request.Body), '}')
	l = append(l.key("response"), '{')
	l = l.number("status", int64(e.Response.Status)).headers(e.Response.Header).body(e.Response.Body)
	l = append(l, '}')
	return append(appendTrace(l, &e.Trace), '}', '\n')
}

func appendTrace(l jsonLine, t *trace.Trace) jsonLine {
	l = append(append(l.key("trace"), '{').key("stations"), '[')
	for i := range t.Stations {
		l = appendStation(l.next(), &t.Stations[i])
	}
	l = append(append(l, ']').key("outcome"), '{')
	o := t.Outcome
	l = l.number("status", int64(o.Status)).text("rule", string(o.Rule)).number("decided_by", int64(o.DecidedBy))
	l = append(l.text("first_class", o.FirstClass).text("challenge", o.Challenge), '}')
	return append(l.text("reason", t.Reason()).text("user", t.User).text("authenticated_by", t.AuthenticatedBy), '}')
}

func appendStation(l jsonLine, s *trace.Station) jsonLine {
	l = append(l, '{')
	l = l.text("stage", string(s.Stage)).text("name", s.Name).text("verdict", string(s.Verdict))
	l = l.text("reason", s.Reason())
	if len(s.Facts) > 0 {
		l = append(l.key("facts"), '[')
		for i := range s.Facts {
			l = appendFact(l.next(), &s.Facts[i])
		}
		l = append(l, ']')
	}
	if r := s.Raised; r != nil {
		l = append(l.key("raised"), '{')
		l = append(l.text("class", r.Class).text("detail", r.Detail).text("note", r.Note), '}')
	}
	return append(l.number("took_ns", int64(s.Took)), '}')
}

func appendFact(l jsonLine, f *trace.Fact) jsonLine {
	l = append(l, '{')
	l = l.text("verb", string(f.Verb)).text("name", f.Name).text("value", f.Value)
	if f.Want != "" {
		l = l.text("want", f.Want)
	}
	if len(f.Params) > 0 {
		l = append(l.key("params"), '[')
		for _, p := range f.Params {
			l = l.next().quoted(p)
		}
		l = append(l, ']')
	}
	if f.Verb == trace.Queried {
		l = l.number("rows", int64(f.Rows))
	}
	l = l.flag("ok", f.OK)
	if f.Took > 0 {
		l = l.number("took_ns", int64(f.Took))
	}
	return append(l, '}')
}
