package python

import "errors"

// Exception is a Python exception: the name of its class and str(exception).
type Exception struct {
	// Class is the class as Python names it in a traceback, such as ValueError or binascii.Error.
	Class string
	// Text is str(exception).
	Text string
}

// Error returns str(exception), without the class.
func (e *Exception) Error() string { return e.Text }

// ClassName returns the class of an error of this package, and an empty string for any other error.
func ClassName(err error) string {
	var unicode *UnicodeError
	if errors.As(err, &unicode) {
		return unicode.Class()
	}
	var exception *Exception
	if errors.As(err, &exception) {
		return exception.Class
	}
	return ""
}

// IsInstance tells whether err is an exception of the class or of a class that derives from it, as an except clause
// would. Every exception is an instance of Exception.
func IsInstance(err error, class string) bool {
	for name := ClassName(err); name != ""; name = baseOf(name) {
		if name == class {
			return true
		}
	}
	return false
}

// baseOf is the base class, or an empty string for Exception itself.
func baseOf(class string) string {
	switch class {
	case "Exception":
		return ""
	case "json.decoder.JSONDecodeError", "UnicodeError", "binascii.Error":
		return "ValueError"
	case "UnicodeDecodeError", "UnicodeEncodeError":
		return "UnicodeError"
	case "RecursionError":
		return "RuntimeError"
	case "OverflowError":
		return "ArithmeticError"
	case "TooManyFieldsSent", "TooManyFilesSent", "RequestDataTooBig", "SuspiciousMultipartForm":
		return "SuspiciousOperation"
	}
	return "Exception"
}

func valueError(text string) error { return &Exception{Class: "ValueError", Text: text} }
