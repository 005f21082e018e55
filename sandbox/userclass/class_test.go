package userclass_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/python"
	"authtour/sandbox/python/pysource"
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

func TestTry(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{"try:\n    x = int('7')\nexcept ValueError:\n    return None\nreturn None, x", "None 7"},
		{"try:\n    x = int('a')\nexcept ValueError as e:\n    return None, str(e)\nreturn None, x", `None "invalid literal for int() with base 10: 'a'"`},
		{"try:\n    x = int('a')\nexcept (KeyError, ValueError):\n    x = 2\nelse:\n    x = 3\nfinally:\n    x = x * 10\nreturn None, x", "None 20"},
		{"try:\n    x = int('1')\nexcept ValueError:\n    x = 2\nelse:\n    x = 3\nreturn None, x", "None 3"},
		{"try:\n    return None, 1\nfinally:\n    print('x')", "None 1"},
		{"try:\n    return None, 1\nfinally:\n    return None, 2", "None 2"},
		{"try:\n    {}['k']\nexcept KeyError as e:\n    raise AuthenticationFailed(str(e)) from e", "AuthenticationFailed: 'k'"},
		{"try:\n    {}['k']\nexcept KeyError:\n    raise", "KeyError: 'k'"},
		{"try:\n    {}['k']\nexcept ValueError:\n    pass", "KeyError: 'k'"},
		{"try:\n    {}['k']\nexcept Exception:\n    pass", "None"},
		{"try:\n    {}['k']\nexcept:\n    pass", "None"},
		{"try:\n    raise AuthenticationFailed('a')\nexcept AuthenticationFailed as e:\n    return None, [e.detail, e.status_code, e.args]", "None ['a', 401, ['a']]"},
		{"for i in range(3):\n    try:\n        if i == 1:\n            continue\n        if i == 2:\n            break\n        x = i\n    except ValueError:\n        pass\nreturn None, [i, x]", "None [2, 0]"},
		{"n = 0\nwhile True:\n    try:\n        try:\n            n += 1\n            if n == 3: return None, n\n        finally:\n            print(n)\n    except KeyError:\n        pass", "None 3"},
		{"try:\n    if False:\n        x = 1\nexcept KeyError:\n    pass\nreturn None, x", "UnboundLocalError: cannot access local variable 'x' where it is not associated with a value"},
		{"try:\n    total = sum([1])\nexcept NameError:\n    return None", "compile: 7:21: sum is not available here: write it out with a loop, a list or a method of your own"},
		{"try:\n    user = Usr.objects.get(pk=1)\nexcept NameError as e:\n    return None, str(e)", "None \"name 'Usr' is not defined\""},
		{"try:\n    user = User.objects.get(is_active=True)\nexcept User.MultipleObjectsReturned as e:\n    return None, str(e)", "None 'get() returned more than one User -- it returned 3!'"},
		{"from django.core.exceptions import ObjectDoesNotExist\ntry:\n    User.objects.get(username='eve')\nexcept ObjectDoesNotExist as e:\n    return None, e", "None 'User matching query does not exist.'"},
		{"import base64, binascii\ntry:\n    base64.b64decode('a')\nexcept (binascii.Error, UnicodeDecodeError) as e:\n    return None, str(e)", "None 'Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4'"},
		{"try:\n    b'\\xff'.decode()\nexcept UnicodeDecodeError as e:\n    return None, str(e)", "None \"'utf-8' codec can't decode byte 0xff in position 0: invalid start byte\""},
		{"xs = [1]\ntry:\n    ys = [x + n for x in xs for n in (10,)]\n    f = lambda x: x + 1\n    return None, [ys, f(1)]\nexcept TypeError:\n    pass", "None [[11], 2]"},
	} {
		text := method(test.body)
		got := ""
		if _, err := userclass.Compile("a.py", text); err != nil {
			got = "compile: " + strings.TrimPrefix(err.Error(), "a.py:")
		} else {
			got = outcome(t, text, env())
		}
		if got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.body, got, test.want)
		}
	}
}

func TestErrorsOfPython(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{"None.x", "AttributeError: 'NoneType' object has no attribute 'x'"},
		{"'a'.decode()", "AttributeError: 'str' object has no attribute 'decode'"},
		{"request.nothing", "AttributeError: 'Request' object has no attribute 'nothing'"},
		{"self.nothing", "AttributeError: 'C' object has no attribute 'nothing'"},
		{"request.META['HTTP_X']", "KeyError: 'HTTP_X'"},
		{"request.headers['x_y']", "KeyError: 'x-y'"},
		{"[][1]", "IndexError: list index out of range"},
		{"'a'.split()[1]", "IndexError: list index out of range"},
		{"a, b = 'x'.split()", "ValueError: not enough values to unpack (expected 2, got 1)"},
		{"a, b = 'x y z'.split()", "ValueError: too many values to unpack (expected 2)"},
		{"a, b = None", "TypeError: cannot unpack non-iterable NoneType object"},
		{"'a' + 1", `TypeError: can only concatenate str (not "int") to str`},
		{"1 + 'a'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"},
		{"'a' in None", "TypeError: argument of type 'NoneType' is not iterable"},
		{"None()", "TypeError: 'NoneType' object is not callable"},
		{"None['a']", "TypeError: 'NoneType' object is not subscriptable"},
		{"1 // 0", "ZeroDivisionError: integer division or modulo by zero"},
		{"1 / 0", "ZeroDivisionError: division by zero"},
		{"for x in 1: pass", "TypeError: 'int' object is not iterable"},
		{"len(1)", "TypeError: object of type 'int' has no len()"},
		{"User.objects.get(usename='x')", "FieldError: Cannot resolve keyword 'usename' into field. Choices are: auth_token, date_joined, email, first_name, groups, id, is_active, is_staff, is_superuser, last_login, last_name, note, outstandingtoken, password, user_permissions, username"},
		{"User.objects.get(id='x')", "ValueError: Field 'id' expected a number but got 'x'."},
		{"User.DoesNotExists", "AttributeError: type object 'User' has no attribute 'DoesNotExists'"},
		{"nothing", "NameError: name 'nothing' is not defined"},
		{"from django.conf import settings\nsettings.NOTHING", "AttributeError: 'Settings' object has no attribute 'NOTHING'"},
		{"import hmac\nhmac.compare_digest('a', b'a')", "TypeError: a bytes-like object is required, not 'str'"},
		{"import hmac\nhmac.compare_digest('a', None)", "TypeError: unsupported operand types(s) or combination of types: 'str' and 'NoneType'"},
	} {
		if got := outcome(t, method(test.body), env()); got != test.want {
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

func TestRefused(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "1:1: this text defines no authentication class: write class CustomAuthentication(BaseAuthentication): with a method authenticate(self, request)"},
		{"class C(BaseAuthentication):\n    pass", `1:1: NameError: name 'BaseAuthentication' is not defined; the line "from rest_framework.authentication import BaseAuthentication" is missing`},
		{"import os", "1:1: os cannot be imported here; there are"},
		{"import jwt", "1:1: jwt cannot be imported here: for JSON Web Tokens put"},
		{"from rest_framework.exceptions import AuthFailed", "1:1: cannot import name 'AuthFailed' from 'rest_framework.exceptions'"},
		{"from rest_framework.authentication import AuthenticationFailed", "1:1: cannot import name 'AuthenticationFailed' from 'rest_framework.authentication'; write from rest_framework.exceptions import AuthenticationFailed"},
		{method("with open('x') as f:\n    pass"), "6:9: with is not available here"},
		{method("x = open('x')"), "6:13: open() is not available here"},
		{method("yield 1"), "6:9: yield is not available here"},
		{method("if (x := 1): pass"), "6:15: := is not available here"},
		{method("return f'{1:>3}'"), "6:20: format specifications"},
		{method("assert request"), "6:9: assert is not available here"},
		{method("super().x"), "6:9: super() is not available here"},
		{method("if x = 1:\n    pass"), "6:14: a comparison is written =="},
		{imports + "class C(BaseAuthentication):\ndef authenticate(self, request):\n    return None\n", "5:1: expected an indented block after the colon"},
		{imports + "from rest_framework.authentication import TokenAuthentication\nclass C(TokenAuthentication):\n    keyword = 'Bearer'\n", "5:1: NotImplementedError: a class that derives from TokenAuthentication is not possible here"},
	} {
		_, err := userclass.Compile("a.py", test.text)
		var at *pysource.Error
		if !errors.As(err, &at) || !strings.HasPrefix(err.Error(), "a.py:"+test.want) {
			t.Errorf("%s\ngot  %v\nwant a.py:%s", test.text, err, test.want)
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
