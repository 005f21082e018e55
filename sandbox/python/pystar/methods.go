package pystar

import (
	"strings"
	"unicode"

	"go.starlark.net/starlark"
)

// maxItems is how many parts a text may be split into.
const maxItems = 16 << 10

// guardedMethods tells the names of the methods whose cost depends on what they work on.
func guardedMethods(name string) bool {
	return guardOf("string", name) != nil || guardOf("list", name) != nil || guardOf("dict", name) != nil ||
		guardOf("set", name) != nil || guardOf("bytes", name) != nil
}

// guard counts what a call takes, before it is made.
type guard func(b *budget, recv starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) error

// guardOf returns the guard of a method; nil means that it needs none.
func guardOf(kind, name string) guard {
	switch kind {
	case "string":
		return stringGuard(name)
	case "bytes":
		if name == "elems" {
			return guardItems
		}
	case "list":
		switch name {
		case "extend":
			return guardExtend
		case "index", "remove":
			return guardSearch
		}
	case "dict":
		switch name {
		case "get", "pop":
			return guardKey
		case "setdefault":
			return guardNewKey
		case "update":
			return guardAll
		case "items", "keys", "values":
			return guardCopy
		}
	case "set":
		return setGuard(name)
	}
	return nil
}

func stringGuard(name string) guard {
	switch name {
	case "capitalize", "lower", "title", "upper":
		return guardCopy
	case "codepoint_ords", "codepoints", "elem_ords", "elems":
		return guardItems
	case "format":
		return guardFormat
	case "join":
		return guardJoin
	case "replace":
		return guardReplace
	case "rsplit", "split", "splitlines":
		return guardSplit
	}
	return nil
}

func setGuard(name string) guard {
	switch name {
	case "add":
		return guardNewKey
	case "discard", "remove":
		return guardKey
	case "difference", "intersection", "issubset", "issuperset", "symmetric_difference", "union", "update":
		return guardAll
	}
	return nil
}

// guarded returns the method with its guard before it; what is none of Starlark's own methods stays as it is.
func guarded(v starlark.Value) starlark.Value {
	method, ok := v.(*starlark.Builtin)
	if !ok || method.Receiver() == nil {
		return v
	}
	check := guardOf(method.Receiver().Type(), method.Name())
	if check == nil {
		return v
	}
	fn := func(
		thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple,
	) (starlark.Value, error) {
		if err := check(budgetOf(thread), method.Receiver(), args, kwargs); err != nil {
			return nil, err
		}
		return method.CallInternal(thread, args, kwargs)
	}
	return starlark.NewBuiltin(method.Name(), fn).BindReceiver(method.Receiver())
}

// guardCopy is for what makes one more of its receiver.
func guardCopy(b *budget, recv starlark.Value, _ starlark.Tuple, _ []starlark.Tuple) error {
	return b.take(size(recv))
}

// guardAll is for what looks at everything, what hashes or compares it again among it.
func guardAll(b *budget, recv starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) error {
	total := size(recv)
	for _, arg := range args {
		total += weigh(arg, b.limits.Value)
	}
	for _, pair := range kwargs {
		total += weigh(pair[1], b.limits.Value)
	}
	return b.take(total)
}

func guardKey(b *budget, _ starlark.Value, args starlark.Tuple, _ []starlark.Tuple) error {
	if len(args) == 0 {
		return nil
	}
	return b.checkKey(args[0])
}

func guardNewKey(b *budget, recv starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) error {
	if err := guardKey(b, recv, args, kwargs); err != nil {
		return err
	}
	return b.take(entrySize)
}

func guardExtend(b *budget, recv starlark.Value, args starlark.Tuple, _ []starlark.Tuple) error {
	if len(args) == 0 {
		return nil
	}
	if size(recv)+size(args[0]) > b.limits.Value {
		return b.tooLarge()
	}
	return b.take(size(args[0]))
}

// guardSearch is for what compares its argument with each item.
func guardSearch(b *budget, recv starlark.Value, args starlark.Tuple, _ []starlark.Tuple) error {
	if len(args) == 0 {
		return nil
	}
	return b.checkIn(args[0], recv)
}

// guardItems is for what makes a value of each character.
func guardItems(b *budget, recv starlark.Value, _ starlark.Tuple, _ []starlark.Tuple) error {
	if starlark.Len(recv) > maxItems {
		return b.tooLarge()
	}
	return nil
}

func guardSplit(b *budget, recv starlark.Value, args starlark.Tuple, _ []starlark.Tuple) error {
	text, _ := starlark.AsString(recv)
	parts := 1
	if len(args) > 0 && args[0] != starlark.None {
		separator, _ := starlark.AsString(args[0])
		parts += strings.Count(text, separator)
	} else {
		for _, r := range text {
			if unicode.IsSpace(r) {
				parts++
			}
		}
	}
	if parts > maxItems {
		return b.tooLarge()
	}
	return b.take(2 * scalarSize * int64(parts))
}

func guardJoin(b *budget, recv starlark.Value, args starlark.Tuple, _ []starlark.Tuple) error {
	if len(args) == 0 {
		return nil
	}
	items, ok := args[0].(starlark.Iterable)
	if !ok {
		return nil
	}
	total := size(recv)
	for item := range starlark.Elements(items) {
		if total += size(item) + int64(starlark.Len(recv)); total > b.limits.Value {
			return b.tooLarge()
		}
	}
	return b.take(total)
}

func guardReplace(b *budget, recv starlark.Value, args starlark.Tuple, _ []starlark.Tuple) error {
	if len(args) < 2 {
		return nil
	}
	text, _ := starlark.AsString(recv)
	before, _ := starlark.AsString(args[0])
	return b.take(size(recv) + times(int64(strings.Count(text, before)), size(args[1])))
}

// guardFormat bounds "{}".format: each pair of braces may name any of the arguments.
func guardFormat(b *budget, recv starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) error {
	text, _ := starlark.AsString(recv)
	var largest int64
	for _, arg := range args {
		largest = max(largest, shown(arg, b.limits.Value))
	}
	for _, pair := range kwargs {
		largest = max(largest, shown(pair[1], b.limits.Value))
	}
	return b.take(size(recv) + times(int64(strings.Count(text, "{")), largest))
}
