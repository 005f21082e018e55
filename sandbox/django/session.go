package django

import (
	"fmt"
	"net/http"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/settings"
)

const (
	// sessionSalt is SessionStore.key_salt.
	sessionSalt = "django.contrib.sessions.SessionStore"
	// sessionKeyChars is django.contrib.sessions.backends.base.VALID_KEY_CHARS.
	sessionKeyChars  = "abcdefghijklmnopqrstuvwxyz0123456789"
	sessionKeyLength = 32
	minSessionKey    = 8
)

// SessionStore is django.contrib.sessions.backends.db.SessionStore: it loads its row only when somebody looks into it.
type SessionStore struct {
	req *Request
	// key is empty where the cookie had none that could be valid.
	key                string
	data               map[string]any
	loaded             bool
	accessed, modified bool
}

func newSessionStore(req *Request, key string) *SessionStore {
	if len(key) < minSessionKey {
		key = ""
	}
	return &SessionStore{req: req, key: key}
}

// load reads the row once; a row that is gone, expired or has a bad signature is an empty session.
func (s *SessionStore) load() error {
	s.accessed = true
	if s.loaded {
		return nil
	}
	s.loaded, s.data = true, map[string]any{}
	if s.key == "" {
		return nil
	}
	row, found, err := s.req.Site.DB.LoadSession(s.req.Ctx, s.req.Trace, s.key)
	if err != nil {
		return fmt.Errorf("load the session: %w", err)
	}
	if !found {
		s.key = ""
		return nil
	}
	var values map[string]any
	err = signedLoads(row.Data, sessionSalt, s.req.Settings.SecretKey, &values)
	s.req.Trace.Checked("signature of session_data", row.Data, err == nil)
	if err == nil && values != nil {
		s.data = values
	}
	return nil
}

// Get is session.get(name): the empty string where it has no such text.
func (s *SessionStore) Get(name string) (string, error) {
	if err := s.load(); err != nil {
		return "", err
	}
	value, _ := s.data[name].(string)
	return value, nil
}

func (s *SessionStore) set(name, value string) error {
	if err := s.load(); err != nil {
		return err
	}
	s.data[name] = value
	s.modified = true
	return nil
}

// flush is session.flush: the row is deleted and the session starts anew without a key.
func (s *SessionStore) flush() error {
	s.data, s.loaded, s.accessed, s.modified = map[string]any{}, true, true, true
	if s.key != "" {
		if err := s.req.Site.DB.DeleteSession(s.req.Ctx, s.req.Trace, s.key); err != nil {
			return fmt.Errorf("delete the session: %w", err)
		}
	}
	s.key = ""
	return nil
}

// cycleKey is session.cycle_key: the same data under a new key, so that a key known before the login is worth nothing.
func (s *SessionStore) cycleKey() error {
	if err := s.load(); err != nil {
		return err
	}
	old := s.key
	s.key = ""
	if err := s.create(); err != nil {
		return err
	}
	if old != "" {
		if err := s.req.Site.DB.DeleteSession(s.req.Ctx, s.req.Trace, old); err != nil {
			return fmt.Errorf("delete the old session: %w", err)
		}
	}
	return nil
}

// create is SessionStore.create: a new row under a random key that no other session has.
func (s *SessionStore) create() error {
	s.modified = true
	for {
		s.key = s.req.Site.Random(sessionKeyLength, sessionKeyChars)
		taken, err := s.req.Site.DB.SessionExists(s.req.Ctx, s.req.Trace, s.key)
		if err != nil {
			return fmt.Errorf("look for a free session key: %w", err)
		}
		if taken {
			continue
		}
		row, err := s.row()
		if err != nil {
			return err
		}
		created, err := s.req.Site.DB.CreateSession(s.req.Ctx, s.req.Trace, row)
		if err != nil {
			return fmt.Errorf("create the session: %w", err)
		}
		if created {
			return nil
		}
	}
}

// save is SessionStore.save. A row that is gone is UpdateError, which the middleware turns into SessionInterrupted.
func (s *SessionStore) save() error {
	if err := s.load(); err != nil {
		return err
	}
	if s.key == "" {
		return s.create()
	}
	row, err := s.row()
	if err != nil {
		return err
	}
	saved, err := s.req.Site.DB.SaveSession(s.req.Ctx, s.req.Trace, row)
	if err != nil {
		return fmt.Errorf("save the session: %w", err)
	}
	if !saved {
		return &Exception{Class: "SessionInterrupted", Text: "The request's session was deleted before the request " +
			"completed. The user may have logged out in a concurrent request, for example."}
	}
	return nil
}

func (s *SessionStore) row() (database.Session, error) {
	data, err := signedDumps(s.data, sessionSalt, s.req.Settings.SecretKey, s.req.Now)
	until := s.req.Now.Add(time.Duration(s.req.Settings.SessionCookie.Age) * time.Second)
	return database.Session{Key: s.key, Data: data, ExpireDate: until}, err
}

// isEmpty is session.is_empty: no key and no data, or never looked into and without a key.
func (s *SessionStore) isEmpty() bool { return s.key == "" && len(s.data) == 0 }

// sessionMiddleware is django.contrib.sessions.middleware.SessionMiddleware.
func sessionMiddleware() Middleware {
	return Middleware{
		Name: "SessionMiddleware",
		ProcessRequest: func(req *Request) (*Response, error) {
			name := req.Settings.SessionCookie.Name
			key, found := req.Cookie(name)
			req.Trace.Read("cookie "+name, key, found)
			req.Session = newSessionStore(req, key)
			return nil, nil
		},
		ProcessResponse: sessionResponse,
	}
}

func sessionResponse(req *Request, r *Response) (*Response, error) {
	s, conf := req.Session, req.Settings.SessionCookie
	empty := s.isEmpty()
	if _, sent := req.Cookie(conf.Name); sent && empty {
		r.deleteCookie(sessionCookie(conf))
		r.patchVary("Cookie")
		req.Trace.Set("Set-Cookie", conf.Name+" (deleted)")
		return r, nil
	}
	if s.accessed {
		r.patchVary("Cookie")
		req.Trace.Set("Vary", "Cookie")
	}
	if (!s.modified && !conf.SaveEveryRequest) || empty || r.Status >= http.StatusInternalServerError {
		return r, nil
	}
	if err := s.save(); err != nil {
		return nil, err
	}
	cookie := sessionCookie(conf)
	cookie.Value = s.key
	if !conf.ExpireAtBrowserClose {
		cookie.MaxAge, cookie.Expires = &conf.Age, expires(req.Now, conf.Age)
	}
	cookie.Secure, cookie.HTTPOnly = conf.Secure, conf.HTTPOnly
	r.setCookie(cookie)
	r.patchVary("Cookie")
	req.Trace.Set("Set-Cookie", conf.Name+"="+s.key)
	return r, nil
}

func sessionCookie(conf settings.SessionCookie) Cookie {
	return Cookie{Name: conf.Name, Path: conf.Path, Domain: conf.Domain, SameSite: conf.SameSite}
}
