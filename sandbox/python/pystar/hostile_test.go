package pystar_test

import (
	"errors"
	"maps"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/python/pystar"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// most is how much the heap may grow while a program of the default limits runs.
const most = 64 << 20

// bomb makes x, a list that prints as a thousand to the tenth parts and takes no memory; key, the same as a tuple.
const bomb = `
x = [0] * 1000
y = [0] * 1000
key = (0,) * 50
for i in range(9):
    x = [x] * 1000
    y = [y] * 1000
    key = (key,) * 50
`

// hostile are programs that want too much, by what they do.
func hostile() map[string]string {
	all := map[string]string{}
	for _, some := range []map[string]string{growing(), keeping(), deep(), unreadable()} {
		maps.Copy(all, some)
	}
	return all
}

func growing() map[string]string {
	return map[string]string{
		"endless loop":           "while True: pass",
		"long loop":              "for i in range(1000000000000000000): pass",
		"repeated list":          "[1] * 200000000",
		"repeated text":          `"a" * 1000000000`,
		"repeated from the left": `1000000000 * "a"`,
		"repeated tuple":         "(1,) * 200000000",
		"repeated bytes":         `b"a" * 1000000000`,
		"repeated in place":      "x = [1]\nx *= 1000000000",
		"doubled text":           "x = 'a'\nfor i in range(60): x = x + x",
		"doubled in place":       "x = 'a'\nfor i in range(60): x += x",
		"doubled list":           "x = [1]\nfor i in range(60): x += x",
		"doubled item":           "x = [[1]]\nfor i in range(60): x[0] += x[0]",
		"doubled by extend":      "x = [1]\nfor i in range(60): x.extend(x)",
		"doubled by getattr":     "x = [1]\nfor i in range(60): getattr(x, 'extend')(x)",
		"doubled by method":      "x = [1]\nf = x.extend\nfor i in range(60): f(x)",
		"doubled by percent":     `x = "a"` + "\nfor i in range(60): x = '%s%s' % (x, x)",
		"doubled by named":       `x = "a"` + "\nfor i in range(60): x = '%(a)s%(a)s' % {'a': x}",
		"doubled by format":      `x = "a"` + "\nfor i in range(60): x = '{0}{0}'.format(x)",
		"doubled by join":        `x = "a"` + "\nfor i in range(60): x = ''.join([x, x])",
		"doubled by replace":     `x = "a"` + "\nfor i in range(60): x = x.replace('a', 'aa')",
		"replaced nothing":       `x = "a"` + "\nfor i in range(60): x = x.replace('', 'aa')",
		"doubled by repr":        `x = "\\"` + "\nfor i in range(60): x = repr(x)",
		"doubled dict":           "x = {0: 0}\nfor i in range(60):\n    x = x | {(i, k): 0 for k in x}",
		"doubled set":            "x = set([0])\nfor i in range(60):\n    x = x | set([(i, k) for k in x])",
		"squared number":         "x = 3\nfor i in range(60): x = x * x",
		"shifted number":         "x = 1\nwhile True: x = x << 511",
		"long number":            "int('9' * 1000000)",
		"list of a range":        "list(range(1000000000))",
		"tuple of a range":       "tuple(range(1000000000))",
		"sorted range":           "sorted(range(1000000000))",
		"largest of a range":     "max(range(1000000000000))",
		"any of a range":         "any(range(0, -1000000000000, -1))\nall(range(1, 1000000000000))",
		"pairs of a range":       "zip(range(1000000000), range(1000000000))",
		"numbered range":         "enumerate(range(1000000000))",
		"set of a range":         "set(range(1000000000))",
		"reversed range":         "reversed(range(1000000000))",
		"spread range":           "(lambda *a: 0)(*range(1000000000))",
		"extended by a range":    "[].extend(range(1000000000))",
		"added range":            "x = []\nx += range(1000000000)",
	}
}

// TestRecursionIsRefused even where the tree asks for it.
func TestRecursionIsRefused(t *testing.T) {
	options := pystar.Options()
	options.Recursion = true
	file, err := options.Parse("code.py", "def f(n): return f(n + 1)\nf(0)", 0)
	if err != nil {
		t.Fatal(err)
	}
	thread, stop := pystar.NewThread(t.Context(), "code", pystar.Limits{})
	defer stop()
	if _, err := pystar.Exec(thread, file, nil); err == nil || !strings.Contains(err.Error(), "recursively") {
		t.Errorf("ended with %v", err)
	}
}

// keeping are those whose values are small and many.
func keeping() map[string]string {
	return map[string]string{
		"kept texts":           "x = []\nfor i in range(1000000): x.append(('a' * 100000).upper())",
		"kept slices":          "y = [0] * 60000\nx = []\nfor i in range(1000000): x.append(y[1:])",
		"kept copies":          "y = {i: 0 for i in range(5000)}\nx = []\nfor i in range(1000000): x.append(y.items())",
		"kept dicts":           "x = []\nfor i in range(10000000): x.append({})",
		"kept lists":           "x = []\nfor i in range(10000000): x.append([])",
		"kept functions":       "x = []\nfor i in range(10000000): x.append(lambda: i)",
		"kept keys":            "x = {}\nfor i in range(10000000): x[i] = i",
		"kept in a set":        "x = set()\nfor i in range(10000000): x.add(i)",
		"comprehension":        "[i for i in range(10000000)]",
		"nested comprehension": "[[0 for j in range(1000)] for i in range(100000)]",
		"dict comprehension":   "{i: [i] for i in range(10000000)}",
		"split text":           "('a ' * 400000).split()",
		"split characters":     "('a,' * 400000).split(',')",
		"text by character":    "x = 'a' * 1000000\nx.elems()",
	}
}

// deep are those whose values take no memory and much time.
func deep() map[string]string {
	return map[string]string{
		"shown":                  bomb + "str(x)",
		"shown by percent":       bomb + "'%r' % x",
		"shown by the list":      bomb + "'%r' % [x]",
		"shown by format":        bomb + "'{}'.format(x)",
		"shown by fail":          bomb + "fail(x)",
		"printed":                bomb + "print(x)",
		"compared":               bomb + "x == y",
		"ordered":                bomb + "x < y",
		"compared in a list":     bomb + "x in [y]",
		"found":                  bomb + "[y].index(x)",
		"removed":                bomb + "[y].remove(x)",
		"sorted":                 bomb + "sorted([x, y])",
		"sorted by key":          bomb + "sorted([1, 2], key = lambda i: x if i == 1 else y)",
		"largest":                bomb + "max(x, y)",
		"key read":               bomb + "{}[key]",
		"key stored":             bomb + "x = {}\nx[key] = 0",
		"key of a display":       bomb + "x = {key: 0}",
		"key of a comprehension": bomb + "x = {key: 0 for i in range(1)}",
		"key looked for":         bomb + "key in {}",
		"key got":                bomb + "{}.get(key)",
		"key set":                bomb + "{}.setdefault(key)",
		"key added":              bomb + "x = set()\nx.add(key)",
		"key of a set":           bomb + "set([key])",
		"key of a dict":          bomb + "dict([(key, 0)])",
		"key of an update":       bomb + "{}.update([(key, 0)])",
		"hashed":                 bomb + "hash(key)",
		"kept as it is":          bomb,
		"kept by a function":     bomb + "x = 0\ny = 0\nf = lambda a=key: a\nkey = 0",
		"kept by a closure":      bomb + "x = 0\ny = 0\ndef g():\n    k = key\n    return lambda: k\nf = g()\nkey = 0",
		"kept in itself":         "x = []\nx.append(x)",
	}
}

// unreadable are those which are hard on what reads them.
func unreadable() map[string]string {
	return map[string]string{
		"brackets":               "x = " + strings.Repeat("[", 30000) + strings.Repeat("]", 30000),
		"signs":                  "x = " + strings.Repeat("-", 60000) + "1",
		"negations":              "x = " + strings.Repeat("not ", 15000) + "1",
		"conditions":             "x = " + strings.Repeat("1 if 0 else ", 5000) + "1",
		"chained additions":      "x = 1" + strings.Repeat("+1", 30000),
		"functions in functions": "x = " + strings.Repeat("lambda: ", 8000) + "1",
		"long program":           strings.Repeat("#", 70000),
	}
}

// TestHostileProgramsEndWithinTheirLimits runs each of them with the default limits, except for the time, so that what
// ends them does not depend on the machine.
func TestHostileProgramsEndWithinTheirLimits(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // what is thrown away does not count
	for name, src := range hostile() {
		t.Run(name, func(t *testing.T) {
			stop := make(chan struct{})
			peak := watchHeap(stop)
			began := time.Now()
			_, err := pystar.Run(t.Context(), "hostile.py", src, nil, pystar.Limits{Time: time.Hour})
			took := time.Since(began)
			close(stop)
			if grown := <-peak; grown > most {
				t.Errorf("the heap grew by %d MiB", grown>>20)
			} else {
				t.Logf("%v, %d MiB: %v", took.Round(time.Millisecond), grown>>20, err)
			}
			var limit *pystar.LimitError
			var unread syntax.Error // Starlark's parser has a limit of nesting too
			if !errors.As(err, &unread) && (!errors.As(err, &limit) || limit.Kind == pystar.TimeLimit) {
				t.Errorf("ended with %v, which is no limit", err)
			}
		})
	}
}

// watchHeap tells, once stop is closed, by how much the heap had grown at most.
func watchHeap(stop <-chan struct{}) <-chan uint64 {
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	result := make(chan uint64, 1)
	go func() {
		var most uint64
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc+now.StackInuse-min(before.HeapAlloc+before.StackInuse, now.HeapAlloc+now.StackInuse))
			select {
			case <-stop:
				result <- most
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	return result
}

func TestCallsStayWithinTheirLimits(t *testing.T) {
	globals, err := pystar.Run(t.Context(), "code.py", `
def ok(n): return "a" * n
def loop():
    while True: pass
def keep():
    x = [0]
    for i in range(9): x = [x] * 1000
    return x
`, nil, pystar.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for name, kind := range map[string]pystar.Kind{"loop": pystar.StepLimit, "keep": pystar.ValueLimit} {
		_, err := pystar.Call(t.Context(), globals[name], nil, nil, pystar.Limits{Time: time.Hour})
		var limit *pystar.LimitError
		if !errors.As(err, &limit) || limit.Kind != kind {
			t.Errorf("%s ended with %v", name, err)
		}
	}
	v, err := pystar.Call(t.Context(), globals["ok"], starlark.Tuple{starlark.MakeInt(3)}, nil, pystar.Limits{})
	if err != nil || v != starlark.String("aaa") {
		t.Errorf("ok(3) = %v, %v", v, err)
	}
	_, err = pystar.Call(t.Context(), globals["ok"], starlark.Tuple{starlark.MakeInt(1 << 30)}, nil, pystar.Limits{})
	var eval *starlark.EvalError
	if !errors.As(err, &eval) || !strings.Contains(eval.Backtrace(), "code.py:2:23") {
		t.Errorf("the error does not tell where: %s", eval.Backtrace())
	}
}
