package drf

import (
	"authtour/sandbox/django"
	"authtour/sandbox/python"
)

// RemoteUserAuthentication is rest_framework.authentication.RemoteUserAuthentication: the name that the web server
// before the application found out. It reads META["REMOTE_USER"], which no header of a client can become.
type RemoteUserAuthentication struct{}

// Name is the class's name.
func (RemoteUserAuthentication) Name() string { return "RemoteUserAuthentication" }

// AuthenticateHeader is None.
func (RemoteUserAuthentication) AuthenticateHeader(*Request) (string, error) { return "", nil }

// Authenticate returns None where the server set no name or the user is inactive. A name that is not known becomes a
// new user.
func (RemoteUserAuthentication) Authenticate(req *Request) (*Identity, error) {
	name, found := req.Meta("REMOTE_USER")
	req.Trace.Read("META['REMOTE_USER']", name, found)
	user, err := req.AuthenticateRemote(name)
	if err != nil || user == nil {
		return nil, err
	}
	if !req.Trace.Checked("is_active", python.StrOf(user.IsActive), user.IsActive) {
		return nil, nil //nolint:nilnil // Python's None
	}
	return &Identity{User: django.ModelUser{User: user}}, nil
}
