package simplejwt_test

import (
	"slices"
	"testing"

	"authtour/sandbox/trace"
)

// fact is a Fact without what varies.
type fact struct {
	verb trace.Verb
	name string
	ok   bool
}

func facts(r reply, station string) []fact {
	s := r.trace.Station(station)
	if s == nil {
		return nil
	}
	list := make([]fact, 0, len(s.Facts))
	for _, f := range s.Facts {
		list = append(list, fact{f.Verb, f.Name, f.OK})
	}
	return list
}

// TestTraceTellsClaimByClaim holds what a learner sees of a token: each check in PyJWT's and SimpleJWT's order, up to the
// one that failed.
func TestTraceTellsClaimByClaim(t *testing.T) {
	t.Parallel()
	s := newSite(t, "'ISSUER': 'a', 'AUDIENCE': 'b', 'LEEWAY': 5")
	whole := []fact{
		{trace.Read, "Authorization", true},
		{trace.Compared, "scheme", true},
		{trace.Decoded, "header", true},
		{trace.Decoded, "payload", true},
		{trace.Compared, "alg", true},
		{trace.Compared, "signature", true},
		{trace.Checked, "iat <= now + leeway", true},
		{trace.Checked, "exp > now - leeway", true},
		{trace.Compared, "iss", true},
		{trace.Compared, "aud", true},
		{trace.Checked, "jti is a string", true},
		{trace.Checked, "check_exp exp", true},
		{trace.Checked, "jti in claims", true},
		{trace.Compared, "token_type", true},
		{trace.Checked, "AccessToken", true},
		{trace.Read, "user_id", true},
		{trace.Queried, "auth_user", true},
		{trace.Checked, "is_active", true},
		{trace.Set, "request.user", true},
		{trace.Set, "request.auth", true},
	}
	right := func() *forgery {
		f := s.forgery()
		f.claims["iss"], f.claims["aud"] = "a", "b"
		return f
	}
	for _, c := range []struct {
		name   string
		change func(*forgery)
		// upTo is how many of the facts come before the one that fails.
		upTo int
		then []fact
	}{
		{"right", nothing, len(whole), nil},
		{"another key", func(f *forgery) { f.key = []byte("x") }, 5, failing(trace.Compared, "signature", "jwt.decode", "AccessToken")},
		{"alg none", inHeader("alg", "none"), 4, failing(trace.Compared, "alg", "jwt.decode", "AccessToken")},
		{"expired", set("exp", s.now.Unix()-5), 7, failing(trace.Checked, "exp > now - leeway", "jwt.decode", "AccessToken")},
		{"another issuer", set("iss", "x"), 8, failing(trace.Compared, "iss", "jwt.decode", "AccessToken")},
		{"another audience", set("aud", "x"), 9, failing(trace.Compared, "aud", "jwt.decode", "AccessToken")},
		{"a numeric jti", set("jti", 1), 10, failing(trace.Checked, "jti is a string", "jwt.decode", "AccessToken")},
		{"another type", set("token_type", "refresh"), 13, failing(trace.Compared, "token_type", "AccessToken")},
		{"inactive", set("user_id", 2), 17, failing(trace.Checked, "is_active")},
	} {
		f := right()
		c.change(f)
		got := facts(s.get("/protected/", "Bearer "+f.token(t)), "JWTAuthentication")
		if want := slices.Concat(whole[:c.upTo], c.then); !slices.EqualFunc(got, want, sameFact) {
			t.Errorf("%s:\ngot  %v\nwant %v", c.name, got, want)
		}
	}
}

// sameFact leaves aside the OK of a query, which says nothing.
func sameFact(a, b fact) bool {
	return a.verb == b.verb && a.name == b.name && (a.ok == b.ok || a.verb == trace.Queried)
}

// failing is the fact that fails, and the verdicts that follow from it.
func failing(verb trace.Verb, name string, verdicts ...string) []fact {
	list := []fact{{verb, name, false}}
	for _, v := range verdicts {
		list = append(list, fact{trace.Checked, v, false})
	}
	return list
}

// TestTraceKeepsWhatWasHeldAgainstWhat looks at the values themselves.
func TestTraceKeepsWhatWasHeldAgainstWhat(t *testing.T) {
	t.Parallel()
	s := newSite(t, "")
	f := s.forgery()
	f.claims["exp"] = s.now.Unix()
	got := s.get("/protected/", "Bearer "+f.token(t))
	for _, want := range []trace.Fact{
		{Verb: trace.Compared, Name: "alg", Value: "HS256", Want: "HS256", OK: true},
		{Verb: trace.Checked, Name: "exp > now", Value: "1772366400 > 1772366400.25"},
		{Verb: trace.Checked, Name: "jwt.decode", Value: "ExpiredSignatureError: Signature has expired"},
		{Verb: trace.Checked, Name: "AccessToken", Value: "Token is expired"},
	} {
		same := func(f trace.Fact) bool {
			return f.Verb == want.Verb && f.Name == want.Name && f.Value == want.Value && f.Want == want.Want && f.OK == want.OK
		}
		if !slices.ContainsFunc(got.trace.Station("JWTAuthentication").Facts, same) {
			t.Errorf("no fact %+v in %+v", want, got.trace.Station("JWTAuthentication").Facts)
		}
	}
}
