package userclass

import (
	"math/big"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
)

const (
	// maxNested is how deep a value is looked into; a list may hold itself.
	maxNested = 30
	// maxPlain is how many bytes of a value are looked at; lists may share what they hold many times over.
	maxPlain = 1 << 20
	// nodeSize is what a value takes beside its text.
	nodeSize = 32
)

// toPython makes a plain value of a Starlark one. What has no counterpart becomes its text, and what is too large ends in
// dots.
func toPython(v starlark.Value) python.Value {
	plain, _ := converted(v)
	return plain
}

// converted is toPython, with the number of bytes that it made.
func converted(v starlark.Value) (python.Value, int) {
	c := &converter{left: maxPlain}
	plain := c.plain(v, maxNested)
	return plain, maxPlain - max(c.left, 0)
}

type converter struct{ left int }

func (c *converter) plain(v starlark.Value, depth int) python.Value {
	c.left -= nodeSize + textSize(v)
	if depth == 0 || c.left < 0 {
		return "..."
	}
	switch v := v.(type) {
	case starlark.NoneType:
		return nil
	case starlark.Bool:
		return bool(v)
	case starlark.Int:
		return python.NewInt(v.BigInt())
	case starlark.Float:
		return float64(v)
	case starlark.String:
		return string(v)
	case starlark.Bytes:
		return []byte(v)
	case *starlark.List, starlark.Tuple:
		return c.items(v.(starlark.Indexable), depth)
	case *starlark.Dict:
		d := python.NewDict()
		for _, pair := range v.Items() {
			key, ok := starlark.AsString(pair[0])
			if !ok {
				key = python.StrOf(c.plain(pair[0], depth-1))
			}
			d.Set(key, c.plain(pair[1], depth-1))
		}
		return d
	case *exception:
		return v.str()
	}
	return v.String()
}

func (c *converter) items(v starlark.Indexable, depth int) []python.Value {
	list := make([]python.Value, 0, min(v.Len(), max(c.left, 0)/nodeSize+1))
	for i := range v.Len() {
		list = append(list, c.plain(v.Index(i), depth-1))
		if c.left < 0 {
			break
		}
	}
	return list
}

// fromPython is the way back.
func fromPython(v python.Value) starlark.Value {
	switch v := v.(type) {
	case nil:
		return starlark.None
	case bool:
		return starlark.Bool(v)
	case int64:
		return starlark.MakeInt64(v)
	case *big.Int:
		return starlark.MakeBigInt(v)
	case float64:
		return starlark.Float(v)
	case string:
		return starlark.String(v)
	case []byte:
		return starlark.Bytes(v)
	case []python.Value:
		list := make([]starlark.Value, len(v))
		for i, item := range v {
			list[i] = fromPython(item)
		}
		return starlark.NewList(list)
	case *python.Dict:
		d := starlark.NewDict(v.Len())
		for key, item := range v.All() {
			_ = d.SetKey(starlark.String(key), fromPython(item)) // a new dict takes every string
		}
		return d
	}
	return starlark.None
}

// strOf is str(v).
func strOf(v starlark.Value) string {
	if s, ok := starlark.AsString(v); ok {
		return s
	}
	if t, ok := v.(starlark.Tuple); ok {
		return reprOf(t)
	}
	return python.StrOf(toPython(v))
}

// reprOf is repr(v).
func reprOf(v starlark.Value) string {
	switch v := v.(type) {
	case starlark.Tuple:
		text := "("
		for i, item := range v {
			if i > 0 {
				text += ", "
			}
			text += python.ReprOf(toPython(item))
		}
		if len(v) == 1 {
			text += ","
		}
		return text + ")"
	case *exception:
		return v.class.name + reprOf(v.args)
	case starlark.HasAttrs:
		if _, own := v.(starlark.Iterable); !own {
			return shown(v)
		}
	}
	return python.ReprOf(toPython(v))
}

// shown is the repr of what is not plain data: strings have attributes, too.
func shown(v starlark.Value) string {
	switch v.(type) {
	case starlark.String, starlark.Bytes:
		return python.ReprOf(toPython(v))
	}
	return v.String()
}

// typeName is type(v).__name__.
func typeName(v starlark.Value) string {
	switch v.(type) {
	case starlark.String:
		return "str"
	case *starlark.Function, *starlark.Builtin:
		return "function"
	}
	return v.Type()
}
