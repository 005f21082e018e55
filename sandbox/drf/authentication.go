package drf

import (
	"authtour/sandbox/django"
	"authtour/sandbox/python"
)

// Authenticator is rest_framework.authentication.BaseAuthentication.
type Authenticator interface {
	// Name is the class's name.
	Name() string
	// Authenticate returns who the request is from; nil for Python's None: the credentials, if any, are not this
	// class's. An error is the exception that it raised, which ends the request.
	Authenticate(*Request) (*Identity, error)
	// AuthenticateHeader is the challenge for WWW-Authenticate; empty for None. An error makes Django fall: DRF asks for
	// the challenge while it handles an exception, and catches nothing there.
	AuthenticateHeader(*Request) (string, error)
}

// Identity is the pair that authenticate() returns.
type Identity struct {
	// User is request.user; nil is Python's None.
	User django.User
	// Auth is request.auth; nil is Python's None.
	Auth any
}

// authorizationFields is get_authorization_header(request).split(): the parts of the header between ASCII white space.
func authorizationFields(req *Request) []string {
	header, found := req.HeaderValue("Authorization")
	req.Trace.Read("Authorization", header, found)
	return python.Fields(header)
}

// schemeIs compares the first word of the header with the class's keyword, without regard to case.
func schemeIs(req *Request, fields []string, keyword string) bool {
	if len(fields) == 0 {
		return false
	}
	return req.Trace.Compared("scheme", fields[0], keyword, equalFoldASCII(fields[0], keyword))
}

// equalFoldASCII compares as bytes.lower() does: only A to Z fold.
func equalFoldASCII(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lowerASCII(a[i]) != lowerASCII(b[i]) {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
