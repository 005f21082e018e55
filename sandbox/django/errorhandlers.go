package django

import (
	"net/http"
	"strconv"
	"strings"

	"authtour/sandbox/python"
)

// errorHandler is what handler400, handler404 and handler500 do beside making the page (django/views/defaults.py): they
// carry requires_csrf_token, so that the CSRF cookie is read, and the body of a POST is parsed, once more. What that
// raises makes handler500 answer instead (get_exception_response of django/core/handlers/exception.py), and if it
// raises in there, too, nothing is left to catch it.
func errorHandler(req *Request, page *Response) *Response {
	if req.Settings.Debug && page.Status != http.StatusForbidden {
		return technicalPage(req, page)
	}
	if err := req.requireCSRFToken(page); err == nil {
		return page
	}
	page = serverError()
	if err := req.requireCSRFToken(page); err == nil {
		return page
	}
	return fallenServer()
}

// technicalPage is what DEBUG shows instead of the error pages (django/views/debug.py). That of a 404 needs nothing of the
// request; the others tell of its user and its form, and come as text to who accepts no HTML. If the form cannot be read
// the middleware around catches that, and has to show the same of it.
func technicalPage(req *Request, page *Response) *Response {
	if page.Status == http.StatusNotFound {
		return page
	}
	if req.user != nil {
		_, _ = req.User() // Django says that it cannot retrieve the user, and goes on
	}
	if _, err := req.Form(); err != nil {
		page, _ = responseForException(err)
		if _, err := req.Form(); err != nil {
			return fallenServer()
		}
	}
	if !req.acceptsHTML() {
		page.Header.Set("Content-Type", "text/plain; charset=utf-8")
	}
	return page
}

// acceptsHTML is HttpRequest.accepts("text/html") (django/http/request.py): a type with parameters of its own accepts
// only those.
func (r *Request) acceptsHTML() bool {
	header, found := r.HeaderValue("Accept")
	if !found {
		return true
	}
	for token := range strings.SplitSeq(header, ",") {
		media, params, err := python.ParseHeaderParameters(token)
		if err != nil {
			continue
		}
		_, weighted := python.Param(params, "q")
		if len(params) > 1 || (len(params) == 1 && !weighted) || refuses(params) {
			continue
		}
		if kind, sub, _ := strings.Cut(media, "/"); (kind == "text" || kind == "*") && (sub == "html" || sub == "*") {
			return true
		}
	}
	return false
}

// refuses tells a quality of zero, to three places; what is no quality counts as 1.
func refuses(params []python.HeaderParam) bool {
	text, found := python.Param(params, "q")
	q, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return found && err == nil && q >= 0 && q < 0.0005
}

// requireCSRFToken is the decorator requires_csrf_token (django/views/decorators/csrf.py): CsrfViewMiddleware around an
// error page, except that it refuses nothing.
func (r *Request) requireCSRFToken(page *Response) error {
	if err := r.ReadCSRFCookie(); err != nil {
		return err
	}
	if _, err := r.CSRFRefusal(r.FormField); err != nil {
		return err
	}
	if !r.csrf.needsUpdate {
		return nil
	}
	r.csrf.needsUpdate = false
	return r.setCSRFCookie(page)
}

// fallenServer is what wsgiref answers where Django itself raises (wsgiref/handlers.py, error_output): no middleware
// sees it.
func fallenServer() *Response {
	r := NewResponse(http.StatusInternalServerError, "text/plain",
		[]byte("A server error occurred.  Please contact the administrator."))
	r.fallen = true
	return r
}
