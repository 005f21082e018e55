package userclass

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

const percent = syntax.PERCENT

// environment is what a text finds without importing anything, and the helpers of pysource.
func (p *program) environment() starlark.StringDict {
	env := starlark.StringDict{}
	for _, name := range strings.Fields("None True False abs all any bool chr dict enumerate float int len list max min ord range reversed set sorted tuple zip") {
		env[name] = starlark.Universe[name]
	}
	for name, class := range p.errors {
		if !class.api && slices.Contains(pythonExceptions(), name) {
			env[name] = class
		}
	}
	for name, fn := range map[string]builtinFunc{
		"bytes": makeBytes, "str": toStr, "repr": toRepr, "print": printed, "isinstance": isinstance, "hasattr": hasattr, "getattr": getattr, "type": typeOf,
		".import": p.imports, ".class": p.makeClass, ".raise": raise, ".try": p.try, ".attr": attr, ".equal": equal, ".is": identical,
		".format": format, ".undefined": p.undefined,
		".returned": func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			return &signal{"return", args[0]}, nil
		},
		".value": func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			return args[0].(*signal).value, nil
		},
		".cells": func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return cells{}, nil
		},
	} {
		env[name] = starlark.NewBuiltin(strings.TrimPrefix(name, "."), fn)
	}
	env["__name__"] = starlark.String("myapp.authentication")
	env[".break"], env[".continue"] = &signal{what: "break"}, &signal{what: "continue"}
	return env
}

// pythonExceptions are those that Python knows without an import.
func pythonExceptions() []string {
	var list []string
	for line := range strings.Lines(hierarchy) {
		if name, _, _ := strings.Cut(line, " "); name != "" && !strings.Contains(name, ".") && name != "\n" {
			if name == "ObjectDoesNotExist" {
				break
			}
			list = append(list, name)
		}
	}
	return list
}

// unavailable says why a name of Python's own is missing, or returns "".
func unavailable(name string) string {
	switch name {
	case "open", "input", "__import__", "eval", "exec", "compile", "globals", "locals", "vars", "breakpoint", "exit", "quit":
		return name + "() is not available here: a class reads the request and the database, nothing else"
	case "super":
		return "super() is not available here: BaseAuthentication's own methods do nothing"
	case "property", "staticmethod", "classmethod", "object", "setattr", "delattr", "iter", "next", "map", "filter", "memoryview",
		"bytearray", "complex", "frozenset", "divmod", "pow", "round", "sum", "callable", "dir", "id", "hash", "format", "ascii",
		"bin", "hex", "oct", "slice":
		return name + " is not available here: write it out with a loop, a list or a method of your own"
	case "true", "false", "null", "none":
		return "name '" + name + "' is not defined; Python writes True, False and None"
	}
	return ""
}

// undefined is a name that nothing bound, when it is reached.
func (p *program) undefined(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	name, _ := starlark.AsString(args[0])
	e := builtinException("NameError", fmt.Sprintf("name '%s' is not defined", name))
	if line := importLine(p.modules(), name); line != "" {
		e.note = "the line \"" + line + "\" is missing"
	}
	return nil, e
}

func toStr(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 0 && len(kwargs) == 0 {
		return starlark.String(""), nil
	}
	bytes, isBytes := args[0].(starlark.Bytes)
	if len(args)+len(kwargs) > 1 && isBytes {
		encoding, err := codec(b.Name(), args[1:], kwargs)
		if err != nil {
			return nil, err
		}
		s, err := decode(encoding, []byte(bytes))
		return starlark.String(s), err
	}
	if len(args) != 1 || len(kwargs) > 0 {
		return nil, typeError("decoding to str: need a bytes-like object, " + typeName(args[0]) + " found")
	}
	return starlark.String(strOf(args[0])), nil
}

func makeBytes(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 0 {
		return starlark.Bytes(""), nil
	}
	switch v := args[0].(type) {
	case starlark.Bytes:
		return v, nil
	case starlark.String:
		if len(args)+len(kwargs) == 1 {
			return nil, typeError("string argument without an encoding")
		}
		encoding, err := codec(b.Name(), args[1:], kwargs)
		if err != nil {
			return nil, err
		}
		raw, err := encode(encoding, string(v))
		return starlark.Bytes(raw), err
	}
	return nil, notHere("bytes() makes bytes of a str here, not of " + typeName(args[0]))
}

func toRepr(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	if len(args) != 1 {
		return nil, typeError(fmt.Sprintf("repr() takes exactly one argument (%d given)", len(args)))
	}
	return starlark.String(reprOf(args[0])), nil
}

func printed(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	parts := make([]string, len(args))
	for i, arg := range args {
		parts[i] = strOf(arg)
	}
	thread.Print(thread, strings.Join(parts, " "))
	return starlark.None, nil
}

// equal is x == y. The trace hears of the comparison of two texts.
func equal(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	same, err := starlark.Equal(args[0], args[1])
	if err != nil {
		return nil, err //nolint:wrapcheck // Starlark's own words
	}
	x, first := starlark.AsString(args[0])
	y, second := starlark.AsString(args[1])
	if c, err := callOf(thread); err == nil && first && second {
		c.env.Trace.Compared("==", x, y, same)
	}
	return starlark.Bool(same), nil
}

// identical is x is y, for what can be told apart: None, True, False, classes and objects of ours.
func identical(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	x, y := args[0], args[1]
	if typeName(x) != typeName(y) {
		return starlark.False, nil
	}
	same, err := starlark.Equal(x, y)
	return starlark.Bool(same), err //nolint:wrapcheck // Starlark's own words
}

// format joins the parts of an f-string.
func format(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	var b strings.Builder
	for _, part := range args {
		pair, isField := part.(starlark.Tuple)
		switch {
		case !isField:
			b.WriteString(strOf(part))
		case pair[1] == starlark.String("r") || pair[1] == starlark.String("a"):
			b.WriteString(reprOf(pair[0]))
		default:
			b.WriteString(strOf(pair[0]))
		}
	}
	return starlark.String(b.String()), nil
}

// isinstance knows the types that have a name here.
func isinstance(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	if len(args) != 2 {
		return nil, typeError(fmt.Sprintf("isinstance expected 2 arguments, got %d", len(args)))
	}
	v := args[0]
	switch class := args[1].(type) {
	case starlark.Tuple:
		for _, one := range class {
			if ok, err := isinstance(nil, nil, starlark.Tuple{v, one}, nil); ok == starlark.True || err != nil {
				return ok, err
			}
		}
		return starlark.False, nil
	case *exceptionClass:
		e, ok := v.(*exception)
		return starlark.Bool(ok && e.class.derives(class)), nil
	case *userClass:
		i, ok := v.(*instance)
		return starlark.Bool(ok && i.class == class), nil
	case *model:
		return starlark.Bool(typeName(v) == class.name), nil
	case *starlark.Builtin:
		name := typeName(v)
		return starlark.Bool(name == class.Name() || name == "bool" && class.Name() == "int"), nil
	}
	return nil, typeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
}

func hasattr(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	if len(args) != 2 {
		return nil, typeError(fmt.Sprintf("hasattr expected 2 arguments, got %d", len(args)))
	}
	name, _ := starlark.AsString(args[1])
	v, err := attribute(args[0], name)
	return starlark.Bool(v != nil), err
}

func getattr(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) != 2 && len(args) != 3 {
		return nil, typeError(fmt.Sprintf("getattr expected 2 or 3 arguments, got %d", len(args)))
	}
	name, _ := starlark.AsString(args[1])
	v, err := attribute(args[0], name)
	if err != nil || v != nil {
		return v, err
	}
	if len(args) == 3 {
		return args[2], nil
	}
	return attr(thread, b, args, kwargs)
}

func typeOf(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	if len(args) != 1 {
		return nil, typeError("type() takes 1 argument here")
	}
	if i, ok := args[0].(*instance); ok {
		return i.class, nil
	}
	if e, ok := args[0].(*exception); ok {
		return e.class, nil
	}
	return frameworkClass{typeName(args[0])}, nil
}
