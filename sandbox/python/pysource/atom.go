package pysource

import (
	"strings"

	"go.starlark.net/syntax"
)

func (p *parser) atom() syntax.Expr {
	t := p.peek()
	switch {
	case t.kind == text:
		return p.strings()
	case t.kind == number:
		p.next()
		lit, err := numberLiteral(t)
		p.note(err)
		return lit
	case t.is("("):
		return p.paren()
	case t.is("["):
		return p.list()
	case t.is("{"):
		return p.braces()
	case t.kind == name && (!isKeyword(t.value) || t.word("None") || t.word("True") || t.word("False")):
		p.next()
		return ident(t.pos, t.value)
	}
	p.next()
	p.refuseInExpr(t)
	return ident(t.pos, "None")
}

func (p *parser) refuseInExpr(t token) {
	switch {
	case t.word("await") || t.word("async"):
		p.fail(t.pos, "%s is not available here: leave it out, everything runs in order", t.value)
	case t.word("yield"):
		p.fail(t.pos, "yield is not available here: build a list and return it")
	case t.is("..."):
		p.fail(t.pos, "... is not available here: write None, or pass")
	case t.is("*"):
		p.fail(t.pos, "* can only stand before an element of a list or an argument")
	default:
		p.fail(t.pos, "expected a value, not %s", t.show())
	}
}

// strings joins adjacent literals, as Python does without a word. Joined tells such a node.
func (p *parser) strings() syntax.Expr {
	x := p.string()
	for p.err == nil && p.peek().kind == text {
		y := p.string()
		x = &syntax.BinaryExpr{X: x, OpPos: syntax.Start(y), Op: syntax.PLUS, Y: y}
	}
	return x
}

// Joined tells whether a + b was written as two adjacent string literals, without a + between them, and if so where the
// second begins.
func Joined(e syntax.Expr) (second syntax.Position, ok bool) {
	b, ok := e.(*syntax.BinaryExpr)
	if !ok || b.Op != syntax.PLUS {
		return second, false
	}
	second = syntax.Start(b.Y)
	return second, b.OpPos.Line == second.Line && b.OpPos.Col == second.Col
}

func (p *parser) string() syntax.Expr {
	t := p.next()
	bytes := strings.Contains(t.prefix, "b")
	raw := strings.Contains(t.prefix, "r")
	if strings.Contains(t.prefix, "f") {
		return p.fstring(t, raw)
	}
	value := strings.ReplaceAll(t.value, "\r\n", "\n")
	if !raw {
		var err error
		if value, err = unquote(value, bytes); err != nil {
			p.fail(t.pos, "%v", err)
		}
	}
	if bytes {
		return &syntax.Literal{Token: syntax.BYTES, TokenPos: t.pos, Raw: "b" + syntax.Quote(value, true), Value: value}
	}
	return str(t.pos, value)
}

func (p *parser) paren() syntax.Expr {
	defer p.deeper()()
	open := p.next()
	if end, ok := p.accept(")"); ok {
		return &syntax.TupleExpr{Lparen: open.pos, Rparen: end.pos}
	}
	x := p.testList(p.expr)
	if p.peek().word("for") {
		x = p.comprehension(open.pos, x, false)
	}
	end := p.expect(")", "to close the '(' before")
	if t, ok := x.(*syntax.TupleExpr); ok && !t.Lparen.IsValid() {
		t.Lparen, t.Rparen = open.pos, end.pos
		return t
	}
	return &syntax.ParenExpr{Lparen: open.pos, X: x, Rparen: end.pos}
}

// list is [a, *b, c], for which Starlark has [a] + list(b) + [c].
func (p *parser) list() syntax.Expr {
	defer p.deeper()()
	open := p.next()
	part := &syntax.ListExpr{Lbrack: open.pos}
	var sum syntax.Expr = part
	for p.err == nil && !p.peek().is("]") {
		if star, ok := p.accept("*"); ok {
			sum = &syntax.BinaryExpr{X: sum, OpPos: star.pos, Op: syntax.PLUS, Y: call(star.pos, "list", p.expr())}
			part = &syntax.ListExpr{Lbrack: star.pos}
			sum = &syntax.BinaryExpr{X: sum, OpPos: star.pos, Op: syntax.PLUS, Y: part}
		} else {
			part.List = append(part.List, p.expr())
		}
		if len(part.List) == 1 && p.peek().word("for") {
			sum = p.comprehension(open.pos, part.List[0], false)
			break
		}
		if _, ok := p.accept(","); !ok {
			break
		}
	}
	part.Rbrack = p.expect("]", "or a comma in the list").pos
	return sum
}

// braces is a dict or a set. {**a, 'b': c} is a | {'b': c} in Starlark.
func (p *parser) braces() syntax.Expr {
	defer p.deeper()()
	open := p.next()
	part := &syntax.DictExpr{Lbrace: open.pos}
	var union syntax.Expr = part
	for p.err == nil && !p.peek().is("}") {
		if star, ok := p.accept("**"); ok {
			union = &syntax.BinaryExpr{X: union, OpPos: star.pos, Op: syntax.PIPE, Y: call(star.pos, "dict", p.expr())}
			part = &syntax.DictExpr{Lbrace: star.pos}
			union = &syntax.BinaryExpr{X: union, OpPos: star.pos, Op: syntax.PIPE, Y: part}
		} else {
			key := p.expr()
			if t := p.peek(); !t.is(":") && len(part.List) == 0 {
				return p.set(open.pos, key)
			}
			colon := p.expect(":", "between key and value")
			entry := &syntax.DictEntry{Key: key, Colon: colon.pos, Value: p.expr()}
			if p.peek().word("for") {
				union = p.comprehension(open.pos, entry, true)
				break
			}
			part.List = append(part.List, entry)
		}
		if _, ok := p.accept(","); !ok {
			break
		}
	}
	part.Rbrace = p.expect("}", "or a comma in the dict").pos
	return union
}

func (p *parser) set(open syntax.Position, first syntax.Expr) syntax.Expr {
	list := &syntax.ListExpr{Lbrack: open, List: []syntax.Expr{first}}
	var elements syntax.Expr = list
	if p.peek().word("for") {
		elements = p.comprehension(open, first, false)
	}
	for p.err == nil && p.peek().is(",") {
		p.next()
		if p.peek().is("}") {
			break
		}
		list.List = append(list.List, p.expr())
	}
	list.Rbrack = p.expect("}", "at the end of the set").pos
	return call(open, "set", elements)
}

func (p *parser) comprehension(open syntax.Position, body syntax.Expr, curly bool) syntax.Expr {
	c := &syntax.Comprehension{Curly: curly, Lbrack: open, Body: body}
	for p.err == nil {
		if t, ok := p.accept("for"); ok {
			vars := p.targets()
			in := p.expect("in", "after the names of for")
			c.Clauses = append(c.Clauses, &syntax.ForClause{For: t.pos, Vars: vars, In: in.pos, X: p.binary(0)})
		} else if t, ok := p.accept("if"); ok {
			c.Clauses = append(c.Clauses, &syntax.IfClause{If: t.pos, Cond: p.binary(0)})
		} else if t.word("async") {
			p.refuseInExpr(t)
		} else {
			break
		}
	}
	c.Rbrack = p.peek().pos
	return c
}

// targets are the variables of a for: names, attributes or indexes, with commas between.
func (p *parser) targets() syntax.Expr { return p.testList(p.primary) }
