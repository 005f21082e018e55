package userclass

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"authtour/sandbox/python/pysource"
	"authtour/sandbox/python/pystar"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// program is a text that was executed once: its names, which no request changes.
type program struct {
	file    string
	globals starlark.StringDict
	errors  exceptions
	words   *reworder
}

// Class is an authentication class out of a text. It can be used by many requests at once.
type Class struct {
	// Name is the class's name.
	Name string
	// Line is where it begins.
	Line    int
	program *program
	class   *userClass
}

// Compile reads the text of a file that holds an authentication class, and executes what stands at its top level, as
// an import would. If there are several such classes it takes the last one. It fails with a *pysource.Error at the
// place of the fault, which for an exception is the line that raised it.
func Compile(name, text string) (*Class, error) {
	p := &program{file: name, errors: newExceptions(), words: newReworder()}
	env := p.environment()
	source, err := pysource.Parse(name, text, pysource.Dialect{
		Import: importable, Name: unavailable, Known: env.Has, Attributes: true, Equality: true,
	})
	if err != nil {
		return nil, err //nolint:wrapcheck // it has the place
	}
	thread, stop := pystar.NewThread(context.Background(), name, pystar.Limits{})
	defer stop()
	if p.globals, err = pystar.Exec(thread, source.File, env); err != nil {
		return nil, p.compileError(err)
	}
	for i := len(source.Classes) - 1; i >= 0; i-- {
		id := source.Classes[i]
		if c, ok := p.globals[id.Name].(*userClass); ok {
			return &Class{Name: c.name, Line: int(id.NamePos.Line), program: p, class: c}, nil
		}
	}
	return nil, p.errorAt(1, "this text defines no authentication class: write class CustomAuthentication(BaseAuthentication): with a method authenticate(self, request)")
}

func (p *program) errorAt(line int, format string, args ...any) error {
	return &pysource.Error{Pos: syntax.MakePosition(&p.file, int32(max(line, 1)), 1), Text: fmt.Sprintf(format, args...)}
}

// compileError puts what went wrong at the top level where it was written.
func (p *program) compileError(err error) error {
	var resolved resolve.ErrorList
	if errors.As(err, &resolved) && len(resolved) > 0 {
		return &pysource.Error{Pos: resolved[0].Pos, Text: resolved[0].Msg}
	}
	raised := p.exceptionOf(err)
	if raised == nil {
		return p.errorAt(p.line(err), "%s", limitText(err))
	}
	text := raised.class.name + ": " + raised.str()
	if raised.note != "" {
		text += "; " + raised.note
	}
	return p.errorAt(raised.line, "%s", strings.TrimSuffix(text, ": "))
}

const callKey = "userclass.call"

// call is one request's use of a class.
type call struct {
	ctx context.Context //nolint:containedctx // it lives as long as the call
	env Env
	p   *program
}

func callOf(thread *starlark.Thread) (*call, error) {
	c, ok := thread.Local(callKey).(*call)
	if !ok {
		return nil, notHere("this works only while a request is being authenticated: put it into a method")
	}
	return c, nil
}

// Authenticate makes an instance of the class and calls its authenticate(request), as DRF's Request._authenticate does
// (rest_framework/request.py), the unpacking of what it returns included. The error is one of the Env's functions that
// is no exception, or of ctx; whatever the class does wrong is an Outcome. A class that runs into a limit has raised a
// RuntimeError that says so.
func (c *Class) Authenticate(ctx context.Context, env Env) (Outcome, error) {
	result, raised, err := c.run(ctx, env, "authenticate")
	if err != nil || raised != nil {
		return Outcome{Raised: raised}, err
	}
	if result == starlark.None {
		return Outcome{}, nil
	}
	identity, failed := unpack(result)
	if failed != nil {
		return Outcome{Raised: failed.raised()}, nil
	}
	return Outcome{Identity: identity}, nil
}

// AuthenticateHeader calls authenticate_header(request). The text is empty where it returned None or another false
// value: then there is no challenge.
func (c *Class) AuthenticateHeader(ctx context.Context, env Env) (string, *Raised, error) {
	result, raised, err := c.run(ctx, env, "authenticate_header")
	if err != nil || raised != nil || !bool(result.Truth()) {
		return "", raised, err
	}
	return strOf(result), nil, nil
}

// run calls a method of a new instance with the request.
func (c *Class) run(ctx context.Context, env Env, method string) (starlark.Value, *Raised, error) {
	current := &call{ctx: ctx, env: env, p: c.program}
	enter := starlark.NewBuiltin(method, func(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		thread.SetLocal(callKey, current)
		thread.Print = func(_ *starlark.Thread, text string) { current.print(text) }
		self, err := starlark.Call(thread, c.class, nil, nil)
		if err != nil {
			return nil, err //nolint:wrapcheck // an exception of the program's
		}
		fn, err := self.(*instance).Attr(method)
		if err != nil {
			return nil, err
		}
		return starlark.Call(thread, fn, starlark.Tuple{&request{call: current}}, nil) //nolint:wrapcheck // an exception of the program's
	})
	result, err := pystar.Call(ctx, enter, nil, nil, pystar.Limits{})
	if err == nil {
		return result, nil, nil
	}
	raised, err := c.program.outcome(ctx, err)
	return nil, raised, err
}

// outcome tells an exception from an error that is the caller's.
func (p *program) outcome(ctx context.Context, err error) (*Raised, error) {
	var outside *outsideError
	switch {
	case errors.As(err, &outside):
		return nil, outside.err
	case ctx.Err() != nil:
		return nil, fmt.Errorf("authenticating: %w", ctx.Err())
	case limited(err):
		e := builtinException("RuntimeError", limitText(err))
		e.line, e.note = p.line(err), "this is a limit of the sandbox, not of Python"
		return e.raised(), nil
	}
	if e := p.exceptionOf(err); e != nil {
		return e.raised(), nil
	}
	return nil, fmt.Errorf("authenticating: %w", err)
}

// limitText says which limit was reached, without the words that wrap it.
func limitText(err error) string {
	var limit *pystar.LimitError
	var memory exhausted
	switch {
	case errors.As(err, &limit):
		return limit.Error()
	case errors.As(err, &memory):
		return memory.Error()
	}
	return err.Error()
}

func (c *call) print(text string) {
	if c.env.Print != nil {
		c.env.Print(text)
	}
}

// unpack is self.user, self.auth = user_auth_tuple.
func unpack(v starlark.Value) (*Identity, *exception) {
	pair, ok := v.(starlark.Indexable)
	if !ok {
		e := builtinException("TypeError", fmt.Sprintf("cannot unpack non-iterable %s object", typeName(v)))
		e.note = "authenticate() has to return None or a pair such as (user, None)"
		return nil, e
	}
	if n := pair.Len(); n != 2 {
		text := "too many values to unpack (expected 2)"
		if n < 2 {
			text = fmt.Sprintf("not enough values to unpack (expected 2, got %d)", n)
		}
		e := builtinException("ValueError", text)
		e.note = "authenticate() has to return None or a pair such as (user, None)"
		return nil, e
	}
	identity := &Identity{}
	switch user := pair.Index(0).(type) {
	case starlark.NoneType:
	case anonymous:
		identity.Anonymous = true
	case *userObject:
		identity.User = &user.row
	default:
		e := builtinException("AttributeError", fmt.Sprintf("'%s' object has no attribute 'is_authenticated'", typeName(user)))
		e.note = "the first of the pair has to be a User: permissions ask it for is_authenticated"
		return nil, e
	}
	if auth := pair.Index(1); auth != starlark.None {
		identity.Auth = toPython(auth)
	}
	return identity, nil
}
