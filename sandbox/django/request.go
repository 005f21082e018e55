// Package django is the part of Django 5.2 that a request meets before and after a view: the middleware, host check,
// sessions, CSRF, URL resolving, django.contrib.auth with its login pages, and the answers to exceptions.
package django

import (
	"context"
	"net/http"
	"strings"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/hashers"
	"authtour/sandbox/python"
	"authtour/sandbox/settings"
	"authtour/sandbox/trace"
)

// Request is Django's HttpRequest: one request, with what the middleware hang on it. It belongs to one goroutine.
type Request struct {
	Ctx    context.Context //nolint:containedctx // it lives exactly as long as the request
	Method string
	// PathInfo is the decoded path; RawPath as it stood in the request line.
	PathInfo, RawPath string
	// Query is META["QUERY_STRING"].
	Query  string
	Header http.Header
	// Host is META["HTTP_HOST"]; empty means that there was none.
	Host string
	// ServerName and ServerPort are META["SERVER_NAME"] and META["SERVER_PORT"].
	ServerName, ServerPort string
	// RemoteAddr is META["REMOTE_ADDR"], without the port.
	RemoteAddr string
	// RemoteUser is META["REMOTE_USER"], which only the front server sets: no header can.
	RemoteUser string
	Secure     bool
	Body       []byte

	Trace    *trace.Recorder
	Settings *settings.Settings
	Site     *Site
	// Now is the sandbox's time, one value for the whole request.
	Now time.Time

	// Session is set by SessionMiddleware.
	Session *SessionStore
	// Match is set by the URL resolver.
	Match *Match

	cookies map[string]string
	user    *lazyUser
	csrf    csrfState
	form    *python.MultiValueDict
}

// Site is what all requests share: the database and the sources of randomness and passwords.
type Site struct {
	DB *database.DB
	// Hashers checks and makes password hashes.
	Hashers *hashers.Hashers
	// Random gives n random characters of alphabet, as django.utils.crypto.get_random_string does.
	Random func(n int, alphabet string) string
}

// Meta is request.META.get(key): the CGI name of a header (HTTP_X_NAME) or of the request itself. Values of a repeated
// header are joined by a comma, and headers with an underscore in their name are not there, as in
// django/core/servers/basehttp.py.
func (r *Request) Meta(key string) (string, bool) {
	switch key {
	case "REQUEST_METHOD":
		return r.Method, true
	case "PATH_INFO":
		return r.PathInfo, true
	case "QUERY_STRING":
		return r.Query, true
	case "REMOTE_ADDR":
		return r.RemoteAddr, true
	case "REMOTE_USER":
		return r.RemoteUser, r.RemoteUser != ""
	case "SERVER_NAME":
		return r.ServerName, true
	case "SERVER_PORT":
		return r.ServerPort, true
	case "CONTENT_TYPE":
		return r.ContentType(), true
	case "CONTENT_LENGTH":
		return r.firstHeader("Content-Length")
	case "HTTP_HOST":
		return r.Host, r.Host != ""
	}
	name, found := strings.CutPrefix(key, "HTTP_")
	if !found || name == "CONTENT_TYPE" || name == "CONTENT_LENGTH" {
		return "", false
	}
	return r.HeaderValue(strings.ReplaceAll(name, "_", "-"))
}

// HeaderValue is the value of a header by its name in any case, and whether the request has it.
func (r *Request) HeaderValue(name string) (string, bool) {
	values := r.Header[http.CanonicalHeaderKey(name)]
	if len(values) == 1 {
		return stripLatin1(values[0]), true
	}
	if len(values) == 0 {
		if strings.EqualFold(name, "Host") {
			return r.Host, r.Host != ""
		}
		return "", false
	}
	trimmed := make([]string, len(values))
	for i, v := range values {
		trimmed[i] = stripLatin1(v)
	}
	return strings.Join(trimmed, ","), true
}

// stripLatin1 is str.strip of the bytes as Latin-1, which wsgiref does to each header.
func stripLatin1(value string) string {
	const space = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0"
	begin, end := 0, len(value)
	for begin < end && strings.IndexByte(space, value[begin]) >= 0 {
		begin++
	}
	for end > begin && strings.IndexByte(space, value[end-1]) >= 0 {
		end--
	}
	return value[begin:end]
}

// ContentType is META["CONTENT_TYPE"]. A request without the header has text/plain, since wsgiref asks Python's
// email.message.Message, whose default it is.
func (r *Request) ContentType() string {
	if v, ok := r.firstHeader("Content-Type"); ok {
		return v
	}
	return "text/plain"
}

func (r *Request) firstHeader(name string) (string, bool) {
	if values := r.Header[name]; len(values) > 0 {
		return values[0], true
	}
	return "", false
}

// Cookie is request.COOKIES.get(name).
func (r *Request) Cookie(name string) (string, bool) {
	if r.cookies == nil {
		header, found := r.HeaderValue("Cookie")
		if !found {
			return "", false
		}
		r.cookies = parseCookies(header)
	}
	value, found := r.cookies[name]
	return value, found
}
