package django

import (
	"crypto/subtle"
	"net/url"
	"strings"
	"unicode/utf8"

	"authtour/sandbox/python"
)

// csrfState is what CsrfViewMiddleware keeps in request.META.
type csrfState struct {
	// cookie is META["CSRF_COOKIE"], the secret.
	cookie      string
	needsUpdate bool
	// done is csrf_processing_done.
	done bool
}

const csrfSessionKey = "_csrftoken"

// csrfViewMiddleware is django.middleware.csrf.CsrfViewMiddleware.
func csrfViewMiddleware() Middleware {
	return Middleware{
		Name:           "CsrfViewMiddleware",
		ProcessRequest: func(req *Request) (*Response, error) { return nil, req.ReadCSRFCookie() },
		ProcessView: func(req *Request, match *Match) (*Response, error) {
			if req.Trace.Checked("csrf_exempt", match.View.Name(), match.View.CSRFExempt()) {
				return nil, nil
			}
			reason, err := req.CSRFRefusal(req.FormField)
			if err != nil || reason == "" {
				return nil, err
			}
			return csrfFailure(reason), nil
		},
		ProcessResponse: func(req *Request, r *Response) (*Response, error) {
			if !req.csrf.needsUpdate {
				return r, nil
			}
			req.csrf.needsUpdate = false
			return r, req.setCSRFCookie(r)
		},
	}
}

// ReadCSRFCookie is CsrfViewMiddleware.process_request: a malformed cookie is replaced by a new one. SessionAuthentication
// runs it again.
func (r *Request) ReadCSRFCookie() error {
	secret, fault, err := r.csrfSecret()
	switch {
	case err != nil:
		return err
	case fault != "":
		r.newCSRFCookie()
	case secret != "":
		r.csrf.cookie = secret
	}
	return nil
}

// csrfFailure is django.views.csrf.csrf_failure.
func csrfFailure(reason string) *Response {
	return errorPage(403, "403 Forbidden", "CSRF verification failed. Request aborted. "+escapeHTML(reason))
}

// newCSRFCookie is _add_new_csrf_cookie, and so rotate_token.
func (r *Request) newCSRFCookie() {
	r.csrf.cookie = r.Site.Random(csrfSecretLength, csrfChars)
	r.csrf.needsUpdate = true
}

// CSRFToken is django.middleware.csrf.get_token: a masked token for a form, whose cookie goes out with the response.
func (r *Request) CSRFToken() string {
	if r.csrf.cookie == "" {
		r.newCSRFCookie()
	}
	r.csrf.needsUpdate = true
	return csrfMask(r.csrf.cookie, r.Site.Random(csrfSecretLength, csrfChars))
}

// csrfSecret is CsrfViewMiddleware._get_secret: the secret of the cookie or the session, empty where there is none, and
// what is wrong with the cookie's form.
func (r *Request) csrfSecret() (secret, fault string, err error) {
	if r.Settings.CSRF.UseSessions {
		secret, err = r.Session.Get(csrfSessionKey)
		return csrfUnmask(secret), "", err
	}
	name := r.Settings.CSRF.CookieName
	cookie, found := r.Cookie(name)
	r.Trace.Read("cookie "+name, cookie, found)
	if !found {
		return "", "", nil
	}
	if fault := csrfFormatFault(cookie, len(cookie)); fault != "" {
		r.Trace.Checked("CSRF cookie", cookie, false)
		return "", fault, nil
	}
	return csrfUnmask(cookie), "", nil
}

func (r *Request) setCSRFCookie(response *Response) error {
	conf := r.Settings.CSRF
	if conf.UseSessions {
		old, err := r.Session.Get(csrfSessionKey)
		if err != nil || old == r.csrf.cookie {
			return err
		}
		return r.Session.set(csrfSessionKey, r.csrf.cookie)
	}
	cookie := Cookie{
		Name: conf.CookieName, Value: r.csrf.cookie, Path: conf.CookiePath, Domain: conf.CookieDomain,
		Secure: conf.CookieSecure, HTTPOnly: conf.CookieHTTPOnly, SameSite: conf.CookieSameSite,
	}
	if conf.CookieAge != nil {
		cookie.MaxAge, cookie.Expires = conf.CookieAge, expires(r.Now, *conf.CookieAge)
	}
	response.setCookie(cookie)
	response.patchVary("Cookie")
	r.Trace.Set("Set-Cookie", conf.CookieName+"="+r.csrf.cookie)
	return nil
}

// CSRFRefusal is CsrfViewMiddleware.process_view for a view that is not exempt: Django's reason for the refusal, or
// empty. field is request.POST.get(name, ""), whose error, an exception of parsing the body, is handed on.
func (r *Request) CSRFRefusal(field func(name string) (string, error)) (string, error) {
	if r.csrf.done {
		return "", nil
	}
	switch r.Method {
	case "GET", "HEAD", "OPTIONS", "TRACE":
		r.Trace.Checked("safe method", r.Method, true)
		r.csrf.done = true
		return "", nil
	}
	if reason := r.originRefusal(); reason != "" {
		return reason, nil
	}
	reason, err := r.csrfTokenRefusal(field)
	r.csrf.done = err == nil && reason == ""
	return reason, err
}

func (r *Request) originRefusal() string {
	origin, found := r.Meta("HTTP_ORIGIN")
	if found {
		ok := r.originVerified(origin)
		r.Trace.Compared("Origin", origin, r.scheme()+"://"+r.Host, ok)
		if !ok {
			return "Origin checking failed - " + origin + " does not match any trusted origins."
		}
		return ""
	}
	if r.Secure {
		return r.refererRefusal()
	}
	return ""
}

func (r *Request) originVerified(origin string) bool {
	if host, err := r.getHost(); err == nil && origin == r.scheme()+"://"+host {
		return true
	}
	parsed, err := url.Parse(origin)
	for _, trusted := range r.Settings.CSRF.TrustedOrigins {
		if trusted == origin {
			return true
		}
		scheme, host, _ := strings.Cut(trusted, "://")
		if strings.Contains(trusted, "*") && err == nil && parsed.Scheme == scheme &&
			isSameDomain(parsed.Host, strings.TrimLeft(host, "*")) {
			return true
		}
	}
	return false
}

// refererRefusal is CsrfViewMiddleware._check_referer, which only an HTTPS request without an Origin meets.
func (r *Request) refererRefusal() string {
	text, found := r.Meta("HTTP_REFERER")
	r.Trace.Read("Referer", text, found)
	if !found {
		return "Referer checking failed - no Referer."
	}
	referer, err := url.Parse(text)
	if err != nil || referer.Scheme == "" || referer.Host == "" {
		return "Referer checking failed - Referer is malformed."
	}
	if referer.Scheme != "https" {
		return "Referer checking failed - Referer is insecure while host is secure."
	}
	for _, trusted := range r.Settings.CSRF.TrustedOrigins {
		_, host, _ := strings.Cut(trusted, "://")
		if isSameDomain(referer.Host, strings.TrimLeft(host, "*")) {
			return ""
		}
	}
	if good, err := r.goodReferer(); err == nil && isSameDomain(referer.Host, good) {
		return ""
	}
	return "Referer checking failed - " + text + " does not match any trusted origins."
}

func (r *Request) goodReferer() (string, error) {
	good := r.Settings.CSRF.CookieDomain
	if r.Settings.CSRF.UseSessions {
		good = r.Settings.SessionCookie.Domain
	}
	if good == "" {
		return r.getHost()
	}
	if r.ServerPort != "443" && r.ServerPort != "80" {
		good += ":" + r.ServerPort
	}
	return good, nil
}

// csrfTokenRefusal is CsrfViewMiddleware._check_token: first the cookie, then the form field of a POST, whose body is
// parsed for it, or else the header.
func (r *Request) csrfTokenRefusal(field func(string) (string, error)) (string, error) {
	secret, fault, err := r.csrfSecret()
	switch {
	case err != nil:
		return "", err
	case fault != "":
		return "CSRF cookie " + fault + ".", nil
	case secret == "":
		return "CSRF cookie not set.", nil
	}
	token, source, err := r.sentCSRFToken(field)
	if err != nil {
		return "", err
	}
	if source == "" {
		return "CSRF token missing.", nil
	}
	if fault := csrfFormatFault(token, utf8.RuneCountInString(token)); fault != "" {
		r.Trace.Checked("CSRF token", token, false)
		return "CSRF token from " + source + " " + fault + ".", nil
	}
	match := subtle.ConstantTimeCompare([]byte(csrfUnmask(token)), []byte(secret)) == 1
	r.Trace.Compared("CSRF token, unmasked", csrfUnmask(token), secret, match)
	if !match {
		return "CSRF token from " + source + " incorrect.", nil
	}
	return "", nil
}

// sentCSRFToken is the token of the form field of a POST, or else of the header, and where it stood; no source means
// that there was none.
func (r *Request) sentCSRFToken(field func(string) (string, error)) (token, source string, err error) {
	if r.Method == "POST" {
		if token, err = field(csrfField); err != nil {
			return "", "", err
		}
		r.Trace.Read("form field "+csrfField, token, token != "")
		if token != "" {
			return token, "POST", nil
		}
	}
	name := headerName(r.Settings.CSRF.HeaderName)
	token, found := r.Meta(r.Settings.CSRF.HeaderName)
	r.Trace.Read(name, token, found)
	if !found {
		return "", "", nil
	}
	return token, "the " + python.Repr(name) + " HTTP header", nil
}

// csrfField is the form field of {% csrf_token %}.
const csrfField = "csrfmiddlewaretoken"

// headerName is HttpHeaders.parse_header_name: HTTP_X_CSRFTOKEN is X-Csrftoken.
func headerName(meta string) string {
	words := strings.Split(strings.TrimPrefix(meta, "HTTP_"), "_")
	for i, w := range words {
		words[i] = w[:min(1, len(w))] + strings.ToLower(w[min(1, len(w)):])
	}
	return strings.Join(words, "-")
}

func escapeHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;").Replace(s)
}
