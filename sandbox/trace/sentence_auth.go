package trace

import "strings"

// whyAuthentication says why a class took the request, left it or raised.
func (s Station) whyAuthentication() string {
	switch {
	case s.Verdict == Accepted:
		return s.accepted()
	case s.Name == "SessionAuthentication":
		return s.noSession()
	case s.Name == "FrontServer" && s.last(Decoded, "user-id:password") == nil:
		return "no Basic credentials of its own"
	}
	text := s.fault()
	if s.Verdict == Skipped && text == "" && s.value(Read, "Authorization") == "" && s.last(Read, "Authorization") != nil {
		return "the Authorization header is empty"
	}
	return s.ofUser(text)
}

// ofUser puts the name that was sent into what is said of its user.
func (s Station) ofUser(text string) string {
	name, _, found := strings.Cut(s.value(Decoded, "user-id:password"), ":")
	if !found || name == "" {
		return text
	}
	text = strings.Replace(text, "the user is not active", name+" is not active", 1)
	return strings.Replace(text, "the password is wrong", "this is not "+name+"'s password", 1)
}

func (s Station) accepted() string {
	user := s.value(Set, "request.user")
	switch s.Name {
	case "BasicAuthentication":
		return "this is " + user + "'s password"
	case "TokenAuthentication":
		return "the token is " + user + "'s"
	case "SessionAuthentication":
		if s.last(Compared, "CSRF token, unmasked") != nil {
			return "the session is " + user + "'s, and the CSRF token fits"
		}
		return "the session is " + user + "'s"
	case "JWTAuthentication", "JWTStatelessUserAuthentication":
		return "signature and claims hold: " + user
	case "RemoteUserAuthentication":
		return "the server in front of Django says " + user
	case "FrontServer":
		return "the password of the front door is right: " + s.value(Set, "META['REMOTE_USER']")
	}
	if user == "" {
		return ""
	}
	return "request.user = " + user
}

// noSession says why a session names nobody, or why its request is refused all the same.
func (s Station) noSession() string {
	session := s.last(Queried, "django_session")
	switch {
	case s.Verdict == Refused:
		return s.csrfFault()
	case session == nil && s.failed(Read, "session[_auth_user_id]"):
		return "no session cookie"
	case session != nil && session.Rows > 0 && s.failed(Read, "session[_auth_user_id]") && !s.failed(Checked, "signature of session_data"):
		return "nobody is logged in to this session"
	case session != nil && session.Rows == 0:
		return session.nobody()
	}
	if text := s.fault(); text != "" && !strings.HasPrefix(text, "no cookie ") {
		return text
	}
	return "nobody is logged in"
}

// csrfFault says what the CSRF check missed (django/middleware/csrf.py).
func (s Station) csrfFault() string {
	switch {
	case s.failed(Compared, "Origin"), s.failed(Compared, "CSRF token, unmasked"), s.failed(Checked, "CSRF *"):
		return s.fault()
	case s.Raised != nil && s.Raised.Class != "PermissionDenied":
		return ""
	case s.failed(Read, "cookie *"):
		return "no CSRF cookie"
	case s.failed(Read, "X-C*"), s.failed(Read, "form field *") && s.last(Read, "X-C*") == nil:
		return "no CSRF token in the header X-CSRFToken or the form"
	}
	return ""
}
