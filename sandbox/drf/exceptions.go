package drf

import (
	"errors"
	"net/http"
	"strconv"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// APIException is rest_framework.exceptions.APIException.
type APIException struct {
	// Class is the exception's name.
	Class  string
	Status int
	// Detail is a text, or a Dict or list that becomes the whole body.
	Detail python.Value
	// Unidentified tells NotAuthenticated, AuthenticationFailed and what derives from them: the first authentication
	// class decides whether they are a 401 or a 403.
	Unidentified bool
	// Wait is Throttled.wait in seconds; 0 for none.
	Wait int
}

func (e *APIException) Error() string { return e.Class + ": " + e.text() }

func (e *APIException) text() string { return python.StrOf(e.Detail) }

// Raised is the exception as the trace keeps it.
func (e *APIException) Raised() *trace.Exception {
	detail := e.text()
	if d, ok := e.Detail.(*python.Dict); ok {
		if inner, found := d.Get("detail"); found {
			detail = python.StrOf(inner)
		}
	}
	return &trace.Exception{Class: e.Class, Detail: detail}
}

// AuthenticationFailed says that credentials were sent and are wrong.
func AuthenticationFailed(detail python.Value) error {
	return &APIException{
		Class: "AuthenticationFailed", Status: http.StatusUnauthorized, Detail: detail, Unidentified: true,
	}
}

func notAuthenticated() error {
	return &APIException{
		Class: "NotAuthenticated", Status: http.StatusUnauthorized, Unidentified: true,
		Detail: "Authentication credentials were not provided.",
	}
}

// PermissionDenied is always a 403; an empty detail means the default one.
func PermissionDenied(detail string) error {
	if detail == "" {
		detail = "You do not have permission to perform this action."
	}
	return &APIException{Class: "PermissionDenied", Status: http.StatusForbidden, Detail: detail}
}

// ParseError says that the body is not what its Content-Type promises.
func ParseError(detail string) error {
	return &APIException{Class: "ParseError", Status: http.StatusBadRequest, Detail: detail}
}

// ValidationError carries the faults of a serializer's fields.
func ValidationError(detail python.Value) error {
	return &APIException{Class: "ValidationError", Status: http.StatusBadRequest, Detail: detail}
}

func methodNotAllowed(method string) error {
	return &APIException{
		Class: "MethodNotAllowed", Status: http.StatusMethodNotAllowed, Detail: `Method "` + method + `" not allowed.`,
	}
}

func notAcceptable() error {
	return &APIException{
		Class: "NotAcceptable", Status: http.StatusNotAcceptable, Detail: "Could not satisfy the request Accept header.",
	}
}

func unsupportedMediaType(mediaType string) error {
	return &APIException{
		Class: "UnsupportedMediaType", Status: http.StatusUnsupportedMediaType,
		Detail: `Unsupported media type "` + mediaType + `" in request.`,
	}
}

// handleException is APIView.handle_exception with the default exception_handler: the one place where 401 or 403 is
// chosen. It returns err where DRF does not catch it either.
func (v *APIView) handleException(req *Request, err error) (*Response, error) {
	var e *APIException
	if !errors.As(err, &e) {
		if !django.Is404(err) {
			return nil, err
		}
		e = &APIException{Class: "Http404", Status: http.StatusNotFound, Detail: notFoundText(err)}
	}
	status, rule, header := e.Status, ruleOf(e, req), map[string]string{}
	if e.Unidentified {
		challenge, err := v.challenge(req)
		if err != nil {
			return nil, err
		}
		rule = trace.Challenge
		if challenge != "" {
			header["Www-Authenticate"] = challenge
		} else {
			status, rule = http.StatusForbidden, trace.NoChallenge
		}
	}
	if e.Wait > 0 {
		header["Retry-After"] = strconv.Itoa(e.Wait)
	}
	req.Trace.Decide(rule, status)
	data := e.Detail
	switch data.(type) {
	case *python.Dict, []python.Value:
	default:
		data = python.NewDict("detail", data)
	}
	return &Response{Status: status, Data: data, Header: header}, nil
}

// challenge is APIView.get_authenticate_header: the first authentication class alone is asked.
func (v *APIView) challenge(req *Request) (string, error) {
	name, ask := v.Class, v.AuthenticateHeader
	if ask == nil {
		if len(req.authenticators) == 0 {
			return "", nil
		}
		name, ask = req.authenticators[0].Name(), req.authenticators[0].AuthenticateHeader
	}
	challenge, err := ask(req)
	if err != nil {
		return "", err
	}
	req.Trace.AskedForChallenge(name, challenge)
	return challenge, nil
}

func ruleOf(e *APIException, req *Request) trace.Rule {
	switch {
	case e.Class != "PermissionDenied":
		return trace.ExceptionStatus
	case len(req.authenticators) == 0:
		return trace.NoAuthenticators
	}
	return trace.Denied
}

func notFoundText(err error) string {
	var e *django.Exception
	if errors.As(err, &e) && e.Text != "" {
		return e.Text
	}
	return "Not found."
}
