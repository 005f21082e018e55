package drf

import (
	"slices"

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
	if err := TokenModel(req); err != nil {
		return nil, err
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

// authtokenApp is the app whose model TokenAuthentication looks into.
const authtokenApp = "rest_framework.authtoken"

// TokenModel is what a use of Token.objects raises where the app is not installed: the model is then abstract
// (rest_framework/authtoken/models.py).
func TokenModel(req *Request) error {
	if slices.Contains(req.Settings.InstalledApps, authtokenApp) {
		return nil
	}
	return django.Crash("AttributeError", "Manager isn't available; Token is abstract",
		"'"+authtokenApp+"' is not in INSTALLED_APPS: add it, then run manage.py migrate")
}
