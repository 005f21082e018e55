package pystar

import (
	"fmt"

	"go.starlark.net/syntax"
)

// maxNesting is how deeply a program may be nested: the compiler and this package go down into it.
const maxNesting = 400

// temporary begins the names that the rewriting makes up, for values and for functions. No program can write it.
const temporary = "$"

// rewrite replaces what a program does by calls of the functions of this package.
func rewrite(file *syntax.File) error {
	r := rewriter{}
	file.Stmts = r.stmts(file.Stmts)
	return r.err
}

type rewriter struct {
	depth int
	// temps counts the made-up variables.
	temps int
	err   error
}

// enter goes one level down; it is false once the program is nested too deeply.
func (r *rewriter) enter() bool {
	if r.depth++; r.depth > maxNesting && r.err == nil {
		r.err = limitError(SourceLimit, "the program is nested more than %d levels deep", maxNesting)
	}
	return r.err == nil
}

func (r *rewriter) leave() { r.depth-- }

func (r *rewriter) stmts(list []syntax.Stmt) []syntax.Stmt {
	if list == nil {
		return nil // an if without an else: the syntax tree tells it from an empty one
	}
	out := make([]syntax.Stmt, 0, len(list))
	for _, s := range list {
		out = r.stmt(out, s)
	}
	return out
}

// stmt appends what stands for s to out.
func (r *rewriter) stmt(out []syntax.Stmt, s syntax.Stmt) []syntax.Stmt {
	defer r.leave()
	if !r.enter() {
		return out
	}
	switch s := s.(type) {
	case *syntax.AssignStmt:
		if s.Op != syntax.EQ {
			return r.augmented(out, s)
		}
		s.RHS = r.expr(s.RHS)
		r.target(s.LHS)
	case *syntax.DefStmt:
		r.params(s.Params)
		s.Body = r.stmts(s.Body)
	case *syntax.ExprStmt:
		s.X = r.expr(s.X)
	case *syntax.IfStmt:
		s.Cond = r.expr(s.Cond)
		s.True, s.False = r.stmts(s.True), r.stmts(s.False)
	case *syntax.ForStmt:
		r.target(s.Vars)
		s.X = r.expr(s.X)
		s.Body = r.stmts(s.Body)
	case *syntax.WhileStmt:
		s.Cond = r.expr(s.Cond)
		s.Body = r.stmts(s.Body)
	case *syntax.ReturnStmt:
		if s.Result != nil {
			s.Result = r.expr(s.Result)
		}
	}
	return append(out, s)
}

// target rewrites what is assigned to. Its shape must stay.
func (r *rewriter) target(x syntax.Expr) {
	defer r.leave()
	if !r.enter() {
		return
	}
	switch x := x.(type) {
	case *syntax.ParenExpr:
		r.target(x.X)
	case *syntax.TupleExpr:
		for _, item := range x.List {
			r.target(item)
		}
	case *syntax.ListExpr:
		for _, item := range x.List {
			r.target(item)
		}
	case *syntax.IndexExpr:
		x.X = r.expr(x.X)
		x.Y = r.key(keyStored, x.Y)
	case *syntax.DotExpr:
		x.X = r.expr(x.X)
	}
}

// augmented makes x = x + y of x += y. What x is made of is computed once only, before y.
func (r *rewriter) augmented(out []syntax.Stmt, s *syntax.AssignStmt) []syntax.Stmt {
	op, ok := augmentedOp(s.Op)
	if !ok {
		r.err = fmt.Errorf("%s: unknown operator %s", s.OpPos, s.Op)
		return out
	}
	target := unparen(s.LHS)
	var read syntax.Expr
	switch x := target.(type) {
	case *syntax.Ident:
		read = &syntax.Ident{NamePos: x.NamePos, Name: x.Name}
	case *syntax.IndexExpr:
		out, x.X = r.once(out, r.expr(x.X))
		out, x.Y = r.once(out, r.key(keyStored, x.Y))
		read = &syntax.IndexExpr{X: again(x.X), Lbrack: x.Lbrack, Y: again(x.Y), Rbrack: x.Rbrack}
	case *syntax.DotExpr:
		out, x.X = r.once(out, r.expr(x.X))
		read = &syntax.DotExpr{X: again(x.X), Dot: x.Dot, NamePos: x.NamePos, Name: again(x.Name).(*syntax.Ident)}
	default:
		return append(out, s) // the resolver refuses it
	}
	s.LHS, s.Op, s.RHS = target, syntax.EQ, call(op, s.OpPos, read, r.expr(s.RHS))
	return append(out, s)
}

// once puts the value of x into a variable of its own, unless it is a name or a literal already.
func (r *rewriter) once(out []syntax.Stmt, x syntax.Expr) ([]syntax.Stmt, syntax.Expr) {
	switch x.(type) {
	case *syntax.Ident, *syntax.Literal:
		return out, x
	}
	pos, _ := x.Span()
	r.temps++
	name := &syntax.Ident{NamePos: pos, Name: fmt.Sprintf("%s%d", temporary, r.temps)}
	return append(out, &syntax.AssignStmt{OpPos: pos, Op: syntax.EQ, LHS: name, RHS: x}), again(name)
}

func unparen(x syntax.Expr) syntax.Expr {
	for {
		paren, ok := x.(*syntax.ParenExpr)
		if !ok {
			return x
		}
		x = paren.X
	}
}

// again copies a name or a literal: the resolver wants each use to be a node of its own.
func again(x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.Ident:
		return &syntax.Ident{NamePos: x.NamePos, Name: x.Name}
	case *syntax.Literal:
		return &syntax.Literal{Token: x.Token, TokenPos: x.TokenPos, Raw: x.Raw, Value: x.Value}
	}
	return x
}

// call is a call of a function of this package; pos is the place of what it stands for.
func call(name string, pos syntax.Position, args ...syntax.Expr) syntax.Expr {
	return &syntax.CallExpr{Fn: &syntax.Ident{NamePos: pos, Name: temporary + name}, Lparen: pos, Args: args, Rparen: pos}
}
