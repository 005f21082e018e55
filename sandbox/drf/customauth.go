package drf

import (
	"context"
	"errors"

	"authtour/sandbox/database"
	"authtour/sandbox/django"
	"authtour/sandbox/python"
	"authtour/sandbox/trace"
	"authtour/sandbox/userclass"
)

// CustomAuthentication is a class of the project's own, written in Python.
type CustomAuthentication struct{ class *userclass.Class }

// NewCustomAuthentication makes an Authenticator of a compiled class.
func NewCustomAuthentication(class *userclass.Class) CustomAuthentication {
	return CustomAuthentication{class}
}

// Name is the class's name.
func (c CustomAuthentication) Name() string { return c.class.Name }

// AuthenticateHeader calls the class's authenticate_header; BaseAuthentication's own returns None.
func (c CustomAuthentication) AuthenticateHeader(req *Request) (string, error) {
	challenge, raised, err := c.class.AuthenticateHeader(req.Ctx, classEnv(req))
	if err != nil {
		return "", classError(err)
	}
	return challenge, classRaised(raised)
}

// Authenticate calls the class's authenticate. An exception of REST framework's is one here too; any other makes Django
// fall.
func (c CustomAuthentication) Authenticate(req *Request) (*Identity, error) {
	outcome, err := c.class.Authenticate(req.Ctx, classEnv(req))
	if err != nil {
		return nil, classError(err)
	}
	if err := classRaised(outcome.Raised); err != nil {
		return nil, err
	}
	if outcome.Identity == nil {
		return nil, nil //nolint:nilnil // Python's None
	}
	return &Identity{User: classUser(outcome.Identity), Auth: outcome.Identity.Auth}, nil
}

func classUser(i *userclass.Identity) django.User {
	switch {
	case i.Anonymous:
		return django.AnonymousUser{}
	case i.User == nil:
		return nil
	}
	row, ok := i.User.Row.(*database.User)
	if !ok {
		return nil
	}
	return django.ModelUser{User: row}
}

// classRaised is the exception that left a class.
func classRaised(raised *userclass.Raised) error {
	switch {
	case raised == nil:
		return nil
	case raised.API:
		return &APIException{Class: raised.Class, Status: raised.Status, Detail: raised.Detail, Unidentified: raised.Challenge}
	}
	return &django.Exception{Class: raised.Class, Text: raised.Text, Note: raised.Note, Line: raised.Line}
}

// classError is an end that Python does not know: the limits of steps, time and memory.
func classError(err error) error {
	return django.Crash("ResourceLimit", err.Error(), "a class may run for a second and use a few megabytes")
}

// classEnv is what the request and the site look like to a class.
func classEnv(req *Request) userclass.Env {
	return userclass.Env{
		Method: req.Method, Path: req.PathInfo, Query: req.Query, Host: req.Host, Secure: req.Secure,
		Header: latin1(req.HeaderValue), Meta: latin1(req.Meta), Cookie: latin1(req.Cookie),
		UserBy: func(ctx context.Context, field string, value any) (userclass.User, bool, error) {
			user, found, err := req.Site.DB.UserByField(ctx, req.Trace, field, value)
			return userRow(&user), found, classFailure(err)
		},
		TokenBy: func(ctx context.Context, key string) (userclass.User, bool, error) {
			if err := TokenModel(req); err != nil {
				return userclass.User{}, false, classFailure(err)
			}
			token, found, err := req.Site.DB.TokenByKey(ctx, req.Trace, key)
			return userRow(&token.User), found, classFailure(err)
		},
		CheckPassword: func(_ context.Context, user userclass.User, raw string) (bool, error) {
			row, ok := user.Row.(*database.User)
			if !ok {
				return false, nil
			}
			return req.CheckPassword(row, raw)
		},
		Setting: func(name string) (python.Value, bool) {
			switch name {
			case "SECRET_KEY":
				return req.Settings.SecretKey, true
			case "DEBUG":
				return req.Settings.Debug, true
			}
			return nil, false
		},
		Now: req.Now, Trace: req.Trace,
		Print: func(text string) { req.Trace.Add(trace.Fact{Verb: trace.Set, Name: "print", Value: text, OK: true}) },
	}
}

// latin1 reads the bytes of a header as WSGI does.
func latin1(get func(string) (string, bool)) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, found := get(name)
		return python.DecodeLatin1([]byte(value)), found
	}
}

func userRow(u *database.User) userclass.User {
	return userclass.User{
		ID: u.ID, Username: u.Username, FirstName: u.FirstName, LastName: u.LastName, Email: u.Email, Password: u.Password,
		IsActive: u.IsActive, IsStaff: u.IsStaff, IsSuperuser: u.IsSuperuser, Row: u,
	}
}

// classFailure is a database error as the exception that Django raises for it.
func classFailure(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	raised := django.Raised(err)
	if raised.Class == "" {
		return err
	}
	return &userclass.Failure{Class: raised.Class, Text: raised.Detail}
}
