package pysource

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"go.starlark.net/syntax"
)

// maxText bounds a program: nobody types more into a lesson, and the parser's own recursion stays small.
const maxText = 64 << 10

// scanner cuts a text into tokens (Python's reference, 2. Lexical analysis).
type scanner struct {
	file      *string
	src       string
	at        int
	line, col int32
	brackets  []token
	indents   []int
	tokens    []token
	err       *Error
}

// scan returns all tokens of a text, the last of which is endOfFile.
func scan(file, src string) ([]token, *Error) {
	s := &scanner{file: &file, src: strings.TrimPrefix(src, "\ufeff"), line: 1, col: 1, indents: []int{0}}
	if len(src) > maxText {
		s.fail(s.pos(), "this text is too long: more than 64 KiB")
	}
	for s.err == nil && s.at < len(s.src) {
		s.logicalLine()
	}
	if len(s.brackets) > 0 {
		open := s.brackets[len(s.brackets)-1]
		s.fail(open.pos, "'%s' was never closed", open.value)
	}
	if n := len(s.tokens); n > 0 && s.tokens[n-1].kind != newline {
		s.add(newline, "", s.pos())
	}
	for range s.indents[1:] {
		s.add(dedent, "", s.pos())
	}
	s.add(endOfFile, "", s.pos())
	return s.tokens, s.err
}

// scanInner returns the tokens of an expression within a string that begins at pos.
func scanInner(src string, pos syntax.Position) ([]token, *Error) {
	file := pos.Filename()
	s := &scanner{file: &file, src: src, line: pos.Line, col: pos.Col, indents: []int{0}}
	s.brackets = []token{{kind: operator, value: "(", pos: pos}}
	for s.err == nil && s.at < len(s.src) {
		s.piece()
	}
	s.add(endOfFile, "", s.pos())
	return s.tokens, s.err
}

func (s *scanner) pos() syntax.Position { return syntax.MakePosition(s.file, s.line, s.col) }

func (s *scanner) fail(pos syntax.Position, format string, args ...any) {
	if s.err == nil {
		s.err = errorAt(pos, format, args...)
	}
}

func (s *scanner) add(k kind, value string, pos syntax.Position) {
	s.tokens = append(s.tokens, token{kind: k, value: value, pos: pos})
}

// skip moves n bytes on.
func (s *scanner) skip(n int) {
	for _, c := range s.src[s.at : s.at+n] {
		if c == '\n' {
			s.line, s.col = s.line+1, 1
		} else {
			s.col++
		}
	}
	s.at += n
}

func (s *scanner) rest() string { return s.src[s.at:] }

// logicalLine reads the indentation of a line and its tokens up to the newline that ends it.
func (s *scanner) logicalLine() {
	width := s.indentation()
	rest := strings.TrimLeft(s.rest(), "\r\f")
	if rest == "" || rest[0] == '\n' || rest[0] == '#' {
		s.comment()
		s.skip(min(1, len(s.rest())))
		return
	}
	s.dent(width)
	for s.err == nil && s.at < len(s.src) {
		if s.src[s.at] == '\n' && len(s.brackets) == 0 {
			s.add(newline, "", s.pos())
			s.skip(1)
			return
		}
		s.piece()
	}
}

func (s *scanner) indentation() int {
	width := 0
	for s.at < len(s.src) {
		switch s.src[s.at] {
		case ' ':
			width++
		case '\t':
			width += 8 - width%8
		default:
			return width
		}
		s.skip(1)
	}
	return width
}

func (s *scanner) dent(width int) {
	top := func() int { return s.indents[len(s.indents)-1] }
	if width > top() {
		s.indents = append(s.indents, width)
		s.add(indent, "", s.pos())
	}
	for width < top() {
		s.indents = s.indents[:len(s.indents)-1]
		s.add(dedent, "", s.pos())
	}
	if width != top() {
		s.fail(s.pos(), "this line is indented less than the one above, and not as far as any line before it")
	}
}

func (s *scanner) comment() {
	end := strings.IndexByte(s.rest(), '\n')
	if end < 0 {
		end = len(s.rest())
	}
	s.skip(end)
}

// piece reads one token, or what stands between two.
func (s *scanner) piece() {
	c, size := utf8.DecodeRuneInString(s.rest())
	switch {
	case strings.ContainsRune(" \t\r\f\n", c):
		s.skip(1)
	case c == '#':
		s.comment()
	case c == '\\' && strings.HasPrefix(strings.TrimPrefix(s.rest()[1:], "\r"), "\n"):
		s.skip(strings.IndexByte(s.rest(), '\n') + 1)
	case c == '_' || unicode.IsLetter(c):
		s.word()
	case c >= '0' && c <= '9', c == '.' && len(s.rest()) > 1 && isDigit(s.rest()[1]):
		s.number()
	case c == '"' || c == '\'':
		s.text("")
	case c == '“' || c == '”' || c == '‘' || c == '’':
		s.fail(s.pos(), "%c is a typographic quote: Python's strings stand between ' or \"", c)
	default:
		s.operator(s.rest()[:size])
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (s *scanner) word() {
	end := strings.IndexFunc(s.rest(), func(c rune) bool {
		return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c)
	})
	if end < 0 {
		end = len(s.rest())
	}
	w := s.rest()[:end]
	if next := s.rest()[end:]; next != "" && (next[0] == '"' || next[0] == '\'') && isPrefix(w) {
		s.text(w)
		return
	}
	s.add(name, w, s.pos())
	s.skip(end)
}

func isPrefix(w string) bool {
	switch strings.ToLower(w) {
	case "r", "u", "b", "f", "br", "rb", "fr", "rf":
		return true
	}
	return false
}

// number takes all that looks like one; literal finds out what it means.
func (s *scanner) number() {
	rest := s.rest()
	end := 0
	for end < len(rest) {
		c := rest[end]
		sign := (c == '+' || c == '-') && (rest[end-1] == 'e' || rest[end-1] == 'E') && !strings.HasPrefix(strings.ToLower(rest), "0x")
		if !isDigit(c) && c != '_' && c != '.' && (c|0x20 < 'a' || c|0x20 > 'z') && !sign {
			break
		}
		end++
	}
	s.add(number, rest[:end], s.pos())
	s.skip(end)
}

func (s *scanner) text(prefix string) {
	start := s.pos()
	s.skip(len(prefix))
	quote := s.rest()[:1]
	if strings.HasPrefix(s.rest(), strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	s.skip(len(quote))
	body, rest := s.pos(), s.rest()
	open := "this string is never closed"
	if len(quote) == 1 {
		open = "this string has no closing quote on its line"
	}
	for end := 0; end < len(rest); end++ {
		switch {
		case rest[end] == '\\':
			end++
		case strings.HasPrefix(rest[end:], quote):
			s.tokens = append(s.tokens, token{text, rest[:end], strings.ToLower(prefix), start, body})
			s.skip(end + len(quote))
			return
		case rest[end] == '\n' && len(quote) == 1:
			s.fail(start, "%s", open)
			return
		}
	}
	s.fail(start, "%s", open)
}

// operators are Python's, the longest first.
func operators() []string {
	return strings.Fields(`**= //= >>= <<= ... != -> := == <= >= += -= *= /= %= &= |= ^= @= ** // << >>
		+ - * / % @ & | ^ ~ < > ( ) [ ] { } , : . ; =`)
}

func (s *scanner) operator(first string) {
	for _, op := range operators() {
		if strings.HasPrefix(s.rest(), op) {
			s.bracket(op)
			s.add(operator, op, s.pos())
			s.skip(len(op))
			return
		}
	}
	if first == "!" || first == "?" || first == "$" {
		s.fail(s.pos(), "Python has no %s here; not is written out: not x", first)
		return
	}
	s.fail(s.pos(), "the character %q cannot stand here", first)
}

func (s *scanner) bracket(op string) {
	pairs := map[string]string{")": "(", "]": "[", "}": "{"}
	switch op {
	case "(", "[", "{":
		s.brackets = append(s.brackets, token{kind: operator, value: op, pos: s.pos()})
	case ")", "]", "}":
		n := len(s.brackets)
		if n == 0 {
			s.fail(s.pos(), "'%s' closes nothing", op)
			return
		}
		if open := s.brackets[n-1]; open.value != pairs[op] {
			s.fail(s.pos(), "'%s' does not close the '%s' of line %d", op, open.value, open.pos.Line)
		}
		s.brackets = s.brackets[:n-1]
	}
}
