package sandbox

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"authtour/sandbox/django"
	"authtour/sandbox/trace"
)

// wsgiServer is what Django's development server calls itself.
const wsgiServer = "WSGIServer/0.2 CPython/3.11.2"

// serveApp is the application's port.
func (s *Sandbox) serveApp(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	s.gate.RLock()
	defer s.gate.RUnlock()
	v := s.version.Load()
	req, rec := s.request(r, v)
	s.finish(w, r, req, rec, v.handler.Serve(req), false, began)
}

// request makes Django's request of what net/http read.
func (s *Sandbox) request(r *http.Request, v *version) (*django.Request, *trace.Recorder) {
	rec := trace.NewRecorder()
	rawPath, query, _ := strings.Cut(r.RequestURI, "?")
	if strings.HasPrefix(rawPath, "//") {
		rawPath = "/" + strings.TrimLeft(rawPath, "/")
	}
	path, err := url.PathUnescape(rawPath)
	if err != nil {
		path = rawPath
	}
	var body []byte
	if r.Body != http.NoBody {
		// What a client sends before it breaks off is what Django's parser gets to see of it.
		body, _ = io.ReadAll(io.LimitReader(r.Body, django.MaxBody+1))
	}
	remote, _, _ := net.SplitHostPort(r.RemoteAddr)
	req := &django.Request{
		Ctx: r.Context(), Method: strings.ToUpper(r.Method), PathInfo: path, RawPath: rawPath, Query: query,
		Header: withoutUnderscores(r.Header), Host: r.Host, ServerName: "localhost", ServerPort: localPort(r),
		RemoteAddr: remote, Secure: r.TLS != nil, Body: body,
		Trace: rec, Settings: v.settings, Site: s.site, Now: s.Now(),
	}
	return req, rec
}

// withoutUnderscores drops headers that could be taken for another's CGI name (django/core/servers/basehttp.py).
func withoutUnderscores(h http.Header) http.Header {
	bad := false
	for name := range h {
		bad = bad || strings.Contains(name, "_")
	}
	if !bad {
		return h
	}
	clean := make(http.Header, len(h))
	for name, values := range h {
		if !strings.Contains(name, "_") {
			clean[name] = values
		}
	}
	return clean
}

func localPort(r *http.Request) string {
	if addr, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr); ok {
		return strconv.Itoa(addr.Port)
	}
	return "80"
}

// finish writes the response and keeps the exchange.
func (s *Sandbox) finish(
	w http.ResponseWriter, r *http.Request, req *django.Request, rec *trace.Recorder, out *django.Response,
	front bool, began time.Time,
) {
	header := w.Header()
	for name, values := range out.Header {
		header[wireName(name)] = values
	}
	for _, c := range out.Cookies {
		out.Header.Add("Set-Cookie", c.String())
	}
	if cookies := out.Header["Set-Cookie"]; cookies != nil {
		header["Set-Cookie"] = cookies
	}
	if out.Header.Get("Content-Type") == "" {
		header["Content-Type"] = nil // otherwise net/http would guess one
	}
	out.Header.Set("Content-Length", strconv.Itoa(len(out.Body)))
	header["Content-Length"] = out.Header["Content-Length"]
	header["Server"] = []string{wsgiServer}
	w.WriteHeader(out.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(out.Body)
	}
	s.keep(r, &Exchange{
		At: req.Now, Remote: r.RemoteAddr, Front: front,
		Request: Request{
			Method: r.Method, Target: r.RequestURI, Host: r.Host, Header: r.Header, Body: firstBytes(req.Body),
		},
		Response: Response{Status: out.Status, Header: out.Header, Body: firstBytes(out.Body)},
		Trace:    rec.Trace(), Took: time.Since(began),
	})
}

// keep hands the exchange to its connection, which knows when it is complete. A handler without one keeps it at once.
func (s *Sandbox) keep(r *http.Request, e *Exchange) {
	if tap, ok := r.Context().Value(tapKey{}).(*tapConn); ok {
		tap.hold(e)
		return
	}
	s.log.add(e)
}

// firstBytes is as much of a body as an exchange keeps.
func firstBytes(body []byte) []byte {
	return body[:min(len(body), keptBytes):min(len(body), keptBytes)]
}

// wireName is how Django spells a header that net/http would spell otherwise.
func wireName(name string) string {
	if name == "Www-Authenticate" {
		return "WWW-Authenticate"
	}
	return name
}

// silent is a logger for what net/http says of broken connections: the learner sees the exchanges, not these.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }

// String is the first line of the exchange, for logs and tests.
func (e *Exchange) String() string {
	return fmt.Sprintf("%s %s → %d", e.Request.Method, e.Request.Target, e.Response.Status)
}
