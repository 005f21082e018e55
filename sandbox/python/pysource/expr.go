package pysource

import (
	"go.starlark.net/syntax"
)

// call makes a call of a helper that the caller predeclares. The parenthesis gets the position, because that is the one
// which Starlark reports for a failing call.
func call(pos syntax.Position, helper string, args ...syntax.Expr) *syntax.CallExpr {
	return &syntax.CallExpr{Fn: ident(pos, helper), Lparen: pos, Args: args, Rparen: pos}
}

func ident(pos syntax.Position, name string) *syntax.Ident {
	return &syntax.Ident{NamePos: pos, Name: name}
}

func str(pos syntax.Position, s string) *syntax.Literal {
	return &syntax.Literal{Token: syntax.STRING, TokenPos: pos, Raw: syntax.Quote(s, false), Value: s}
}

// tuple makes a tuple without parentheses, unless it is a single expression without a comma.
func (p *parser) testList(element func() syntax.Expr) syntax.Expr {
	first := element()
	if !p.peek().is(",") {
		return first
	}
	list := []syntax.Expr{first}
	for p.err == nil && p.peek().is(",") {
		p.next()
		if !p.startsExpr() {
			break
		}
		list = append(list, element())
	}
	return &syntax.TupleExpr{List: list}
}

func (p *parser) startsExpr() bool {
	t := p.peek()
	switch t.kind {
	case name:
		return !isKeyword(t.value) || t.word("None") || t.word("True") || t.word("False") || t.word("not") || t.word("lambda")
	case number, text:
		return true
	case operator:
		return t.is("(") || t.is("[") || t.is("{") || t.is("-") || t.is("+") || t.is("~") || t.is("*") || t.is("...")
	default:
		return false
	}
}

func (p *parser) exprList() syntax.Expr { return p.testList(p.expr) }

// expr is a conditional expression, a lambda or anything below them.
func (p *parser) expr() syntax.Expr {
	defer p.deeper()()
	if t := p.peek(); t.word("lambda") {
		return p.lambda()
	}
	yes := p.binary(0)
	if t := p.peek(); t.is(":=") {
		p.fail(t.pos, ":= is not available here: put the assignment on a line of its own, with =")
	}
	t, ok := p.accept("if")
	if !ok {
		return yes
	}
	cond := p.binary(0)
	elseP := p.expect("else", "after 'x if y'")
	return &syntax.CondExpr{If: t.pos, Cond: cond, True: yes, ElsePos: elseP.pos, False: p.expr()}
}

func (p *parser) lambda() syntax.Expr {
	start := p.next()
	params := p.params(":", false)
	p.expect(":", "after the parameters of lambda")
	return &syntax.LambdaExpr{Lambda: start.pos, Params: params, Body: p.expr()}
}

// operatorAt is the left-associative operator that text is at a level of precedence, the loosest level first. The
// comparisons are level 3.
func operatorAt(level int, text string) (syntax.Token, bool) {
	at, op := -1, syntax.ILLEGAL
	switch text {
	case "or":
		at, op = 0, syntax.OR
	case "and":
		at, op = 1, syntax.AND
	case "|":
		at, op = 4, syntax.PIPE
	case "^":
		at, op = 5, syntax.CIRCUMFLEX
	case "&":
		at, op = 6, syntax.AMP
	case "<<":
		at, op = 7, syntax.LTLT
	case ">>":
		at, op = 7, syntax.GTGT
	case "+":
		at, op = 8, syntax.PLUS
	case "-":
		at, op = 8, syntax.MINUS
	case "*":
		at, op = 9, syntax.STAR
	case "/":
		at, op = 9, syntax.SLASH
	case "//":
		at, op = 9, syntax.SLASHSLASH
	case "%":
		at, op = 9, syntax.PERCENT
	}
	return op, at == level
}

// comparisonOperator is the operator that text is in a comparison; is and not begin one of two words.
func comparisonOperator(text string) (syntax.Token, bool) {
	switch text {
	case "==", "is":
		return syntax.EQL, true
	case "!=":
		return syntax.NEQ, true
	case "<":
		return syntax.LT, true
	case "<=":
		return syntax.LE, true
	case ">":
		return syntax.GT, true
	case ">=":
		return syntax.GE, true
	case "in":
		return syntax.IN, true
	case "not":
		return syntax.NOT_IN, true
	}
	return syntax.ILLEGAL, false
}

const (
	levelNot        = 2
	levelComparison = 3
	levelUnary      = 10
)

func (p *parser) binary(level int) syntax.Expr {
	switch level {
	case levelUnary:
		return p.unary()
	case levelNot:
		if t, ok := p.accept("not"); ok {
			defer p.deeper()()
			return &syntax.UnaryExpr{OpPos: t.pos, Op: syntax.NOT, X: p.binary(levelNot)}
		}
		return p.binary(level + 1)
	case levelComparison:
		return p.comparison()
	}
	x := p.binary(level + 1)
	for p.err == nil {
		t := p.peek()
		op, ok := operatorAt(level, t.value)
		if !ok || t.kind != operator && t.kind != name {
			break
		}
		p.next()
		x = &syntax.BinaryExpr{X: x, OpPos: t.pos, Op: op, Y: p.binary(level + 1)}
	}
	return x
}

// comparison makes a < b < c of Python, which Starlark lacks, to a < b and b < c.
func (p *parser) comparison() syntax.Expr {
	x := p.binary(levelComparison + 1)
	var all syntax.Expr
	for p.err == nil {
		t := p.peek()
		op, ok := comparisonOperator(t.value)
		if !ok || t.kind != operator && t.kind != name || t.word("not") && !p.after().word("in") {
			break
		}
		p.next()
		negated := false
		switch t.value {
		case "not":
			p.next()
		case "is":
			_, negated = p.accept("not")
		}
		y := p.binary(levelComparison + 1)
		one := compare(t, op, negated, x, y)
		if all == nil {
			all = one
		} else {
			all = &syntax.BinaryExpr{X: all, OpPos: t.pos, Op: syntax.AND, Y: one}
		}
		next := p.peek()
		if _, more := comparisonOperator(next.value); more && (next.kind == operator || next.kind == name) {
			x = p.again(y)
		}
	}
	if all == nil {
		return x
	}
	return all
}

func compare(t token, op syntax.Token, negated bool, x, y syntax.Expr) syntax.Expr {
	if t.value != "is" {
		return &syntax.BinaryExpr{X: x, OpPos: t.pos, Op: op, Y: y}
	}
	same := call(t.pos, ".is", x, y)
	if negated {
		return &syntax.UnaryExpr{OpPos: t.pos, Op: syntax.NOT, X: same}
	}
	return same
}

// again returns a second node for the middle of a chained comparison, which has to be simple: Python computes it once.
func (p *parser) again(e syntax.Expr) syntax.Expr {
	switch e := e.(type) {
	case *syntax.Ident:
		return ident(e.NamePos, e.Name)
	case *syntax.Literal:
		c := *e
		return &c
	}
	p.fail(syntax.Start(e), "give the middle of this chained comparison a name on a line above, and compare that")
	return e
}

func unaryOperator(text string) (syntax.Token, bool) {
	switch text {
	case "-":
		return syntax.MINUS, true
	case "+":
		return syntax.PLUS, true
	case "~":
		return syntax.TILDE, true
	}
	return syntax.ILLEGAL, false
}

func (p *parser) unary() syntax.Expr {
	t := p.peek()
	if op, ok := unaryOperator(t.value); ok && t.kind == operator {
		defer p.deeper()()
		p.next()
		return &syntax.UnaryExpr{OpPos: t.pos, Op: op, X: p.unary()}
	}
	x := p.primary()
	if t := p.peek(); t.is("**") {
		p.fail(t.pos, "** is not available here: write the product out")
	} else if t.is("@") {
		p.fail(t.pos, "@ between values is not available here")
	}
	return x
}

// primary is an atom with its attributes, calls and subscripts.
func (p *parser) primary() syntax.Expr {
	x := p.atom()
	for p.err == nil {
		t := p.peek()
		switch {
		case t.is("."):
			p.next()
			id := p.ident("after the dot")
			x = &syntax.DotExpr{X: x, Dot: t.pos, NamePos: id.NamePos, Name: id}
		case t.is("("):
			x = p.call(x)
		case t.is("["):
			x = p.subscript(x)
		default:
			return x
		}
	}
	return x
}

func (p *parser) call(fn syntax.Expr) syntax.Expr {
	defer p.deeper()()
	c := &syntax.CallExpr{Fn: fn, Lparen: p.next().pos}
	for p.err == nil && !p.peek().is(")") {
		c.Args = append(c.Args, p.argument())
		if _, ok := p.accept(","); !ok {
			break
		}
	}
	c.Rparen = p.expect(")", "at the end of the arguments").pos
	return c
}

func (p *parser) argument() syntax.Expr {
	t := p.peek()
	stars := map[string]syntax.Token{"*": syntax.STAR, "**": syntax.STARSTAR}
	if op, ok := stars[t.value]; ok && t.kind == operator {
		p.next()
		return &syntax.UnaryExpr{OpPos: t.pos, Op: op, X: p.expr()}
	}
	if t.kind == name && p.after().is("=") {
		id := p.ident("before =")
		eq := p.next()
		return &syntax.BinaryExpr{X: id, OpPos: eq.pos, Op: syntax.EQ, Y: p.expr()}
	}
	x := p.expr()
	if p.peek().word("for") {
		return p.comprehension(t.pos, x, false)
	}
	return x
}

func (p *parser) subscript(x syntax.Expr) syntax.Expr {
	defer p.deeper()()
	open := p.next()
	var parts [3]syntax.Expr
	colons := 0
	for p.err == nil && !p.peek().is("]") && colons < 3 {
		if _, ok := p.accept(":"); ok {
			colons++
			continue
		}
		if parts[min(colons, 2)] != nil {
			break
		}
		parts[colons] = p.exprList()
	}
	end := p.expect("]", "at the end of the index")
	if colons > 0 {
		return &syntax.SliceExpr{X: x, Lbrack: open.pos, Lo: parts[0], Hi: parts[1], Step: parts[2], Rbrack: end.pos}
	}
	if parts[0] == nil {
		p.fail(end.pos, "expected an index between the brackets")
	}
	return &syntax.IndexExpr{X: x, Lbrack: open.pos, Y: parts[0], Rbrack: end.pos}
}
