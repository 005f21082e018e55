package drf

import "fmt"

// SessionAuthentication is rest_framework.authentication.SessionAuthentication: the user of Django's session, who must
// then pass the CSRF check.
type SessionAuthentication struct{}

// Name is the class's name.
func (SessionAuthentication) Name() string { return "SessionAuthentication" }

// AuthenticateHeader is None: there is no WWW-Authenticate scheme for a cookie, so that this class in the first place
// turns every 401 into a 403.
func (SessionAuthentication) AuthenticateHeader(*Request) (string, error) { return "", nil }

// Authenticate returns None where the session has no active user, and raises PermissionDenied where it has one and the
// CSRF check fails. The body of a POST is parsed for that check.
func (SessionAuthentication) Authenticate(req *Request) (*Identity, error) {
	user, err := req.Request.User()
	if err != nil {
		return nil, err
	}
	active := user != nil && user.IsActive()
	if !req.Trace.Checked("session user", userText(user), active) {
		return nil, nil //nolint:nilnil // Python's None
	}
	if err := req.ReadCSRFCookie(); err != nil {
		return nil, fmt.Errorf("read the CSRF cookie: %w", err)
	}
	reason, err := req.CSRFRefusal(req.formField)
	if err != nil {
		return nil, err
	}
	if reason != "" {
		return nil, PermissionDenied("CSRF Failed: " + reason)
	}
	return &Identity{User: user}, nil
}
