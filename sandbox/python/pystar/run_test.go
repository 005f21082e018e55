package pystar_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/python/pystar"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// TestOrdinaryProgramsRun is the other side of the hostile ones: the same operations on what is small.
func TestOrdinaryProgramsRun(t *testing.T) {
	for expr, want := range map[string]string{
		`"a" * 1000 == "a" * 1000`:                          "True",
		`[1] * 3 + [2]`:                                     "[1, 1, 1, 2]",
		`(1, 2) + (3,) * 2`:                                 "(1, 2, 3, 3)",
		`"%s is %d, %r" % ("x", 5, "y")`:                    `"x is 5, \"y\""`,
		`"%(a)s" % {"a": 1}`:                                `"1"`,
		`"{} {b}".format(1, b = [2])`:                       `"1 [2]"`,
		`", ".join([str(x) for x in range(3)])`:             `"0, 1, 2"`,
		`"a-b".replace("-", "+").upper().split("+")`:        `["A", "B"]`,
		`"a b".split()`:                                     `["a", "b"]`,
		`list("ab".elems())`:                                `["a", "b"]`,
		`{"a": 1} | {"b": 2}`:                               `{"a": 1, "b": 2}`,
		`{k: v for k, v in {"a": 1}.items()}`:               `{"a": 1}`,
		`{(1, "a"): 2}[(1, "a")]`:                           "2",
		`{"a": 1}.get("b", 3)`:                              "3",
		`[x for x in [3, 1, 2] if x != 2]`:                  "[3, 1]",
		`sorted([3, 1, 2], key = lambda x: -x)`:             "[3, 2, 1]",
		`max([1, 2], key = lambda x: -x)`:                   "1",
		`dict(key = 1)`:                                     `{"key": 1}`,
		`(lambda *a, **k: (a, k))(*[1, 2], **{"b": 3})`:     `((1, 2), {"b": 3})`,
		`(lambda a, b = 1 + 1: a + b)(1)`:                   "3",
		`[1, 2, 3][1:] + [1, 2, 3][::-1]`:                   "[2, 3, 3, 2, 1]",
		`1 << 10 | 1`:                                       "1025",
		`-3 // 2`:                                           "-2",
		`1 if 2 in [1, 2] and 3 not in (1,) else 0`:         "1",
		`set([1]) | set([2])`:                               "set([1, 2])",
		`getattr("a", "upper")()`:                           `"A"`,
		`getattr("a", "none", 5)`:                           "5",
		`zip([1], ["a"]), enumerate(["x"]), list(range(2))`: `([(1, "a")], [(0, "x")], [0, 1])`,
		`any([0, 1]), all([]), min(2, 1), reversed([1, 2])`: "(True, True, 1, [2, 1])",
		`int("12") + int("ff", 16)`:                         "267",
		`[1, 2].index(2)`:                                   "1",
		`hash("a") == hash("a"), type(str), repr("a")`:      `(True, "builtin_function_or_method", "\"a\"")`,
	} {
		v, err := pystar.Eval(t.Context(), "check", expr, nil, pystar.Limits{})
		if err != nil || v.String() != want {
			t.Errorf("%s = %v, %v, want %s", expr, v, err, want)
		}
	}
}

func TestStatementsKeepTheirMeaning(t *testing.T) {
	globals, err := pystar.Run(t.Context(), "code.py", `
calls = []
def item(i):
    calls.append(i)
    return i
rows = [[1], [2]]
rows[item(0)] += [3]
same = rows[0]
rows[0] += (4,)
(rows)[1][0] -= 5
names = {"a": 1}
other = names
names |= {"b": 2}
names["a"] += 1
text = "x"
text += "y"
count = 0
while count < 3: count += 1
def f(n):
    total = 0
    for i in range(n): total += i
    return total
sum = f(4)
box.size += 2
`, starlark.StringDict{"box": &box{size: 1}}, pystar.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"rows": "[[1, 3, 4], [-3]]", "same": "[1, 3, 4]", "calls": "[0]", "names": `{"a": 2, "b": 2}`, "other": `{"a": 2, "b": 2}`,
		"text": `"xy"`, "count": "3", "sum": "6",
	} {
		if got := globals[name].String(); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if len(globals) != 10 {
		t.Errorf("there are other globals than the program's: %v", globals.Keys())
	}
	if err := globals["rows"].(*starlark.List).Append(starlark.None); err == nil {
		t.Error("the globals can still be changed")
	}
}

// box is a value with a field.
type box struct {
	starlark.Value
	size int
}

func (b *box) Attr(string) (starlark.Value, error) { return starlark.MakeInt(b.size), nil }
func (b *box) AttrNames() []string                 { return []string{"size"} }
func (b *box) Hash() (uint32, error)               { return 0, nil }
func (b *box) SetField(_ string, v starlark.Value) error {
	n, err := starlark.AsInt32(v)
	b.size = n
	return err
}

func TestErrorsTellWhere(t *testing.T) {
	for src, want := range map[string]string{
		"x = 1\ny = x +\n":                     "code.py:2:8",
		"x = 1\n\ny = z\n":                     "code.py:3:5",
		"x = 1\ny = 2 + x + 'a'\n":             "code.py:2:11",
		"x = {}\ny = x[ 'a']\n":                "code.py:2:6",
		"x = 'a'\nx += 1\n":                    "code.py:2:3",
		"def f():\n  return 1 // 0\nx = f()\n": "code.py:2:12",
		"x = 'a'.join([1])\n":                  "code.py:1:13",
		"x = ''.nothing\n":                     "code.py:1:7",
		"x = 'a' * 10000000000\n":              "code.py:1:9",
	} {
		_, err := pystar.Run(t.Context(), "code.py", src, nil, pystar.Limits{})
		if got := place(err); got != want {
			t.Errorf("%q fails at %s (%v), want %s", src, got, err, want)
		}
	}
}

func place(err error) string {
	var unread syntax.Error
	var unknown resolve.ErrorList
	var eval *starlark.EvalError
	switch {
	case errors.As(err, &unread):
		return unread.Pos.String()
	case errors.As(err, &unknown):
		return unknown[0].Pos.String()
	case errors.As(err, &eval):
		for i := len(eval.CallStack) - 1; i >= 0; i-- {
			if pos := eval.CallStack[i].Pos; pos.Filename() == "code.py" {
				return pos.String()
			}
		}
	}
	return "nowhere"
}

func TestLimitsAreTold(t *testing.T) {
	const forever = "while True: pass"
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name   string
		ctx    context.Context
		src    string
		limits pystar.Limits
		kind   pystar.Kind
		text   string
	}{
		{"steps", t.Context(), forever, pystar.Limits{Steps: 10, Time: time.Hour}, pystar.StepLimit, "more than 10 steps"},
		{"time", t.Context(), forever, pystar.Limits{Steps: math.MaxUint64, Time: 1}, pystar.TimeLimit, "longer than 1ns"},
		{"memory", t.Context(), "while True: 'a' + 'b'", pystar.Limits{Memory: 1 << 20}, pystar.MemoryLimit, "more than 1 MiB"},
		{"value", t.Context(), "'a' * 100", pystar.Limits{Value: 99}, pystar.ValueLimit, "more than 99 bytes"},
		{"cancelled", ended, forever, pystar.Limits{Steps: math.MaxUint64, Time: time.Hour}, 0, "context canceled"},
	} {
		_, err := pystar.Run(c.ctx, "code.py", c.src, nil, c.limits)
		var limit *pystar.LimitError
		if errors.As(err, &limit) != (c.kind != 0) || limit != nil && limit.Kind != c.kind {
			t.Errorf("%s: %v", c.name, err)
		}
		if err == nil || !strings.Contains(err.Error(), c.text) || place(err) == "nowhere" {
			t.Errorf("%s: %v at %s, want %q", c.name, err, place(err), c.text)
		}
		if c.kind == 0 && !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v should be the context's error", c.name, err)
		}
	}
}

func TestPredeclaredFunctionsGetNoLargeArguments(t *testing.T) {
	seen := 0
	take := starlark.NewBuiltin("take", func(
		_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple,
	) (starlark.Value, error) {
		seen++
		return starlark.String(args[0].String()), nil
	})
	env := starlark.StringDict{"take": take}
	v, err := pystar.Eval(t.Context(), "check", "take([1, [2]])", env, pystar.Limits{})
	if err != nil || v != starlark.String("[1, [2]]") {
		t.Errorf("take([1, [2]]) = %v, %v", v, err)
	}
	_, err = pystar.Run(t.Context(), "code.py", bomb+"take(x)", env, pystar.Limits{})
	var limit *pystar.LimitError
	if !errors.As(err, &limit) || seen != 1 {
		t.Errorf("take(x) ended with %v after %d calls", err, seen)
	}
}

// FuzzRun: whatever the text is, it ends, and does not panic.
func FuzzRun(f *testing.F) {
	for _, src := range hostile() {
		if len(src) < 500 {
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		globals, err := pystar.Run(t.Context(), "code.py", src, nil, pystar.Limits{Steps: 20_000})
		if (globals == nil) != (err != nil) {
			t.Errorf("%v with %v", globals, err)
		}
	})
}

func BenchmarkEvalCheck(b *testing.B) {
	env := starlark.StringDict{"status": starlark.MakeInt(401), "user": starlark.String("alice")}
	for b.Loop() {
		if _, err := pystar.Eval(b.Context(), "check", `status == 401 and user in ["alice", "bob"]`, env, pystar.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}
