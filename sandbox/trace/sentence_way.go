package trace

import "strings"

// whyMiddleware says what one of Django's middlewares, or the server before it, did with the request.
func (s Station) whyMiddleware() string {
	switch s.Name {
	case "FrontServer":
		return s.whyAuthentication()
	case "HTTPServer":
		return "this is no HTTP that the server can read"
	case "SessionMiddleware":
		return s.whySession()
	case "CommonMiddleware":
		return s.whyCommon()
	case "CsrfViewMiddleware":
		if cookie := s.value(Set, "Set-Cookie"); cookie != "" {
			return "sends a CSRF cookie"
		}
		if s.failed(Read, "cookie *") {
			return "no CSRF cookie"
		}
		return "read the CSRF cookie"
	case "CsrfViewMiddleware.process_view":
		return s.whyCSRF()
	case "AuthenticationMiddleware":
		return "request.user will be looked up when somebody asks"
	}
	if names := s.setNames(); names != "" && s.Verdict == Passed {
		return "sends " + names
	}
	return s.fault()
}

// setNames are the headers that the station adds to the response.
func (s Station) setNames() string {
	var names []string
	for _, f := range s.Facts {
		if f.Verb == Set {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

func (s Station) whySession() string {
	if cookie := s.value(Set, "Set-Cookie"); cookie != "" {
		name, deleted := strings.CutSuffix(cookie, " (deleted)")
		if deleted {
			return "deletes the cookie " + name
		}
		return "sends a session cookie"
	}
	if s.failed(Read, "cookie *") {
		return "no session cookie"
	}
	return "read the session cookie; its session is loaded when somebody asks"
}

func (s Station) whyCommon() string {
	host := s.last(Compared, "Host")
	switch {
	case host != nil && !host.OK:
		return "ALLOWED_HOSTS does not have " + host.Value
	case s.value(Set, "Location") != "":
		return "redirects to " + s.value(Set, "Location") + " (APPEND_SLASH)"
	case s.failed(Checked, "APPEND_SLASH"):
		return "a slash at the end would not help either"
	case host != nil:
		return "ALLOWED_HOSTS has " + host.Value
	}
	return s.fault()
}

func (s Station) whyCSRF() string {
	switch {
	case s.Verdict == Refused:
		return s.csrfFault()
	case s.last(Compared, "CSRF token, unmasked") != nil:
		return "the CSRF token is the cookie's"
	case s.last(Checked, "safe method") != nil:
		return s.value(Checked, "safe method") + " changes nothing, so it needs no token"
	case s.last(Checked, "csrf_exempt") != nil:
		return s.value(Checked, "csrf_exempt") + " is exempt, as all views of DRF are"
	}
	return ""
}

func (s Station) whyRouting() string {
	path := s.value(Compared, "path")
	if s.Verdict == Refused {
		return "no pattern of urls.py fits " + path
	}
	return path + " belongs to " + s.value(Set, "view")
}

func (s Station) whyNegotiation() string {
	format, accept := s.last(Compared, "?format"), s.last(Compared, "Accept")
	switch {
	case format != nil && !format.OK:
		return "?format asks for " + format.Value + ", and there is only " + format.Want
	case accept == nil:
		return s.fault()
	case !accept.OK:
		return "Accept asks for " + accept.Value + ", and there is only " + accept.Want
	case s.failed(Read, "Accept"):
		return "no Accept header, so JSON will do"
	}
	return "Accept allows " + accept.Want
}

func (s Station) whyMethod() string {
	f := s.last(Compared, "method")
	switch {
	case f == nil:
		return ""
	case f.OK:
		return "the view answers " + f.Value
	}
	return "the view does not answer " + f.Value + ", only " + f.Want
}

func (s Station) whyParsing() string {
	f := s.last(Compared, "Content-Type")
	switch {
	case f == nil && s.Verdict == Passed:
		return "nothing to read, or read before"
	case f == nil:
		return s.fault()
	case f.OK && s.Verdict == Passed:
		return f.Want + " read the body"
	case f.OK:
		return ""
	}
	return "no parser of the view reads " + f.Value
}

// whyView says what a view did that is no ordinary one.
func (s Station) whyView() string {
	if s.Verdict == Refused {
		return s.fault()
	}
	switch s.Name {
	case "LoginView":
		if s.last(Set, "session[_auth_user_id]") != nil {
			return "logged in, with a new session"
		}
		if text := s.fault(); text != "" {
			return "shows the form again: " + text
		}
		return "shows the form"
	case "LogoutView":
		return "ended the session"
	case "TokenObtainPairView":
		return "made an access and a refresh token"
	case "TokenRefreshView":
		return "made a new access token"
	case "TokenVerifyView":
		return "the token holds"
	case "TokenBlacklistView":
		return "put the refresh token on the blacklist"
	case "ObtainAuthToken":
		if s.value(Checked, "created") == "True" {
			return "made a token"
		}
		return "gave the token that there was"
	case "get_object":
		return "found the object"
	}
	return ""
}
