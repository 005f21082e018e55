package pysource

import (
	"fmt"

	"go.starlark.net/syntax"
)

// Error is a text that this package does not take, and where.
type Error struct {
	Pos syntax.Position
	// Text says what is wrong and what to write instead.
	Text string
}

// Error is file:line:column: text.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Pos.Filename(), e.Pos.Line, e.Pos.Col, e.Text)
}

type kind int

const (
	endOfFile kind = iota
	newline
	indent
	dedent
	name
	number
	text
	operator
)

// token is a lexical piece of Python. For text, value is the literal's body as written, and prefix its letters.
type token struct {
	kind   kind
	value  string
	prefix string
	pos    syntax.Position
	// body is where value begins, for the expressions within an f-string.
	body syntax.Position
}

func (t token) is(op string) bool { return t.kind == operator && t.value == op }

func (t token) word(w string) bool { return t.kind == name && t.value == w }

// show names a token in a message.
func (t token) show() string {
	switch t.kind {
	case endOfFile:
		return "the end of the file"
	case newline:
		return "the end of the line"
	case indent:
		return "more indentation"
	case dedent:
		return "less indentation"
	case text:
		return "a string"
	default:
		return t.value
	}
}
