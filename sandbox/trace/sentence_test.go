package trace_test

import (
	"testing"
	"time"

	. "authtour/sandbox/trace"
)

func read(name, value string) Fact {
	return Fact{Verb: Read, Name: name, Value: value, OK: value != ""}
}

func checked(name, value string, ok bool) Fact {
	return Fact{Verb: Checked, Name: name, Value: value, OK: ok}
}

func compared(name, value, want string, ok bool) Fact {
	return Fact{Verb: Compared, Name: name, Value: value, Want: want, OK: ok}
}

func set(name, value string) Fact { return Fact{Verb: Set, Name: name, Value: value, OK: true} }

func query(table, param string, rows int) Fact {
	sql := `SELECT * FROM "` + table + `" WHERE "` + table + `"."username" = ?`
	return Fact{Verb: Queried, Name: table, Value: sql, Params: []string{param}, Rows: rows, OK: true}
}

func facts(all ...Fact) []Fact { return all }

func failure(class, detail string) *Exception { return &Exception{Class: class, Detail: detail} }

type said struct {
	name    string
	verdict Verdict
	facts   []Fact
	raised  *Exception
	want    string
}

func (c said) check(t *testing.T, stage Stage) {
	t.Helper()
	s := Station{Stage: stage, Name: c.name, Verdict: c.verdict, Facts: c.facts, Raised: c.raised}
	if got := s.Reason(); got != c.want {
		t.Errorf("%s %s: got %q, want %q", c.name, c.verdict, got, c.want)
	}
}

func TestAuthenticationClassesSayWhy(t *testing.T) {
	scheme := compared("scheme", "Basic", "basic", true)
	sent := Fact{Verb: Decoded, Name: "user-id:password", Value: "alice:x", OK: true}
	none, wrong := failure("AuthenticationFailed", "Invalid username/password."), failure("AuthenticationFailed", "Invalid token.")
	bad := failure("InvalidToken", "Given token not valid for any token type")
	for _, c := range []said{
		{"BasicAuthentication", Skipped, facts(read("Authorization", "")), nil, "not mine: no Authorization header"},
		{"BasicAuthentication", Skipped, facts(Fact{Verb: Read, Name: "Authorization", OK: true}), nil, "not mine: the Authorization header is empty"},
		{"BasicAuthentication", Skipped, facts(compared("scheme", "Token", "basic", false)), nil, "not mine: the scheme is Token, not Basic"},
		{"BasicAuthentication", Refused, facts(scheme, checked("base64", "!", false)), none, "refused: this is no Base64: ! (AuthenticationFailed)"},
		{"BasicAuthentication", Refused, facts(scheme, checked("has a colon", "x", false)), none, "refused: what the Base64 says has no colon (AuthenticationFailed)"},
		{"BasicAuthentication", Refused, facts(scheme, sent, query("auth_user", "alice", 0), checked("password", "md5", false)), none, "refused: there is no user alice (AuthenticationFailed)"},
		{"BasicAuthentication", Refused, facts(scheme, sent, query("auth_user", "alice", 1), checked("password", "md5", false)), none, "refused: this is not alice's password (AuthenticationFailed)"},
		{"BasicAuthentication", Refused, facts(sent, query("auth_user", "alice", 1), checked("password", "md5", true), checked("is_active", "False", false)), none, "refused: alice is not active (AuthenticationFailed)"},
		{"BasicAuthentication", Refused, facts(scheme), none, "refused: Invalid username/password. (AuthenticationFailed)"},
		{"BasicAuthentication", Accepted, facts(sent, set("request.user", "alice")), nil, "accepted: this is alice's password"},
		{"TokenAuthentication", Refused, facts(query("authtoken_token", "x", 0)), wrong, "refused: the table of tokens has no such key (AuthenticationFailed)"},
		{"TokenAuthentication", Refused, facts(query("authtoken_token", "x", 1), checked("is_active", "False", false)), wrong, "refused: the user is not active (AuthenticationFailed)"},
		{"TokenAuthentication", Accepted, facts(set("request.user", "alice")), nil, "accepted: the token is alice's"},
		{"SessionAuthentication", Skipped, facts(read("session[_auth_user_id]", ""), checked("session user", "AnonymousUser", false)), nil, "not mine: no session cookie"},
		{"SessionAuthentication", Skipped, facts(query("django_session", "k", 0), read("session[_auth_user_id]", "")), nil, "not mine: there is no live session with this key"},
		{"SessionAuthentication", Skipped, facts(query("django_session", "k", 1), read("session[_auth_user_id]", "")), nil, "not mine: nobody is logged in to this session"},
		{"SessionAuthentication", Skipped, facts(query("django_session", "k", 1), read("session[_auth_user_id]", "1"), compared("session[_auth_user_hash]", "a", "b", false)), nil, "not mine: the password has changed since the login"},
		{"SessionAuthentication", Refused, facts(read("cookie csrftoken", "")), failure("PermissionDenied", "CSRF Failed: CSRF cookie not set."), "refused: no CSRF cookie (PermissionDenied)"},
		{"SessionAuthentication", Refused, facts(read("cookie csrftoken", "a"), read("form field x", ""), read("X-Csrftoken", "")), failure("PermissionDenied", "CSRF Failed: CSRF token missing."), "refused: no CSRF token in the header X-CSRFToken or the form (PermissionDenied)"},
		{"SessionAuthentication", Refused, facts(compared("CSRF token, unmasked", "a", "b", false)), failure("PermissionDenied", ""), "refused: the CSRF token is not the cookie's (PermissionDenied)"},
		{"SessionAuthentication", Refused, facts(read("cookie csrftoken", "a"), read("X-Csrftoken", "b"), checked("CSRF token", "b", false)), failure("PermissionDenied", ""), "refused: the CSRF token is not 32 or 64 letters and digits (PermissionDenied)"},
		{"SessionAuthentication", Refused, facts(compared("Origin", "http://evil", "http://here", false)), failure("PermissionDenied", ""), "refused: the Origin http://evil is not this site (PermissionDenied)"},
		{"SessionAuthentication", Refused, facts(read("cookie csrftoken", "a")), failure("ParseError", "JSON parse error"), "refused: JSON parse error (ParseError)"},
		{"SessionAuthentication", Accepted, facts(compared("CSRF token, unmasked", "a", "a", true), set("request.user", "alice")), nil, "accepted: the session is alice's, and the CSRF token fits"},
		{"SessionAuthentication", Accepted, facts(set("request.user", "alice")), nil, "accepted: the session is alice's"},
		{"RemoteUserAuthentication", Skipped, facts(read("META['REMOTE_USER']", "")), nil, "not mine: no server in front of Django set REMOTE_USER"},
		{"RemoteUserAuthentication", Accepted, facts(set("request.user", "dana")), nil, "accepted: the server in front of Django says dana"},
		{"JWTAuthentication", Refused, facts(compared("signature", "a", "b", false), checked("jwt.decode", "E: m", false), checked("AccessToken", "no", false)), bad, "refused: the signature is not the one that this key makes (InvalidToken)"},
		{"JWTAuthentication", Refused, facts(compared("alg", "none", "HS256", false)), bad, "refused: the header says alg none, and only HS256 is allowed (InvalidToken)"},
		{"JWTAuthentication", Refused, facts(checked("exp > now", "100 > 160.5", false), checked("AccessToken", "no", false)), bad, "refused: the token has expired 1m0s ago (InvalidToken)"},
		{"JWTAuthentication", Refused, facts(compared("token_type", "refresh", "access", false)), bad, "refused: this is a token of type refresh, not access (InvalidToken)"},
		{"JWTAuthentication", Refused, facts(checked("jti in claims", "", false)), bad, "refused: the token has no claim jti (InvalidToken)"},
		{"JWTAuthentication", Refused, facts(checked("nbf <= now", "9 <= 1", false)), bad, "refused: the token is not valid yet (nbf) (InvalidToken)"},
		{"JWTAuthentication", Refused, facts(checked("jwt.decode", "DecodeError: Not enough segments", false), checked("AccessToken", "no", false)), bad, "refused: this is no token that can be read: Not enough segments (InvalidToken)"},
		{"JWTAuthentication", Accepted, facts(set("request.user", "alice")), nil, "accepted: signature and claims hold: alice"},
		{"CustomAuthentication", Refused, facts(read("X-Custom-Token", "")), failure("AuthenticationFailed", "Invalid or missing token."), "refused: no X-Custom-Token header (AuthenticationFailed)"},
		{"CustomAuthentication", Accepted, facts(set("request.user", "custom_user")), nil, "accepted: request.user = custom_user"},
		{"TokenAuthentication", Refused, nil, &Exception{Class: "OperationalError", Detail: "no such table", Note: "not migrated"}, "crashed: no such table (OperationalError)"},
		{"TokenAuthentication", Unreached, nil, nil, "not reached"},
	} {
		c.check(t, Authentication)
	}
}

func TestPoliciesSayWhy(t *testing.T) {
	known, unknown := checked("request.user.is_authenticated", "True", true), checked("request.user.is_authenticated", "False", false)
	who := failure("NotAuthenticated", "Authentication credentials were not provided.")
	for _, c := range []said{
		{"AllowAny", Passed, nil, nil, "passed: everybody may"},
		{"IsAuthenticated", Passed, facts(known), nil, "passed: somebody is logged in"},
		{"IsAuthenticated", Refused, facts(unknown), who, "refused: nobody is logged in (NotAuthenticated)"},
		{"IsAdminUser", Passed, facts(checked("request.user.is_staff", "True", true)), nil, "passed: the user is staff"},
		{"IsAdminUser", Refused, facts(checked("request.user.is_staff", "False", false)), failure("PermissionDenied", "x"), "refused: the user is not staff (PermissionDenied)"},
		{"IsAuthenticatedOrReadOnly", Passed, facts(checked("safe method", "GET", true)), nil, "passed: GET only reads"},
		{"IsAuthenticatedOrReadOnly", Passed, facts(checked("safe method", "POST", false), known), nil, "passed: POST may write, and somebody is logged in"},
		{"IsAuthenticatedOrReadOnly", Refused, facts(checked("safe method", "POST", false), unknown), who, "refused: POST may write, and nobody is logged in (NotAuthenticated)"},
		{"IsOwner", Passed, nil, nil, "passed: asks nothing here"},
		{"IsOwner (object)", Passed, facts(compared("obj.owner_id", "1", "request.user.pk 1", true)), nil, "passed: the user owns the object"},
		{"IsOwner (object)", Refused, facts(compared("obj.owner_id", "3", "request.user.pk 1", false)), failure("PermissionDenied", "x"), "refused: the object is user 3's, not user 1's (PermissionDenied)"},
	} {
		c.check(t, Permission)
	}
	for _, c := range []said{
		{"AnonRateThrottle", Skipped, facts(checked("counted here", "", false)), nil, "not counted: somebody is logged in"},
		{"ScopedRateThrottle", Skipped, facts(checked("counted here", "", false)), nil, "not counted: the view has no scope"},
		{"UserRateThrottle", Skipped, facts(checked("counted here", "k", true)), nil, "not counted: no rate is set"},
		{"UserRateThrottle", Passed, facts(checked("counted here", "k", true), compared("requests in the period", "2", "3/min", true)), nil, "passed: 2 in the period before, and 3/min allowed"},
		{"UserRateThrottle", Refused, facts(checked("counted here", "k", true), compared("requests in the period", "3", "3/min", false)), failure("Throttled", "x"), "refused: 3 in the period before, and 3/min allowed (Throttled)"},
	} {
		c.check(t, Throttle)
	}
}

func TestStationsOnTheWaySayWhy(t *testing.T) {
	for stage, cases := range map[Stage][]said{
		Middleware: {
			{"SecurityMiddleware", Passed, facts(set("X-Content-Type-Options", "nosniff"), set("Referrer-Policy", "same-origin")), nil, "passed: sends X-Content-Type-Options, Referrer-Policy"},
			{"SessionMiddleware", Passed, facts(read("cookie sessionid", ""), set("Vary", "Cookie")), nil, "passed: no session cookie"},
			{"SessionMiddleware", Passed, facts(read("cookie sessionid", "k")), nil, "passed: read the session cookie; its session is loaded when somebody asks"},
			{"SessionMiddleware", Passed, facts(set("Set-Cookie", "sessionid (deleted)")), nil, "passed: deletes the cookie sessionid"},
			{"SessionMiddleware", Passed, facts(set("Set-Cookie", "sessionid=x")), nil, "passed: sends a session cookie"},
			{"CommonMiddleware", Passed, facts(compared("Host", "h", "h, i", true)), nil, "passed: ALLOWED_HOSTS has h"},
			{"CommonMiddleware", Refused, facts(compared("Host", "evil", "h, i", false)), failure("DisallowedHost", "x"), "refused: ALLOWED_HOSTS does not have evil (DisallowedHost)"},
			{"CommonMiddleware", Passed, facts(compared("Host", "h", "h", true), checked("APPEND_SLASH", "/a/", true), set("Location", "/a/")), nil, "passed: redirects to /a/ (APPEND_SLASH)"},
			{"CommonMiddleware", Passed, facts(compared("Host", "h", "h", true), checked("APPEND_SLASH", "/a/", false)), nil, "passed: a slash at the end would not help either"},
			{"CsrfViewMiddleware", Passed, facts(read("cookie csrftoken", "")), nil, "passed: no CSRF cookie"},
			{"CsrfViewMiddleware", Passed, facts(read("cookie csrftoken", ""), set("Set-Cookie", "csrftoken=a")), nil, "passed: sends a CSRF cookie"},
			{"CsrfViewMiddleware.process_view", Passed, facts(checked("csrf_exempt", "Protected", true)), nil, "passed: Protected is exempt, as all views of DRF are"},
			{"CsrfViewMiddleware.process_view", Passed, facts(checked("csrf_exempt", "LoginView", false), checked("safe method", "GET", true)), nil, "passed: GET changes nothing, so it needs no token"},
			{"CsrfViewMiddleware.process_view", Refused, facts(checked("csrf_exempt", "LoginView", false), read("cookie csrftoken", "")), nil, "refused: no CSRF cookie"},
			{"CsrfViewMiddleware.process_view", Passed, facts(checked("csrf_exempt", "LoginView", false), compared("CSRF token, unmasked", "a", "a", true)), nil, "passed: the CSRF token is the cookie's"},
			{"FrontServer", Refused, facts(read("Authorization", "")), nil, "refused: no Basic credentials of its own"},
			{"HTTPServer", Refused, facts(checked("readable as HTTP", "x", false)), nil, "refused: this is no HTTP that the server can read"},
		},
		Routing: {
			{"URLResolver", Passed, facts(compared("path", "/a/", "/a/", true), set("view", "A")), nil, "passed: /a/ belongs to A"},
			{"URLResolver", Refused, facts(compared("path", "/b", "urlpatterns", false)), failure("Http404", "x"), "refused: no pattern of urls.py fits /b (Http404)"},
		},
		Negotiation: {
			{"DefaultContentNegotiation", Passed, facts(read("Accept", ""), compared("Accept", "*/*", "application/json", true)), nil, "passed: no Accept header, so JSON will do"},
			{"DefaultContentNegotiation", Passed, facts(read("Accept", "*/*"), compared("Accept", "*/*", "application/json", true)), nil, "passed: Accept allows application/json"},
			{"DefaultContentNegotiation", Refused, facts(read("Accept", "a/b"), compared("Accept", "a/b", "application/json", false)), failure("NotAcceptable", "x"), "refused: Accept asks for a/b, and there is only application/json (NotAcceptable)"},
			{"DefaultContentNegotiation", Refused, facts(compared("?format", "xml", "json", false)), failure("Http404", "x"), "refused: ?format asks for xml, and there is only json (Http404)"},
		},
		Method: {
			{"Method", Passed, facts(compared("method", "GET", "GET, HEAD", true)), nil, "passed: the view answers GET"},
			{"Method", Refused, facts(compared("method", "PUT", "GET, HEAD", false)), failure("MethodNotAllowed", "x"), "refused: the view does not answer PUT, only GET, HEAD (MethodNotAllowed)"},
		},
		Parsing: {
			{"request.data", Passed, nil, nil, "passed: nothing to read, or read before"},
			{"request.data", Passed, facts(compared("Content-Type", "application/json", "JSONParser", true)), nil, "passed: JSONParser read the body"},
			{"request.data", Refused, facts(compared("Content-Type", "application/json", "JSONParser", true)), failure("ParseError", "JSON parse error"), "refused: JSON parse error (ParseError)"},
			{"request.data", Refused, facts(compared("Content-Type", "text/csv", "", false)), failure("UnsupportedMediaType", "x"), "refused: no parser of the view reads text/csv (UnsupportedMediaType)"},
		},
		View: {
			{"Protected", Passed, nil, nil, "passed"},
			{"LoginView", Passed, nil, nil, "passed: shows the form"},
			{"LoginView", Passed, facts(query("auth_user", "alice", 1), checked("password", "md5", false)), nil, "passed: shows the form again: the password is wrong"},
			{"LoginView", Passed, facts(set("session[_auth_user_id]", "1")), nil, "passed: logged in, with a new session"},
			{"TokenRefreshView", Refused, facts(checked("not blacklisted", "j", false), checked("RefreshToken", "x", false)), failure("InvalidToken", "x"), "refused: this refresh token is on the blacklist (InvalidToken)"},
			{"get_object", Refused, facts(query("notes_note", "9", 0)), failure("Http404", "x"), "refused: there is no note 9 (Http404)"},
		},
	} {
		for _, c := range cases {
			c.check(t, stage)
		}
	}
}

func TestRulesSayWhy(t *testing.T) {
	way := []Station{{Name: "IsAdminUser", Raised: failure("PermissionDenied", "x")}, {Name: "TokenObtainPairView"}}
	for _, c := range []struct {
		outcome Outcome
		want    string
	}{
		{Outcome{Status: 200, Rule: ViewAnswered}, "200: the view answered alice"},
		{Outcome{Status: 401, Rule: Challenge, FirstClass: "BasicAuthentication"}, "401: the first class, BasicAuthentication, has a challenge to send"},
		{Outcome{Status: 401, Rule: Challenge, FirstClass: "TokenObtainPairView", DecidedBy: 1}, "401: TokenObtainPairView has a challenge of its own to send"},
		{Outcome{Status: 403, Rule: NoChallenge, FirstClass: "SessionAuthentication"}, "403: the first class, SessionAuthentication, has no challenge to send"},
		{Outcome{Status: 403, Rule: NoAuthenticators}, "403: the view has no authentication class that could send a challenge"},
		{Outcome{Status: 403, Rule: Denied}, "403: IsAdminUser raised PermissionDenied, which is always 403"},
		{Outcome{Status: 405, Rule: ExceptionStatus, DecidedBy: 1}, "405: TokenObtainPairView raised an exception, which is always 405"},
		{Outcome{Status: 301, Rule: DjangoAnswered}, "301: Django redirects to the path with a slash at its end"},
		{Outcome{Status: 302, Rule: DjangoAnswered, DecidedBy: 1}, "302: TokenObtainPairView redirects"},
		{Outcome{Status: 404, Rule: DjangoAnswered}, "404: no URL pattern fits, so that no view was asked"},
		{Outcome{Status: 401, Rule: FrontAnswered}, "401: the front server refused, so that Django never saw the request"},
		{Outcome{Status: 400, Rule: ServerAnswered}, "400: the HTTP server could not read it, so that Django never saw the request"},
		{Outcome{Status: 500, Rule: Crashed}, "500: IsAdminUser raised PermissionDenied, which nobody caught"},
	} {
		tr := Trace{Stations: way, Outcome: c.outcome, User: "alice"}
		if got := tr.Reason(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestFactsAreSentences(t *testing.T) {
	for _, c := range []struct {
		fact Fact
		want string
	}{
		{read("Accept", ""), "Accept: not there"},
		{read("Accept", "*/*"), "Accept: */*"},
		{compared("alg", "HS256", "HS256", true), `alg "HS256": equal`},
		{compared("Host", "a", "a, b", true), `Host "a" fits "a, b"`},
		{compared("Host", "c", "a, b", false), `Host "c" against "a, b": no`},
		{checked("is_active", "False", false), "is_active: no"},
		{checked("password", "md5", true), "password (md5): yes"},
		{set("view", "A"), "view = A"},
	} {
		if got := c.fact.Sentence(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := query("auth_user", "alice", 1).QueryEnd(); got != `with "alice": 1 row` {
		t.Errorf("got %q", got)
	}
	for d, want := range map[time.Duration]string{
		0: "", 1: "<1 µs", 140 * time.Microsecond: "140 µs", 1500 * time.Microsecond: "1.5 ms",
		214 * time.Millisecond: "214 ms", 2500 * time.Millisecond: "2.5 s",
	} {
		if got := Took(d); got != want {
			t.Errorf("Took(%d): got %q, want %q", d, got, want)
		}
	}
	if Queried.Word() != "query" || Read.Word() != "read" {
		t.Error("verbs have other words")
	}
}
