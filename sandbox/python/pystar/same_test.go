package pystar_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/python/pystar"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarktest"
)

// wide are limits that no honest program reaches.
func wide() pystar.Limits {
	return pystar.Limits{Steps: 50_000_000, Time: time.Minute, Memory: 1 << 33, Value: 1 << 24}
}

// TestProgramsDoTheSameAsUnbound runs Starlark's own tests twice, as they are and rewritten: what they print, the errors
// and the places of errors must be alike.
func TestProgramsDoTheSameAsUnbound(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "go.starlark.net").Output()
	if err != nil {
		t.Skip("the go command, which knows where Starlark's own tests lie, does not run here")
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "starlark", "testdata")
	chunks := 0
	for _, name := range []string{
		"assign", "bool", "builtins", "bytes", "control", "dict", "float", "function", "function_param", "int", "list",
		"misc", "set", "string", "tuple", "while",
	} {
		data, err := os.ReadFile(filepath.Join(dir, name+".star"))
		if err != nil {
			t.Skipf("Starlark's own tests are not here: %v", err)
		}
		for chunk := range bytes.SplitSeq(data, []byte("\n---\n")) {
			chunks++
			sameOutcome(t, name, string(chunk))
		}
	}
	if chunks < 80 {
		t.Errorf("only %d pieces of Starlark's tests were run", chunks)
	}
}

// tooLong are the lines of Starlark's tests that make a value of terabytes.
var tooLong = regexp.MustCompile(`.*(repeat count \d+ too large|excessive repeat).*`)

// otherwise are the pieces of Starlark's tests whose outcome differs, with the reason.
func otherwise(src string) string {
	switch {
	case strings.Contains(src, "z += 3 ###"), strings.Contains(src, "(a) += 5 ###"):
		return "x += 1 is x = x + 1, so that an undefined name is found before the program runs"
	case strings.Contains(src, "cyclic = [1, 2, 3] # list cycle"):
		return "what holds itself is not printed or compared, since it is too large"
	}
	return ""
}

func sameOutcome(t *testing.T, name, src string) {
	t.Helper()
	src = strings.ReplaceAll(src, "load(\"assert.star\"", "pass #")
	src = tooLong.ReplaceAllString(src, "") // refused by both, but in other words
	if otherwise(src) != "" {
		return
	}
	plain := &starlark.Thread{Print: func(*starlark.Thread, string) {}}
	want := &reporter{}
	starlarktest.SetReporter(plain, want)
	env := testEnvironment(t)
	_, err := starlark.ExecFileOptions(pystar.Options(), plain, name, src, env)
	want.Error(describe(err))

	file, err := pystar.Options().Parse(name, src, 0)
	if err != nil {
		want.compare(t, name, src, describe(err))
		return
	}
	thread, stop := pystar.NewThread(t.Context(), name, wide())
	defer stop()
	got := &reporter{}
	starlarktest.SetReporter(thread, got)
	_, err = pystar.Exec(thread, file, env)
	got.Error(describe(err))
	want.compare(t, name, src, got.String())
}

// reporter gathers what the assertions of a test say.
type reporter struct{ strings.Builder }

// Error is what starlarktest calls.
func (r *reporter) Error(args ...any) { _, _ = fmt.Fprintln(r, args...) }

func (r *reporter) compare(t *testing.T, name, src, got string) {
	t.Helper()
	if got = strings.TrimSpace(got); got != strings.TrimSpace(r.String()) {
		t.Errorf("in %s:\n%.1000s\n got %s\nwant %s", name, src, got, r)
	}
}

// describe is the text of an error with its place in the program.
func describe(err error) string {
	var eval *starlark.EvalError
	if err == nil || !errors.As(err, &eval) {
		return errorText(err)
	}
	text := eval.Msg
	for _, frame := range eval.CallStack {
		if frame.Pos.Filename() != "<builtin>" {
			text += " " + frame.Pos.String()
		}
	}
	return text
}

func errorText(err error) string {
	if err == nil {
		return "no error"
	}
	return err.Error()
}

// testEnvironment is what Starlark's tests load.
func testEnvironment(t *testing.T) starlark.StringDict {
	t.Helper()
	module, err := starlarktest.LoadAssertModule()
	if err != nil {
		t.Fatal(err)
	}
	return module
}
