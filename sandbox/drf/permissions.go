package drf

import "authtour/sandbox/python"

// Permission is rest_framework.permissions.BasePermission.
type Permission interface {
	Name() string
	HasPermission(*Request) bool
}

// ObjectPermission is a Permission that also looks at the object of the request.
type ObjectPermission interface {
	Permission
	HasObjectPermission(req *Request, object any) bool
}

// AllowAny is rest_framework.permissions.AllowAny. It does not keep a class from raising before it is asked.
type AllowAny struct{}

// Name is the class's name.
func (AllowAny) Name() string { return "AllowAny" }

// HasPermission is always true.
func (AllowAny) HasPermission(*Request) bool { return true }

// IsAuthenticated is rest_framework.permissions.IsAuthenticated.
type IsAuthenticated struct{}

// Name is the class's name.
func (IsAuthenticated) Name() string { return "IsAuthenticated" }

// HasPermission is bool(request.user and request.user.is_authenticated).
func (IsAuthenticated) HasPermission(req *Request) bool { return userIsAuthenticated(req) }

// IsAdminUser is rest_framework.permissions.IsAdminUser: staff, not superuser.
type IsAdminUser struct{}

// Name is the class's name.
func (IsAdminUser) Name() string { return "IsAdminUser" }

// HasPermission is bool(request.user and request.user.is_staff).
func (IsAdminUser) HasPermission(req *Request) bool {
	staff := req.User != nil && req.User.IsStaff()
	return req.Trace.Checked("request.user.is_staff", python.StrOf(staff), staff)
}

// IsAuthenticatedOrReadOnly is rest_framework.permissions.IsAuthenticatedOrReadOnly.
type IsAuthenticatedOrReadOnly struct{}

// Name is the class's name.
func (IsAuthenticatedOrReadOnly) Name() string { return "IsAuthenticatedOrReadOnly" }

// HasPermission is true for GET, HEAD and OPTIONS, and for whoever is authenticated.
func (IsAuthenticatedOrReadOnly) HasPermission(req *Request) bool {
	safe := req.Method == "GET" || req.Method == "HEAD" || req.Method == "OPTIONS"
	if req.Trace.Checked("safe method", req.Method, safe) {
		return true
	}
	return userIsAuthenticated(req)
}

func userIsAuthenticated(req *Request) bool {
	known := req.User != nil && req.User.IsAuthenticated()
	return req.Trace.Checked("request.user.is_authenticated", python.StrOf(known), known)
}
