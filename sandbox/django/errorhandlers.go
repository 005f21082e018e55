package django

import (
	"net/http"
)

// errorHandler is what handler400, handler404 and handler500 do beside making the page (django/views/defaults.py): they
// carry requires_csrf_token, so that the CSRF cookie is read, and the body of a POST is parsed, once more. What that
// raises makes handler500 answer instead (get_exception_response of django/core/handlers/exception.py), and if it
// raises in there, too, nothing is left to catch it. With DEBUG the pages are made without these handlers.
func errorHandler(req *Request, page *Response) *Response {
	if req.Settings.Debug {
		return page
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
