package django

import (
	"net/http"
	"strings"
	"time"
)

// Response is Django's HttpResponse.
type Response struct {
	Status  int
	Header  http.Header
	Cookies []Cookie
	Body    []byte

	// fallen tells that this is not Django's answer but the WSGI server's.
	fallen bool
}

// NewResponse makes a response with a body and its Content-Type.
func NewResponse(status int, contentType string, body []byte) *Response {
	r := &Response{Status: status, Header: http.Header{}, Body: body}
	r.Header.Set("Content-Type", contentType)
	return r
}

// html is a page in HTML, as Django's own views and error pages are.
func html(status int, page string) *Response {
	return NewResponse(status, "text/html; charset=utf-8", []byte(page))
}

// redirect is HttpResponseRedirect (302) or HttpResponsePermanentRedirect (301), which quote what cannot stand in a URL.
func redirect(status int, location string) *Response {
	r := html(status, "")
	r.Header.Set("Location", iriToURI(location))
	return r
}

// patchVary is django.utils.cache.patch_vary_headers for one name.
func (r *Response) patchVary(name string) {
	old := r.Header.Get("Vary")
	if old == "" {
		r.Header.Set("Vary", name)
		return
	}
	for have := range strings.SplitSeq(old, ",") {
		if strings.EqualFold(strings.TrimSpace(have), name) {
			return
		}
	}
	r.Header.Set("Vary", old+", "+name)
}

// setDefault sets a header where the response does not have it.
func (r *Response) setDefault(name, value string) {
	if _, found := r.Header[http.CanonicalHeaderKey(name)]; !found {
		r.Header.Set(name, value)
	}
}

// setCookie replaces or adds a cookie.
func (r *Response) setCookie(c Cookie) {
	for i := range r.Cookies {
		if r.Cookies[i].Name == c.Name {
			r.Cookies[i] = c
			return
		}
	}
	r.Cookies = append(r.Cookies, c)
}

// deleteCookie is HttpResponse.delete_cookie: an empty value that expired in 1970.
func (r *Response) deleteCookie(c Cookie) {
	zero := 0
	c.Value, c.MaxAge, c.Expires = "", &zero, "Thu, 01 Jan 1970 00:00:00 GMT"
	r.setCookie(c)
}

// expires is the HTTP date of a cookie that lives age seconds from now.
func expires(now time.Time, age int) string {
	return now.Add(time.Duration(age) * time.Second).UTC().Format(http.TimeFormat)
}
