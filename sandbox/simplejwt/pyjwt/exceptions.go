package pyjwt

import (
	"errors"
	"fmt"

	"authtour/sandbox/trace"
)

// Exception is one of jwt/exceptions.py.
type Exception struct {
	// Class is the exception's name, such as ExpiredSignatureError.
	Class string
	Text  string
}

func (e *Exception) Error() string { return e.Class + ": " + e.Text }

// Raised is the exception as a trace keeps it.
func (e *Exception) Raised() *trace.Exception {
	return &trace.Exception{Class: e.Class, Detail: e.Text}
}

// The classes of jwt/exceptions.py that callers tell apart.
const (
	invalidKey       = "InvalidKeyError"
	expiredSignature = "ExpiredSignatureError"
)

// IsInvalidToken tells an InvalidTokenError or one of its subclasses: the token is at fault. An InvalidKeyError is none.
func IsInvalidToken(err error) bool {
	var e *Exception
	return errors.As(err, &e) && e.Class != invalidKey
}

// IsExpired tells an ExpiredSignatureError.
func IsExpired(err error) bool {
	var e *Exception
	return errors.As(err, &e) && e.Class == expiredSignature
}

func raise(class, format string, args ...any) error {
	return &Exception{Class: class, Text: fmt.Sprintf(format, args...)}
}

func decodeError(format string, args ...any) error { return raise("DecodeError", format, args...) }

func missingClaim(claim string) error {
	return raise("MissingRequiredClaimError", `Token is missing the "%s" claim`, claim)
}
