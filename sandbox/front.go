package sandbox

import (
	"crypto/subtle"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// frontPassword is what the front server asks of each of its users, who are not the application's.
const frontPassword = "front-door"

// frontStation is how the front server stands in a trace.
const frontStation = "FrontServer"

// serveFront stands for Apache or nginx before the application: it asks for Basic passwords of its own, drops the
// Authorization header, and hands the name on as REMOTE_USER, which no header of a client can set.
func (s *Sandbox) serveFront(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	s.gate.RLock()
	defer s.gate.RUnlock()
	v := s.version.Load()
	req, rec := s.request(r, v)
	rec.Begin(trace.Middleware, frontStation)
	name, ok := frontUser(req)
	if !ok {
		rec.End(trace.Refused, nil)
		rec.Decide(trace.FrontAnswered, http.StatusUnauthorized)
		out := django.NewResponse(http.StatusUnauthorized, "", nil)
		out.Header.Del("Content-Type")
		out.Header.Set("WWW-Authenticate", `Basic realm="front"`)
		s.finish(w, r, req, rec, out, true, began)
		return
	}
	rec.Set("META['REMOTE_USER']", name)
	rec.End(trace.Accepted, nil)
	header := req.Header.Clone()
	header.Del("Authorization")
	req.Header, req.RemoteUser = header, name
	s.finish(w, r, req, rec, v.handler.Serve(req), true, began)
}

// frontUser checks the Basic credentials of the front door.
func frontUser(req *django.Request) (string, bool) {
	header, found := req.HeaderValue("Authorization")
	req.Trace.Read("Authorization", header, found)
	const scheme = "basic "
	if len(header) < len(scheme) || !strings.EqualFold(header[:len(scheme)], scheme) {
		return "", false
	}
	raw, err := python.B64Decode(header[len(scheme):])
	if err != nil || !utf8.Valid(raw) || strings.ContainsFunc(header, notASCII) {
		req.Trace.Checked("base64", header[len(scheme):], false)
		return "", false
	}
	name, password, _ := strings.Cut(string(raw), ":")
	req.Trace.Decoded("user-id:password", string(raw))
	known := name == "alice" || name == "bob" || name == "dana"
	right := subtle.ConstantTimeCompare([]byte(password), []byte(frontPassword)) == 1
	return name, req.Trace.Checked("front door password", name, known && right)
}

// notASCII tells what base64.b64decode refuses in a str, unlike in bytes.
func notASCII(c rune) bool { return c >= utf8.RuneSelf }
