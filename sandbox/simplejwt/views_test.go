package simplejwt_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/settings"
)

func TestPairIsMadeForAnActiveUser(t *testing.T) {
	t.Parallel()
	s := newSite(t, "")
	access, refresh := s.pair(" alice ", " wonderland ")
	now := float64(s.now.Unix())
	for token, want := range map[string][2]any{access: {"access", now + 300}, refresh: {"refresh", now + 86400}} {
		got := claims(t, token)
		if got["token_type"] != want[0] || got["exp"] != want[1] || got["iat"] != now || got["user_id"] != "1" ||
			len(got["jti"].(string)) != 32 {
			t.Errorf("got %v, want type %v and exp %v", got, want[0], want[1])
		}
	}
	const refusal = `{"detail":"No active account found with the given credentials"}`
	for user, password := range map[string]string{"alice": "x", "nobody": "x", "bob": "builder"} {
		got := s.post("/token/", "username", user, "password", password)
		if got.status != http.StatusUnauthorized || got.body != refusal || got.challenge != `Bearer realm="api"` {
			t.Errorf("%s: got %d %s %s", user, got.status, got.body, got.challenge)
		}
	}
}

func TestFieldsAreChecked(t *testing.T) {
	t.Parallel()
	s := newSite(t, "")
	for _, c := range []struct{ path, body, want string }{
		{"/token/", `{}`, `{"username":["This field is required."],"password":["This field is required."]}`},
		{"/token/", `{"username":null,"password":" "}`, `{"username":["This field may not be null."],"password":["This field may not be blank."]}`},
		{"/token/", `{"username":true,"password":[]}`, `{"username":["Not a valid string."],"password":["Not a valid string."]}`},
		{"/token/", `{"username":"a\u0000","password":"b"}`, `{"username":["Null characters are not allowed."]}`},
		{"/token/", `[]`, `{"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}`},
		{"/token/refresh/", `{"access":"x"}`, `{"refresh":["This field is required."]}`},
		{"/token/verify/", `{"token":""}`, `{"token":["This field may not be blank."]}`},
		{"/token/blacklist/", `null`, `{"non_field_errors":["No data provided"]}`},
	} {
		got := s.send("POST", c.path, http.Header{"Content-Type": {"application/json"}}, c.body)
		if got.status != http.StatusBadRequest || got.body != c.want {
			t.Errorf("%s %s: got %d %s, want 400 %s", c.path, c.body, got.status, got.body, c.want)
		}
	}
}

func TestOptionsDescribesTheFields(t *testing.T) {
	t.Parallel()
	s := newSite(t, "")
	want := `{"name":"Token Refresh","description":"Takes a refresh type JSON web token and returns an access type JSON web\n` +
		`token if the refresh token is valid.","renders":["application/json"],"parses":["application/json",` +
		`"application/x-www-form-urlencoded","multipart/form-data"],"actions":{"POST":{"refresh":{"type":"string",` +
		`"required":true,"read_only":false,"label":"Refresh"},"access":{"type":"string","required":false,"read_only":true,` +
		`"label":"Access"}}}}`
	if got := s.send("OPTIONS", "/token/refresh/", http.Header{}, ""); got.body != want {
		t.Errorf("got %s\nwant %s", got.body, want)
	}
}

func TestTokenExpiresWhileTheClockMoves(t *testing.T) {
	t.Parallel()
	s := newSite(t, "'ACCESS_TOKEN_LIFETIME': timedelta(minutes=5), 'REFRESH_TOKEN_LIFETIME': timedelta(hours=1)")
	access, refresh := s.pair("alice", "wonderland")
	s.now = s.now.Add(4*time.Minute + 59*time.Second)
	if got := s.get("/protected/", "Bearer "+access); got.status != http.StatusOK {
		t.Fatalf("before its end: %d %s", got.status, got.body)
	}
	s.now = s.now.Add(time.Second)
	if got := s.get("/protected/", "Bearer "+access); !strings.Contains(got.body, "Token is expired") {
		t.Fatalf("after its end: %d %s", got.status, got.body)
	}
	got := s.post("/token/refresh/", "refresh", refresh)
	if fresh := s.get("/protected/", "Bearer "+got.field(t, "access")); fresh.status != http.StatusOK {
		t.Errorf("refreshed: %d %s", fresh.status, fresh.body)
	}
	s.now = s.now.Add(time.Hour)
	got = s.post("/token/refresh/", "refresh", refresh)
	if want := `{"detail":"Token is expired","code":"token_not_valid"}`; got.status != http.StatusUnauthorized || got.body != want {
		t.Errorf("got %d %s, want 401 %s", got.status, got.body, want)
	}
}

func TestRefreshTakesRefreshTokensAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t, "")
	access, refresh := s.pair("alice", "wonderland")
	got := s.post("/token/refresh/", "refresh", access)
	if want := `{"detail":"Token has wrong type","code":"token_not_valid"}`; got.status != http.StatusUnauthorized || got.body != want {
		t.Errorf("got %d %s, want 401 %s", got.status, got.body, want)
	}
	if got := s.post("/token/refresh/", "refresh", refresh); got.status != http.StatusOK || got.field(t, "refresh") != "" {
		t.Errorf("the twin got %d %s: without rotation there is no new refresh token", got.status, got.body)
	}
}

// TestRefreshLooksAtTheUser holds what happens to a refresh token whose user is gone or inactive, and that a token without
// a user passes.
func TestRefreshLooksAtTheUser(t *testing.T) {
	t.Parallel()
	s := newSite(t, "")
	f := s.forgery()
	f.claims["token_type"] = "refresh"
	for _, c := range []struct {
		user   any
		status int
		body   string
	}{
		{"1", 200, ""},
		{"", 200, ""},
		{nil, 200, ""},
		{0, 200, ""},
		{"2", 401, `{"detail":"No active account found for the given token."}`},
	} {
		f.claims["user_id"] = c.user
		got := s.post("/token/refresh/", "refresh", f.token(t))
		if got.status != c.status || (c.body != "" && got.body != c.body) {
			t.Errorf("user %v: got %d %s, want %d %s", c.user, got.status, got.body, c.status, c.body)
		}
	}
	f.claims["user_id"] = "999"
	got := s.post("/token/refresh/", "refresh", f.token(t))
	if e := got.crash(); got.status != 500 || e.Class != "DoesNotExist" || e.Detail != "User matching query does not exist." {
		t.Errorf("an unknown user: got %d %+v", got.status, e)
	}
	f.claims["user_id"] = "1"
	delete(f.claims, "jti")
	got = s.post("/token/refresh/", "refresh", f.token(t))
	if e := got.crash(); got.status != 500 || e.Class != "KeyError" || e.Detail != "'jti'" {
		t.Errorf("without jti: got %d %+v", got.status, e)
	}
	s.settings.InstalledApps = nil
	if got := s.post("/token/refresh/", "refresh", f.token(t)); got.body != `{"detail":"Token has no id","code":"token_not_valid"}` {
		t.Errorf("without jti and blacklist: got %d %s", got.status, got.body)
	}
}

func TestRotationAndBlacklist(t *testing.T) {
	t.Parallel()
	const blacklisted = `{"detail":"Token is blacklisted","code":"token_not_valid"}`
	for _, c := range []struct {
		name, settings string
		status         int
		body           string
	}{
		{"rotated and blacklisted", "'ROTATE_REFRESH_TOKENS': True, 'BLACKLIST_AFTER_ROTATION': True", 401, blacklisted},
		{"only rotated", "'ROTATE_REFRESH_TOKENS': True", 200, ""},
		{"not rotated", "'BLACKLIST_AFTER_ROTATION': True", 200, ""},
	} {
		s := newSite(t, c.settings)
		_, refresh := s.pair("alice", "wonderland")
		first := s.post("/token/refresh/", "refresh", refresh)
		again := s.post("/token/refresh/", "refresh", refresh)
		if first.status != 200 || again.status != c.status || (c.body != "" && again.body != c.body) {
			t.Errorf("%s: got %d, then %d %s", c.name, first.status, again.status, again.body)
		}
		if rotated := first.field(t, "refresh"); rotated != "" {
			if got := s.post("/token/refresh/", "refresh", rotated); got.status != 200 {
				t.Errorf("%s: the new token got %d %s", c.name, got.status, got.body)
			}
		}
	}
}

func TestBlacklistView(t *testing.T) {
	t.Parallel()
	s := newSite(t, "'BLACKLIST_AFTER_ROTATION': True")
	access, refresh := s.pair("alice", "wonderland")
	if got := s.post("/token/verify/", "token", refresh); got.status != 200 || got.body != "{}" {
		t.Errorf("before: %d %s", got.status, got.body)
	}
	if got := s.post("/token/blacklist/", "refresh", refresh); got.status != 200 || got.body != "{}" {
		t.Fatalf("blacklist: %d %s", got.status, got.body)
	}
	if got := s.post("/token/verify/", "token", refresh); got.status != 400 || got.body != `{"non_field_errors":["Token is blacklisted"]}` {
		t.Errorf("after: %d %s", got.status, got.body)
	}
	if got := s.post("/token/blacklist/", "refresh", refresh); got.status != 401 {
		t.Errorf("twice: %d %s", got.status, got.body)
	}
	if got := s.get("/protected/", "Bearer "+access); got.status != 200 {
		t.Errorf("the access token lives on, but got %d %s", got.status, got.body)
	}
	s = newSite(t, "", func(conf *settings.Settings) { conf.InstalledApps = nil })
	_, refresh = s.pair("alice", "wonderland")
	for range 2 {
		if got := s.post("/token/blacklist/", "refresh", refresh); got.status != 200 {
			t.Errorf("without the app nothing is blacklisted, but got %d %s", got.status, got.body)
		}
	}
}

func TestSlidingTokensAreRenewedUntilTheirLastDay(t *testing.T) {
	t.Parallel()
	s := newSite(t, "'SLIDING_TOKEN_LIFETIME': timedelta(hours=2), 'SLIDING_TOKEN_REFRESH_LIFETIME': timedelta(hours=1)")
	token := s.post("/sliding/", "username", "alice", "password", "wonderland").field(t, "token")
	s.now = s.now.Add(59 * time.Minute)
	got := s.post("/sliding/refresh/", "token", token)
	if renewed := claims(t, got.field(t, "token")); renewed["exp"] != float64(s.now.Add(2*time.Hour).Unix()) {
		t.Errorf("got %d %v", got.status, renewed)
	}
	s.now = s.now.Add(time.Minute)
	got = s.post("/sliding/refresh/", "token", token)
	if want := `{"detail":"Token 'refresh_exp' claim has expired","code":"token_not_valid"}`; got.body != want {
		t.Errorf("got %d %s, want %s", got.status, got.body, want)
	}
}

func TestLastLoginIsKeptOnRequest(t *testing.T) {
	t.Parallel()
	for conf, want := range map[string]bool{"": false, "'UPDATE_LAST_LOGIN': True": true} {
		s := newSite(t, conf)
		s.pair("alice", "wonderland")
		user, _, err := s.site.DB.UserByID(t.Context(), nil, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := user.LastLogin.Equal(s.now); got != want {
			t.Errorf("%q: last_login is %v", conf, user.LastLogin)
		}
	}
}
