package drf

import (
	"authtour/sandbox/django"
	"authtour/sandbox/python"
	"authtour/sandbox/settings"
)

// Request is rest_framework.request.Request around Django's.
type Request struct {
	*django.Request
	View *APIView
	// User and Auth are request.user and request.auth; until a class accepts, User is what UNAUTHENTICATED_USER says.
	User django.User
	Auth any
	// Object is what get_object found.
	Object any

	authenticators []Authenticator
	permissions    []Permission
	throttles      []Throttle
	// successful is request.successful_authenticator.
	successful        Authenticator
	acceptedMediaType string
	action            *Action
	response          *Response
	data              parsedData
	throttled         []throttleWait
}

// newRequest is APIView.initialize_request.
func newRequest(dj *django.Request, v *APIView) *Request {
	s := dj.Settings.REST
	return &Request{
		Request: dj, View: v, User: unauthenticated(s),
		authenticators: v.Classes.authenticators(listOr(v.Authentication, s.AuthenticationClasses)),
		permissions:    append(v.Classes.permissions(listOr(v.Permissions, s.PermissionClasses)), v.MorePermissions...),
		throttles:      v.Classes.throttles(listOr(v.Throttles, s.ThrottleClasses), v.ThrottleScope, dj.Settings),
	}
}

// unauthenticated is Request._not_authenticated: what UNAUTHENTICATED_USER makes, or None.
func unauthenticated(s settings.REST) django.User {
	if s.UnauthenticatedUser == "" {
		return nil
	}
	return django.AnonymousUser{}
}

func listOr(own *[]string, inherited []string) []string {
	if own != nil {
		return *own
	}
	return inherited
}

// accept is what Request._authenticate does with the pair that a class returned.
func (r *Request) accept(a Authenticator, identity *Identity) {
	r.successful = a
	r.User, r.Auth = identity.User, identity.Auth
	r.SetUser(identity.User)
	r.Trace.Set("request.user", userText(identity.User))
	r.Trace.Set("request.auth", authText(identity.Auth))
}

// AuthenticatedBy is type(request.successful_authenticator).__name__, or empty for None.
func (r *Request) AuthenticatedBy() string {
	if r.successful == nil {
		return ""
	}
	return r.successful.Name()
}

// identify tells the trace who the request turned out to be.
func (r *Request) identify() { r.Trace.Identify(userText(r.User), r.AuthenticatedBy()) }

// permissionDenied is APIView.permission_denied: a request that nobody authenticated is NotAuthenticated where the view
// has authentication classes at all.
func (r *Request) permissionDenied() error {
	if len(r.authenticators) > 0 && r.successful == nil {
		return notAuthenticated()
	}
	return PermissionDenied("")
}

// UserText is str(request.user).
func (r *Request) UserText() string { return userText(r.User) }

func userText(u django.User) string {
	if u == nil {
		return "None"
	}
	return u.String()
}

// authText is str(request.auth).
func authText(auth any) string {
	switch a := auth.(type) {
	case nil:
		return "None"
	case interface{ String() string }:
		return a.String()
	}
	return python.StrOf(auth)
}
