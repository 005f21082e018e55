package userclass_test

import (
	"strings"
	"testing"

	"authtour/sandbox/userclass"
)

func TestHostileProgramsEnd(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"a loop", "while True: pass", "RuntimeError: the program takes "},
		{"a loop in except", "while True:\n    try:\n        {}['k']\n    except: pass", "RuntimeError: the program takes "},
		{"a limit within try", "try:\n    while True: pass\nexcept:\n    return None", "RuntimeError: the program takes "},
		{"a limit and finally", "try:\n    while True: pass\nfinally:\n    return None", "RuntimeError: the program takes "},
		{"doubling", "x = 'x'\nwhile True: x += x", "RuntimeError: this would take more than 1 MiB of memory"},
		{"doubling in try", "x = 'x'\nwhile True:\n    try:\n        x += x\n    except:\n        pass", "RuntimeError: this would take more than 1 MiB of memory"},
		{"repeating", "x = 'x' * 10000000000", "RuntimeError: this would take more than 1 MiB of memory"},
		{"squaring", "x = 3\nwhile True: x *= x", "RuntimeError: the number would have more than 32768 bits"},
		{"bytes", "x = b'x'\nwhile True: x = x.replace(b'x', b'xx')", "RuntimeError: this would take more than 1 MiB of memory"},
		{"f-strings", "x = 'x'\nwhile True: x = f'{x}{x}'", "RuntimeError: this would take more than 1 MiB of memory"},
		{"a list in itself", "x = []\nx.append(x)\nraise AuthenticationFailed(x)", "AuthenticationFailed: "},
		{"a list in itself returned", "x = []\nx.append(x)\nreturn None, x", "RuntimeError: this would take more than 1 MiB of memory"},
		{"wide nesting", "x = []\nfor i in range(30): x = [x, x, x]\nreturn None, str(x)", "RuntimeError: "},
		{"wide nesting raised", "x = []\nfor i in range(30): x = [x, x, x]\nraise AuthenticationFailed(x)", "AuthenticationFailed: [[["},
		{"wide nesting returned", "x = []\nfor i in range(30): x = [x, x, x]\nreturn None, x", "RuntimeError: "},
		{"recursion", "return self.authenticate(request)", "RecursionError: C.authenticate() calls itself, which is not possible here: use a loop"},
		{"printing", "while True: print('x' * 100000)", "RuntimeError: "},
		{"many attributes", "class_of = type(self)\nfor i in range(10): self.x = i\nreturn None, self.x", "None 9"},
		{"hashing", "x = 'x' * 500000\nimport hashlib\nwhile True: hashlib.sha256(x.encode()).hexdigest()", "RuntimeError: th"},
	} {
		if got := outcome(t, method(test.body), env()); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: got %.200s, want %s", test.name, got, test.want)
		}
	}
}

func TestHostileTextsEnd(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":     strings.Repeat("(", 60000),
		"minus":        "x = " + strings.Repeat("-", 60000) + "1",
		"not":          "x = " + strings.Repeat("not ", 15000) + "1",
		"ifs":          strings.Repeat("if 1: ", 10000),
		"elifs":        "if 1: pass\n" + strings.Repeat("elif 1: pass\n", 4000),
		"plus":         "x = 1" + strings.Repeat("+1", 30000),
		"dots":         "x = a" + strings.Repeat(".a", 30000),
		"calls":        "x = a" + strings.Repeat("()", 30000),
		"f-strings":    strings.Repeat("f'{", 20000),
		"one":          "x = " + strings.Repeat("9", 60000),
		"indents":      nested(2000),
		"too long":     strings.Repeat("#", 70000),
		"at the top":   "while True: pass",
		"import loops": "x = 'x'\nwhile True: x += x",
	} {
		if _, err := userclass.Compile("a.py", text); err == nil {
			t.Errorf("%s: compiled", name)
		}
	}
}

func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", min(i, 20)) + "if 1:\n")
	}
	return b.String()
}

func FuzzCompile(f *testing.F) {
	f.Add(seed)
	f.Add(documented)
	f.Add(method("try:\n    x = f'{1!r}'\nexcept (A, B) as e:\n    raise\nelse: pass\nfinally: pass"))
	f.Add(method("for i, (a, b) in []:\n    x[i].y += 1 if not a is b else {**a, 1: 2}\n    continue"))
	f.Fuzz(func(t *testing.T, text string) {
		c, err := userclass.Compile("a.py", text)
		if (c == nil) == (err == nil) {
			t.Fatalf("class %v and error %v", c, err)
		}
		if err != nil {
			return
		}
		if _, err := c.Authenticate(t.Context(), env("X-Custom-Token", "secure_token")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := c.AuthenticateHeader(t.Context(), env()); err != nil {
			t.Fatal(err)
		}
	})
}
