// Package drf is Django REST framework 3.18: APIView and the classes that it walks through. Each class stands in a file
// of its own under its Python name.
package drf

import (
	"strings"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
	"authtour/sandbox/settings"
	"authtour/sandbox/trace"
)

// APIView is rest_framework.views.APIView (rest_framework/views.py).
type APIView struct {
	// Class is the Python class's name.
	Class string
	// Doc is its docstring, which OPTIONS shows.
	Doc string
	// Classes are those that a dotted name in the settings can mean.
	Classes *Classes
	// Authentication, Permissions and Throttles are the view's own lists of dotted names; nil means the settings'.
	Authentication, Permissions, Throttles *[]string
	// ThrottleScope is the view's throttle_scope, which ScopedRateThrottle reads; empty for none.
	ThrottleScope string
	// MorePermissions are permissions that no settings file can name, after Permissions.
	MorePermissions []Permission
	// Parsers are in the view's order; nil means the settings'.
	Parsers []Parser
	// AuthenticateHeader replaces get_authenticate_header; nil means that the first authentication class is asked.
	AuthenticateHeader func(*Request) (string, error)
	// Actions is what OPTIONS says of a POST's fields; nil for a view without get_serializer.
	Actions *python.Dict
	// Get and Post are the handlers; nil means that the method is not allowed.
	Get, Post *Action
	// Object makes the view look an object up and check its permissions before the handler; nil for most.
	Object func(*Request) error
}

// Action is the handler of one method.
type Action struct {
	// ReadsData tells that it uses request.data, so that the body is parsed before it runs.
	ReadsData bool
	Run       func(*Request) (*Response, error)
}

// Response is rest_framework.response.Response: data that is not rendered yet.
type Response struct {
	Status int
	Data   python.Value
	Header map[string]string
}

// Name is the view's class.
func (v *APIView) Name() string { return v.Class }

// CSRFExempt is always true: APIView.as_view is decorated so, and SessionAuthentication checks by itself.
func (v *APIView) CSRFExempt() bool { return true }

// Skip notes the stations that dj would have met here.
func (v *APIView) Skip(dj *django.Request) {
	skip(dj, v.way(newRequest(dj, v)))
}

// Serve is APIView.dispatch.
func (v *APIView) Serve(dj *django.Request) (*django.Response, error) {
	req := newRequest(dj, v)
	err := req.walk(v.way(req))
	response := req.response
	if err != nil {
		if response, err = v.handleException(req, err); err != nil {
			return nil, err
		}
	}
	req.identify()
	return v.finalize(req, response)
}

// allowed is APIView.allowed_methods, in the order of http_method_names.
func (v *APIView) allowed() string {
	var methods []string
	if v.Get != nil {
		methods = append(methods, "GET")
	}
	if v.Post != nil {
		methods = append(methods, "POST")
	}
	if v.Get != nil {
		methods = append(methods, "HEAD")
	}
	return strings.Join(append(methods, "OPTIONS"), ", ")
}

// action is the handler for the request's method, or nil for http_method_not_allowed. django.views.View answers a HEAD
// with get.
func (v *APIView) action(method string) *Action {
	switch method {
	case "GET", "HEAD":
		return v.Get
	case "POST":
		return v.Post
	case "OPTIONS":
		return &Action{Run: v.options}
	}
	return nil
}

// finalize is finalize_response and Response.render.
func (v *APIView) finalize(req *Request, r *Response) (*django.Response, error) {
	body, err := render(r, req.acceptedMediaType)
	if err != nil {
		return nil, err
	}
	out := django.NewResponse(r.Status, jsonMediaType, body)
	out.Header.Set("Allow", v.allowed())
	for name, value := range r.Header {
		out.Header.Set(name, value)
	}
	req.Trace.Decide(trace.ViewAnswered, r.Status)
	return out, nil
}

// parsers is the view's parser_classes.
func (v *APIView) parsers(s *settings.Settings) []Parser {
	if v.Parsers != nil {
		return v.Parsers
	}
	return v.Classes.parsers(s.REST.ParserClasses)
}
