package pysource

import "go.starlark.net/syntax"

// maxDepth bounds how deep expressions and blocks may be nested.
const maxDepth = 120

// parser reads tokens by recursive descent. After the first error it sees only the end of the file.
type parser struct {
	tokens []token
	at     int
	depth  int
	err    *Error
}

func (p *parser) peek() token {
	if p.err != nil {
		return token{kind: endOfFile, pos: p.err.Pos}
	}
	return p.tokens[min(p.at, len(p.tokens)-1)]
}

func (p *parser) after() token { return p.tokens[min(p.at+1, len(p.tokens)-1)] }

func (p *parser) next() token {
	t := p.peek()
	p.at++
	return t
}

func (p *parser) fail(pos syntax.Position, format string, args ...any) {
	if p.err == nil {
		p.err = errorAt(pos, format, args...)
	}
}

// note keeps an error of a helper.
func (p *parser) note(err *Error) {
	if p.err == nil {
		p.err = err
	}
}

// deeper counts a level of nesting; the caller defers what it returns.
func (p *parser) deeper() func() {
	p.depth++
	if p.depth > maxDepth {
		p.fail(p.peek().pos, "this is nested too deeply")
	}
	return func() { p.depth-- }
}

// accept takes the operator or keyword if it comes next.
func (p *parser) accept(what string) (token, bool) {
	t := p.peek()
	if !t.is(what) && !t.word(what) {
		return t, false
	}
	p.at++
	return t, true
}

func (p *parser) expect(what, where string) token {
	t, ok := p.accept(what)
	if !ok {
		p.fail(t.pos, "expected '%s' %s, not %s", what, where, t.show())
	}
	return t
}

// isKeyword tells the words that cannot be names.
func isKeyword(w string) bool {
	switch w {
	case "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
		"else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
		"pass", "raise", "return", "try", "while", "with", "yield":
		return true
	}
	return false
}

func (p *parser) ident(where string) *syntax.Ident {
	t := p.next()
	if t.kind != name || isKeyword(t.value) {
		p.fail(t.pos, "expected a name %s, not %s", where, t.show())
	}
	return &syntax.Ident{NamePos: t.pos, Name: t.value}
}

// parse returns the statements of a whole file.
func parse(file, src string) ([]stmt, *Error) {
	tokens, err := scan(file, src)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens}
	var list []stmt
	for p.peek().kind != endOfFile {
		list = append(list, p.statement()...)
	}
	return list, p.err
}
