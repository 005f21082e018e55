package drf

import (
	"strings"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
)

// BasicAuthentication is rest_framework.authentication.BasicAuthentication: RFC 7617, user name and password in each
// request.
type BasicAuthentication struct{}

// Name is the class's name.
func (BasicAuthentication) Name() string { return "BasicAuthentication" }

// AuthenticateHeader is the challenge of RFC 7617 §2 for the realm "api".
func (BasicAuthentication) AuthenticateHeader(*Request) (string, error) {
	return `Basic realm="api"`, nil
}

// Authenticate returns None for another scheme, and raises AuthenticationFailed for a malformed header and for
// credentials that no backend accepts.
func (BasicAuthentication) Authenticate(req *Request) (*Identity, error) {
	fields := authorizationFields(req)
	if !schemeIs(req, fields, "basic") {
		return nil, nil //nolint:nilnil // Python's None
	}
	switch {
	case len(fields) == 1:
		return nil, AuthenticationFailed("Invalid basic header. No credentials provided.")
	case len(fields) > 2:
		return nil, AuthenticationFailed("Invalid basic header. Credentials string should not contain spaces.")
	}
	username, password, ok := basicCredentials(req, fields[1])
	if !ok {
		return nil, AuthenticationFailed("Invalid basic header. Credentials not correctly base64 encoded.")
	}
	user, _, err := req.Authenticate(username, password)
	switch {
	case err != nil:
		return nil, err
	case user == nil:
		return nil, AuthenticationFailed("Invalid username/password.")
	case !user.IsActive:
		return nil, AuthenticationFailed("User inactive or deleted.")
	}
	return &Identity{User: django.ModelUser{User: user}}, nil
}

// basicCredentials decodes base64 as leniently as Python does, then UTF-8 or, failing that, Latin-1, and splits at the
// first colon: a user name cannot have one, a password can (RFC 7617 §2).
func basicCredentials(req *Request, encoded string) (username, password string, ok bool) {
	raw, err := python.B64Decode(encoded)
	if err != nil {
		req.Trace.Checked("base64", encoded, false)
		return "", "", false
	}
	decoded, err := python.DecodeUTF8(raw)
	if err != nil {
		decoded = python.DecodeLatin1(raw)
	}
	req.Trace.Decoded("user-id:password", decoded)
	username, password, ok = strings.Cut(decoded, ":")
	if !ok {
		req.Trace.Checked("has a colon", decoded, false)
	}
	return username, password, ok
}
