// Package cookiejar keeps the cookies that a server sets, as a browser does (RFC 6265), but open to the eye: each can be
// looked at, changed, left out and deleted.
package cookiejar

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Cookie is one cookie as it was set.
type Cookie struct {
	// Host is the host that set it, without a port: cookies do not know ports (RFC 6265 §8.5).
	Host, Name, Value, Path string
	// Expires is zero for a cookie that lasts as long as the session of a browser.
	Expires          time.Time
	HTTPOnly, Secure bool
	SameSite         string
	// Off tells that it stays in the jar and is not sent.
	Off bool
}

// Jar is some cookies. It is a value: a change gives another jar.
type Jar struct {
	// Off tells that nothing is sent from it; it still takes cookies in.
	Off     bool
	cookies []Cookie
}

// hostname is a host without its port.
func hostname(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		return strings.ToLower(host[:i])
	}
	return strings.ToLower(host)
}

// Take is the jar after an answer of host to a request for target with these Set-Cookie headers. One that is expired
// already takes its cookie out (RFC 6265 §5.3).
func (j Jar) Take(host, target string, setCookies []string, now time.Time) Jar {
	j.cookies = slices.Clone(j.cookies)
	for _, line := range setCookies {
		c, gone := parse(line, now)
		c.Host = hostname(host)
		if c.Path == "" {
			c.Path = defaultPath(target)
		}
		at := slices.IndexFunc(j.cookies, func(o Cookie) bool { return o.Host == c.Host && o.Name == c.Name && o.Path == c.Path })
		switch {
		case gone && at >= 0:
			j.cookies = slices.Delete(j.cookies, at, at+1)
		case gone:
		case at >= 0:
			c.Off = j.cookies[at].Off
			j.cookies[at] = c
		default:
			j.cookies = append(j.cookies, c)
		}
	}
	return j
}

// parse reads a Set-Cookie header (RFC 6265 §5.2); gone tells that it deletes the cookie.
func parse(line string, now time.Time) (c Cookie, gone bool) {
	pair, attributes, _ := strings.Cut(line, ";")
	name, value, found := strings.Cut(pair, "=")
	if !found {
		name, value = "", pair
	}
	c.Name, c.Value = strings.TrimSpace(name), strings.TrimSpace(value)
	aged := false
	for part := range strings.SplitSeq(attributes, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch strings.ToLower(name) {
		case "path":
			if strings.HasPrefix(value, "/") {
				c.Path = value
			}
		case "expires":
			if at, err := http.ParseTime(value); err == nil && !aged {
				c.Expires = at
			}
		case "max-age":
			if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
				c.Expires, aged = now.Add(time.Duration(seconds)*time.Second), true
			}
		case "httponly":
			c.HTTPOnly = true
		case "secure":
			c.Secure = true
		case "samesite":
			c.SameSite = value
		}
	}
	return c, !c.Expires.IsZero() && !c.Expires.After(now)
}

// defaultPath is RFC 6265 §5.1.4.
func defaultPath(target string) string {
	path, _, _ := strings.Cut(target, "?")
	if i := strings.LastIndexByte(path, '/'); i > 0 && strings.HasPrefix(path, "/") {
		return path[:i]
	}
	return "/"
}

// All are the cookies in the order in which they came.
func (j Jar) All() []Cookie { return slices.Clone(j.cookies) }

// Sent tells whether a cookie of the jar goes with a plain HTTP request for the target at host at that time.
func (j Jar) Sent(c Cookie, host, target string, now time.Time) bool {
	return !j.Off && !c.Off && c.Why(host, target, now) == ""
}

// Why says why a cookie does not go with a plain HTTP request, or nothing if it does (RFC 6265 §5.4).
func (c Cookie) Why(host, target string, now time.Time) string {
	path, _, _ := strings.Cut(target, "?")
	switch {
	case c.Host != hostname(host):
		return "it is for " + c.Host
	case c.Secure:
		return "it is for https alone"
	case !c.Expires.IsZero() && !c.Expires.After(now):
		return "it is expired"
	case path != c.Path && !strings.HasPrefix(path, strings.TrimSuffix(c.Path, "/")+"/"):
		return "it is for " + c.Path
	}
	return ""
}

// Header is the Cookie header for a request, empty if no cookie goes with it.
func (j Jar) Header(host, target string, now time.Time) string {
	var parts []string
	for _, c := range j.cookies {
		if j.Sent(c, host, target, now) {
			parts = append(parts, c.Name+"="+c.Value)
		}
	}
	return strings.Join(parts, "; ")
}

// change is the jar with one cookie changed.
func (j Jar) change(i int, f func(*Cookie)) Jar {
	if i < 0 || i >= len(j.cookies) {
		return j
	}
	j.cookies = slices.Clone(j.cookies)
	f(&j.cookies[i])
	return j
}

// SetValue is the jar with the i-th cookie's value changed.
func (j Jar) SetValue(i int, value string) Jar {
	return j.change(i, func(c *Cookie) { c.Value = value })
}

// Toggle is the jar with the i-th cookie left out, or sent again.
func (j Jar) Toggle(i int) Jar { return j.change(i, func(c *Cookie) { c.Off = !c.Off }) }

// Delete is the jar without its i-th cookie.
func (j Jar) Delete(i int) Jar {
	if i >= 0 && i < len(j.cookies) {
		j.cookies = slices.Delete(slices.Clone(j.cookies), i, i+1)
	}
	return j
}
