package django

import (
	"regexp"
	"strconv"
	"strings"

	"authtour/sandbox/python"
)

// parseCookies reads a Cookie header as django/http/cookie.py does: pieces between semicolons, the last of a name wins,
// a piece without "=" is the value of the empty name.
func parseCookies(header string) map[string]string {
	cookies := map[string]string{}
	if header == "" {
		return cookies
	}
	for piece := range strings.SplitSeq(header, ";") {
		name, value, found := strings.Cut(piece, "=")
		if !found {
			name, value = "", piece
		}
		name, value = python.StrStrip(name), python.StrStrip(value)
		if name != "" || value != "" {
			cookies[name] = unquoteCookie(value)
		}
	}
	return cookies
}

var cookieEscape = regexp.MustCompile(`\\(?:([0-3][0-7][0-7])|(.))`)

// unquoteCookie is http.cookies._unquote: a value in double quotes loses them and its octal and backslash escapes.
func unquoteCookie(value string) string {
	if len(value) < 2 || value[0] != '"' || value[len(value)-1] != '"' {
		return value
	}
	return cookieEscape.ReplaceAllStringFunc(value[1:len(value)-1], func(escape string) string {
		if len(escape) == 4 {
			code, _ := strconv.ParseUint(escape[1:], 8, 8)
			return string([]byte{byte(code)})
		}
		return escape[1:]
	})
}

// Cookie is a Set-Cookie of a response (HttpResponse.set_cookie).
type Cookie struct {
	Name, Value, Path, Domain string
	// MaxAge is in seconds; nil leaves it and Expires out.
	MaxAge           *int
	Secure, HTTPOnly bool
	SameSite         string
	// Expires is the HTTP date beside MaxAge.
	Expires string
}

// String writes the cookie as http.cookies.Morsel.OutputString does: the attributes in alphabetical order.
func (c Cookie) String() string {
	var b strings.Builder
	b.WriteString(c.Name + "=" + quoteCookie(c.Value))
	part := func(name, value string) {
		if value != "" {
			b.WriteString("; " + name + "=" + value)
		}
	}
	part("Domain", c.Domain)
	part("expires", c.Expires)
	if c.HTTPOnly {
		b.WriteString("; HttpOnly")
	}
	if c.MaxAge != nil {
		part("Max-Age", strconv.Itoa(*c.MaxAge))
	}
	part("Path", c.Path)
	part("SameSite", c.SameSite)
	if c.Secure {
		b.WriteString("; Secure")
	}
	return b.String()
}

// quoteCookie is http.cookies._quote for the values that Django sets: only the empty value is quoted.
func quoteCookie(value string) string {
	if value == "" {
		return `""`
	}
	return value
}
