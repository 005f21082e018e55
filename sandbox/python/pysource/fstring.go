package pysource

import (
	"strings"
	"unicode/utf8"

	"go.starlark.net/syntax"
)

// fstring makes f"a{b!r}" to .format("a", (b, "r")).
func (p *parser) fstring(t token, raw bool) syntax.Expr {
	f := &fstring{parser: p, rest: t.value, pos: t.body, raw: raw}
	c := call(t.pos, ".format")
	for p.err == nil && f.rest != "" {
		if literal := f.literal(); literal != "" {
			c.Args = append(c.Args, str(t.pos, literal))
		}
		if f.rest != "" && p.err == nil {
			c.Args = append(c.Args, f.field())
		}
	}
	return c
}

type fstring struct {
	parser *parser
	rest   string
	pos    syntax.Position
	raw    bool
}

func (f *fstring) skip(n int) string {
	taken := f.rest[:n]
	if i := strings.LastIndexByte(taken, '\n'); i >= 0 {
		f.pos.Line += int32(strings.Count(taken, "\n"))
		f.pos.Col = int32(utf8.RuneCountInString(taken[i:]))
	} else {
		f.pos.Col += int32(utf8.RuneCountInString(taken))
	}
	f.rest = f.rest[n:]
	return taken
}

// literal reads up to the next field. It resolves {{ and }}, then the escapes.
func (f *fstring) literal() string {
	var b strings.Builder
	for f.rest != "" {
		i := strings.IndexAny(f.rest, "{}")
		if i < 0 {
			b.WriteString(f.skip(len(f.rest)))
			break
		}
		b.WriteString(f.skip(i))
		if len(f.rest) > 1 && f.rest[0] == f.rest[1] {
			b.WriteString(f.skip(2)[:1])
			continue
		}
		if f.rest[0] == '}' {
			f.parser.fail(f.pos, "a single } in an f-string: write }} for the sign itself")
		}
		break
	}
	s := b.String()
	if !f.raw {
		var err error
		if s, err = unquote(s, false); err != nil {
			f.parser.fail(f.pos, "%v", err)
		}
	}
	return s
}

// field reads {expression} or {expression!r}.
func (f *fstring) field() syntax.Expr {
	open := f.pos
	f.skip(1)
	start := f.pos
	n := fieldEnd(f.rest)
	if n < 0 {
		f.parser.fail(open, "this { of the f-string is never closed")
		return ident(open, "None")
	}
	inner := f.skip(n)
	f.skip(1)
	conversion := ""
	if i := strings.LastIndexByte(inner, '!'); i >= 0 && i == len(inner)-2 && strings.Contains("rsa", inner[i+1:]) {
		inner, conversion = inner[:i], inner[i+1:]
	}
	return &syntax.TupleExpr{Lparen: open, List: []syntax.Expr{f.inner(inner, start), str(open, conversion)}, Rparen: f.pos}
}

func (f *fstring) inner(src string, pos syntax.Position) syntax.Expr {
	tokens, err := scanInner(src, pos)
	f.parser.note(err)
	sub := &parser{tokens: tokens, depth: f.parser.depth + 1}
	x := sub.exprList()
	switch t := sub.peek(); {
	case sub.err != nil:
	case t.is(":"):
		sub.fail(t.pos, "format specifications such as {x:>8} are not available in f-strings here: write {x}")
	case t.is("="):
		sub.fail(t.pos, "{x=} is not available in f-strings here: write x={x}")
	case t.kind != endOfFile:
		sub.fail(t.pos, "expected } in the f-string, not %s", t.show())
	}
	f.parser.note(sub.err)
	return x
}

// fieldEnd finds the brace that closes a field, past brackets and strings within it.
func fieldEnd(s string) int {
	depth := 0
	var quote byte
	for i := range len(s) {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '{' || c == '[' || c == '(':
			depth++
		case c == '}' && depth == 0:
			return i
		case c == '}' || c == ']' || c == ')':
			depth--
		}
	}
	return -1
}
