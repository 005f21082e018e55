package pysource

import "go.starlark.net/syntax"

// expr returns the expression with the names of the scope put in. It makes new nodes, because Starlark's resolver
// writes into them and a node may stand at two places.
func (l *lowerer) expr(e syntax.Expr, s *scope) syntax.Expr {
	switch e := e.(type) {
	case *syntax.Ident:
		return l.name(e, s)
	case *syntax.ParenExpr:
		return &syntax.ParenExpr{Lparen: e.Lparen, X: l.expr(e.X, s), Rparen: e.Rparen}
	case *syntax.UnaryExpr:
		return &syntax.UnaryExpr{OpPos: e.OpPos, Op: e.Op, X: l.expr(e.X, s)}
	case *syntax.BinaryExpr:
		return l.binary(e, s)
	case *syntax.CondExpr:
		return &syntax.CondExpr{
			If: e.If, Cond: l.expr(e.Cond, s), True: l.expr(e.True, s), ElsePos: e.ElsePos, False: l.expr(e.False, s),
		}
	case *syntax.DotExpr:
		x := l.expr(e.X, s)
		if l.dialect.Attributes {
			return call(e.NamePos, ".attr", x, str(e.NamePos, e.Name.Name))
		}
		return &syntax.DotExpr{X: x, Dot: e.Dot, NamePos: e.NamePos, Name: ident(e.NamePos, e.Name.Name)}
	case *syntax.IndexExpr:
		return &syntax.IndexExpr{X: l.expr(e.X, s), Lbrack: e.Lbrack, Y: l.expr(e.Y, s), Rbrack: e.Rbrack}
	case *syntax.SliceExpr:
		return &syntax.SliceExpr{
			X: l.expr(e.X, s), Lbrack: e.Lbrack, Lo: l.expr(e.Lo, s), Hi: l.expr(e.Hi, s), Step: l.expr(e.Step, s), Rbrack: e.Rbrack,
		}
	case *syntax.CallExpr:
		return l.call(e, s)
	case *syntax.LambdaExpr:
		return l.lambda(e, s)
	case *syntax.Comprehension:
		return l.comprehension(e, s)
	}
	return l.display(e, s)
}

// display is a literal, list, tuple or dict.
func (l *lowerer) display(e syntax.Expr, s *scope) syntax.Expr {
	switch e := e.(type) {
	case *syntax.Literal:
		return &syntax.Literal{Token: e.Token, TokenPos: e.TokenPos, Raw: e.Raw, Value: e.Value}
	case *syntax.ListExpr:
		return &syntax.ListExpr{Lbrack: e.Lbrack, List: l.exprs(e.List, s), Rbrack: e.Rbrack}
	case *syntax.TupleExpr:
		return &syntax.TupleExpr{Lparen: e.Lparen, List: l.exprs(e.List, s), Rparen: e.Rparen}
	case *syntax.DictEntry:
		return &syntax.DictEntry{Key: l.expr(e.Key, s), Colon: e.Colon, Value: l.expr(e.Value, s)}
	case *syntax.DictExpr:
		return &syntax.DictExpr{Lbrace: e.Lbrace, List: l.exprs(e.List, s), Rbrace: e.Rbrace}
	}
	return nil
}

func (l *lowerer) exprs(list []syntax.Expr, s *scope) []syntax.Expr {
	out := make([]syntax.Expr, len(list))
	for i, e := range list {
		out[i] = l.expr(e, s)
	}
	return out
}

func (l *lowerer) name(id *syntax.Ident, s *scope) syntax.Expr {
	r, local := s.lookup(id.Name)
	if r != nil {
		return r(id.NamePos)
	}
	if local || l.globals[id.Name] || id.Name[0] == '.' || constant(id.Name) {
		return ident(id.NamePos, id.Name)
	}
	if l.dialect.Name != nil {
		if why := l.dialect.Name(id.Name); why != "" {
			l.fail(id.NamePos, "%s", why)
		}
	}
	if l.dialect.Known != nil && !l.dialect.Known(id.Name) {
		return call(id.NamePos, ".undefined", str(id.NamePos, id.Name))
	}
	return ident(id.NamePos, id.Name)
}

func constant(name string) bool { return name == "None" || name == "True" || name == "False" }

func (l *lowerer) binary(e *syntax.BinaryExpr, s *scope) syntax.Expr {
	x, y := l.expr(e.X, s), l.expr(e.Y, s)
	if !l.dialect.Equality || e.Op != syntax.EQL && e.Op != syntax.NEQ {
		return &syntax.BinaryExpr{X: x, OpPos: e.OpPos, Op: e.Op, Y: y}
	}
	equal := call(e.OpPos, ".equal", x, y)
	if e.Op == syntax.NEQ {
		return &syntax.UnaryExpr{OpPos: e.OpPos, Op: syntax.NOT, X: equal}
	}
	return equal
}

func (l *lowerer) call(e *syntax.CallExpr, s *scope) syntax.Expr {
	c := &syntax.CallExpr{Fn: l.expr(e.Fn, s), Lparen: e.Lparen, Rparen: e.Rparen}
	for _, arg := range e.Args {
		if b, ok := arg.(*syntax.BinaryExpr); ok && b.Op == syntax.EQ {
			key := b.X.(*syntax.Ident)
			arg = &syntax.BinaryExpr{X: ident(key.NamePos, key.Name), OpPos: b.OpPos, Op: b.Op, Y: l.expr(b.Y, s)}
		} else {
			arg = l.expr(arg, s)
		}
		c.Args = append(c.Args, arg)
	}
	return c
}

func (l *lowerer) lambda(e *syntax.LambdaExpr, s *scope) syntax.Expr {
	names := map[string]bool{}
	paramNames(e.Params, names)
	params := make([]syntax.Expr, len(e.Params))
	for i, p := range e.Params {
		params[i] = l.param(p, s)
	}
	return &syntax.LambdaExpr{Lambda: e.Lambda, Params: params, Body: l.expr(e.Body, s.shadow(names))}
}

// comprehension has variables of its own, which the first iterable does not see yet.
func (l *lowerer) comprehension(e *syntax.Comprehension, s *scope) syntax.Expr {
	names := map[string]bool{}
	c := &syntax.Comprehension{Curly: e.Curly, Lbrack: e.Lbrack, Rbrack: e.Rbrack}
	for _, clause := range e.Clauses {
		switch clause := clause.(type) {
		case *syntax.ForClause:
			over := l.expr(clause.X, s.shadow(names))
			bound(clause.Vars, names)
			vars := l.expr(clause.Vars, s.shadow(names))
			c.Clauses = append(c.Clauses, &syntax.ForClause{For: clause.For, Vars: vars, In: clause.In, X: over})
		case *syntax.IfClause:
			c.Clauses = append(c.Clauses, &syntax.IfClause{If: clause.If, Cond: l.expr(clause.Cond, s.shadow(names))})
		}
	}
	c.Body = l.expr(e.Body, s.shadow(names))
	return c
}
