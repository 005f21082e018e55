package pysource

import (
	"strings"

	"go.starlark.net/syntax"
)

// block reads a colon and the statements after it, on the same line or indented below.
func (p *parser) block() []stmt {
	if t := p.peek(); !t.is(":") {
		if t.is("=") {
			p.fail(t.pos, "a comparison is written ==, an = here would assign")
		}
		p.fail(t.pos, "expected ':' at the end of the line, not %s", t.show())
	}
	p.next()
	if p.peek().kind != newline {
		return p.line()
	}
	p.next()
	if t := p.peek(); t.kind != indent {
		p.fail(t.pos, "expected an indented block after the colon")
	}
	p.next()
	var body []stmt
	for p.err == nil && p.peek().kind != dedent && p.peek().kind != endOfFile {
		body = append(body, p.statement()...)
	}
	p.next()
	return body
}

func (p *parser) ifStatement() stmt {
	s := &ifStmt{pos: p.next().pos}
	s.cond, s.yes = p.expr(), p.block()
	t := p.peek()
	switch {
	case t.word("elif"):
		defer p.deeper()()
		s.elseP, s.no = t.pos, []stmt{p.ifStatement()}
	case t.word("else"):
		p.next()
		s.elseP, s.no = t.pos, p.block()
	}
	return s
}

func (p *parser) def() stmt {
	s := &defStmt{pos: p.next().pos, name: p.ident("after def")}
	p.expect("(", "after the name of the function")
	s.params = p.params(")", true)
	p.expect(")", "after the parameters")
	if _, ok := p.accept("->"); ok {
		p.expr()
	}
	s.body = p.block()
	return s
}

// params reads parameters up to the closing token; annotations are dropped.
func (p *parser) params(end string, annotations bool) []syntax.Expr {
	var list []syntax.Expr
	for p.err == nil && !p.peek().is(end) {
		list = append(list, p.param(end, annotations))
		if _, ok := p.accept(","); !ok {
			break
		}
	}
	return list
}

func (p *parser) param(end string, annotations bool) syntax.Expr {
	t := p.peek()
	if t.is("/") {
		p.fail(t.pos, "/ among parameters is not available here: leave it out")
	}
	if t.is("*") || t.is("**") {
		p.next()
		u := &syntax.UnaryExpr{OpPos: t.pos, Op: map[string]syntax.Token{"*": syntax.STAR, "**": syntax.STARSTAR}[t.value]}
		if !p.peek().is(",") && !p.peek().is(end) {
			u.X = p.paramName(annotations)
		}
		return u
	}
	id := p.paramName(annotations)
	if eq, ok := p.accept("="); ok {
		return &syntax.BinaryExpr{X: id, OpPos: eq.pos, Op: syntax.EQ, Y: p.expr()}
	}
	return id
}

func (p *parser) paramName(annotations bool) *syntax.Ident {
	id := p.ident("as a parameter")
	if annotations {
		if _, ok := p.accept(":"); ok {
			p.expr()
		}
	}
	return id
}

func (p *parser) class() stmt {
	s := &classStmt{pos: p.next().pos, name: p.ident("after class")}
	if _, ok := p.accept("("); ok {
		if !p.peek().is(")") {
			s.base = p.expr()
		}
		if t := p.peek(); t.is(",") || t.is("=") {
			p.fail(t.pos, "a class can have one base here")
		}
		p.expect(")", "after the base class")
	}
	s.body = p.block()
	return s
}

func (p *parser) try() stmt {
	s := &tryStmt{pos: p.next().pos, body: p.block()}
	for p.err == nil && p.peek().word("except") {
		h := handler{pos: p.next().pos}
		if t := p.peek(); t.is("*") {
			p.fail(t.pos, "except* is not available here: write except")
		}
		if !p.peek().is(":") {
			h.classes = p.expr()
			if t := p.peek(); t.is(",") {
				p.fail(t.pos, "several classes stand in brackets: except (A, B):")
			}
			if _, ok := p.accept("as"); ok {
				h.name = p.ident("after as")
			}
		}
		h.body = p.block()
		s.handlers = append(s.handlers, h)
	}
	if _, ok := p.accept("else"); ok {
		s.orelse = p.block()
	}
	if _, ok := p.accept("finally"); ok {
		s.final = p.block()
	}
	if len(s.handlers) == 0 && s.final == nil {
		p.fail(s.pos, "try needs an except or a finally, indented as far as the try itself")
	}
	return s
}

func (p *parser) dotted() string {
	path := p.ident("of a module").Name
	for p.err == nil && p.peek().is(".") {
		p.next()
		path += "." + p.ident("after the dot").Name
	}
	return path
}

func (p *parser) importStatement() []stmt {
	var list []stmt
	start := p.next().pos
	for p.err == nil {
		s := &importStmt{pos: start}
		at := p.peek().pos
		s.module = p.dotted()
		if _, ok := p.accept("as"); ok {
			s.bound = p.ident("after as")
		} else {
			// import a.b binds a, whose attribute b is.
			first, _, _ := strings.Cut(s.module, ".")
			s.bound, s.first = ident(at, first), true
		}
		list = append(list, s)
		if _, ok := p.accept(","); !ok {
			break
		}
	}
	return list
}

func (p *parser) fromStatement() []stmt {
	start := p.next().pos
	if t := p.peek(); t.is(".") || t.is("...") {
		p.fail(t.pos, "an import that begins with a dot has no package to start from here: write the module's full name")
	}
	module := p.dotted()
	p.expect("import", "after the module")
	_, brackets := p.accept("(")
	var list []stmt
	for p.err == nil && (!brackets || !p.peek().is(")")) {
		if t := p.peek(); t.is("*") {
			p.fail(t.pos, "import * is not available here: name what you need")
		}
		id := p.ident("after import")
		s := &importStmt{pos: start, module: module, name: id.Name, bound: id}
		if _, ok := p.accept("as"); ok {
			s.bound = p.ident("after as")
		}
		list = append(list, s)
		if _, ok := p.accept(","); !ok {
			break
		}
	}
	if brackets {
		p.expect(")", "after the names")
	}
	return list
}
