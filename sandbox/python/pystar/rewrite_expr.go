package pystar

import "go.starlark.net/syntax"

// exprs rewrites a list in place.
func (r *rewriter) exprs(list []syntax.Expr) {
	for i := range list {
		list[i] = r.expr(list[i])
	}
}

// expr returns what stands for x.
func (r *rewriter) expr(x syntax.Expr) syntax.Expr {
	defer r.leave()
	if x == nil || !r.enter() {
		return x
	}
	switch x := x.(type) {
	case *syntax.BinaryExpr:
		return r.binary(x)
	case *syntax.CallExpr:
		x.Fn = r.expr(x.Fn)
		r.args(x.Args)
	case *syntax.DotExpr:
		x.X = r.expr(x.X)
		if guardedMethods(x.Name.Name) {
			return call(methodRead, x.Dot, x)
		}
	case *syntax.IndexExpr:
		x.X = r.expr(x.X)
		x.Y = r.key(keyRead, x.Y)
	case *syntax.SliceExpr:
		x.X = call(sliceRead, x.Lbrack, r.expr(x.X))
		x.Lo, x.Hi, x.Step = r.optional(x.Lo), r.optional(x.Hi), r.optional(x.Step)
	case *syntax.DictExpr:
		for _, entry := range x.List {
			r.entry(entry)
		}
		return call(dictMade, x.Lbrace, x)
	case *syntax.DictEntry:
		r.entry(x)
	case *syntax.Comprehension:
		r.comprehension(x)
	default:
		r.plain(x)
	}
	return x
}

// plain goes through what stays as it is.
func (r *rewriter) plain(x syntax.Expr) {
	switch x := x.(type) {
	case *syntax.CondExpr:
		x.Cond, x.True, x.False = r.expr(x.Cond), r.expr(x.True), r.expr(x.False)
	case *syntax.LambdaExpr:
		r.params(x.Params)
		x.Body = r.expr(x.Body)
	case *syntax.ListExpr:
		r.exprs(x.List)
	case *syntax.TupleExpr:
		r.exprs(x.List)
	case *syntax.ParenExpr:
		x.X = r.expr(x.X)
	case *syntax.UnaryExpr:
		x.X = r.optional(x.X)
	}
}

func (r *rewriter) optional(x syntax.Expr) syntax.Expr {
	if x == nil {
		return nil
	}
	return r.expr(x)
}

func (r *rewriter) binary(x *syntax.BinaryExpr) syntax.Expr {
	x.X, x.Y = r.expr(x.X), r.expr(x.Y)
	name, ok := binaryOp(x.Op)
	if !ok {
		return x // and, or; and the = of a parameter, which params handles
	}
	return call(name, x.OpPos, x.X, x.Y)
}

// params rewrites the default values of parameters.
func (r *rewriter) params(list []syntax.Expr) {
	for _, param := range list {
		if named, ok := param.(*syntax.BinaryExpr); ok {
			named.Y = r.expr(named.Y)
		}
	}
}

// args rewrites the arguments of a call: the names of named ones stay, and a sequence that becomes many arguments
// must not be a long one.
func (r *rewriter) args(list []syntax.Expr) {
	for i, arg := range list {
		switch x := arg.(type) {
		case *syntax.BinaryExpr:
			if x.Op == syntax.EQ {
				x.Y = r.expr(x.Y)
				continue
			}
		case *syntax.UnaryExpr:
			if x.Op == syntax.STAR || x.Op == syntax.STARSTAR {
				x.X = call(argsSpread, x.OpPos, r.expr(x.X))
				continue
			}
		}
		list[i] = r.expr(arg)
	}
}

// key guards what is hashed. Literals are small enough.
func (r *rewriter) key(name string, x syntax.Expr) syntax.Expr {
	if _, ok := x.(*syntax.Literal); ok && name == keyRead {
		return x
	}
	pos, _ := x.Span()
	return call(name, pos, r.expr(x))
}

func (r *rewriter) entry(x syntax.Expr) {
	if entry, ok := x.(*syntax.DictEntry); ok {
		entry.Key = r.key(keyStored, entry.Key)
		entry.Value = r.expr(entry.Value)
	}
}

func (r *rewriter) comprehension(x *syntax.Comprehension) {
	for _, clause := range x.Clauses {
		switch clause := clause.(type) {
		case *syntax.ForClause:
			r.target(clause.Vars)
			clause.X = r.expr(clause.X)
		case *syntax.IfClause:
			clause.Cond = r.expr(clause.Cond)
		}
	}
	if x.Curly {
		r.entry(x.Body)
	} else {
		x.Body = r.expr(x.Body)
	}
}
