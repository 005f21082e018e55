package userclass

import (
	"fmt"

	"go.starlark.net/starlark"
)

// maxMemory is how many bytes the functions of this package may give to a program in one call, beside what pystar counts:
// it cannot look into them.
const maxMemory = 32 << 20

const meterKey = "userclass.meter"

// exhausted says that a program has had all of maxMemory. No except catches it.
type exhausted struct{}

func (exhausted) Error() string {
	return fmt.Sprintf("the program takes more than %d MiB of memory", maxMemory>>20)
}

// charge counts n bytes.
func charge(thread *starlark.Thread, n int) error {
	left, ok := thread.Local(meterKey).(*int)
	if !ok {
		left = new(maxMemory)
		thread.SetLocal(meterKey, left)
	}
	if *left -= n; *left < 0 || n < 0 {
		return exhausted{}
	}
	return nil
}

// metered counts the text that goes into a function and comes out of it.
func metered(name string, fn builtinFunc) *starlark.Builtin {
	return starlark.NewBuiltin(name, func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		n := 0
		for _, arg := range args {
			n += textSize(arg)
		}
		for _, pair := range kwargs {
			n += textSize(pair[1])
		}
		if err := charge(thread, n); err != nil {
			return nil, err
		}
		v, err := fn(thread, b, args, kwargs)
		if err != nil {
			return nil, err
		}
		return v, charge(thread, textSize(v))
	})
}

func textSize(v starlark.Value) int {
	switch v := v.(type) {
	case starlark.String:
		return len(v)
	case starlark.Bytes:
		return len(v)
	}
	return 0
}
