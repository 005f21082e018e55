package simplejwt_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"authtour/sandbox/settings"
)

// set changes one claim.
func set(name string, value any) func(*forgery) {
	return func(f *forgery) { f.claims[name] = value }
}

func drop(name string) func(*forgery) { return func(f *forgery) { delete(f.claims, name) } }

func inHeader(name string, value any) func(*forgery) {
	return func(f *forgery) { f.header[name] = value }
}

func nothing(*forgery) {}

const (
	notValid = `{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":` +
		`[{"token_class":"AccessToken","token_type":"access","message":"MESSAGE"}]}`
	invalid = "Token is invalid"
)

// refusal is a token that is refused, and one that is not.
type refusal struct {
	name, settings string
	bad, good      func(*forgery)
	// message is the token's fault; body is the whole body where that is another.
	message, body string
}

func refusals(now int64) []refusal {
	return slices.Concat(headerRefusals(), claimRefusals(now), userRefusals())
}

func headerRefusals() []refusal {
	return []refusal{
		{name: "another key", bad: func(f *forgery) { f.key = []byte("another") }, good: nothing, message: invalid},
		{name: "an algorithm that the header renames", bad: inHeader("alg", "HS512"), good: inHeader("alg", "HS256"), message: invalid},
		{name: "alg none without a signature", bad: func(f *forgery) { f.header["alg"], f.algorithm = "none", "none" }, good: nothing, message: invalid},
		{name: "alg none with a right signature", bad: inHeader("alg", "none"), good: nothing, message: invalid},
		{name: "another algorithm, rightly signed", bad: func(f *forgery) { f.header["alg"], f.algorithm = "HS512", "HS512" }, good: nothing, message: invalid},
		{name: "an unknown crit", bad: inHeader("crit", []string{"x"}), good: inHeader("x", []string{"crit"}), message: invalid},
		{name: "a kid that is no string", bad: inHeader("kid", 5), good: inHeader("kid", "5"), message: invalid},
		{name: "b64 false", bad: inHeader("b64", false), good: inHeader("b64", true), message: invalid},
	}
}

func claimRefusals(now int64) []refusal {
	return []refusal{
		{name: "a past exp", bad: set("exp", now-1), good: set("exp", now+1), message: "Token is expired"},
		{name: "an exp of this second", bad: set("exp", now), good: set("exp", float64(now)+1.5), message: "Token is expired"},
		{name: "a past exp beyond the leeway", settings: "'LEEWAY': 10", bad: set("exp", now-10), good: set("exp", now-9), message: "Token is expired"},
		{name: "an exp that is no number", bad: set("exp", "soon"), good: nothing, message: invalid},
		{name: "no exp", bad: drop("exp"), good: nothing, message: "Token has no 'exp' claim"},
		{name: "a future iat", bad: set("iat", now+1), good: set("iat", now), message: invalid},
		{name: "a future nbf", bad: set("nbf", now+1), good: set("nbf", now), message: invalid},
		{name: "an nbf that is no number", bad: set("nbf", "x"), good: set("nbf", "5"), message: invalid},
		{name: "a jti that is no string", bad: set("jti", 5), good: set("jti", "5"), message: invalid},
		{name: "no jti", bad: drop("jti"), good: nothing, message: "Token has no id"},
		{name: "a sub that is no string", bad: set("sub", 1), good: set("sub", "1"), message: invalid},
		{name: "no type", bad: drop("token_type"), good: nothing, message: "Token has no type"},
		{name: "another type", bad: set("token_type", "refresh"), good: set("token_type", "access"), message: "Token has wrong type"},
		{name: "another issuer", settings: "'ISSUER': 'a'", bad: set("iss", "b"), good: set("iss", "a"), message: invalid},
		{name: "no issuer", settings: "'ISSUER': 'a'", bad: nothing, good: set("iss", "a"), message: invalid},
		{name: "another audience", settings: "'AUDIENCE': 'a'", bad: set("aud", "b"), good: set("aud", []string{"b", "a"}), message: invalid},
	}
}

func userRefusals() []refusal {
	return []refusal{
		{
			name: "no user", bad: drop("user_id"), good: nothing,
			body: `{"detail":"Token contained no recognizable user identification","code":"token_not_valid"}`,
		},
		{
			name: "an unknown user", bad: set("user_id", "999"), good: set("user_id", "1"),
			body: `{"detail":"User not found","code":"user_not_found"}`,
		},
		{
			name: "a null user", bad: set("user_id", nil), good: set("user_id", true),
			body: `{"detail":"User not found","code":"user_not_found"}`,
		},
		{
			name: "a user beyond 64 bits", bad: set("user_id", "18446744073709551617"), good: set("user_id", " 1 "),
			body: `{"detail":"User not found","code":"user_not_found"}`,
		},
		{
			name: "an inactive user", bad: set("user_id", 2), good: set("user_id", 1.5),
			body: `{"detail":"User is inactive","code":"user_inactive"}`,
		},
		{
			name: "a changed password", settings: "'CHECK_REVOKE_TOKEN': True, 'REVOKE_TOKEN_CLAIM': 'h'",
			bad: set("h", "x"), good: nil, body: `{"detail":"The user's password has been changed.","code":"password_changed"}`,
		},
	}
}

// TestJWTAuthenticationRefuses holds each refusal beside a twin that differs from it in one thing and passes. Times are
// seconds from now, which is a quarter past a second.
func TestJWTAuthenticationRefuses(t *testing.T) {
	t.Parallel()
	now := newSite(t, "").now.Unix()
	for _, c := range refusals(now) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, c.settings)
			want := c.body
			if want == "" {
				want = strings.ReplaceAll(notValid, "MESSAGE", c.message)
			}
			f := s.forgery()
			c.bad(f)
			got := s.get("/protected/", "Bearer "+f.token(t))
			if got.status != http.StatusUnauthorized || got.body != want || got.challenge != `Bearer realm="api"` {
				t.Errorf("got %d %s %s\nwant 401 %s", got.status, got.body, got.challenge, want)
			}
			if good := s.get("/protected/", "Bearer "+s.goodToken(c.good)); good.status != http.StatusOK || good.body != `{"user":"alice"}` {
				t.Errorf("the twin got %d %s", good.status, good.body)
			}
		})
	}
}

// goodToken is a forgery with the change, or a token that the server itself made.
func (s *site) goodToken(change func(*forgery)) string {
	s.Helper()
	if change == nil {
		access, _ := s.pair("alice", "wonderland")
		return access
	}
	f := s.forgery()
	change(f)
	return f.token(s.T)
}

// TestJWTAuthenticationReadsTheHeader holds what counts as this class's credentials at all: None lets the permission
// refuse, with DRF's own words.
func TestJWTAuthenticationReadsTheHeader(t *testing.T) {
	t.Parallel()
	const nobody = `{"detail":"Authentication credentials were not provided."}`
	const spaces = `{"detail":"Authorization header must contain two space-delimited values","code":"bad_authorization_header"}`
	for header, want := range map[string]string{
		"Bearer TOKEN": `{"user":"alice"}`, " Bearer \t TOKEN ": `{"user":"alice"}`,
		"bearer TOKEN": nobody, "BEARER TOKEN": nobody, "JWT TOKEN": nobody, "": nobody, "TOKEN": nobody,
		"Bearer": spaces, "Bearer TOKEN x": spaces,
	} {
		s := newSite(t, "")
		if got := s.get("/protected/", strings.ReplaceAll(header, "TOKEN", s.forgery().token(t))); got.body != want {
			t.Errorf("%q: got %s, want %s", header, got.body, want)
		}
	}
}

func TestJWTAuthenticationTakesOtherHeadersAndTypes(t *testing.T) {
	t.Parallel()
	s := newSite(t, "'AUTH_HEADER_NAME': 'HTTP_X_ACCESS', 'AUTH_HEADER_TYPES': ('JWT', 'Bearer')")
	token := s.forgery().token(t)
	if got := s.send("GET", "/protected/", http.Header{"X-Access": {"Bearer " + token}}, ""); got.status != http.StatusOK {
		t.Errorf("got %d %s", got.status, got.body)
	}
	got := s.get("/protected/", "Bearer "+token)
	if got.status != http.StatusUnauthorized || got.challenge != `JWT realm="api"` {
		t.Errorf("got %d %s: the header's name and the first type count", got.status, got.challenge)
	}
}

// TestClaimsThatMakeDjangoFall holds the 500s to Python's own class and words, each beside a claim that is taken.
func TestClaimsThatMakeDjangoFall(t *testing.T) {
	t.Parallel()
	now := newSite(t, "").now.Unix()
	for _, c := range []struct {
		name, settings string
		bad, good      func(*forgery)
		class, text    string
	}{
		{"milliseconds", "", set("exp", now*1000), set("exp", now+5), "ValueError", "year 58134 is out of range"},
		{"a text", "", set("exp", "4102444800"), set("exp", 4102444800), "TypeError", "'str' object cannot be interpreted as an integer"},
		{"beyond 32 bits of years", "", set("exp", 1e17), set("exp", 1e10), "OSError", "[Errno 75] Value too large for defined data type"},
		{"beyond 64 bits", "", set("exp", 1e19), set("exp", 1e10), "OverflowError", "timestamp out of range for platform time_t"},
		{"a word for a number", "", set("user_id", "x"), set("user_id", "1"), "ValueError", "Field 'id' expected a number but got 'x'."},
		{"a list for a number", "", set("user_id", []int{1}), set("user_id", 1), "TypeError", "Field 'id' expected a number but got [1]."},
		{"a name of many", "'USER_ID_FIELD': 'email'", set("user_id", ""), nil, "MultipleObjectsReturned", "get() returned more than one User -- it returned 4!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, c.settings)
			f := s.forgery()
			c.bad(f)
			got := s.get("/protected/", "Bearer "+f.token(t))
			if e := got.crash(); got.status != http.StatusInternalServerError || e.Class != c.class || e.Detail != c.text || e.Note == "" {
				t.Errorf("got %d %+v, want %s: %s, with a note", got.status, e, c.class, c.text)
			}
			if c.good == nil {
				return
			}
			if good := s.get("/protected/", "Bearer "+s.goodToken(c.good)); good.status != http.StatusOK {
				t.Errorf("the twin got %d %s", good.status, good.body)
			}
		})
	}
}

func TestStatelessUserIsWhatTheTokenSays(t *testing.T) {
	t.Parallel()
	s := newSite(t, "", func(conf *settings.Settings) {
		conf.REST.AuthenticationClasses = []string{"rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication"}
	})
	f := s.forgery()
	f.claims["user_id"] = "999"
	got := s.get("/protected/", "Bearer "+f.token(t))
	if got.body != `{"user":"TokenUser 999"}` {
		t.Errorf("got %d %s: nobody asks the database", got.status, got.body)
	}
	if got := s.get("/staff/", "Bearer "+f.token(t)); got.status != http.StatusForbidden {
		t.Errorf("got %d %s for no staff", got.status, got.body)
	}
	f.claims["is_staff"] = true
	if got := s.get("/staff/", "Bearer "+f.token(t)); got.status != http.StatusOK {
		t.Errorf("got %d %s for staff", got.status, got.body)
	}
	delete(f.claims, "user_id")
	if got := s.get("/protected/", "Bearer "+f.token(t)); got.status != http.StatusUnauthorized {
		t.Errorf("got %d %s without a user", got.status, got.body)
	}
}

// TestTokenClassesAreTriedInOrder holds AUTH_TOKEN_CLASSES: each that refuses leaves a message, and the first that takes
// the token ends the search.
func TestTokenClassesAreTriedInOrder(t *testing.T) {
	t.Parallel()
	s := newSite(t, "'AUTH_TOKEN_CLASSES': ('rest_framework_simplejwt.tokens.AccessToken', "+
		"'rest_framework_simplejwt.tokens.SlidingToken')")
	f := s.forgery()
	for tokenType, status := range map[string]int{"access": 200, "sliding": 200, "refresh": 401} {
		f.claims["token_type"] = tokenType
		if got := s.get("/protected/", "Bearer "+f.token(t)); got.status != status {
			t.Errorf("%s: got %d %s", tokenType, got.status, got.body)
		}
	}
	f.claims["token_type"] = "refresh"
	got := s.get("/protected/", "Bearer "+f.token(t))
	for _, want := range []string{
		`{"token_class":"AccessToken","token_type":"access","message":"Token has wrong type"}`,
		`{"token_class":"SlidingToken","token_type":"sliding","message":"Token has wrong type"}`,
	} {
		if !strings.Contains(got.body, want) {
			t.Errorf("got %s, want in it %s", got.body, want)
		}
	}
	s.settings.JWT.AuthTokenClasses = []string{"rest_framework_simplejwt.tokens.UntypedToken"}
	if got := s.get("/protected/", "Bearer "+f.token(t)); got.status != http.StatusOK {
		t.Errorf("untyped: got %d %s", got.status, got.body)
	}
}
