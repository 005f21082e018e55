package pysource_test

import (
	"errors"
	"strings"
	"testing"

	"authtour/sandbox/python/pysource"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// run executes a text without any helper and returns the value of x.
func run(t *testing.T, text string) starlark.Value {
	t.Helper()
	source, err := pysource.Parse("a.py", text, pysource.Dialect{})
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	is := starlark.NewBuiltin("is", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		same, err := starlark.Equal(args[0], args[1])
		return starlark.Bool(same), err
	})
	env := starlark.StringDict{".is": is}
	program, err := starlark.FileProgram(source.File, env.Has)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	globals, err := program.Init(&starlark.Thread{}, env)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return globals["x"]
}

func TestValues(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"x = 1_000 + 0x1F - 0o17 * 0b11", "986"},
		{"x = -7 // 2, 7 % -3, 2 - 3 - 4", "(-4, -2, -5)"},
		{"x = 1.5e3, .5, 1.", "(1500.0, 0.5, 1.0)"},
		{"x = 123456789012345678901234567890", "123456789012345678901234567890"},
		{`x = 'a' "b" '''c` + "\n" + `d'''`, `"abc\nd"`},
		{`x = '\x41\101\u00e9\n\'\q'`, `"AAé\n'\\q"`},
		{`x = r'\n', b'\x00', u'a'`, `("\\n", b"\x00", "a")`},
		{"x = 'a\\\nb'", `"ab"`},
		{"x = not 1 == 2 and 3 or 4", "3"},
		{"x = 1 < 2 < 3, 1 < 3 < 2, None is None, 1 is not None, 1 not in [2]", "(True, False, True, True, True)"},
		{"x = (), (1), (1,), [1, *[2, 3], 4], {'a': 1, **{'b': 2}}", `((), 1, (1,), [1, 2, 3, 4], {"a": 1, "b": 2})`},
		{"x = [a * b for a in range(3) if a for b in (1, 2)]", "[1, 2, 2, 4]"},
		{"x = {k: v for k, v in [('a', 1)]}, sorted({2, 1}), list(y for y in [1])", `({"a": 1}, [1, 2], [1])`},
		{"x = 'abcdef'[1:-1:2], 'abc'[::-1], [1, 2][0]", `("bd", "cba", 1)`},
		{"x = (lambda a, b=2, *c, **d: [a, b, c, d])(1, 3, 4, e=5)", `[1, 3, (4,), {"e": 5}]`},
		{"x = 1 if False else 2", "2"},
		{"x = y = 3\nx += y", "6"},
		{"x: int = 1; y: str\nif x:\n\tx = 2\nelif 0: x = 3\nelse:\n  x = 4", "2"},
		{"x = 0\nwhile True:\n    x += 1\n    if x > 2: break\n    else: continue\n", "3"},
		{"def f(a: int, *, b: str = 'b') -> str:\n    '''doc'''\n    return b * a\nx = f(2)", `"bb"`},
		{"x = [\n  1, # one\n\n  2,\n]\n", "[1, 2]"},
		{"x = 1 + \\\n    2", "3"},
		{"x = 1\r\nif x:\r\n    x = 2\r\n", "2"},
		{"\n# a comment\n   # another\nx = 1", "1"},
	} {
		if got := run(t, test.text).String(); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"x = 'a", "1:5: this string has no closing quote on its line"},
		{"x = '''a\n", "1:5: this string is never closed"},
		{"x = 1 +", "1:8: expected a value, not the end of the line"},
		{"x = (1,\n", "1:5: '(' was never closed"},
		{"x = 1)", "1:6: ')' closes nothing"},
		{"x = 012", "1:5: 012: a number does not begin with 0; an octal one begins with 0o"},
		{"x = 1a", "1:5: 1a is no number, and a name cannot begin with a digit"},
		{"x = 1j", "1:5: 1j: complex numbers are not available here"},
		{`x = '\x4'`, `1:5: \x wants 2 hexadecimal digits`},
		{"x = [1 2]", "1:8: expected ']' or a comma in the list, not 2"},
		{"x y", "1:3: y cannot follow here: is a comma or an operator missing before it?"},
		{"class = 1", "1:7: expected a name after class, not ="},
		{"None = 1", "1:1: None cannot be assigned to"},
		{"f() = 1", "1:1: only a name, an attribute or an element can stand left of =; to compare, write =="},
		{"if x\n  y", "1:5: expected ':' at the end of the line, not the end of the line"},
		{"if x:\ny", "2:1: expected an indented block after the colon"},
		{"if x:\n    y\n  z", "3:3: this line is indented less than the one above, and not as far as any line before it"},
		{"  x = 1", "1:3: this line is indented, but the line above opens no block"},
		{"else:\n  x", "1:1: else without the block that it belongs to: is it indented as far as its if or try?"},
		{"for x in y:\n  pass\nelse:\n  pass", "3:1: else after a loop is not available here: put what follows after the loop"},
		{"return 1", "1:1: return outside of a function"},
		{"break", "1:1: break outside of a loop"},
		{"try:\n  x\n", "1:1: try needs an except or a finally, indented as far as the try itself"},
		{"try:\n  x\nexcept A, B:\n  y", "3:9: several classes stand in brackets: except (A, B):"},
		{"def f():\n  class C: pass", "2:3: a class stands at the left margin here, outside of functions and other classes"},
		{"class C:\n  for x in y: pass", "2:3: a class holds methods and attributes only; put this into a method"},
		{"@staticmethod\ndef f(): pass", "1:1: decorators are not available here: leave the line out, and call helper methods as self.name(…)"},
		{"async def f(): pass", "1:1: async is not available here: write a plain def"},
		{"from . import x", "1:6: an import that begins with a dot has no package to start from here: write the module's full name"},
		{"from x import *", "1:15: import * is not available here: name what you need"},
		{"x = f'{a'", "1:7: this { of the f-string is never closed"},
		{"x = f'{a=}'", "1:9: {x=} is not available in f-strings here: write x={x}"},
		{"x = f'é{1 2}'", "1:11: expected } in the f-string, not 2"},
		{"x = 2 ** 3", "1:7: ** is not available here: write the product out"},
		{"x = a < f() < b", "1:9: give the middle of this chained comparison a name on a line above, and compare that"},
		{"x = “a”", "1:5: “ is a typographic quote: Python's strings stand between ' or \""},
		{"x = " + strings.Repeat("(", 100) + strings.Repeat(")", 100), "1:64: this is nested too deeply"},
		{"print 'x'", "1:7: a string cannot follow here: is a comma or an operator missing before it?"},
	} {
		_, err := pysource.Parse("a.py", test.text, pysource.Dialect{})
		var at *pysource.Error
		if !errors.As(err, &at) || err.Error() != "a.py:"+test.want {
			t.Errorf("%s\ngot  %v\nwant a.py:%s", test.text, err, test.want)
		}
	}
}

func TestNodesKeepTheirPlace(t *testing.T) {
	source, err := pysource.Parse("a.py", "a = [\n  'é', f'x{b}',\n]\nclass C:\n    pass\n", pysource.Dialect{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, stmt := range source.File.Stmts {
		syntax.Walk(stmt, func(n syntax.Node) bool {
			if id, ok := n.(*syntax.Ident); ok {
				found[id.Name] = id.NamePos.String()
			}
			return true
		})
	}
	for name, want := range map[string]string{"a": "a.py:1:1", ".format": "a.py:2:8", "b": "a.py:2:12", "C": "a.py:4:7"} {
		if found[name] != want {
			t.Errorf("%s is at %s, want %s", name, found[name], want)
		}
	}
	if len(source.Classes) != 1 || source.Classes[0].Name != "C" {
		t.Errorf("classes %v", source.Classes)
	}
}

func TestJoined(t *testing.T) {
	for text, want := range map[string]bool{"x = 'a' 'b'": true, "x = 'a' + 'b'": false, "x = 'a'": false} {
		source, err := pysource.Parse("a.py", text, pysource.Dialect{})
		if err != nil {
			t.Fatal(err)
		}
		_, got := pysource.Joined(source.File.Stmts[0].(*syntax.AssignStmt).RHS)
		if got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
