package settings

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// place is a value together with the expression that made it, where the text shows one.
type place struct {
	value starlark.Value
	// key is where the name stands that the value has; expr is nil where the value was computed.
	key  syntax.Position
	expr syntax.Expr
}

// at is where to point for a fault of the value.
func (p place) at() syntax.Position {
	if p.expr != nil {
		return syntax.Start(p.expr)
	}
	return p.key
}

// top finds the last assignment to a name at the top level, within if and for too.
func top(stmts []syntax.Stmt, name string) (at syntax.Position, expr syntax.Expr) {
	for _, stmt := range stmts {
		syntax.Walk(stmt, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.DefStmt:
				return false
			case *syntax.AssignStmt:
				id, ok := n.LHS.(*syntax.Ident)
				if !ok || id.Name != name {
					return true
				}
				if n.Op == syntax.EQ {
					at, expr = id.NamePos, n.RHS
				} else if !at.IsValid() {
					at = id.NamePos
				}
			}
			return true
		})
	}
	return at, unparen(expr)
}

// entry returns the places of a dict's entry.
func (p place) entry(key string, value starlark.Value) place {
	found := place{value: value, key: p.at()}
	dict, ok := p.expr.(*syntax.DictExpr)
	if !ok {
		return found
	}
	for _, e := range dict.List {
		pair := e.(*syntax.DictEntry)
		if lit, ok := unparen(pair.Key).(*syntax.Literal); ok && lit.Value == key {
			found.key, found.expr = lit.TokenPos, unparen(pair.Value)
		}
	}
	return found
}

// items returns the elements of a list or tuple; ok is false for other values.
func (p place) items() (items []place, ok bool) {
	seq, ok := p.value.(starlark.Indexable)
	if _, isString := p.value.(starlark.String); !ok || isString {
		return nil, false
	}
	var exprs []syntax.Expr
	switch e := p.expr.(type) {
	case *syntax.ListExpr:
		exprs = e.List
	case *syntax.TupleExpr:
		exprs = e.List
	}
	for i := range seq.Len() {
		item := place{value: seq.Index(i), key: p.at()}
		if len(exprs) == seq.Len() {
			item.expr = unparen(exprs[i])
			item.key = syntax.Start(item.expr)
		}
		items = append(items, item)
	}
	return items, true
}

func unparen(e syntax.Expr) syntax.Expr {
	for {
		paren, ok := e.(*syntax.ParenExpr)
		if !ok {
			return e
		}
		e = paren.X
	}
}
