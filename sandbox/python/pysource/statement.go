package pysource

import (
	"go.starlark.net/syntax"
)

// statement reads a compound statement, or a line of simple ones.
func (p *parser) statement() []stmt {
	defer p.deeper()()
	t := p.peek()
	switch {
	case t.kind == indent:
		p.fail(t.pos, "this line is indented, but the line above opens no block")
	case t.word("if"):
		return []stmt{p.ifStatement()}
	case t.word("for"):
		p.next()
		s := &forStmt{pos: t.pos, vars: p.targets()}
		p.expect("in", "after the names of for")
		s.over, s.body = p.exprList(), p.block()
		p.noElse()
		return []stmt{s}
	case t.word("while"):
		p.next()
		s := &whileStmt{pos: t.pos, cond: p.expr(), body: p.block()}
		p.noElse()
		return []stmt{s}
	case t.word("def"):
		return []stmt{p.def()}
	case t.word("class"):
		return []stmt{p.class()}
	case t.word("try"):
		return []stmt{p.try()}
	case p.refuse(t):
	default:
		return p.line()
	}
	return nil
}

// refuse notes statements of Python that are not available, each with what to write instead.
func (p *parser) refuse(t token) bool {
	match := t.word("match") && (p.after().kind == name || p.after().kind == text)
	switch {
	case t.word("with"):
		p.fail(t.pos, "with is not available here: there are no files, locks or transactions to close")
	case t.word("async"):
		p.fail(t.pos, "async is not available here: write a plain def")
	case t.is("@"):
		p.fail(t.pos, "decorators are not available here: leave the line out, and call helper methods as self.name(…)")
	case t.word("global"), t.word("nonlocal"):
		p.fail(t.pos, "%s is not available here: return the value, or keep it in self", t.value)
	case t.word("del"):
		p.fail(t.pos, "del is not available here: use the pop() of a dict or a list")
	case t.word("assert"):
		p.fail(t.pos, "assert is not available here: write if not …: raise …")
	case match:
		p.fail(t.pos, "match is not available here: use if and elif")
	case t.word("elif"), t.word("else"), t.word("except"), t.word("finally"):
		p.fail(t.pos, "%s without the block that it belongs to: is it indented as far as its if or try?", t.value)
	default:
		return false
	}
	return true
}

func (p *parser) noElse() {
	if t := p.peek(); t.word("else") {
		p.fail(t.pos, "else after a loop is not available here: put what follows after the loop")
	}
}

// line reads simple statements up to the end of the line.
func (p *parser) line() []stmt {
	var list []stmt
	for p.err == nil {
		list = append(list, p.simple()...)
		if _, ok := p.accept(";"); !ok || p.peek().kind == newline {
			break
		}
	}
	if t := p.next(); t.kind != newline && t.kind != endOfFile {
		p.unexpected(t)
	}
	return list
}

func (p *parser) unexpected(t token) {
	switch {
	case t.is(":"):
		p.fail(t.pos, "a colon cannot stand here; a block begins with if, for, while, def, class or try")
	case t.kind == name || t.kind == text || t.kind == number:
		p.fail(t.pos, "%s cannot follow here: is a comma or an operator missing before it?", t.show())
	default:
		p.fail(t.pos, "%s cannot stand here", t.show())
	}
}

func (p *parser) simple() []stmt {
	t := p.peek()
	switch {
	case t.word("import"):
		return p.importStatement()
	case t.word("from"):
		return p.fromStatement()
	case t.word("pass"):
		p.next()
		return []stmt{&branchStmt{t.pos, syntax.PASS}}
	case t.word("break"):
		p.next()
		return []stmt{&branchStmt{t.pos, syntax.BREAK}}
	case t.word("continue"):
		p.next()
		return []stmt{&branchStmt{t.pos, syntax.CONTINUE}}
	case t.word("return"):
		p.next()
		s := &returnStmt{pos: t.pos}
		if p.startsExpr() {
			s.value = p.exprList()
		}
		return []stmt{s}
	case t.word("raise"):
		return []stmt{p.raise()}
	case p.refuse(t):
		return nil
	}
	return p.assignment()
}

func (p *parser) raise() stmt {
	s := &raiseStmt{pos: p.next().pos}
	if !p.startsExpr() {
		return s
	}
	s.x = p.expr()
	if _, ok := p.accept("from"); ok {
		s.cause = p.expr()
	}
	return s
}

// assignOps are the augmented assignments that Starlark has, too.
func assignOps() map[string]syntax.Token {
	return map[string]syntax.Token{
		"+=": syntax.PLUS_EQ, "-=": syntax.MINUS_EQ, "*=": syntax.STAR_EQ, "/=": syntax.SLASH_EQ, "//=": syntax.SLASHSLASH_EQ,
		"%=": syntax.PERCENT_EQ, "&=": syntax.AMP_EQ, "|=": syntax.PIPE_EQ, "^=": syntax.CIRCUMFLEX_EQ,
		"<<=": syntax.LTLT_EQ, ">>=": syntax.GTGT_EQ,
	}
}

func (p *parser) assignment() []stmt {
	x := p.exprList()
	t := p.peek()
	if op, ok := assignOps()[t.value]; ok && t.kind == operator {
		p.next()
		return []stmt{&assignStmt{pos: t.pos, op: op, targets: []syntax.Expr{x}, value: p.exprList()}}
	}
	if t.is(":") {
		return p.annotated(x)
	}
	if !t.is("=") {
		return []stmt{&exprStmt{x}}
	}
	s := &assignStmt{pos: t.pos, op: syntax.EQ}
	for p.err == nil && p.peek().is("=") {
		p.next()
		s.targets = append(s.targets, x)
		x = p.exprList()
	}
	if len(s.targets) > 1 {
		if _, simple := s.targets[0].(*syntax.Ident); !simple {
			p.fail(t.pos, "a = b = value needs a plain name first; write two assignments")
		}
	}
	s.value = x
	return []stmt{s}
}

// annotated is name: type = value; the type is read and dropped.
func (p *parser) annotated(x syntax.Expr) []stmt {
	if _, ok := x.(*syntax.Ident); !ok {
		p.unexpected(p.peek())
		return nil
	}
	p.next()
	p.expr()
	t, ok := p.accept("=")
	if !ok {
		return []stmt{&branchStmt{syntax.Start(x), syntax.PASS}}
	}
	return []stmt{&assignStmt{pos: t.pos, op: syntax.EQ, targets: []syntax.Expr{x}, value: p.exprList()}}
}
