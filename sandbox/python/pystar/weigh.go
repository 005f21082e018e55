package pystar

import (
	"math"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
)

// The bytes that things take, about.
const (
	scalarSize = 16
	entrySize  = 96
	dictSize   = 512
)

// size is how much v takes by itself, without what it holds. It takes no time.
func size(v starlark.Value) int64 {
	switch v := v.(type) {
	case starlark.String:
		return scalarSize + int64(len(v))
	case starlark.Bytes:
		return scalarSize + int64(len(v))
	case starlark.Int:
		return scalarSize + intBits(v)/8
	case *starlark.Dict:
		return dictSize + entrySize*int64(v.Len())
	case *starlark.Set:
		return dictSize + entrySize*int64(v.Len())
	case starlark.Sequence:
		return scalarSize + times(int64(v.Len()), scalarSize)
	}
	return scalarSize
}

func intBits(i starlark.Int) int64 {
	if _, ok := i.Int64(); ok {
		return 64
	}
	return int64(i.BigInt().BitLen())
}

// times is a*b for what is not negative, and the largest number if that is too large.
func times(a, b int64) int64 {
	if a > 0 && b > math.MaxInt64/2/a {
		return math.MaxInt64 / 2
	}
	return a * b
}

// within tells whether all that v holds takes limit bytes at most. What is held twice counts twice, since that is what
// printing and comparing take; so nothing that holds itself is within any limit.
func within(v starlark.Value, limit int64) bool { return weigh(v, limit) <= limit }

// weigh is how much v takes with all that it holds, or some number above the limit.
func weigh(v starlark.Value, limit int64) int64 {
	w := weigher{left: limit, inside: contents}
	w.add(v)
	return limit - w.left
}

// keyWithin is within for a key of a dict: only what hashing looks at counts.
func keyWithin(v starlark.Value, limit int64) bool {
	if _, ok := v.(starlark.Tuple); !ok {
		return true
	}
	w := weigher{left: limit, inside: func(v starlark.Value, add func(starlark.Value)) {
		if t, ok := v.(starlark.Tuple); ok {
			contents(t, add)
		}
	}}
	w.add(v)
	return w.left >= 0
}

// freezable is within for Freeze, which goes through a tuple each time that it meets it, through anything else once.
func freezable(v starlark.Value, limit int64) bool {
	seen := map[starlark.Value]bool{}
	w := weigher{left: limit}
	w.inside = func(v starlark.Value, add func(starlark.Value)) {
		switch v.(type) {
		case *starlark.List, *starlark.Dict, *starlark.Set, *starlark.Function, *starlark.Builtin, *starlarkstruct.Struct:
			w.left += size(v) // a large list is no matter
			if !seen[v] {
				seen[v] = true
				contents(v, add)
				captured(v, add)
			}
		case starlark.Tuple:
			contents(v, add)
		default:
			w.left += size(v)
		}
	}
	w.add(v)
	return w.left >= 0
}

// weigher walks through values until nothing is left of its limit.
type weigher struct {
	left   int64
	inside func(v starlark.Value, add func(starlark.Value))
}

func (w *weigher) add(v starlark.Value) {
	if w.left < 0 || v == nil {
		return
	}
	if w.left -= size(v); w.left >= 0 {
		w.inside(v, w.add)
	}
}

// contents calls add with each value that v holds.
func contents(v starlark.Value, add func(starlark.Value)) {
	switch v := v.(type) {
	case starlark.Tuple:
		for _, item := range v {
			add(item)
		}
	case *starlark.List:
		for i := range v.Len() {
			add(v.Index(i))
		}
	case *starlark.Dict:
		for _, item := range v.Items() {
			add(item[0])
			add(item[1])
		}
	case *starlark.Set:
		for item := range v.Elements() {
			add(item)
		}
	case *starlarkstruct.Struct:
		for _, name := range v.AttrNames() {
			item, _ := v.Attr(name)
			add(item)
		}
	}
}

// captured calls add with each value that a function keeps: printing and comparing do not look at them.
func captured(v starlark.Value, add func(starlark.Value)) {
	switch v := v.(type) {
	case *starlark.Function:
		for i := range v.NumParams() {
			add(v.ParamDefault(i))
		}
		for i := range v.NumFreeVars() {
			_, item := v.FreeVar(i)
			add(item)
		}
	case *starlark.Builtin:
		add(v.Receiver())
	}
}
