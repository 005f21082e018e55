package drf

import (
	"authtour/sandbox/django"
	"authtour/sandbox/python"
)

// TokenAuthentication is rest_framework.authentication.TokenAuthentication: a key of the table authtoken_token.
type TokenAuthentication struct{}

const tokenKeyword = "Token"

// Name is the class's name.
func (TokenAuthentication) Name() string { return "TokenAuthentication" }

// AuthenticateHeader is the keyword alone.
func (TokenAuthentication) AuthenticateHeader(*Request) (string, error) { return tokenKeyword, nil }

// Authenticate returns None for another scheme, and raises AuthenticationFailed for a malformed header, an unknown key
// and an inactive user.
func (TokenAuthentication) Authenticate(req *Request) (*Identity, error) {
	fields := authorizationFields(req)
	if !schemeIs(req, fields, tokenKeyword) {
		return nil, nil //nolint:nilnil // Python's None
	}
	switch {
	case len(fields) == 1:
		return nil, AuthenticationFailed("Invalid token header. No credentials provided.")
	case len(fields) > 2:
		return nil, AuthenticationFailed("Invalid token header. Token string should not contain spaces.")
	}
	key, err := python.DecodeUTF8([]byte(fields[1]))
	if err != nil {
		return nil, AuthenticationFailed("Invalid token header. Token string should not contain invalid characters.")
	}
	token, found, err := req.Site.DB.TokenByKey(req.Ctx, req.Trace, key)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, AuthenticationFailed("Invalid token.")
	case !req.Trace.Checked("is_active", python.StrOf(token.User.IsActive), token.User.IsActive):
		return nil, AuthenticationFailed("User inactive or deleted.")
	}
	return &Identity{User: django.ModelUser{User: &token.User}, Auth: token.Key}, nil
}
