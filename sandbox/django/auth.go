package django

import (
	"crypto/subtle"
	"fmt"
	"slices"
	"strconv"

	"authtour/sandbox/database"
)

// The keys of django/contrib/auth/__init__.py in a session.
const (
	sessionUserID  = "_auth_user_id"
	sessionBackend = "_auth_user_backend"
	sessionHash    = "_auth_user_hash"
)

// lazyUser is the SimpleLazyObject of AuthenticationMiddleware.
type lazyUser struct {
	user User
	done bool
}

// User is request.user of Django's own request: the session's user, or AnonymousUser. The first call reads the session.
func (r *Request) User() (User, error) {
	if r.user == nil {
		return AnonymousUser{}, nil
	}
	if !r.user.done {
		user, err := r.sessionUser()
		if err != nil {
			return nil, err
		}
		r.SetUser(user)
	}
	return r.user.user, nil
}

// SetUser replaces request.user.
func (r *Request) SetUser(user User) { r.user = &lazyUser{user: user, done: true} }

// sessionUser is django.contrib.auth.get_user.
func (r *Request) sessionUser() (User, error) {
	id, err := r.Session.Get(sessionUserID)
	if err != nil {
		return nil, err
	}
	backend, err := r.Session.Get(sessionBackend)
	if err != nil {
		return nil, err
	}
	r.Trace.Read("session["+sessionUserID+"]", id, id != "")
	pk, parseErr := strconv.ParseInt(id, 10, 64)
	if parseErr != nil || !slices.Contains(r.Settings.AuthenticationBackends, backend) {
		return AnonymousUser{}, nil
	}
	user, found, err := r.Site.DB.UserByID(r.Ctx, r.Trace, pk)
	if err != nil {
		return nil, fmt.Errorf("look up the session's user: %w", err)
	}
	if !found || !r.userCanAuthenticate(backend, &user) {
		return AnonymousUser{}, nil
	}
	sent, err := r.Session.Get(sessionHash)
	if err != nil {
		return nil, err
	}
	want := sessionAuthHash(user.Password, r.Settings.SecretKey)
	if !r.Trace.Compared("session["+sessionHash+"]", sent, want, subtle.ConstantTimeCompare([]byte(sent), []byte(want)) == 1) {
		return AnonymousUser{}, r.Session.flush()
	}
	return ModelUser{&user}, nil
}

// login is django.contrib.auth.login.
func (r *Request) login(user *database.User, backend string) error {
	hash := sessionAuthHash(user.Password, r.Settings.SecretKey)
	if err := r.renewSession(user, hash); err != nil {
		return err
	}
	for _, pair := range [][2]string{
		{sessionUserID, strconv.FormatInt(user.ID, 10)}, {sessionBackend, backend}, {sessionHash, hash},
	} {
		if err := r.Session.set(pair[0], pair[1]); err != nil {
			return err
		}
		r.Trace.Set("session["+pair[0]+"]", pair[1])
	}
	r.SetUser(ModelUser{user})
	r.newCSRFCookie()
	if err := r.Site.DB.UpdateLastLogin(r.Ctx, r.Trace, user.ID); err != nil {
		return fmt.Errorf("update last_login: %w", err)
	}
	return nil
}

// renewSession takes care that a session known before the login is worth nothing after it.
func (r *Request) renewSession(user *database.User, hash string) error {
	id, err := r.Session.Get(sessionUserID)
	if err != nil {
		return err
	}
	if id == "" {
		return r.Session.cycleKey()
	}
	old, err := r.Session.Get(sessionHash)
	if err != nil {
		return err
	}
	if id != strconv.FormatInt(user.ID, 10) || old != hash {
		return r.Session.flush()
	}
	return nil
}

// logout is django.contrib.auth.logout.
func (r *Request) logout() error {
	if err := r.Session.flush(); err != nil {
		return err
	}
	r.SetUser(AnonymousUser{})
	return nil
}
