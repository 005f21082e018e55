package pysource

import (
	"fmt"
	"maps"
	"slices"

	"go.starlark.net/syntax"
)

// lowerer turns statements of Python into statements of Starlark.
type lowerer struct {
	dialect Dialect
	globals map[string]bool
	classes []*syntax.Ident
	count   int
	err     error
}

// function is what a statement has to know about the function around it.
type function struct {
	scope *scope
	// top is the module's level, where there is no function.
	top bool
	// wrapped is a part of a try statement, which became a function of its own.
	wrapped bool
	// loops counts the loops around the statement within the same Starlark function.
	loops int
}

func (f function) inLoop() function { f.loops++; return f }

func (l *lowerer) fail(pos syntax.Position, format string, args ...any) {
	if l.err == nil {
		l.err = errorAt(pos, format, args...)
	}
}

func (l *lowerer) block(stmts []stmt, f function) []syntax.Stmt {
	var list []syntax.Stmt
	for _, s := range stmts {
		list = append(list, l.stmt(s, f)...)
	}
	return list
}

func (l *lowerer) stmt(s stmt, f function) []syntax.Stmt {
	switch s := s.(type) {
	case *exprStmt:
		return one(&syntax.ExprStmt{X: l.expr(s.x, f.scope)})
	case *assignStmt:
		return l.assign(s, f)
	case *importStmt:
		return l.imports(s, f)
	case *branchStmt:
		return one(l.branch(s, f))
	case *returnStmt:
		return one(l.returns(s, f))
	case *ifStmt:
		return one(l.branches(s, f))
	case *forStmt:
		return one(&syntax.ForStmt{
			For: s.pos, Vars: l.expr(s.vars, f.scope), X: l.expr(s.over, f.scope), Body: l.block(s.body, f.inLoop()),
		})
	case *whileStmt:
		return one(&syntax.WhileStmt{While: s.pos, Cond: l.expr(s.cond, f.scope), Body: l.block(s.body, f.inLoop())})
	case *defStmt:
		return l.def(s, f)
	}
	if l.dialect.Plain {
		l.fail(s.position(), "class, try and raise are not available here: write names and their values")
		return nil
	}
	switch s := s.(type) {
	case *raiseStmt:
		return one(&syntax.ExprStmt{X: l.raise(s, f)})
	case *tryStmt:
		return l.try(s, f)
	case *classStmt:
		return l.class(s, f)
	}
	return nil
}

// nothing is the block of an else that is not there: what rewrites the tree after us need not tell a missing one from an
// empty one.
func nothing(pos syntax.Position) []syntax.Stmt {
	return one(&syntax.BranchStmt{Token: syntax.PASS, TokenPos: pos})
}

func (l *lowerer) branches(s *ifStmt, f function) syntax.Stmt {
	no := l.block(s.no, f)
	if len(no) == 0 {
		no = nothing(s.pos)
	}
	return &syntax.IfStmt{If: s.pos, Cond: l.expr(s.cond, f.scope), True: l.block(s.yes, f), ElsePos: s.elseP, False: no}
}

func one(s syntax.Stmt) []syntax.Stmt { return []syntax.Stmt{s} }

func (l *lowerer) assign(s *assignStmt, f function) []syntax.Stmt {
	var list []syntax.Stmt
	value := s.value
	for _, t := range s.targets {
		l.target(t)
		list = append(list, &syntax.AssignStmt{OpPos: s.pos, Op: s.op, LHS: l.place(t, f.scope), RHS: l.expr(value, f.scope)})
		value = t
	}
	return list
}

// place is l.expr for what is assigned to: an attribute stays one there.
func (l *lowerer) place(e syntax.Expr, s *scope) syntax.Expr {
	if dot, ok := e.(*syntax.DotExpr); ok {
		return &syntax.DotExpr{X: l.expr(dot.X, s), Dot: dot.Dot, NamePos: dot.NamePos, Name: ident(dot.NamePos, dot.Name.Name)}
	}
	return l.expr(e, s)
}

// target refuses what cannot stand left of an equals sign.
func (l *lowerer) target(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Ident:
		if isKeyword(e.Name) {
			l.fail(e.NamePos, "%s cannot be assigned to", e.Name)
		}
	case *syntax.DotExpr, *syntax.IndexExpr:
	case *syntax.ParenExpr:
		l.target(e.X)
	case *syntax.TupleExpr:
		for _, x := range e.List {
			l.target(x)
		}
	case *syntax.ListExpr:
		for _, x := range e.List {
			l.target(x)
		}
	default:
		l.fail(syntax.Start(e), "only a name, an attribute or an element can stand left of =; to compare, write ==")
	}
}

func (l *lowerer) imports(s *importStmt, f function) []syntax.Stmt {
	if l.dialect.Import != nil {
		if why := l.dialect.Import(s.module, s.name); why != "" {
			l.fail(s.pos, "%s", why)
		}
	}
	module := s.module
	if s.first {
		module = s.bound.Name
	}
	value := call(s.pos, ".import", str(s.pos, module), str(s.pos, s.name))
	target := l.expr(s.bound, f.scope)
	return one(&syntax.AssignStmt{OpPos: s.pos, Op: syntax.EQ, LHS: target, RHS: value})
}

func (l *lowerer) branch(s *branchStmt, f function) syntax.Stmt {
	if s.tok == syntax.PASS || f.loops > 0 || !f.wrapped {
		if s.tok != syntax.PASS && f.loops == 0 {
			l.fail(s.pos, "%s outside of a loop", s.tok)
		}
		return &syntax.BranchStmt{Token: s.tok, TokenPos: s.pos}
	}
	return &syntax.ReturnStmt{Return: s.pos, Result: ident(s.pos, "."+s.tok.String())}
}

func (l *lowerer) returns(s *returnStmt, f function) syntax.Stmt {
	if f.top {
		l.fail(s.pos, "return outside of a function")
	}
	r := &syntax.ReturnStmt{Return: s.pos}
	if s.value != nil {
		r.Result = l.expr(s.value, f.scope)
	}
	if f.wrapped {
		if r.Result == nil {
			r.Result = ident(s.pos, "None")
		}
		r.Result = call(s.pos, ".returned", r.Result)
	}
	return r
}

func (l *lowerer) raise(s *raiseStmt, f function) syntax.Expr {
	args := []syntax.Expr{ident(s.pos, "None"), ident(s.pos, "None")}
	if s.x != nil {
		args = []syntax.Expr{l.expr(s.x, f.scope)}
	}
	if s.cause != nil {
		args = append(args, l.expr(s.cause, f.scope))
	}
	return call(s.pos, ".raise", args...)
}

func (l *lowerer) fresh(what string) string {
	l.count++
	return fmt.Sprintf(".%s%d", what, l.count)
}

func (l *lowerer) def(s *defStmt, f function) []syntax.Stmt {
	d := l.function(s, s.name, f)
	list := one(d)
	if r, ok := f.scope.lookup(s.name.Name); ok && r != nil {
		list = append(list, &syntax.AssignStmt{
			OpPos: s.pos, Op: syntax.EQ, LHS: r(s.pos), RHS: ident(s.pos, s.name.Name),
		})
	}
	return list
}

// function makes a def; name is what Starlark shall call it.
func (l *lowerer) function(s *defStmt, name *syntax.Ident, outer function) *syntax.DefStmt {
	params := make([]syntax.Expr, len(s.params))
	for i, p := range s.params {
		params[i] = l.param(p, outer.scope)
	}
	locals, cells := map[string]bool{}, map[string]bool{}
	paramNames(s.params, locals)
	inner := outer.scope.shadow(locals)
	assigned(s.body, locals)
	shared(s.body, cells)
	var prelude []syntax.Stmt
	if len(cells) > 0 {
		prelude = l.cells(s, cells, inner)
	}
	for n := range locals {
		if !cells[n] {
			inner.names[n] = nil
		}
	}
	body := append(prelude, l.block(s.body, function{scope: inner})...)
	return &syntax.DefStmt{Def: s.pos, Name: name, Lparen: s.pos, Params: params, Rparen: s.pos, Body: body}
}

// cells moves variables into a dict of the function's, where the parts of its try statements reach them.
func (l *lowerer) cells(s *defStmt, names map[string]bool, inner *scope) []syntax.Stmt {
	dict := l.fresh("cells")
	list := one(&syntax.AssignStmt{OpPos: s.pos, Op: syntax.EQ, LHS: ident(s.pos, dict), RHS: call(s.pos, ".cells")})
	params := map[string]bool{}
	paramNames(s.params, params)
	for _, n := range slices.Sorted(maps.Keys(names)) {
		cell := func(pos syntax.Position) syntax.Expr {
			return &syntax.IndexExpr{X: ident(pos, dict), Lbrack: pos, Y: str(pos, n), Rbrack: pos}
		}
		inner.names[n] = cell
		if params[n] {
			list = append(list, &syntax.AssignStmt{OpPos: s.pos, Op: syntax.EQ, LHS: cell(s.pos), RHS: ident(s.pos, n)})
		}
	}
	return list
}

func (l *lowerer) param(p syntax.Expr, outer *scope) syntax.Expr {
	if b, ok := p.(*syntax.BinaryExpr); ok {
		return &syntax.BinaryExpr{X: b.X, OpPos: b.OpPos, Op: b.Op, Y: l.expr(b.Y, outer)}
	}
	return p
}

// class makes each member a top-level name Class.member, and the class a call of the helper with all of them.
func (l *lowerer) class(s *classStmt, f function) []syntax.Stmt {
	if !f.top {
		l.fail(s.pos, "a class stands at the left margin here, outside of functions and other classes")
		return nil
	}
	l.classes = append(l.classes, s.name)
	names := map[string]bool{}
	assigned(s.body, names)
	within := &scope{names: map[string]replacement{}}
	members := &syntax.DictExpr{Lbrace: s.pos, Rbrace: s.pos}
	for _, n := range inOrder(s.body) {
		within.names[n] = func(pos syntax.Position) syntax.Expr { return ident(pos, s.name.Name+"."+n) }
		members.List = append(members.List, &syntax.DictEntry{Key: str(s.pos, n), Colon: s.pos, Value: within.names[n](s.pos)})
	}
	var list []syntax.Stmt
	for _, member := range s.body {
		switch m := member.(type) {
		case *defStmt:
			// Names of the class are not in scope within its methods.
			full := ident(m.name.NamePos, s.name.Name+"."+m.name.Name)
			list = append(list, l.function(m, full, function{scope: f.scope}))
		case *assignStmt, *exprStmt, *branchStmt:
			list = append(list, l.stmt(m, function{scope: within, top: true})...)
		default:
			l.fail(m.position(), "a class holds methods and attributes only; put this into a method")
		}
	}
	base := syntax.Expr(ident(s.pos, "None"))
	if s.base != nil {
		base = l.expr(s.base, f.scope)
	}
	made := call(s.pos, ".class", str(s.pos, s.name.Name), base, members)
	return append(list, &syntax.AssignStmt{OpPos: s.pos, Op: syntax.EQ, LHS: ident(s.name.NamePos, s.name.Name), RHS: made})
}

// inOrder returns the names that a class body binds, each once.
func inOrder(body []stmt) []string {
	var list []string
	seen := map[string]bool{}
	for _, s := range body {
		names := map[string]bool{}
		assigned([]stmt{s}, names)
		for n := range names {
			if !seen[n] {
				list = append(list, n)
			}
			seen[n] = true
		}
	}
	return list
}
