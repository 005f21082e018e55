package pysource

import "go.starlark.net/syntax"

// scope knows the local names of a function, and those of its statements that do not become plain Starlark variables.
type scope struct {
	parent *scope
	names  map[string]replacement
}

// replacement is the expression that stands for a name; nil is the name itself.
type replacement func(pos syntax.Position) syntax.Expr

func (s *scope) lookup(name string) (r replacement, ok bool) {
	for ; s != nil; s = s.parent {
		if r, ok := s.names[name]; ok {
			return r, true
		}
	}
	return nil, false
}

// shadow is a scope within s where the given names are plain.
func (s *scope) shadow(names map[string]bool) *scope {
	inner := &scope{parent: s, names: map[string]replacement{}}
	for n := range names {
		inner.names[n] = nil
	}
	return inner
}

// assigned adds the names that statements bind in their own scope.
func assigned(stmts []stmt, into map[string]bool) {
	for _, s := range stmts {
		switch s := s.(type) {
		case *assignStmt:
			for _, t := range s.targets {
				bound(t, into)
			}
		case *forStmt:
			bound(s.vars, into)
		case *defStmt:
			into[s.name.Name] = true
		case *classStmt:
			into[s.name.Name] = true
		case *importStmt:
			into[s.bound.Name] = true
		case *tryStmt:
			for _, h := range s.handlers {
				if h.name != nil {
					into[h.name.Name] = true
				}
			}
		}
		for _, list := range children(s) {
			assigned(list, into)
		}
	}
}

// bound adds the names within the target of an assignment.
func bound(target syntax.Expr, into map[string]bool) {
	switch t := target.(type) {
	case *syntax.Ident:
		into[t.Name] = true
	case *syntax.ParenExpr:
		bound(t.X, into)
	case *syntax.TupleExpr:
		for _, e := range t.List {
			bound(e, into)
		}
	case *syntax.ListExpr:
		for _, e := range t.List {
			bound(e, into)
		}
	}
}

// shared adds the names that are bound within try statements: those parts become functions of their own, and such a
// variable has to live outside of them.
func shared(stmts []stmt, into map[string]bool) {
	for _, s := range stmts {
		if _, ok := s.(*tryStmt); ok {
			assigned([]stmt{s}, into)
			continue
		}
		for _, list := range children(s) {
			shared(list, into)
		}
	}
}

// paramNames adds the names of parameters.
func paramNames(params []syntax.Expr, into map[string]bool) {
	for _, p := range params {
		switch p := p.(type) {
		case *syntax.Ident:
			into[p.Name] = true
		case *syntax.BinaryExpr:
			into[p.X.(*syntax.Ident).Name] = true
		case *syntax.UnaryExpr:
			if id, ok := p.X.(*syntax.Ident); ok {
				into[id.Name] = true
			}
		}
	}
}
