package lessons

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"authtour/sandbox/python/pystar"
)

// maxSteps bounds an expression: far more than a condition needs, and over at once.
const maxSteps = 100_000

// names returns what an expression may use, beside Starlark's own.
func names() []string {
	keys := scope(Attempt{}).Keys()
	slices.Sort(keys)
	return keys
}

// compile looks whether expr can be run. If not it says in which line of it, counted from 1, what is wrong.
func compile(expr string) (line int, wrong string) {
	_, err := starlark.ExprFuncOptions(&syntax.FileOptions{}, "check", expr, scope(Attempt{}))
	if err == nil {
		return 0, ""
	}
	var unread syntax.Error
	var unknown resolve.ErrorList
	switch {
	case errors.As(err, &unread):
		return int(unread.Pos.Line), unread.Msg
	case errors.As(err, &unknown) && len(unknown) > 0:
		return int(unknown[0].Pos.Line), unknown[0].Msg
	}
	return 1, err.Error()
}

// holds runs expr over env, bounded in steps, time and memory, and tells whether its value is true, as Python understands it.
func holds(expr string, env starlark.StringDict) (bool, error) {
	value, err := pystar.Eval(context.Background(), "check", expr, env, pystar.Limits{Steps: maxSteps})
	if err != nil {
		return false, fmt.Errorf("running %q: %w", expr, err)
	}
	return bool(value.Truth()), nil
}
