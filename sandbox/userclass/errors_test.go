package userclass_test

import (
	"errors"
	"strings"
	"testing"

	"authtour/sandbox/python/pysource"
	"authtour/sandbox/userclass"
)

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
