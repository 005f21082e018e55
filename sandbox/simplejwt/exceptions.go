package simplejwt

import (
	"errors"
	"net/http"

	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

// tokenError is TokenError and ExpiredTokenError: a token that must not be used, in words for its user.
type tokenError struct{ message string }

func (e *tokenError) Error() string { return "TokenError: " + e.message }

// asTokenError is an except TokenError clause.
func asTokenError(err error) (*tokenError, bool) {
	var e *tokenError
	return e, errors.As(err, &e)
}

// authenticationFailed is AuthenticationFailed of rest_framework_simplejwt/exceptions.py, whose body carries a code.
func authenticationFailed(detail, code string) error {
	return &drf.APIException{
		Class: "AuthenticationFailed", Status: http.StatusUnauthorized, Unidentified: true,
		Detail: python.NewDict("detail", detail, "code", code),
	}
}

// invalidToken is InvalidToken; more follows detail and code in the body.
func invalidToken(detail string, more ...any) error {
	return &drf.APIException{
		Class: "InvalidToken", Status: http.StatusUnauthorized, Unidentified: true,
		Detail: python.NewDict(append([]any{"detail", detail, "code", "token_not_valid"}, more...)...),
	}
}
