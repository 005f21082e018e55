package pysource

import "go.starlark.net/syntax"

// try makes each part of the statement a function, calls the helper with them, and then does what a return, break or
// continue within them asked for.
func (l *lowerer) try(s *tryStmt, f function) []syntax.Stmt {
	if f.top {
		l.fail(s.pos, "try can only stand within a function here")
		return nil
	}
	var list []syntax.Stmt
	part := func(what string, pos syntax.Position, body []syntax.Stmt, params ...syntax.Expr) syntax.Expr {
		name := l.fresh(what)
		list = append(list, &syntax.DefStmt{
			Def: pos, Name: ident(pos, name), Lparen: pos, Params: params, Rparen: pos, Body: body,
		})
		return ident(pos, name)
	}
	inner := function{scope: f.scope, wrapped: true}
	optional := func(what string, body []stmt) syntax.Expr {
		if body == nil {
			return ident(s.pos, "None")
		}
		return part(what, s.pos, l.block(body, inner))
	}
	body := part("try", s.pos, l.block(s.body, inner))
	handlers := &syntax.ListExpr{Lbrack: s.pos, Rbrack: s.pos}
	for _, h := range s.handlers {
		classes := syntax.Expr(ident(h.pos, "None"))
		if h.classes != nil {
			classes = l.expr(h.classes, f.scope)
		}
		match := &syntax.LambdaExpr{Lambda: h.pos, Body: classes}
		run := part("except", h.pos, l.handler(h, inner), ident(h.pos, ".exception"))
		handlers.List = append(handlers.List, &syntax.TupleExpr{Lparen: h.pos, List: []syntax.Expr{match, run}, Rparen: h.pos})
	}
	orelse, final := optional("else", s.orelse), optional("finally", s.final)
	result := l.fresh("result")
	list = append(list, &syntax.AssignStmt{
		OpPos: s.pos, Op: syntax.EQ, LHS: ident(s.pos, result), RHS: call(s.pos, ".try", body, handlers, orelse, final),
	})
	return append(list, l.follow(s, result, f)...)
}

func (l *lowerer) handler(h handler, inner function) []syntax.Stmt {
	body := l.block(h.body, inner)
	if h.name == nil {
		return body
	}
	bind := &syntax.AssignStmt{
		OpPos: h.pos, Op: syntax.EQ, LHS: l.expr(h.name, inner.scope), RHS: ident(h.pos, ".exception"),
	}
	return append([]syntax.Stmt{bind}, body...)
}

// follow makes the statements after a try: within another try the result is handed on, elsewhere it is obeyed.
func (l *lowerer) follow(s *tryStmt, result string, f function) []syntax.Stmt {
	when := func(cond syntax.Expr, then syntax.Stmt) syntax.Stmt {
		return &syntax.IfStmt{If: s.pos, Cond: cond, True: one(then), ElsePos: s.pos, False: nothing(s.pos)}
	}
	var list []syntax.Stmt
	if f.loops > 0 {
		for _, tok := range []syntax.Token{syntax.BREAK, syntax.CONTINUE} {
			asked := call(s.pos, ".is", ident(s.pos, result), ident(s.pos, "."+tok.String()))
			list = append(list, when(asked, &syntax.BranchStmt{Token: tok, TokenPos: s.pos}))
		}
	}
	value := syntax.Expr(ident(s.pos, result))
	if !f.wrapped {
		value = call(s.pos, ".value", value)
	}
	return append(list, when(ident(s.pos, result), &syntax.ReturnStmt{Return: s.pos, Result: value}))
}
