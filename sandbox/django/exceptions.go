package django

import (
	"errors"
	"net/http"
	"strings"

	"authtour/sandbox/database"
	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// Exception is a Python exception of Django's or of Python itself. Those that Django does not know how to answer make
// it fall: a 500.
type Exception struct {
	// Class is the exception's name, such as Http404 or ValueError.
	Class string
	Text  string
	// Note says what is behind a crash, for the trace.
	Note string
	// Line is where a learner's own class raised it; 0 for everything else.
	Line int
}

func (e *Exception) Error() string { return e.Class + ": " + e.Text }

// Raised is the exception as the trace keeps it.
func (e *Exception) Raised() *trace.Exception {
	return &trace.Exception{Class: e.Class, Detail: e.Text, Note: e.Note, Line: e.Line}
}

// Crash is an exception that nobody catches, with a note on what is behind it.
func Crash(class, text, note string) error { return &Exception{Class: class, Text: text, Note: note} }

// Raised returns the Python exception in err, or nil: nil where err is nil, or a crash with the Go error's text where
// it is none of Python's.
func Raised(err error) *trace.Exception {
	if err == nil {
		return nil
	}
	var r interface{ Raised() *trace.Exception }
	if errors.As(err, &r) {
		return r.Raised()
	}
	var db *database.DatabaseError
	if errors.As(err, &db) {
		return &trace.Exception{Class: db.Class, Detail: db.Message, Note: databaseNote(db.Message)}
	}
	return &trace.Exception{Class: python.ClassName(err), Detail: err.Error()}
}

// databaseNote is what is behind an error that a Django developer meets often.
func databaseNote(message string) string {
	if strings.HasPrefix(message, "no such table") {
		return "the app's migration has not run on this database: manage.py migrate makes the table"
	}
	return ""
}

// Is404 tells whether err is Django's Http404.
func Is404(err error) bool {
	var e *Exception
	return errors.As(err, &e) && e.Class == "Http404"
}

// The classes of SuspiciousOperation and BadRequest that become a 400.
func isBadRequest(class string) bool {
	switch class {
	case "DisallowedHost", "SuspiciousOperation", "TooManyFieldsSent", "TooManyFilesSent", "RequestDataTooBig",
		"BadRequest", "MultiPartParserError", "SessionInterrupted":
		return true
	}
	return false
}

// responseForException is django/core/handlers/exception.py: what Django answers to what nobody caught.
func responseForException(err error) (*Response, trace.Rule) {
	class := Raised(err).Class
	switch {
	case class == "Http404":
		return errorPage(http.StatusNotFound, "Not Found",
			"The requested resource was not found on this server."), trace.DjangoAnswered
	case class == "PermissionDenied":
		return errorPage(http.StatusForbidden, "403 Forbidden", ""), trace.Denied
	case isBadRequest(class):
		return errorPage(http.StatusBadRequest, "Bad Request (400)", ""), trace.DjangoAnswered
	}
	return serverError(), trace.Crashed
}

// serverError is django.views.defaults.server_error.
func serverError() *Response {
	return errorPage(http.StatusInternalServerError, "Server Error (500)", "")
}

func errorPage(status int, title, text string) *Response {
	heading := title
	page := "<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>" + title + "</title>\n</head>\n<body>\n  <h1>" +
		heading + "</h1><p>" + text + "</p>\n</body>\n</html>\n"
	return html(status, page)
}
