package explain_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"hash"
	"strings"
	"testing"
	"time"

	"authtour/internal/explain"
	"authtour/sandbox"
)

const key = "the-sandbox's-key"

func world() explain.World {
	return explain.World{
		Now: time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC), Key: key,
		Users: []sandbox.User{
			{ID: 1, Username: "alice", Active: true, Token: strings.Repeat("a", 40)},
			{ID: 2, Username: "bob", Token: strings.Repeat("b", 40)},
			{ID: 4, Username: "custom_user", Active: true},
		},
	}
}

// said is an explanation as plain text; what is good or bad is marked as such.
func said(lines []explain.Line) string {
	var out []string
	for _, l := range lines {
		text := l.Label
		if text != "" {
			text += ": "
		}
		for _, s := range l.Spans {
			switch s.Tone {
			case explain.Good:
				text += "+" + s.Text
			case explain.Bad:
				text += "-" + s.Text
			default:
				text += s.Text
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func signed(alg string, digest func() hash.Hash, key, claims string) string {
	text := b64(fmt.Sprintf(`{"alg":%q,"typ":"JWT"}`, alg)) + "." + b64(claims)
	mac := hmac.New(digest, []byte(key))
	mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func TestJWTIsTakenApart(t *testing.T) {
	claims := fmt.Sprintf(`{"token_type":"access","exp":%d,"iat":%d,"jti":"ab","user_id":"1"}`,
		world().Now.Add(272*time.Second).Unix(), world().Now.Add(-28*time.Second).Unix())
	whole := signed("HS256", sha256.New, key, claims)
	want := `header: alg HS256 · typ JWT
claims: token_type access · user_id 1 (alice) · jti ab
exp: 12:04:32 UTC, +4 min 32 s left
iat: 11:59:32 UTC, issued 28 s ago
signature: +right: the sandbox's SECRET_KEY made it`
	if got := said(explain.Header("Authorization", "Bearer "+whole, world())); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSignatureIsChecked(t *testing.T) {
	digests := map[string]func() hash.Hash{"HS256": sha256.New, "HS384": sha512.New384, "HS512": sha512.New}
	for alg, digest := range digests {
		good := signed(alg, digest, key, `{}`)
		for name, tt := range map[string]struct{ tok, want string }{
			"right":       {good, "+right: "},
			"another key": {signed(alg, digest, "other", `{}`), "-wrong: "},
			"changed":     {strings.Replace(good, "."+b64(`{}`)+".", "."+b64(`{"a":1}`)+".", 1), "-wrong: "},
			"cut":         {good[:len(good)-8], "-cut: "},
			"dropped":     {good[:strings.LastIndexByte(good, '.')+1], "-empty: "},
			"no dot":      {good[:strings.LastIndexByte(good, '.')], "-cut: "},
			"not Base64":  {good[:len(good)-1] + "!", "-cut or mistyped"},
		} {
			if got := said(explain.Header("Authorization", "Bearer "+tt.tok, world())); !strings.Contains(got, "signature: "+tt.want) {
				t.Errorf("%s, %s: got\n%s", alg, name, got)
			}
		}
	}
}

func TestHeaderValuesAreExplained(t *testing.T) {
	in := func(alg string) string { return b64(`{"alg":"`+alg+`"}`) + "." + b64(`{}`) + ".eA" }
	for _, tt := range []struct{ name, value, want string }{
		{"Authorization", "Basic YTpi", "a : b"},
		{" authorization ", "basic YTpi", "a : b"},
		{"Authorization", "Token " + strings.Repeat("a", 40), "the key of alice"},
		{"Authorization", "Token " + strings.Repeat("b", 40), "the key of bob, who is inactive"},
		{"Authorization", "Token " + strings.Repeat("a", 39), "-cut: the key of alice begins so, and goes on"},
		{"Authorization", "Token " + strings.Repeat("c", 40), "not a key that somebody had when the sandbox began"},
		{"Authorization", "Token", "-nothing follows the word Token"},
		{"Authorization", "Token a b", "-a space is inside the key"},
		{"Authorization", "Token " + in("HS256"), "-this is a JWT, no key: its scheme is Bearer"},
		{"Authorization", "Bearer", "-nothing follows the word Bearer"},
		{"Authorization", "Bearer a b", "-a space is inside the token"},
		{"Authorization", "Bearer abc", "-no JWT: one has three parts"},
		{"Authorization", "Bearer a.b.c.d", "-no JWT: 4 parts"},
		{"Authorization", "Bearer a.b.c", "header: -cut or mistyped"},
		{"Authorization", "bearer " + in("HS256"), "SimpleJWT takes Bearer written exactly so"},
		{"Authorization", "Bearer " + in("none"), "-alg none: nobody signed it"},
		{"Authorization", "Bearer " + in("NoNe"), "-alg none: nobody signed it"},
		{"Authorization", "Bearer " + in("RS256"), "makes no RS256"},
		{"Authorization", "Bearer " + b64(`{}`) + "." + b64(`{}`) + ".eA", "-the header names no alg"},
		{"Authorization", in("HS256"), "-the scheme is missing: "},
		{"Authorization", "Digest x", ""},
		{"Authorization", "", ""},
		{"Cookie", "sessionid=abc; csrftoken=x; a=b=c;; lone", "sessionid: abc  the key of a session\ncsrftoken: x  no CSRF secret: it has neither 32 nor 64 letters and digits\na: b=c\n-no name: lone has no = before it"},
		{"X-Other", "Basic YTpi", ""},
	} {
		if got := said(explain.Header(tt.name, tt.value, world())); !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.value, got, tt.want)
		}
	}
}

func TestTimesAreToldByTheSandboxsClock(t *testing.T) {
	now := world().Now.Unix()
	for claim, want := range map[string]string{
		fmt.Sprintf(`{"exp":%d}`, now):            "exp: 12:00:00 UTC, -expired 0 s ago",
		fmt.Sprintf(`{"exp":%d}`, now+1):          "exp: 12:00:01 UTC, +1 s left",
		fmt.Sprintf(`{"exp":%d}`, now-3600):       "exp: 11:00:00 UTC, -expired 1 h ago",
		fmt.Sprintf(`{"exp":%d}`, now+2*86400+90): "exp: 2026-01-04 12:01:30 UTC, +2 d left",
		fmt.Sprintf(`{"nbf":%d}`, now+5):          "nbf: 12:00:05 UTC, -not yet valid: only in 5 s",
		fmt.Sprintf(`{"nbf":%d}`, now):            "nbf: 12:00:00 UTC, valid since 0 s",
		fmt.Sprintf(`{"iat":%d}`, now+5):          "iat: 12:00:05 UTC, -not yet issued: that is in 5 s",
		`{"exp":"soon"}`:                          "exp: -no time: soon",
		`{"exp":1e99}`:                            "exp: -no time: 1e99",
	} {
		tok := b64(`{"alg":"HS256"}`) + "." + b64(claim) + ".eA"
		if got := said(explain.Header("Authorization", "Bearer "+tok, world())); !strings.Contains(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", claim, got, want)
		}
	}
}

func TestCSRFTokenIsHeldAgainstTheCookie(t *testing.T) {
	secret, mask := strings.Repeat("ab", 16), strings.Repeat("b", 32)
	masked := mask + strings.Repeat("bc", 16)
	for _, tt := range []struct{ cookie, token, want string }{
		{"csrftoken=" + secret, secret, "+goes with"},
		{"csrftoken=" + secret, masked, "+goes with"},
		{"csrftoken=" + masked, secret, "+goes with"},
		{"csrftoken=" + secret, strings.Repeat("c", 32), "-does not go with"},
		{"csrftoken=short", secret, "-does not go with"},
		{"sessionid=x", secret, "-no csrftoken cookie goes with it"},
		{"csrftoken=" + secret, secret[:31], "-no CSRF token"},
		{"csrftoken=" + secret, secret[:31] + "!", "-no CSRF token"},
	} {
		w := world()
		w.Cookie = tt.cookie
		if got := said(explain.Header("X-CSRFToken", tt.token, w)); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
}

func TestBodyIsReadByItsType(t *testing.T) {
	const asJSON, form = "application/json; charset=utf-8", "application/x-www-form-urlencoded"
	for _, tt := range []struct{ kind, body, want string }{
		{asJSON, `{"a": 1}`, "+JSON, an object with one member"},
		{asJSON, `[1, 2]`, "+JSON, a list of 2"},
		{asJSON, `7`, "+JSON, a single value"},
		{asJSON, "{\n  'a': 1}", "-no JSON, line 2 column 3: "},
		{asJSON, "{'a': 1}", "JSON's quotes are double ones"},
		{asJSON, "a=b", "looks like a form"},
		{asJSON, `{"a": 1`, "-no JSON, line 1 column"},
		{form, "username=alice&password=a%20b+c", "username: alice\npassword: a b c"},
		{form, "alice", "-no = behind alice"},
		{form, "a=%zz", "-a percent sign without two hex digits"},
		{form, `{"a": 1}`, "-a form is written"},
		{"multipart/form-data", "x", "-the Content-Type names no boundary"},
		{"multipart/form-data; boundary=x", "x", ""},
		{"text/plain", "x", ""},
		{asJSON, "", ""},
	} {
		if got := said(explain.Body(tt.kind, true, tt.body)); !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s %q: got %s, want %s", tt.kind, tt.body, got, tt.want)
		}
	}
	if got := said(explain.Body("", false, "x")); !strings.HasPrefix(got, "-no Content-Type") {
		t.Errorf("without a type: %s", got)
	}
}

func TestDurationsHaveTwoUnits(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 999 * time.Millisecond: "0 s", 59 * time.Second: "59 s", 60 * time.Second: "1 min",
		272 * time.Second: "4 min 32 s", time.Hour + time.Second: "1 h", 49*time.Hour + 5*time.Minute: "2 d 1 h",
	} {
		if got := explain.Duration(d); got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}

func FuzzExplanationsNeverPanic(f *testing.F) {
	for _, s := range []string{"Basic YTpi", "Bearer e30.e30.", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjFlOTl9.x", "a=b; c", "{\"a\":", "Token x"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		for _, name := range []string{"Authorization", "Cookie", "X-CSRFToken"} {
			w := world()
			w.Cookie = s
			explain.Header(name, s, w)
		}
		for _, kind := range []string{"application/json", "application/x-www-form-urlencoded", s} {
			explain.Body(kind, true, s)
		}
	})
}
