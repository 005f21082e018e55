package userclass_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/python"
	"authtour/sandbox/userclass"
)

// people are the rows that the tests' database has.
func people() []userclass.User {
	return []userclass.User{
		{ID: 1, Username: "alice", IsActive: true},
		{ID: 2, Username: "bob"},
		{ID: 3, Username: "admin", IsActive: true, IsStaff: true},
		{ID: 4, Username: "custom_user", IsActive: true},
	}
}

// env is a request with the given headers, name and value in turn.
func env(headers ...string) userclass.Env {
	find := func(name string) (string, bool) {
		for i := 0; i < len(headers); i += 2 {
			if strings.EqualFold(headers[i], name) {
				return headers[i+1], true
			}
		}
		return "", false
	}
	return userclass.Env{
		Method: "GET", Path: "/protected/", Query: "token=abc&empty=", Host: "testserver", Header: find, Now: time.Unix(1_700_000_000, 0),
		Meta: func(key string) (string, bool) {
			name, ok := strings.CutPrefix(key, "HTTP_")
			if !ok {
				return "", false
			}
			return find(strings.ReplaceAll(name, "_", "-"))
		},
		Cookie: func(name string) (string, bool) { return "c", name == "flavour" },
		UserBy: func(_ context.Context, field string, value any) (userclass.User, bool, error) {
			for _, u := range people() {
				if field == "username" && value == u.Username || field == "id" && value == u.ID {
					return u, true, nil
				}
			}
			if field == "is_active" {
				return userclass.User{}, false, &userclass.Failure{Class: "MultipleObjectsReturned", Text: "get() returned more than one User -- it returned 3!"}
			}
			return userclass.User{}, false, nil
		},
		TokenBy: func(_ context.Context, key string) (userclass.User, bool, error) {
			return people()[0], key == "sesame", nil
		},
		CheckPassword: func(_ context.Context, u userclass.User, raw string) (bool, error) {
			return raw == u.Username+"-password", nil
		},
		Setting: func(name string) (python.Value, bool) { return "secret", name == "SECRET_KEY" },
	}
}

const imports = `from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
`

// method is a text with a class whose authenticate has the given body.
func method(body string) string {
	return imports + "class C(BaseAuthentication):\n    def authenticate(self, request):\n        " + strings.ReplaceAll(body, "\n", "\n        ") + "\n"
}

func compile(t *testing.T, text string) *userclass.Class {
	t.Helper()
	c, err := userclass.Compile("authentication.py", text)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return c
}

// outcome is what authenticate came to, in short: None, a user and an auth, or an exception.
func outcome(t *testing.T, text string, e userclass.Env) string {
	t.Helper()
	o, err := compile(t, text).Authenticate(t.Context(), e)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	switch {
	case o.Raised != nil:
		return o.Raised.Class + ": " + o.Raised.Text
	case o.Identity == nil:
		return "None"
	case o.Identity.Anonymous:
		return "AnonymousUser " + python.ReprOf(o.Identity.Auth)
	case o.Identity.User == nil:
		return "None " + python.ReprOf(o.Identity.Auth)
	}
	return o.Identity.User.Username + " " + python.ReprOf(o.Identity.Auth)
}

// seed is the class that the text about authentication shows, without the import that it needs.
const seed = `from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

class CustomAuthentication(BaseAuthentication):
    def authenticate(self, request):
        auth_token = request.headers.get('X-Custom-Token')
        if not auth_token or auth_token != "secure_token":
            raise AuthenticationFailed("Invalid or missing token.")

        user = User.objects.get(username="custom_user")
        return (user, None)
`

func TestSeedLacksAnImport(t *testing.T) {
	c := compile(t, seed)
	if c.Name != "CustomAuthentication" || c.Line != 4 {
		t.Errorf("class %s at line %d", c.Name, c.Line)
	}
	o, err := c.Authenticate(t.Context(), env("X-Custom-Token", "secure_token"))
	if err != nil || o.Raised == nil {
		t.Fatalf("%+v, %v", o, err)
	}
	want := userclass.Raised{
		Class: "NameError", Text: "name 'User' is not defined", Line: 10,
		Note: `the line "from django.contrib.auth.models import User" is missing`,
	}
	if got := *o.Raised; got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	o, err = c.Authenticate(t.Context(), env())
	if err != nil || o.Raised == nil {
		t.Fatalf("%+v, %v", o, err)
	}
	want = userclass.Raised{
		Class: "AuthenticationFailed", Text: "Invalid or missing token.", API: true, Status: 401,
		Detail: "Invalid or missing token.", Code: "authentication_failed", Challenge: true, Line: 8,
	}
	if got := *o.Raised; got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestSeedWithTheImport(t *testing.T) {
	text := "from django.contrib.auth.models import User\n" + seed
	for token, want := range map[string]string{
		"secure_token": "custom_user None",
		"other":        "AuthenticationFailed: Invalid or missing token.",
		"":             "AuthenticationFailed: Invalid or missing token.",
	} {
		if got := outcome(t, text, env("X-Custom-Token", token)); got != want {
			t.Errorf("%q: got %s, want %s", token, got, want)
		}
	}
}

// documented is the example of REST framework's own guide.
const documented = `from django.contrib.auth.models import User
from rest_framework import authentication
from rest_framework import exceptions

class ExampleAuthentication(authentication.BaseAuthentication):
    def authenticate(self, request):
        username = request.META.get('HTTP_X_USERNAME')
        if not username:
            return None

        try:
            user = User.objects.get(username=username)
        except User.DoesNotExist:
            raise exceptions.AuthenticationFailed('No such user')

        return (user, None)
`

func TestDocumentedExample(t *testing.T) {
	for name, want := range map[string]string{"alice": "alice None", "eve": "AuthenticationFailed: No such user", "": "None"} {
		if got := outcome(t, documented, env("X-Username", name)); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}

func TestStatements(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{"return None", "None"},
		{"pass", "None"},
		{`"""A docstring."""`, "None"},
		{"return (User.objects.get(pk=1), 'token')", "alice 'token'"},
		{"return User.objects.get(id='3'), None", "admin None"},
		{"return None, None", "None None"},
		{"from django.contrib.auth.models import AnonymousUser\nreturn AnonymousUser(), None", "AnonymousUser None"},
		{"return User.objects.get(pk=1)", "TypeError: cannot unpack non-iterable User object"},
		{"return (User.objects.get(pk=1),)", "ValueError: not enough values to unpack (expected 2, got 1)"},
		{"return False", "TypeError: cannot unpack non-iterable bool object"},
		{"return 'al', None", "AttributeError: 'str' object has no attribute 'is_authenticated'"},
		{"user: User = User.objects.filter(username='alice').first()\nreturn (user, None) if user is not None else None", "alice None"},
		{"if User.objects.filter(username='eve').exists(): return 1\nreturn None", "None"},
		{"raise AuthenticationFailed", "AuthenticationFailed: Incorrect authentication credentials."},
		{"raise AuthenticationFailed(detail='a', code='b') from None", "AuthenticationFailed: a"},
		{"name = 'x'\nraise AuthenticationFailed(f'no {name!r} in {request.path}')", "AuthenticationFailed: no 'x' in /protected/"},
		{"raise AuthenticationFailed('no %s' % 'x')", "AuthenticationFailed: no x"},
		{"raise AuthenticationFailed('no {}'.format('x'))", "AuthenticationFailed: no x"},
		{"raise AuthenticationFailed({'a': [1, None]})", "AuthenticationFailed: {'a': ['1', 'None']}"},
		{"raise 'x'", "TypeError: exceptions must derive from BaseException"},
		{"from rest_framework.exceptions import PermissionDenied as Denied\nraise Denied()", "PermissionDenied: You do not have permission to perform this action."},
		{"import rest_framework.exceptions\nraise rest_framework.exceptions.NotFound()", "NotFound: Not found."},
		{"import base64\nreturn None, base64.b64decode('YWxpY2U6eA==').decode().split(':')", "None ['alice', 'x']"},
		{"import hmac\nreturn None, hmac.compare_digest('a', 'a')", "None True"},
		{"import hmac, hashlib\nreturn None, hmac.new(b'k', b'm', hashlib.sha256).hexdigest()[:8]", "None 'b60090e3'"},
		{"from django.contrib.auth import authenticate\nreturn authenticate(request, username='alice', password='alice-password'), None", "alice None"},
		{"from django.contrib.auth import authenticate\nreturn authenticate(username='bob', password='bob-password'), None", "None None"},
		{"from django.conf import settings\nreturn None, settings.SECRET_KEY", "None 'secret'"},
		{"from rest_framework.authtoken.models import Token\ntoken = Token.objects.select_related('user').get(key='sesame')\nreturn token.user, token", "alice 'sesame'"},
		{"from rest_framework.authtoken.models import Token\nToken.objects.get(key='x')", "DoesNotExist: Token matching query does not exist."},
		{"from rest_framework.authentication import get_authorization_header\nreturn None, get_authorization_header(request).split()", "None [b'Key', b'abc']"},
		{"return None, [request.method, request.headers['x-a'], 'X-A' in request.headers, 'x' in request.headers, request.META['HTTP_X_A']]", "None ['GET', '1', True, False, '1']"},
		{"return None, [request.query_params.get('token'), request.GET['empty'], request.COOKIES.get('flavour'), request.get_full_path()]", "None ['abc', '', 'c', '/protected/?token=abc&empty=']"},
		{"a = 1\nreturn None, 0 < a <= 1 != 2", "None True"},
		{"return None, [c for c in 'a b'.split() if c != 'a'] + [x.upper() for x in ('b',)]", "None ['b', 'B']"},
		{"scheme, _, rest = request.headers.get('Authorization', '').partition(' ')\nreturn None, rest", "None 'abc'"},
	} {
		if got := outcome(t, method(test.body), env("X-A", "1", "Authorization", "Key abc")); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.body, got, test.want)
		}
	}
}

func TestClasses(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"attributes and helpers", imports + `
PREFIX = 'k-'
class C(BaseAuthentication):
    keyword = 'Key'
    header = 'HTTP_' + 'AUTHORIZATION'
    def __init__(self):
        self.seen = []
    def parts(self, request) -> list:
        return request.META.get(self.header, '').split()
    def authenticate(self, request):
        parts = self.parts(request)
        if len(parts) != 2 or parts[0].lower() != self.keyword.lower():
            return None
        self.seen.append(parts[1])
        return self.user(parts[1], fallback=PREFIX), self.seen[0]
    def user(self, name, *, fallback):
        return User.objects.filter(username=name).first()
`, "alice 'alice'"},
		{"without self", imports + "class C(BaseAuthentication):\n    def authenticate(request):\n        return None\n", "TypeError: C.authenticate() takes 1 positional arguments but 2 were given"},
		{"without authenticate", imports + "class C(BaseAuthentication):\n    pass\n", "NotImplementedError: .authenticate() must be overridden."},
		{"an exception of its own", imports + `from rest_framework.exceptions import APIException
class Teapot(APIException):
    status_code = 418
    default_detail = 'short and stout'
class C(BaseAuthentication):
    def authenticate(self, request):
        raise Teapot()
`, "Teapot: short and stout"},
		{"a class of its own as base", imports + `class A(BaseAuthentication):
    name = 'bob'
    def authenticate(self, request):
        return User.objects.get(username=self.name), None
class B(A):
    name = 'alice'
`, "alice None"},
	} {
		if got := outcome(t, test.text, env("Authorization", "key alice")); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestChallengeIsForFailedAuthentication(t *testing.T) {
	const own = "class Expired(AuthenticationFailed):\n    default_detail = 'Expired.'\n"
	for exception, want := range map[string]bool{
		"AuthenticationFailed": true, "exceptions.NotAuthenticated": true, "Expired": true, "exceptions.PermissionDenied": false,
		"exceptions.NotFound": false, "ValueError": false,
	} {
		text := "from rest_framework import exceptions\n" + strings.Replace(method("raise "+exception+"()"), "class C", own+"class C", 1)
		o, err := compile(t, text).Authenticate(t.Context(), env())
		if err != nil || o.Raised == nil || o.Raised.Challenge != want {
			t.Errorf("%s: %+v, %v", exception, o.Raised, err)
		}
	}
}

func TestAuthenticateHeader(t *testing.T) {
	for body, want := range map[string]string{
		"": "",
		"def authenticate_header(self, request):\n        return 'Key realm=\"api\"'": `Key realm="api"`,
		"def authenticate_header(self, request):\n        return None":                "",
	} {
		text := imports + "class C(BaseAuthentication):\n    x = 1\n    " + body + "\n"
		got, raised, err := compile(t, text).AuthenticateHeader(t.Context(), env())
		if err != nil || raised != nil || got != want {
			t.Errorf("%s\ngot %q, %v, %v, want %q", body, got, raised, err, want)
		}
	}
}

func TestRequestsShareNothing(t *testing.T) {
	text := imports + "SEEN = []\nclass C(BaseAuthentication):\n    def authenticate(self, request):\n        SEEN.append(1)\n"
	if got := outcome(t, text, env()); !strings.HasPrefix(got, "NotImplementedError: what stands at module or class level cannot be changed") {
		t.Errorf("got %s", got)
	}
}

func TestPrintIsHandedOn(t *testing.T) {
	var lines []string
	e := env()
	e.Print = func(text string) { lines = append(lines, text) }
	outcome(t, method("import logging\nlog = logging.getLogger(__name__)\nprint('a', 1, None)\nlog.info('b %s', 2)"), e)
	if got := strings.Join(lines, "|"); got != "a 1 None|INFO b 2" {
		t.Errorf("got %q", got)
	}
}

func TestErrorsOfTheEnvEndTheCall(t *testing.T) {
	e, broken := env(), errors.New("the disk is gone")
	e.UserBy = func(context.Context, string, any) (userclass.User, bool, error) {
		return userclass.User{}, false, broken
	}
	text := method("try:\n    User.objects.get(pk=1)\nexcept Exception:\n    pass")
	if o, err := compile(t, text).Authenticate(t.Context(), e); !errors.Is(err, broken) {
		t.Errorf("got %+v, %v", o, err)
	}
}

func TestBase64IsPythons(t *testing.T) {
	credentials := base64.StdEncoding.EncodeToString([]byte("alice:x"))
	body := "import base64\nscheme, value = request.headers.get('Authorization').split(' ', 1)\nname, _, password = base64.b64decode(value).decode('utf-8').partition(':')\nreturn User.objects.get(username=name), password"
	if got := outcome(t, method(body), env("Authorization", "Basic "+credentials)); got != "alice 'x'" {
		t.Errorf("got %s", got)
	}
}
