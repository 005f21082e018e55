package pystar

import "go.starlark.net/starlark"

// The functions that the rewriting calls, beside the operators.
const (
	methodRead = "method"
	sliceRead  = "slice"
	keyRead    = "key"
	keyStored  = "store"
	dictMade   = "dict"
	argsSpread = "args"
)

// environment is what a program finds beside its own names: what the caller gives it, and this package's functions in
// place of some of Starlark's.
func environment(predeclared starlark.StringDict, withSet bool) starlark.StringDict {
	env := starlark.StringDict{}
	add := func(name string, fn builtinFunc) { env[temporary+name] = starlark.NewBuiltin(name, fn) }
	operators(add)
	add(methodRead, one(func(_ *budget, v starlark.Value) (starlark.Value, error) { return guarded(v), nil }))
	add(sliceRead, one(func(b *budget, v starlark.Value) (starlark.Value, error) { return v, b.checkSlice(v) }))
	add(keyRead, one(func(b *budget, v starlark.Value) (starlark.Value, error) { return v, b.checkKey(v) }))
	add(keyStored, one(func(b *budget, v starlark.Value) (starlark.Value, error) {
		return v, guardNewKey(b, nil, starlark.Tuple{v}, nil)
	}))
	add(dictMade, one(func(b *budget, v starlark.Value) (starlark.Value, error) { return v, b.take(dictSize) }))
	add(argsSpread, one(func(b *budget, v starlark.Value) (starlark.Value, error) { return v, b.take(size(v)) }))
	for _, name := range []string{
		"any", "all", "bytes", "dict", "enumerate", "fail", "float", "hash", "int", "list", "max", "min", "print", "repr",
		"reversed", "set", "sorted", "str", "tuple", "zip",
	} {
		if name != "set" || withSet {
			env[name] = bounded(starlark.Universe[name].(*starlark.Builtin))
		}
	}
	env["getattr"] = getattr()
	for name, v := range predeclared {
		if fn, ok := v.(*starlark.Builtin); ok && fn.Receiver() == nil {
			v = bounded(fn)
		}
		env[name] = v
	}
	return env
}

// one makes a function of one argument that the rewriting calls.
func one(fn func(*budget, starlark.Value) (starlark.Value, error)) builtinFunc {
	return func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		v, err := fn(budgetOf(thread), args[0])
		if err != nil {
			return nil, err
		}
		return v, nil
	}
}

// checkSlice counts the copy that a slice of a list makes; a text shares its memory.
func (b *budget) checkSlice(v starlark.Value) error {
	switch v.(type) {
	case *starlark.List, starlark.Tuple:
		return b.take(size(v))
	}
	return nil
}

// bounded is fn with arguments that are, all together, no larger than a value may be.
func bounded(fn *starlark.Builtin) *starlark.Builtin {
	return starlark.NewBuiltin(fn.Name(), func(
		thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple,
	) (starlark.Value, error) {
		b := budgetOf(thread)
		if err := guardAll(b, starlark.None, args, kwargs); err != nil {
			return nil, err
		}
		if err := b.take(overhead(fn.Name())); err != nil {
			return nil, err
		}
		if fn.Name() == "int" && len(args) > 0 && starlark.Len(args[0]) > maxIntBits/3 {
			return nil, limitError(ValueLimit, "the number would have more than %d bits", maxIntBits)
		}
		switch fn.Name() {
		case "sorted", "max", "min":
			kwargs = boundKey(kwargs)
		}
		v, err := fn.CallInternal(thread, args, kwargs)
		if err != nil {
			return nil, err
		}
		return guarded(v), nil
	})
}

// overhead is what the result of a function takes beside what it was given.
func overhead(name string) int64 {
	if name == "dict" || name == "set" {
		return dictSize
	}
	return 4 * scalarSize
}

// boundKey makes the key function of sorted, max and min give no more, all together, than a value may be: what it gives
// is compared.
func boundKey(kwargs []starlark.Tuple) []starlark.Tuple {
	out := make([]starlark.Tuple, len(kwargs))
	for i, pair := range kwargs {
		out[i] = pair
		fn, ok := pair[1].(starlark.Callable)
		if pair[0] != starlark.String("key") || !ok {
			continue
		}
		var total int64
		out[i] = starlark.Tuple{pair[0], starlark.NewBuiltin(fn.Name(), func(
			thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple,
		) (starlark.Value, error) {
			v, err := starlark.Call(thread, fn, args, kwargs)
			if err != nil {
				return nil, err
			}
			limit := budgetOf(thread).limits.Value
			if total += weigh(v, limit); total > limit {
				return nil, budgetOf(thread).tooLarge()
			}
			return v, nil
		})}
	}
	return out
}

// getattr is Starlark's, except that the methods it returns are guarded.
func getattr() *starlark.Builtin {
	plain := starlark.Universe["getattr"].(*starlark.Builtin)
	return starlark.NewBuiltin("getattr", func(
		thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple,
	) (starlark.Value, error) {
		v, err := plain.CallInternal(thread, args, kwargs)
		if err != nil {
			return nil, err
		}
		return guarded(v), nil
	})
}
