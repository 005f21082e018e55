package python

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Value is a Python object as JSON and forms make them. It is one of
//
//	nil       None
//	bool      bool
//	int64     int that fits
//	*big.Int  int that does not fit in an int64; it is never changed
//	float64   float
//	string    str, in WTF-8
//	[]byte    bytes
//	[]Value   list
//	*Dict     dict
//	*File     an uploaded file
//
// NewInt keeps the two kinds of int apart; AsInt reads either.
type Value = any

// NewInt is the Value of an int of any size.
func NewInt(n *big.Int) Value {
	if n.IsInt64() {
		return n.Int64()
	}
	return n
}

// AsInt returns the number of an int; a bool is one too, as in Python.
func AsInt(v Value) (n *big.Int, ok bool) {
	switch v := v.(type) {
	case int64:
		return big.NewInt(v), true
	case *big.Int:
		return v, true
	case bool:
		if v {
			return big.NewInt(1), true
		}
		return new(big.Int), true
	}
	return nil, false
}

// TypeName is type(v).__name__.
func TypeName(v Value) string {
	switch v := v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int64, *big.Int:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case []byte:
		return "bytes"
	case []Value:
		return "list"
	case *Dict:
		return "dict"
	case *File:
		return v.typeName()
	}
	return fmt.Sprintf("%T", v)
}

// Truthy is bool(v).
func Truthy(v Value) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case *big.Int:
		return v.Sign() != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	case []byte:
		return len(v) > 0
	case []Value:
		return len(v) > 0
	case *Dict:
		return v.Len() > 0
	case *File:
		return v.Name != ""
	}
	return true
}

// StrOf is str(v).
func StrOf(v Value) string {
	switch v := v.(type) {
	case string:
		return v
	case *File:
		return v.Name
	}
	return ReprOf(v)
}

// ReprOf is repr(v).
func ReprOf(v Value) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case *big.Int:
		return v.String()
	case float64:
		return FloatRepr(v)
	case string:
		return Repr(v)
	case []byte:
		return ReprBytes(v)
	case []Value:
		return "[" + joined(v) + "]"
	case *Dict:
		return v.repr()
	case *File:
		return fmt.Sprintf("<%s: %s (%s)>", v.typeName(), v.Name, v.ContentType)
	}
	return fmt.Sprintf("<%T>", v)
}

func joined(list []Value) string {
	parts := make([]string, len(list))
	for i, item := range list {
		parts[i] = ReprOf(item)
	}
	return strings.Join(parts, ", ")
}

// Equal is a == b: numbers compare by value whatever their types are, and dicts in any order.
func Equal(a, b Value) bool {
	if x, ok := a.(float64); ok {
		return equalFloat(x, b)
	}
	if y, ok := b.(float64); ok {
		return equalFloat(y, a)
	}
	if x, ok := AsInt(a); ok {
		y, ok := AsInt(b)
		return ok && x.Cmp(y) == 0
	}
	switch x := a.(type) {
	case nil:
		return b == nil
	case string:
		y, ok := b.(string)
		return ok && x == y
	case []byte:
		y, ok := b.([]byte)
		return ok && string(x) == string(y)
	case []Value:
		y, ok := b.([]Value)
		return ok && equalLists(x, y)
	case *Dict:
		y, ok := b.(*Dict)
		return ok && x.equal(y)
	case *File:
		y, ok := b.(*File)
		return ok && x == y
	}
	return false
}

func equalFloat(f float64, v Value) bool {
	if g, ok := v.(float64); ok {
		return f == g
	}
	n, ok := AsInt(v)
	if !ok || math.IsNaN(f) || math.IsInf(f, 0) {
		return false
	}
	return new(big.Float).SetInt(n).Cmp(big.NewFloat(f)) == 0
}

func equalLists(x, y []Value) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !Equal(x[i], y[i]) {
			return false
		}
	}
	return true
}
