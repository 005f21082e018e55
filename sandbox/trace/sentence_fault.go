package trace

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// fault is what made the station refuse or pass over the request: the last thing that did not hold, as plain words.
func (s Station) fault() string {
	for i := len(s.Facts) - 1; i >= 0; i-- {
		if text := s.wrong(s.Facts[i]); text != "" {
			return text
		}
	}
	return s.notDecoded()
}

// wrong is what a fact says against the request; empty if it says nothing.
func (s Station) wrong(f Fact) string {
	switch {
	case f.Verb == Queried:
		return f.nobody()
	case f.OK:
		return ""
	case f.Verb == Read:
		return f.absent()
	case f.Verb == Compared:
		return f.unequal()
	case f.Verb == Checked:
		return s.unmet(f)
	}
	return ""
}

// nobody is a SELECT that found no row where the station needed one.
func (f Fact) nobody() string {
	if f.Rows > 0 || !strings.HasPrefix(f.Value, "SELECT") {
		return ""
	}
	switch f.Name {
	case "auth_user":
		if strings.Contains(f.Value, `"auth_user"."username" = `) {
			return "there is no user" + lead(" ", f.param())
		}
		return "there is no user" + lead(" with the id ", f.param())
	case "authtoken_token":
		return "the table of tokens has no such key"
	case "django_session":
		return "there is no live session with this key"
	case "notes_note":
		return "there is no note" + lead(" ", f.param())
	}
	return ""
}

// rowsOf is how many rows the last query of a table found; -1 if there was none.
func (s Station) rowsOf(table string) int {
	if f := s.last(Queried, table); f != nil {
		return f.Rows
	}
	return -1
}

func (f Fact) param() string {
	if len(f.Params) == 0 {
		return ""
	}
	return f.Params[0]
}

// absent is something that was looked for in the request and not found.
func (f Fact) absent() string {
	name, inSession := strings.CutPrefix(f.Name, "session[")
	switch {
	case f.Name == "META['REMOTE_USER']":
		return "no server in front of Django set REMOTE_USER"
	case inSession && name == "_auth_user_id]":
		return "nobody is logged in to this session"
	case strings.HasPrefix(f.Name, "cookie "), strings.HasPrefix(f.Name, "form field "):
		return "no " + f.Name
	case f.Name != "" && f.Name[0] >= 'A' && f.Name[0] <= 'Z' && !strings.ContainsAny(f.Name, " ['"):
		return "no " + f.Name + " header"
	}
	return "no " + f.Name
}

// unequal is a comparison that failed.
func (f Fact) unequal() string {
	switch f.Name {
	case "scheme":
		return "the scheme is " + f.Value + ", not " + strings.ToUpper(f.Want[:min(1, len(f.Want))]) + f.Want[min(1, len(f.Want)):]
	case "signature":
		return "the signature is not the one that this key makes"
	case "alg":
		return "the header says alg " + f.Value + ", and only " + f.Want + " is allowed"
	case "token_type":
		return "this is a token of type " + f.Value + ", not " + f.Want
	case "session[_auth_user_hash]":
		return "the password has changed since the login"
	case "CSRF token, unmasked":
		return "the CSRF token is not the cookie's"
	case "Origin":
		return "the Origin " + f.Value + " is not this site"
	}
	return fmt.Sprintf("%s is %q, not %q", f.Name, f.Value, f.Want)
}

// unmet is a test that failed. Tests that only sum up others, or that decide nothing, say nothing.
func (s Station) unmet(f Fact) string {
	claim, isIn := strings.CutSuffix(f.Name, " in claims")
	switch {
	case f.Name == "csrf_exempt", f.Name == "session user", f.Name == "jwt.decode", f.Name == "safe method",
		strings.HasSuffix(f.Name, "Token") && !strings.Contains(f.Name, " "):
		return ""
	case f.Name == "password" && s.rowsOf("auth_user") == 0:
		return "" // Django hashes all the same, so that nobody can tell by the time
	case f.Name == "password", f.Name == "front door password":
		return "the password is wrong"
	case f.Name == "is_active":
		return "the user is not active"
	case f.Name == "base64":
		return "this is no Base64: " + f.Value
	case f.Name == "has a colon":
		return "what the Base64 says has no colon"
	case strings.HasPrefix(f.Name, "exp > "), f.Name == "check_exp exp":
		return "the token has expired" + lead(" ", f.ago())
	case strings.HasPrefix(f.Name, "iat <= "):
		return "the token says that it was issued in the future (iat)"
	case strings.HasPrefix(f.Name, "nbf <= "):
		return "the token is not valid yet (nbf)"
	case f.Name == "CSRF cookie", f.Name == "CSRF token":
		return "the " + f.Name + " is not 32 or 64 letters and digits"
	case f.Name == "not blacklisted":
		return "this refresh token is on the blacklist"
	case strings.HasPrefix(f.Name, "signature of "):
		return "the data of the session is not signed with this SECRET_KEY"
	case f.Name == "signature":
		return "the signature is not the one that this key makes"
	case isIn:
		return "the token has no claim " + claim
	}
	return "not so: " + f.Name + lead(", but ", f.Value)
}

// ago is how long the two times of "a > b" lie apart; empty if they are no numbers.
func (f Fact) ago() string {
	a, b, _ := strings.Cut(f.Value, " > ")
	exp, err := strconv.ParseFloat(a, 64)
	now, err2 := strconv.ParseFloat(b, 64)
	if err != nil || err2 != nil || now < exp || now-exp > 1e9 {
		return ""
	}
	return (time.Duration(now-exp) * time.Second).String() + " ago"
}

// notDecoded is what PyJWT said of a token that it could not even read.
func (s Station) notDecoded() string {
	if !s.failed(Checked, "jwt.decode") {
		return ""
	}
	_, text, _ := strings.Cut(s.value(Checked, "jwt.decode"), ": ")
	return "this is no token that can be read" + lead(": ", text)
}
