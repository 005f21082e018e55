package settings_test

import (
	"reflect"
	"testing"
	"time"

	"authtour/sandbox/settings"
)

func load(t *testing.T, text string) *settings.Settings {
	t.Helper()
	s, err := settings.Load("settings.py", text)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return s
}

func TestValues(t *testing.T) {
	for _, test := range []struct {
		text string
		get  func(*settings.Settings) any
		want any
	}{
		{"", permission, []string{"rest_framework.permissions.IsAuthenticated"}},
		{" \n\t\n", permission, []string{"rest_framework.permissions.IsAuthenticated"}},
		{"# nothing but a comment\n", permission, []string{"rest_framework.permissions.AllowAny"}},
		{"REST_FRAMEWORK = {}", authentication, []string{"rest_framework.authentication.SessionAuthentication", "rest_framework.authentication.BasicAuthentication"}},
		{"REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ()}", authentication, []string{}},
		{"REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ('rest_framework.authentication.TokenAuthentication',)}", authentication, []string{"rest_framework.authentication.TokenAuthentication"}},
		{
			"REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework_simplejwt.authentication.JWTTokenUserAuthentication']}", authentication,
			[]string{"rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication"},
		},
		{"REST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'anon': '2/day', 'user': None}}", rates, []settings.ThrottleRate{{"anon", "2/day", 2, 24 * time.Hour}, {Scope: "user"}}},
		{"REST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'x': ' 1_0 /month'}}", rates, []settings.ThrottleRate{{"x", " 1_0 /month", 10, time.Minute}}},
		{"REST_FRAMEWORK = {'UNAUTHENTICATED_USER': None}", func(s *settings.Settings) any { return s.REST.UnauthenticatedUser }, ""},

		{"SIMPLE_JWT = {}", access, 5 * time.Minute},
		{"SIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(days=1, hours=-1)}", access, 23 * time.Hour},
		{"from datetime import timedelta as td\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': 2 * td(minutes=1) + td(0, 30)}", access, 150 * time.Second},
		{"import datetime\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': datetime.timedelta(weeks=1) / 7}", access, 24 * time.Hour},
		{"MINUTE = timedelta(minutes=1)\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': MINUTE}", access, time.Minute},
		{"SIMPLE_JWT = {'LEEWAY': 1.5}", leeway, 1500 * time.Millisecond},
		{"SIMPLE_JWT = {'LEEWAY': timedelta(seconds=2)}", leeway, 2 * time.Second},
		{"SIMPLE_JWT = {'LEEWAY': None}", leeway, time.Duration(0)},
		{"SIMPLE_JWT = {'AUTH_HEADER_TYPES': ('JWT')}", headerTypes, []string{"JWT"}},
		{"SIMPLE_JWT = {'AUTH_HEADER_TYPES': ('JWT', 'Bearer')}", headerTypes, []string{"JWT", "Bearer"}},
		{"SECRET_KEY = 'a' 'b'", signingKey, "ab"},
		{"SECRET_KEY = f'{1 + 1}x'", signingKey, "2x"},
		{"SECRET_KEY = 'a'\nSIMPLE_JWT = {'SIGNING_KEY': SECRET_KEY * 2}", signingKey, "aa"},
		{"SIMPLE_JWT = {'AUDIENCE': 'a'}", audience, settings.Claim{Values: []string{"a"}}},
		{"SIMPLE_JWT = {'AUDIENCE': ['a']}", audience, settings.Claim{Values: []string{"a"}, Many: true}},
		{"SIMPLE_JWT = {'AUDIENCE': None}", audience, settings.Claim{}},

		{"DEBUG = True", func(s *settings.Settings) any { return s.Debug }, true},
		{"DEBUG: bool = not False", func(s *settings.Settings) any { return s.Debug }, true},
		{"SESSION_COOKIE_AGE = 60 * 60", func(s *settings.Settings) any { return s.SessionCookie.Age }, 3600},
		{"CSRF_COOKIE_AGE = None", func(s *settings.Settings) any { return s.CSRF.CookieAge }, (*int)(nil)},
		{"CSRF_COOKIE_SAMESITE = False", func(s *settings.Settings) any { return s.CSRF.CookieSameSite }, ""},
		{"TIME_ZONE = 'UTC'\nREST_FRAMEWORK = {\n  'PAGE_SIZE': 10}", func(s *settings.Settings) any { return s.Ignored }, []settings.Ignored{{"TIME_ZONE", 1}, {"REST_FRAMEWORK.PAGE_SIZE", 3}}},
		{"BASE = ['a.b']\nALLOWED_HOSTS = [*BASE, 'c']\nif len(BASE) == 1:\n    ALLOWED_HOSTS += ['d']\n", func(s *settings.Settings) any { return s.AllowedHosts }, []string{"a.b", "c", "d"}},
		{"\ufeffDEBUG = True\r\nAPPEND_SLASH = (\r\n  False\r\n)\r\n", func(s *settings.Settings) any { return s.AppendSlash }, false},
	} {
		if got := test.get(load(t, test.text)); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s\ngot  %#v\nwant %#v", test.text, got, test.want)
		}
	}
}

func authentication(s *settings.Settings) any { return s.REST.AuthenticationClasses }
func permission(s *settings.Settings) any     { return s.REST.PermissionClasses }
func rates(s *settings.Settings) any          { return s.REST.ThrottleRates }
func access(s *settings.Settings) any         { return s.JWT.AccessTokenLifetime }
func leeway(s *settings.Settings) any         { return s.JWT.Leeway }
func headerTypes(s *settings.Settings) any    { return s.JWT.AuthHeaderTypes }
func signingKey(s *settings.Settings) any     { return s.JWT.SigningKey }
func audience(s *settings.Settings) any       { return s.JWT.Audience }

func TestInstalled(t *testing.T) {
	without := load(t, "INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions']")
	with := load(t, "INSTALLED_APPS = ['django.contrib.auth.apps.AuthConfig', 'django.contrib.contenttypes', 'django.contrib.sessions', 'rest_framework.authtoken']")
	for app, want := range map[string][2]bool{
		"rest_framework.authtoken": {false, true},
		"django.contrib.auth":      {true, true},
		"django.contrib.admin":     {false, false},
	} {
		if got := [2]bool{without.Installed(app), with.Installed(app)}; got != want {
			t.Errorf("Installed(%q) = %v, want %v", app, got, want)
		}
	}
}

func TestForView(t *testing.T) {
	s := load(t, "REST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}")
	none := []string{}
	policy := s.ForView(settings.View{Authentication: &none})
	if len(policy.Authentication) != 0 {
		t.Errorf("an empty list of the view's own: got %v", policy.Authentication)
	}
	if want := []string{"rest_framework.permissions.IsAuthenticated"}; !reflect.DeepEqual(policy.Permission, want) {
		t.Errorf("a default in force: got %v, want %v", policy.Permission, want)
	}
}

func TestCheckView(t *testing.T) {
	s := load(t, "REST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'user': '5/min'}}")
	for _, test := range []struct {
		view settings.View
		want string
	}{
		{settings.View{Permission: &[]string{"rest_framework.permissions.IsAdminUser"}}, ""},
		{settings.View{Permission: &[]string{"rest_framework.permissions.IsAdmin"}}, "Protected.permission_classes: there is no class rest_framework.permissions.IsAdmin; did you mean rest_framework.permissions.IsAdminUser?"},
		{settings.View{Authentication: &[]string{"myapp.authentication.Tea"}}, ""},
		{settings.View{Throttle: &[]string{"rest_framework.throttling.UserRateThrottle"}}, ""},
		{settings.View{Throttle: &[]string{"rest_framework.throttling.AnonRateThrottle"}}, "Protected.throttle_classes: No default throttle rate set for 'anon' scope: add it to DEFAULT_THROTTLE_RATES"},
	} {
		err := s.CheckView("Protected", test.view, "myapp.authentication.Tea")
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%+v\ngot  %s\nwant %s", test.view, got, test.want)
		}
	}
}
