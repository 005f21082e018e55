package django

import (
	"fmt"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/hashers"
	"authtour/sandbox/python"
)

// The backends of django/contrib/auth/backends.py, as AUTHENTICATION_BACKENDS names them.
const (
	modelBackend         = "django.contrib.auth.backends.ModelBackend"
	allowAllModelBackend = "django.contrib.auth.backends.AllowAllUsersModelBackend"
	remoteBackend        = "django.contrib.auth.backends.RemoteUserBackend"
	allowAllRemote       = "django.contrib.auth.backends.AllowAllUsersRemoteUserBackend"
)

func isRemoteBackend(backend string) bool {
	return backend == remoteBackend || backend == allowAllRemote
}

// userCanAuthenticate is ModelBackend.user_can_authenticate: inactive users are nobody, but for the AllowAll backends.
func (r *Request) userCanAuthenticate(backend string, user *database.User) bool {
	if backend == allowAllModelBackend || backend == allowAllRemote {
		return true
	}
	return r.Trace.Checked("is_active", python.StrOf(user.IsActive), user.IsActive)
}

// Authenticate is django.contrib.auth.authenticate(username=…, password=…): the user, or nil where no backend accepts
// them, and the backend that accepted.
func (r *Request) Authenticate(username, password string) (user *database.User, backend string, err error) {
	backends, err := r.backends()
	for _, backend := range backends {
		if isRemoteBackend(backend) {
			continue // its authenticate() takes a remote_user, so Django does not call it with a password
		}
		user, err := r.modelAuthenticate(backend, username, password)
		if err != nil || user != nil {
			return user, backend, err
		}
	}
	return nil, "", err
}

// backends is django.contrib.auth.get_backends.
func (r *Request) backends() ([]string, error) {
	if len(r.Settings.AuthenticationBackends) == 0 {
		return nil, Crash("ImproperlyConfigured",
			"No authentication backends have been defined. Does AUTHENTICATION_BACKENDS contain anything?",
			"authenticate() asks each backend of AUTHENTICATION_BACKENDS, and there is none")
	}
	return r.Settings.AuthenticationBackends, nil
}

// modelAuthenticate is ModelBackend.authenticate.
func (r *Request) modelAuthenticate(backend, username, password string) (*database.User, error) {
	user, found, err := r.Site.DB.UserByUsername(r.Ctx, r.Trace, username)
	if err != nil {
		return nil, fmt.Errorf("look up the user: %w", err)
	}
	if !found {
		return nil, r.hashForNobody(password)
	}
	ok, err := r.CheckPassword(&user, password)
	if err != nil || !ok || !r.userCanAuthenticate(backend, &user) {
		return nil, err
	}
	return &user, nil
}

// hashForNobody makes one hash where there is no user, so that the time does not tell whether the name exists.
func (r *Request) hashForNobody(password string) error {
	began := time.Now()
	if _, err := r.Site.Hashers.MakePassword(r.Ctx, password); err != nil {
		return fmt.Errorf("hash the password: %w", err)
	}
	preferred := r.Site.Hashers.Preferred()
	check := hashers.Check{
		Fake: true, Algorithm: preferred.Algorithm(), Iterations: preferred.Iterations(), Took: time.Since(began),
	}
	r.Trace.Add(check.Fact())
	return nil
}

// CheckPassword is user.check_password, which renews a hash that was not made as the preferred hasher makes it.
func (r *Request) CheckPassword(user *database.User, password string) (bool, error) {
	check, err := r.Site.Hashers.Check(r.Ctx, password, user.Password)
	if err != nil {
		return false, fmt.Errorf("check the password: %w", err)
	}
	r.Trace.Add(check.Fact())
	if !check.Correct || !check.MustUpdate {
		return check.Correct, nil
	}
	if user.Password, err = r.Site.Hashers.MakePassword(r.Ctx, password); err != nil {
		return false, fmt.Errorf("renew the password hash: %w", err)
	}
	if err := r.Site.DB.SetPassword(r.Ctx, r.Trace, user.ID, user.Password); err != nil {
		return false, fmt.Errorf("renew the password hash: %w", err)
	}
	return true, nil
}

// AuthenticateRemote is django.contrib.auth.authenticate(remote_user=…): RemoteUserBackend makes users whom it does not
// know; an inactive one is nil, and so is no name.
func (r *Request) AuthenticateRemote(name string) (*database.User, error) {
	backends, err := r.backends()
	if err != nil {
		return nil, err
	}
	for _, backend := range backends {
		if name == "" || !isRemoteBackend(backend) {
			continue // ModelBackend takes the call, finds neither name nor password in it, and returns None
		}
		user, created, err := r.Site.DB.GetOrCreateUser(r.Ctx, r.Trace, name)
		if err != nil {
			return nil, fmt.Errorf("get or create the remote user: %w", err)
		}
		r.Trace.Checked("created", python.StrOf(created), true)
		if r.userCanAuthenticate(backend, &user) {
			return &user, nil
		}
	}
	return nil, nil //nolint:nilnil // Python's None: no backend accepts the name
}
