package curl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

var errOpenQuote = errors.New("a quote is opened and not closed: paste the whole command")

// lexer splits a command into words as a POSIX shell does (POSIX XCU §2.2), with $'…' of Bash. What a shell would put
// in from elsewhere (variables, other commands, files) is an error: only the shell has it.
type lexer struct {
	text string
	at   int
	word strings.Builder
	// open tells that a word has begun, even an empty one.
	open bool
	out  []string
	// rest is what followed the command: a pipe, a redirection.
	rest string
}

// split returns the words of the first command in text.
func split(text string) (words []string, rest string, err error) {
	l := &lexer{text: text}
	for l.at < len(l.text) {
		if done, err := l.step(); err != nil || done {
			return l.out, l.rest, err
		}
	}
	l.end()
	return l.out, "", nil
}

func (l *lexer) end() {
	if l.open {
		l.out = append(l.out, l.word.String())
	}
	l.word.Reset()
	l.open = false
}

func (l *lexer) put(s string) {
	l.word.WriteString(s)
	l.open = true
}

// step reads one piece; done tells that the command has ended.
func (l *lexer) step() (done bool, err error) {
	c := l.text[l.at]
	switch c {
	case ' ', '\t', '\r':
		l.end()
	case '\n':
		l.end()
		if strings.TrimSpace(l.text[l.at:]) != "" && len(l.out) > 0 {
			return true, errors.New("a second line follows: a command that goes on in the next line has a backslash at the end of the first")
		}
	case '\'':
		return false, l.single()
	case '"':
		return false, l.double()
	case '\\':
		return false, l.backslash()
	case '$':
		return false, l.dollar()
	case '`':
		return false, errors.New("`…` is run by a shell: paste what it gives instead")
	case '|', '>', '<', '&', ';':
		l.end()
		l.rest = strings.TrimSpace(l.text[l.at:])
		return true, nil
	case '#':
		if !l.open {
			l.skipLine()
			return false, nil
		}
		l.put("#")
	default:
		l.put(string(c))
	}
	l.at++
	return false, nil
}

func (l *lexer) skipLine() {
	if n := strings.IndexByte(l.text[l.at:], '\n'); n >= 0 {
		l.at += n
		return
	}
	l.at = len(l.text)
}

func (l *lexer) single() error {
	n := strings.IndexByte(l.text[l.at+1:], '\'')
	if n < 0 {
		return errOpenQuote
	}
	l.put(l.text[l.at+1 : l.at+1+n])
	l.at += n + 2
	return nil
}

func (l *lexer) double() error {
	l.put("")
	for l.at++; l.at < len(l.text); l.at++ {
		switch c := l.text[l.at]; c {
		case '"':
			l.at++
			return nil
		case '\\':
			l.inDouble()
		case '$', '`':
			if err := l.foreign(); err != nil {
				return err
			}
			l.put(string(c))
		default:
			l.put(string(c))
		}
	}
	return errOpenQuote
}

// inDouble is a backslash between double quotes: it counts before five characters only.
func (l *lexer) inDouble() {
	rest := l.text[l.at+1:]
	switch {
	case strings.HasPrefix(rest, "\r\n"):
		l.at += 2
	case strings.HasPrefix(rest, "\n"):
		l.at++
	case rest != "" && strings.ContainsRune("$`\"\\", rune(rest[0])):
		l.put(rest[:1])
		l.at++
	default:
		l.put(`\`)
	}
}

func (l *lexer) backslash() error {
	rest := l.text[l.at+1:]
	switch {
	case rest == "":
		return errors.New("the command ends in a backslash: its next line is missing")
	case strings.HasPrefix(rest, "\r\n"):
		l.at += 3
	case rest[0] == '\n':
		l.at += 2
	default:
		_, n := utf8.DecodeRuneInString(rest)
		l.put(rest[:n])
		l.at += 1 + n
	}
	return nil
}

func (l *lexer) dollar() error {
	if strings.HasPrefix(l.text[l.at:], "$'") {
		return l.ansi()
	}
	if err := l.foreign(); err != nil {
		return err
	}
	l.put("$")
	l.at++
	return nil
}

// foreign is the error for what only a shell can fill in at the current place; nil if the sign means itself.
func (l *lexer) foreign() error {
	rest := l.text[l.at:]
	if rest[0] == '`' || strings.HasPrefix(rest, "$(") {
		return errors.New("$(…) and `…` are run by a shell: paste what they give instead")
	}
	name := strings.TrimLeft(rest, "${")
	end := strings.IndexFunc(name, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end < 0 {
		end = len(name)
	}
	if end > 0 {
		return fmt.Errorf("$%s is a variable of a shell: put its value in instead", name[:end])
	}
	return nil
}

// ansi is $'…' (the Bash manual, ANSI-C Quoting).
func (l *lexer) ansi() error {
	l.put("")
	for l.at += 2; l.at < len(l.text); {
		switch c := l.text[l.at]; c {
		case '\'':
			l.at++
			return nil
		case '\\':
			l.at++
			if l.at >= len(l.text) {
				return errOpenQuote
			}
			l.escape()
		default:
			l.put(string([]byte{c}))
			l.at++
		}
	}
	return errOpenQuote
}

// escape is what follows a backslash in $'…'.
func (l *lexer) escape() {
	c := l.text[l.at]
	const names, values = `abeEfnrtv\'"?`, "\a\b\x1b\x1b\f\n\r\t\v\\'\"?"
	if i := strings.IndexByte(names, c); i >= 0 {
		l.put(values[i : i+1])
		l.at++
		return
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	switch {
	case digits > 0:
		text := l.digits(l.at+1, digits, 16)
		n, err := strconv.ParseUint(text, 16, 32)
		if err != nil {
			l.put(`\` + string(c))
			l.at++
			return
		}
		l.at += 1 + len(text)
		if c == 'x' {
			l.put(string([]byte{byte(n)}))
			return
		}
		l.put(string(rune(n)))
	case c >= '0' && c <= '7':
		text := l.digits(l.at, 3, 8)
		n, _ := strconv.ParseUint(text, 8, 32) // digits gives octal digits only
		l.put(string([]byte{byte(n)}))
		l.at += len(text)
	default:
		l.put(`\` + string([]byte{c}))
		l.at++
	}
}

// digits is the run of at most n digits of that base at a place.
func (l *lexer) digits(at, n, base int) string {
	end := at
	for end < len(l.text) && end < at+n {
		if _, err := strconv.ParseUint(l.text[end:end+1], base, 8); err != nil {
			break
		}
		end++
	}
	return l.text[at:end]
}
