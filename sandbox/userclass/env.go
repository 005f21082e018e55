package userclass

import (
	"context"
	"time"

	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// Env is what one request and its site look like to a class. A nil function means that there is nothing of that kind.
type Env struct {
	// Method, Path and Query are request.method, request.path and META["QUERY_STRING"].
	Method, Path, Query string
	// Header is a header by its name in any case; Meta is request.META.get; Cookie is request.COOKIES.get.
	Header, Meta, Cookie func(name string) (string, bool)
	// Host is request.get_host().
	Host   string
	Secure bool

	// UserBy is User.objects.get(**{field: value}) for a column of auth_user: an int64 for id, a bool for the is_ columns,
	// nil for None, else a string. false is DoesNotExist; a *Failure is another exception of Python's; any other error ends
	// the request.
	UserBy func(ctx context.Context, field string, value any) (User, bool, error)
	// TokenBy is Token.objects.get(key=key), with its user; errors are as for UserBy.
	TokenBy func(ctx context.Context, key string) (User, bool, error)
	// CheckPassword is user.check_password(raw).
	CheckPassword func(ctx context.Context, user User, raw string) (bool, error)
	// Setting is an attribute of django.conf.settings.
	Setting func(name string) (python.Value, bool)
	// Now is the time of the request.
	Now time.Time

	// Trace gets what the class reads, decodes and compares; it may be nil.
	Trace *trace.Recorder
	// Print gets what the class prints and logs.
	Print func(text string)
}

// User is a row of auth_user, as far as a class can see it.
type User struct {
	ID                             int64
	Username                       string
	FirstName, LastName, Email     string
	Password                       string
	IsActive, IsStaff, IsSuperuser bool
	// Row is the caller's own; it comes back with the Identity.
	Row any
}

// Failure is an exception that a function of an Env wants raised, such as an OperationalError.
type Failure struct{ Class, Text string }

// Error is Class: Text.
func (f *Failure) Error() string { return f.Class + ": " + f.Text }

// Outcome is what came of authenticate(). If all of it is nil it returned None: not mine.
type Outcome struct {
	Identity *Identity
	Raised   *Raised
}

// Identity is the pair that authenticate() returned. If User is nil and Anonymous is false, the user is None.
type Identity struct {
	User      *User
	Anonymous bool
	// Auth is nil for None. A token is its key, as a string.
	Auth python.Value
}

// Raised is an exception that left the class.
type Raised struct {
	// Class is the exception's name.
	Class string
	// Text is str(exception).
	Text string
	// API tells an APIException of REST framework's, which becomes an answer: Status, and Detail as its body. Any other
	// exception makes Django fall: a 500.
	API    bool
	Status int
	Detail python.Value
	Code   string
	// Challenge tells NotAuthenticated, AuthenticationFailed and what derives from them: whether the answer is 401 or 403
	// is up to the first authentication class then (rest_framework/views.py, handle_exception).
	Challenge bool
	// Line is where it was raised, counted from 1; 0 if that is not in the text.
	Line int
	// Note says what is missing or meant, where that is known.
	Note string
}
