package userclass

import (
	"errors"
	"fmt"

	"authtour/sandbox/python/pystar"

	"go.starlark.net/starlark"
)

// signal is what a statement within try asked for: break, continue, or return with a value.
type signal struct {
	what  string
	value starlark.Value
}

func (s *signal) String() string        { return s.what }
func (s *signal) Type() string          { return "signal" }
func (s *signal) Freeze()               {}
func (s *signal) Truth() starlark.Bool  { return true }
func (s *signal) Hash() (uint32, error) { return 0, errors.New("unhashable: signal") }

// cells are the variables that a try statement shares with its function.
type cells map[string]starlark.Value

var _ starlark.HasSetKey = cells{}

func (c cells) String() string        { return "cells" }
func (c cells) Type() string          { return "cells" }
func (c cells) Freeze()               {}
func (c cells) Truth() starlark.Bool  { return true }
func (c cells) Hash() (uint32, error) { return 0, errors.New("unhashable: cells") }

// Get reads a variable, which must have a value by now.
func (c cells) Get(k starlark.Value) (starlark.Value, bool, error) {
	name, _ := starlark.AsString(k)
	if v, ok := c[name]; ok {
		return v, true, nil
	}
	return nil, false, unbound(name)
}

// SetKey gives a variable its value.
func (c cells) SetKey(k, v starlark.Value) error {
	name, _ := starlark.AsString(k)
	c[name] = v
	return nil
}

func unbound(name string) error {
	return builtinException("UnboundLocalError", fmt.Sprintf("cannot access local variable '%s' where it is not associated with a value", name))
}

const handledKey = "userclass.handled"

// handled are the exceptions whose except blocks are running, the innermost last.
func handled(thread *starlark.Thread) []*exception {
	list, _ := thread.Local(handledKey).([]*exception)
	return list
}

// raise is the raise statement.
func raise(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	switch x := args[0].(type) {
	case *exception:
		return nil, x
	case *exceptionClass:
		v, err := x.CallInternal(thread, nil, nil)
		if err != nil {
			return nil, err
		}
		return nil, v.(*exception)
	case starlark.NoneType:
		list := handled(thread)
		if len(args) == 2 && len(list) > 0 {
			return nil, list[len(list)-1]
		}
		if len(args) == 2 {
			return nil, builtinException("RuntimeError", "No active exception to reraise")
		}
	}
	return nil, typeError("exceptions must derive from BaseException")
}

// try is the try statement: args are its body, the pairs of classes and handler, and the bodies of else and finally.
func (p *program) try(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	result, err := starlark.Call(thread, args[0], nil, nil)
	switch {
	case err == nil && result == starlark.None && args[2] != starlark.None:
		result, err = starlark.Call(thread, args[2], nil, nil)
	case err != nil:
		raised := p.exceptionOf(err)
		if raised == nil {
			return nil, err
		}
		result, err = p.except(thread, err, raised, args[1].(*starlark.List))
	}
	if args[3] == starlark.None || err != nil && p.exceptionOf(err) == nil {
		return result, err
	}
	last, finalErr := starlark.Call(thread, args[3], nil, nil)
	if finalErr != nil || last != starlark.None {
		return last, finalErr
	}
	return result, err
}

// except runs the first handler whose classes match. Its error is err itself if none does.
func (p *program) except(thread *starlark.Thread, err error, raised *exception, handlers *starlark.List) (starlark.Value, error) {
	for i := range handlers.Len() {
		pair := handlers.Index(i).(starlark.Tuple)
		classes, failed := starlark.Call(thread, pair[0], nil, nil)
		if failed != nil {
			return nil, failed
		}
		caught, failed := catches(classes, raised)
		if failed != nil {
			return nil, failed
		}
		if !caught {
			continue
		}
		before := handled(thread)
		thread.SetLocal(handledKey, append(before[:len(before):len(before)], raised))
		result, failed := starlark.Call(thread, pair[1], starlark.Tuple{raised}, nil)
		thread.SetLocal(handledKey, before)
		return result, failed
	}
	return nil, err
}

func catches(classes starlark.Value, raised *exception) (bool, error) {
	switch c := classes.(type) {
	case starlark.NoneType:
		return true, nil
	case *exceptionClass:
		return raised.class.derives(c), nil
	case starlark.Tuple:
		for _, one := range c {
			if ok, err := catches(one, raised); ok || err != nil || one == starlark.None {
				return ok && one != starlark.None, err
			}
		}
		return false, nil
	}
	return false, typeError("catching classes that do not inherit from BaseException is not allowed")
}

// limited tells what no except may catch: the end of the program's time, steps or memory, and the caller's own errors.
func limited(err error) bool {
	var limit *pystar.LimitError
	var outside *outsideError
	var memory exhausted
	return errors.As(err, &limit) || errors.As(err, &memory) || errors.As(err, &outside)
}

// outsideError is an error of a function of the Env, which is no exception.
type outsideError struct{ err error }

func (e *outsideError) Error() string { return e.err.Error() }
func (e *outsideError) Unwrap() error { return e.err }
