package django

import (
	"net/http"
	"strings"

	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// DefaultMiddleware is the MIDDLEWARE of the sandbox's project, in its order. urls is what CommonMiddleware looks into
// before it redirects to a path with a slash.
func DefaultMiddleware(urls URLs) []Middleware {
	return []Middleware{
		securityMiddleware(),
		sessionMiddleware(),
		commonMiddleware(urls),
		csrfViewMiddleware(),
		authenticationMiddleware(),
		xFrameOptionsMiddleware(),
	}
}

// securityMiddleware is django.middleware.security.SecurityMiddleware with Django's default settings.
func securityMiddleware() Middleware {
	return Middleware{Name: "SecurityMiddleware", ProcessResponse: func(req *Request, r *Response) (*Response, error) {
		for _, h := range [...][2]string{
			{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "same-origin"}, {"Cross-Origin-Opener-Policy", "same-origin"},
		} {
			r.setDefault(h[0], h[1])
			req.Trace.Set(h[0], h[1])
		}
		return r, nil
	}}
}

// xFrameOptionsMiddleware is django.middleware.clickjacking.XFrameOptionsMiddleware.
func xFrameOptionsMiddleware() Middleware {
	return Middleware{Name: "XFrameOptionsMiddleware", ProcessResponse: func(req *Request, r *Response) (*Response, error) {
		r.setDefault("X-Frame-Options", "DENY")
		req.Trace.Set("X-Frame-Options", "DENY")
		return r, nil
	}}
}

// authenticationMiddleware is django.contrib.auth.middleware.AuthenticationMiddleware: request.user is the session's
// user, looked up only when somebody asks.
func authenticationMiddleware() Middleware {
	return Middleware{Name: "AuthenticationMiddleware", ProcessRequest: func(req *Request) (*Response, error) {
		req.user = &lazyUser{}
		req.Trace.Set("request.user", "looked up when somebody asks")
		return nil, nil
	}}
}

// commonMiddleware is django.middleware.common.CommonMiddleware: the host check on the way in, and on the way out the
// redirect that APPEND_SLASH makes of a 404.
func commonMiddleware(urls URLs) Middleware {
	return Middleware{
		Name: "CommonMiddleware",
		ProcessRequest: func(req *Request) (*Response, error) {
			_, err := req.getHost()
			req.Trace.Compared("Host", req.Host, strings.Join(req.Settings.AllowedHosts, ", "), err == nil)
			return nil, err
		},
		ProcessResponse: func(req *Request, r *Response) (*Response, error) {
			if r.Status != http.StatusNotFound || !shouldAppendSlash(req, urls) {
				return r, nil
			}
			if err := refuseToRedirectBody(req); err != nil {
				return nil, err
			}
			location := fullPathWithSlash(req)
			req.Trace.Set("Location", location)
			req.Trace.Overrule(trace.DjangoAnswered, http.StatusMovedPermanently)
			return redirect(http.StatusMovedPermanently, location), nil
		},
	}
}

func shouldAppendSlash(req *Request, urls URLs) bool {
	if !req.Settings.AppendSlash || strings.HasSuffix(req.PathInfo, "/") {
		return false
	}
	if _, err := urls.Resolve(req.PathInfo, nil); err == nil {
		return false
	}
	_, err := urls.Resolve(req.PathInfo+"/", nil)
	req.Trace.Checked("APPEND_SLASH", req.PathInfo+"/", err == nil)
	return err == nil
}

// refuseToRedirectBody is the RuntimeError of CommonMiddleware.get_full_path_with_slash, raised under DEBUG alone.
func refuseToRedirectBody(req *Request) error {
	if !req.Settings.Debug {
		return nil
	}
	switch req.Method {
	case "DELETE", "POST", "PUT", "PATCH":
	default:
		return nil
	}
	return Crash("RuntimeError", "You called this URL via "+req.Method+", but the URL doesn't end in a slash and you "+
		"have APPEND_SLASH set. Django can't redirect to the slash URL while maintaining "+req.Method+" data. Change "+
		"your form to point to "+req.Host+fullPathWithSlash(req)+" (note the trailing slash), or set "+
		"APPEND_SLASH=False in your Django settings.",
		"a redirect makes most clients repeat the request as a GET, without its body")
}

func fullPathWithSlash(req *Request) string {
	path := escapeURIPath(req.PathInfo) + "/"
	if strings.HasPrefix(path, "//") {
		path = "/%2F" + strings.TrimPrefix(path, "//")
	}
	if req.Query != "" {
		path += "?" + req.queryURI()
	}
	return path
}

// queryURI is iri_to_uri(META["QUERY_STRING"]): WSGI gives the bytes of the query as Latin-1.
func (r *Request) queryURI() string { return iriToURI(python.DecodeLatin1([]byte(r.Query))) }

// escapeURIPath is django.utils.encoding.escape_uri_path.
func escapeURIPath(path string) string { return quote(path, "/:@&+$,-_.!~*'()") }

// iriToURI is django.utils.encoding.iri_to_uri.
func iriToURI(iri string) string { return quote(iri, "/#%[]=:;$&()+,!?*@'~-_.") }

// quote is urllib.parse.quote: letters and digits, and what is in safe, stay.
func quote(s, safe string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(safe+"_.-~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
