package django

import (
	"net/http"

	"authtour/sandbox/trace"
)

// Middleware is one of settings.MIDDLEWARE. Each of its three hooks may be nil.
type Middleware struct {
	Name string
	// ProcessRequest runs on the way in. A response of its own or an error ends the way in.
	ProcessRequest func(*Request) (*Response, error)
	// ProcessView runs after the URL was resolved.
	ProcessView func(*Request, *Match) (*Response, error)
	// ProcessResponse runs on the way out.
	ProcessResponse func(*Request, *Response) (*Response, error)
}

// Handler is django.core.handlers.base.BaseHandler: the middleware around the URL resolver and its view.
type Handler struct {
	Middleware []Middleware
	URLs       URLs
}

// routingStation is the name under which the URL resolver stands in a trace.
const routingStation = "URLResolver"

// Serve walks the request through the middleware to its view and back. The trace of req is complete afterwards.
func (h *Handler) Serve(req *Request) *Response { return h.through(req, 0) }

// through is the onion of middleware: each has the ones after it, and at last the view, inside itself. As in
// convert_exception_to_response, an exception is turned into a response by the layer just outside of its origin.
func (h *Handler) through(req *Request, i int) *Response {
	if i == len(h.Middleware) {
		response, err := h.callView(req)
		return answered(req, response, err)
	}
	m := h.Middleware[i]
	response, err := h.wayIn(req, m)
	switch {
	case err != nil:
		h.skipFrom(req, i+1)
		return answered(req, nil, err)
	case response == nil:
		response = h.through(req, i+1)
	default:
		h.skipFrom(req, i+1)
	}
	if m.ProcessResponse == nil || response.fallen {
		return response
	}
	req.Trace.Resume(m.Name)
	out, err := m.ProcessResponse(req, response)
	return answered(req, out, err)
}

func (h *Handler) wayIn(req *Request, m Middleware) (*Response, error) {
	req.Trace.Begin(trace.Middleware, m.Name)
	if m.ProcessRequest == nil {
		req.Trace.End(trace.Passed, nil)
		return nil, nil //nolint:nilnil // no response and no error: the request goes on
	}
	response, err := m.ProcessRequest(req)
	end(req, response, err)
	return response, err
}

// end closes a station of Django's: one that answers or raises has refused.
func end(req *Request, response *Response, err error) {
	if err != nil || response != nil {
		req.Trace.End(trace.Refused, Raised(err))
		return
	}
	req.Trace.End(trace.Passed, nil)
}

// callView resolves the URL, lets the middleware look at the view, and calls it (BaseHandler._get_response).
func (h *Handler) callView(req *Request) (*Response, error) {
	req.Trace.Begin(trace.Routing, routingStation)
	match, err := h.URLs.Resolve(req.PathInfo, req.Trace)
	end(req, nil, err)
	if err != nil {
		return nil, err
	}
	req.Match = match
	for i, m := range h.Middleware {
		if m.ProcessView == nil {
			continue
		}
		req.Trace.Begin(trace.Middleware, m.Name+processView)
		response, err := m.ProcessView(req, match)
		end(req, response, err)
		if response != nil || err != nil {
			h.skipView(req, match, i+1)
			return response, err
		}
	}
	return match.View.Serve(req)
}

// processView is how a middleware's second hook is told from its first in a trace.
const processView = ".process_view"

// skipFrom notes as unreached what lies behind the middleware before i: the others, and whatever the path leads to.
func (h *Handler) skipFrom(req *Request, i int) {
	for _, m := range h.Middleware[i:] {
		req.Trace.Skip(trace.Middleware, m.Name)
	}
	req.Trace.Skip(trace.Routing, routingStation)
	if match, err := h.URLs.Resolve(req.PathInfo, nil); err == nil {
		req.Match = match
		h.skipView(req, match, 0)
	}
}

// skipView notes as unreached the process_view hooks from i on, and the stations of the view.
func (h *Handler) skipView(req *Request, match *Match, i int) {
	for _, m := range h.Middleware[i:] {
		if m.ProcessView != nil {
			req.Trace.Skip(trace.Middleware, m.Name+processView)
		}
	}
	match.View.Skip(req)
}

// answered gives the response for an exception, and writes down what decided where nobody has done so.
func answered(req *Request, response *Response, err error) *Response {
	rule := trace.DjangoAnswered
	if err != nil {
		response, rule = responseForException(err)
		if response = errorHandler(req, response); response.Status == http.StatusInternalServerError {
			rule = trace.Crashed
		}
		req.Trace.Overrule(rule, response.Status)
		return response
	}
	req.Trace.Decide(rule, response.Status)
	return response
}
