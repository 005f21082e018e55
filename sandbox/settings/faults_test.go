package settings_test

import (
	"errors"
	"strings"
	"testing"

	"authtour/sandbox/settings"
)

type faultCase struct{ text, want string }

func TestRESTFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{"REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASES': []}", `1:19: REST_FRAMEWORK has no key "DEFAULT_AUTHENTICATION_CLASES"; did you mean DEFAULT_AUTHENTICATION_CLASSES?`},
		{"REST_FRAMEWORK = {\n  'PAGINATE_BY': 3}", "2:3: The 'PAGINATE_BY' setting has been removed. Please refer to 'https://www.django-rest-framework.org/api-guide/settings/' for available settings."},
		{"REST_FRAMEWORK = []", "1:18: REST_FRAMEWORK must be a dict, not list"},
		{auth("'rest_framework.authentication.BasicAuthentication'"), "1:53: DEFAULT_AUTHENTICATION_CLASSES must be a list: with a bare string every request would fail with TypeError: 'type' object is not iterable. Write ['rest_framework.authentication.BasicAuthentication']"},
		{auth("None"), "1:53: DEFAULT_AUTHENTICATION_CLASSES must be a list or a tuple, not NoneType"},
		{auth("['rest_framework.authentication.BasicAuth']"), "1:54: there is no class rest_framework.authentication.BasicAuth; did you mean rest_framework.authentication.BasicAuthentication?"},
		{auth("['rest_framework.authentication.JWTAuthentication']"), "1:54: there is no class rest_framework.authentication.JWTAuthentication; did you mean rest_framework_simplejwt.authentication.JWTAuthentication?"},
		{auth("['rest_framework.permissions.IsAuthenticated']"), "1:54: rest_framework.permissions.IsAuthenticated is a permission class: it belongs in DEFAULT_PERMISSION_CLASSES"},
		{auth("['rest_framework.authentication.BaseAuthentication']"), "1:54: rest_framework.authentication.BaseAuthentication cannot be used here: it is only there to be subclassed"},
		{auth("[1]"), "1:54: DEFAULT_AUTHENTICATION_CLASSES must hold strings, not int"},
		{auth("[\n 'rest_framework.authentication.SessionAuthentication'\n 'rest_framework.authentication.BasicAuthentication',\n]"), "3:2: a comma is missing before this string: Python joins it with the one above to rest_framework.authentication.SessionAuthenticationrest_framework.authentication.BasicAuthentication"},
		{"REST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'anon': '5 per minute'}}", `1:54: the rate of "anon" cannot be "5 per minute": write a number, a slash and a period that begins with s, m, h or d, such as '5/min'`},
		{"REST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'anon': 5}}", `1:54: the rate of "anon" must be a string such as '5/min' or None, not int`},
		{"REST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],\n 'DEFAULT_THROTTLE_RATES': {}}", "1:47: No default throttle rate set for 'anon' scope: add it to DEFAULT_THROTTLE_RATES"},
	})
}

func TestJWTFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{"SIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': 5}", "1:40: ACCESS_TOKEN_LIFETIME must be a timedelta, such as timedelta(minutes=5), not int"},
		{"SIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(minute=5)}", "1:49: timedelta has no minute; did you mean minutes?"},
		{"SIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(days=400000)}", "1:40: ACCESS_TOKEN_LIFETIME is longer than the 292 years that this server can count"},
		{"SIMPLE_JWT = {'AUTH_HEADER_TYPE': 'JWT'}", "1:15: The 'AUTH_HEADER_TYPE' setting has been removed. Please refer to 'https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html' for available settings."},
		{"SIMPLE_JWT = {'ALGORITHM': 'none'}", "1:28: Unrecognized algorithm type 'none'"},
		{
			"SIMPLE_JWT = {'ALGORITHM': 'ES256'}",
			"1:28: ALGORITHM ES256 is not emulated here: use one of HS256, HS384, HS512, RS256, RS384, RS512",
		},
		{"SIMPLE_JWT = {'CHECK_REVOKE_TOKEN': 'False'}", "1:37: CHECK_REVOKE_TOKEN must be True or False, not str"},
		{"SIMPLE_JWT = {'USER_ID_FIELD': 'user'}", `1:32: USER_ID_FIELD cannot be "user": it names a field of the user; did you mean username?`},
		{"SIMPLE_JWT = {'JWK_URL': 'https://x'}", "1:26: JWK_URL can only be None here: this server has no network and no code of yours to call"},
	})
}

func TestDjangoFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{"ALOWED_HOSTS = []", "1:1: Django has no setting ALOWED_HOSTS; did you mean ALLOWED_HOSTS?"},
		{"ALLOWED_HOSTS = '*'", `1:17: ALLOWED_HOSTS must be a list, not a bare string: write ["*"] (brackets alone make no tuple, its comma does)`},
		{"SECRET_KEY = ''", "1:14: The SECRET_KEY setting must not be empty."},
		{"INSTALLED_APPS = 'rest_framework'", "1:18: The INSTALLED_APPS setting must be a list or a tuple."},
		{"INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions', 'rest_framework.auth_token']", "1:100: No module named 'rest_framework.auth_token'; did you mean rest_framework.authtoken?"},
		{"INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes']", `1:18: INSTALLED_APPS lacks "django.contrib.sessions", without which this project does not start`},
		{"CSRF_TRUSTED_ORIGINS = ['example.com']", "1:25: CSRF_TRUSTED_ORIGINS must start with a scheme (usually http:// or https://), but example.com does not"},
		{"SESSION_COOKIE_SAMESITE = 'Loose'", `1:27: SESSION_COOKIE_SAMESITE: samesite must be "lax", "none", or "strict".`},
	})
}

func TestPythonFaults(t *testing.T) {
	checkFaults(t, []faultCase{
		{"DEBUG = true", "1:9: name 'true' is not defined; Python writes True, False and None"},
		{"DEBUG = Flase", "1:9: name 'Flase' is not defined"},
		{"DEBUG = 1 +", "1:12: expected a value, not the end of the line"},
		{"DEBUG = (1", "1:9: '(' was never closed"},
		{"X = 'a", "1:5: this string has no closing quote on its line"},
		{"X = [1, 2}", "1:10: '}' does not close the '[' of line 1"},
		{"import os", "1:1: os cannot be imported here: there is no environment to read; write the value itself"},
		{"from pathlib import Path", "1:1: pathlib cannot be imported here: there are no files; leave BASE_DIR and what is built on it out"},
		{"BASE_DIR = Path(__file__)", "1:12: name 'Path' is not available here: there are no files; leave the setting out"},
		{"if (x := 1):\n    DEBUG = True", "1:7: := is not available here: put the assignment on a line of its own, with ="},
		{"class X:\n    pass", "1:1: class, try and raise are not available here: write names and their values"},
		{"with open('x') as f:\n    pass", "1:1: with is not available here: there are no files, locks or transactions to close"},
		{"X = {'a': 1, 'a': 2}", `1:17: the key "a" stands twice in this dict; Python would keep only the last one`},
		{"while True:\n    pass", "1:1: the program takes more than 500000 steps: is there a loop that does not end?"},
		{"X = 'a' * 10**9", "1:13: ** is not available here: write the product out"},
		{"X = 'a' * 1000000000", "1:9: this would take more than 1 MiB of memory"},
		{"DEBUG = True\n  APPEND_SLASH = False", "2:3: this line is indented, but the line above opens no block"},
		{"X = “a”", "1:5: “ is a typographic quote: Python's strings stand between ' or \""},
	})
}

func TestAllFaultsAreNamed(t *testing.T) {
	checkFaults(t, []faultCase{
		{"\nDEBUG = 1\nAPPEND_SLASH = 2\n", "2:9: DEBUG must be True or False, not int\n3:16: APPEND_SLASH must be True or False, not int"},
	})
}

func checkFaults(t *testing.T, cases []faultCase) {
	t.Helper()
	for _, test := range cases {
		_, err := settings.Load("settings.py", test.text)
		var faults *settings.Error
		if !errors.As(err, &faults) {
			t.Errorf("%s\ngot  %v, want an *Error", test.text, err)
			continue
		}
		if got := strings.ReplaceAll(err.Error(), "settings.py:", ""); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

func auth(list string) string {
	return "REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': " + list + "}"
}

func TestOwnClasses(t *testing.T) {
	text := auth("['myapp.authentication.TeaAuthentication']")
	if _, err := settings.Load("settings.py", text); err == nil {
		t.Error("an unknown class of myapp was accepted")
	}
	if _, err := settings.Load("settings.py", text, "myapp.authentication.TeaAuthentication"); err != nil {
		t.Errorf("a registered class: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		"", "REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ['a' 'b']}", "from datetime import timedelta\nSIMPLE_JWT = {'LEEWAY': timedelta(1) / 3}",
		"INSTALLED_APPS = [*['a'], f'{1!r}']", "if 1 < 2 < 3:\n    X = {**{}, 'a': b'\\x00'}", "SECRET_KEY = \"\"\"\\\nx\"\"\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := settings.Load("settings.py", text)
		if (s == nil) == (err == nil) {
			t.Fatalf("settings %v and error %v", s, err)
		}
		var faults *settings.Error
		if err != nil && (!errors.As(err, &faults) || len(faults.Faults) == 0) {
			t.Fatalf("%#v is not an *Error with faults", err)
		}
	})
}
