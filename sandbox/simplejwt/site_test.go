package simplejwt_test

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"maps"
	mathrand "math/rand/v2"
	"net/http"
	"strconv"
	"testing"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/hashers"
	"authtour/sandbox/python"
	"authtour/sandbox/settings"
	"authtour/sandbox/simplejwt"
	"authtour/sandbox/trace"

	"github.com/golang-jwt/jwt/v5"
)

// site is an application with one protected view and SimpleJWT's own, and a clock that stands still.
type site struct {
	*testing.T
	site     *django.Site
	handler  *django.Handler
	settings *settings.Settings
	now      time.Time
}

// newSite takes the settings of SIMPLE_JWT as Python writes them, and changes that settings.py does not allow.
func newSite(t *testing.T, simpleJWT string, change ...func(*settings.Settings)) *site {
	t.Helper()
	conf, err := settings.Load("settings.py", "REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': "+
		"['rest_framework_simplejwt.authentication.JWTAuthentication'], 'DEFAULT_PERMISSION_CLASSES': "+
		"['rest_framework.permissions.IsAuthenticated']}\nSIMPLE_JWT = {"+simpleJWT+"}\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(conf)
	}
	s := &site{T: t, settings: conf, now: time.Date(2026, 3, 1, 12, 0, 0, 250_000_000, time.UTC)}
	db, err := database.Open(t.Context(), "", database.Options{Now: s.clock, Rand: rand.Reader, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	s.site = &django.Site{DB: db, Hashers: hashers.Fast(rand.Reader), Random: randomString}
	urls := urlPatterns(drf.NewClasses(drf.NewHistory(), simplejwt.Authenticators()))
	s.handler = &django.Handler{Middleware: django.DefaultMiddleware(urls), URLs: urls}
	return s
}

func (s *site) clock() time.Time { return s.now }

func randomString(n int, alphabet string) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = alphabet[mathrand.IntN(len(alphabet))]
	}
	return string(out)
}

func urlPatterns(classes *drf.Classes) django.URLs {
	whoami := &drf.Action{Run: func(req *drf.Request) (*drf.Response, error) {
		return &drf.Response{Status: http.StatusOK, Data: python.NewDict("user", req.UserText())}, nil
	}}
	return django.URLs{
		{Route: "protected/", View: &drf.APIView{Class: "Protected", Classes: classes, Get: whoami}},
		{Route: "staff/", View: &drf.APIView{
			Class: "Staff", Classes: classes, Permissions: &[]string{"rest_framework.permissions.IsAdminUser"}, Get: whoami,
		}},
		{Route: "token/", View: simplejwt.TokenObtainPairView(classes)},
		{Route: "token/refresh/", View: simplejwt.TokenRefreshView(classes)},
		{Route: "token/verify/", View: simplejwt.TokenVerifyView(classes)},
		{Route: "token/blacklist/", View: simplejwt.TokenBlacklistView(classes)},
		{Route: "sliding/", View: simplejwt.TokenObtainSlidingView(classes)},
		{Route: "sliding/refresh/", View: simplejwt.TokenRefreshSlidingView(classes)},
	}
}

// reply is what came back, with its trace.
type reply struct {
	status    int
	body      string
	challenge string
	trace     trace.Trace
}

func (s *site) send(method, path string, header http.Header, body string) reply {
	s.Helper()
	rec := trace.NewRecorder()
	if body != "" {
		header = maps.Clone(header)
		header["Content-Length"] = []string{strconv.Itoa(len(body))}
	}
	response := s.handler.Serve(&django.Request{
		Ctx: s.Context(), Method: method, PathInfo: path, RawPath: path, Header: header, Host: "localhost",
		ServerName: "localhost", ServerPort: "80", RemoteAddr: "127.0.0.1", Body: []byte(body),
		Trace: rec, Settings: s.settings, Site: s.site, Now: s.now,
	})
	return reply{response.Status, string(response.Body), response.Header.Get("Www-Authenticate"), rec.Trace()}
}

func (s *site) get(path, authorization string) reply {
	s.Helper()
	return s.send("GET", path, http.Header{"Authorization": {authorization}}, "")
}

// post sends JSON made of names and values.
func (s *site) post(path string, pairs ...any) reply {
	s.Helper()
	body, err := python.Dumps(python.NewDict(pairs...), python.DefaultDumps())
	if err != nil {
		s.Fatal(err)
	}
	return s.send("POST", path, http.Header{"Content-Type": {"application/json"}}, body)
}

// pair obtains a user's tokens.
func (s *site) pair(username, password string) (access, refresh string) {
	s.Helper()
	got := s.post("/token/", "username", username, "password", password)
	if got.status != http.StatusOK {
		s.Fatalf("no pair for %s: %d %s", username, got.status, got.body)
	}
	return got.field(s.T, "access"), got.field(s.T, "refresh")
}

func (r reply) field(t *testing.T, name string) string {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal([]byte(r.body), &body); err != nil {
		t.Fatalf("%s: %v", r.body, err)
	}
	text, _ := body[name].(string)
	return text
}

// crash is the exception that made Django fall.
func (r reply) crash() trace.Exception {
	d := r.trace.Decider()
	if d == nil || d.Raised == nil {
		return trace.Exception{}
	}
	return *d.Raised
}

// claims of a token, as its holder reads them.
func claims(t *testing.T, token string) map[string]any {
	t.Helper()
	got := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(token, got); err != nil {
		t.Fatal(err)
	}
	return got
}

// forgery is a token that a test makes: right in every respect unless something is changed.
type forgery struct {
	header, claims map[string]any
	algorithm      string
	key            any
}

func (s *site) forgery() *forgery {
	now := s.now.Unix()
	return &forgery{
		header: map[string]any{"alg": "HS256", "typ": "JWT"}, algorithm: "HS256", key: []byte(s.settings.JWT.SigningKey),
		claims: map[string]any{
			"token_type": "access", "exp": now + 300, "iat": now, "jti": "0123456789abcdef0123456789abcdef", "user_id": "1",
		},
	}
}

func (f *forgery) token(t *testing.T) string {
	t.Helper()
	header, err := json.Marshal(f.header)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(f.claims)
	if err != nil {
		t.Fatal(err)
	}
	signed := encode(header) + "." + encode(payload)
	if f.algorithm == "none" {
		return signed + "."
	}
	signature, err := jwt.GetSigningMethod(f.algorithm).Sign(signed, f.key)
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + encode(signature)
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
