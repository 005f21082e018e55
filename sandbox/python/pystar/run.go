package pystar

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// maxSource is how long a program may be: reading it takes stack for each bracket that is open.
const maxSource = 64 << 10

// Options is the dialect that Run reads: Python's loops and conditions at the top, while, set, and names that can be
// given another value.
func Options() *syntax.FileOptions {
	return &syntax.FileOptions{Set: true, While: true, TopLevelControl: true, GlobalReassign: true}
}

// Run parses and executes a program; see Exec. The name is that of its file, for errors. It fails with a syntax.Error
// or resolve.ErrorList if the text is no program.
func Run(ctx context.Context, name, src string, predeclared starlark.StringDict, l Limits) (starlark.StringDict, error) {
	if len(src) > maxSource {
		return nil, limitError(SourceLimit, "the program is longer than %d bytes", maxSource)
	}
	file, err := Options().Parse(name, src, 0)
	if err != nil {
		return nil, err
	}
	thread, stop := NewThread(ctx, name, l)
	defer stop()
	globals, err := Exec(thread, file, predeclared)
	return globals, finish(ctx, thread, err)
}

// Exec executes a program that was parsed elsewhere, and returns its globals, which nothing can change any more. It
// changes the tree, so that a tree can be executed once only. No function may call itself. It fails with a *LimitError, with resolve.ErrorList, or
// with the *starlark.EvalError of the program; the globals are nil then.
func Exec(thread *starlark.Thread, file *syntax.File, predeclared starlark.StringDict) (starlark.StringDict, error) {
	if err := rewrite(file); err != nil {
		return nil, err
	}
	options := *file.Options
	options.Recursion = false // it would take stack, which nothing counts
	file.Options = &options
	env := environment(predeclared, options.Set)
	program, err := starlark.FileProgram(file, env.Has)
	if err != nil {
		return nil, err
	}
	globals, err := program.Init(thread, env)
	if err != nil {
		return nil, finish(context.Background(), thread, err)
	}
	maps.DeleteFunc(globals, func(name string, _ starlark.Value) bool { return strings.HasPrefix(name, temporary) })
	b := budgetOf(thread)
	for _, name := range globals.Keys() {
		if v := globals[name]; !within(v, b.limits.Value) || !freezable(v, b.limits.Value) {
			return nil, fmt.Errorf("keeping %s: %w", name, b.tooLarge())
		}
	}
	globals.Freeze()
	return globals, nil
}

// Eval is Run of a single expression.
func Eval(ctx context.Context, name, expr string, predeclared starlark.StringDict, l Limits) (starlark.Value, error) {
	if len(expr) > maxSource {
		return nil, limitError(SourceLimit, "the expression is longer than %d bytes", maxSource)
	}
	options := Options()
	tree, err := options.ParseExpr(name, expr, 0)
	if err != nil {
		return nil, err
	}
	start, _ := tree.Span()
	file := &syntax.File{Path: name, Options: options, Stmts: []syntax.Stmt{&syntax.AssignStmt{
		OpPos: start, Op: syntax.EQ, LHS: &syntax.Ident{NamePos: start, Name: resultName}, RHS: tree,
	}}}
	thread, stop := NewThread(ctx, name, l)
	defer stop()
	globals, err := Exec(thread, file, predeclared)
	if err != nil {
		return nil, finish(ctx, thread, err)
	}
	return globals[resultName], nil
}

// resultName is the global of Eval. No program can name it.
const resultName = "expression"

// Call calls a function of a program on a thread of its own. It fails as Exec does, and if the result is larger than a
// value may be.
func Call(
	ctx context.Context, fn starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple, l Limits,
) (starlark.Value, error) {
	thread, stop := NewThread(ctx, "call", l)
	defer stop()
	v, err := starlark.Call(thread, fn, args, kwargs)
	if err != nil {
		return nil, finish(ctx, thread, err)
	}
	if b := budgetOf(thread); !within(v, b.limits.Value) {
		return nil, b.tooLarge()
	}
	return v, nil
}
