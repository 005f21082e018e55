package userclass

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
)

// exceptionOf makes a Python exception of what Starlark failed with. It returns nil for what is no exception: a limit
// that was reached, or an error of the caller's.
func (p *program) exceptionOf(err error) *exception {
	if limited(err) || strings.Contains(err.Error(), "Starlark computation cancelled") {
		return nil
	}
	var own *exception
	var known *python.Exception
	var unicode *python.UnicodeError
	var failure *Failure
	var eval *starlark.EvalError
	switch {
	case errors.As(err, &own):
	case errors.As(err, &known):
		own = builtinException(known.Class, known.Text)
	case errors.As(err, &unicode):
		own = builtinException(python.ClassName(err), unicode.Error())
	case errors.As(err, &failure):
		own = failed(failure)
	case errors.As(err, &eval):
		own = p.words.exception(eval.Msg)
	default:
		own = p.words.exception(err.Error())
	}
	if own.line == 0 {
		own.line = p.line(err)
	}
	return own
}

func failed(f *Failure) *exception {
	class := newExceptions()[f.Class]
	if class == nil {
		class = &exceptionClass{id: f.Class, name: f.Class, base: newExceptions()["Exception"]}
	}
	return &exception{class: class, args: starlark.Tuple{starlark.String(f.Text)}}
}

// line is where in the text an error arose; 0 if nowhere.
func (p *program) line(err error) int {
	var eval *starlark.EvalError
	if !errors.As(err, &eval) {
		return 0
	}
	line := 0
	for _, frame := range eval.CallStack {
		if frame.Pos.Filename() == p.file {
			line = int(frame.Pos.Line)
		}
	}
	return line
}

// rewording turns a message of Starlark's into an exception of Python's; $1 and so on are the pattern's groups.
type rewording struct{ pattern, class, text string }

// reworder has the rewordings ready for use.
type reworder struct {
	patterns []*regexp.Regexp
	words    []rewording
	// place finds the groups in a text.
	place *regexp.Regexp
}

func newReworder() *reworder {
	r := &reworder{words: rewordings(), place: regexp.MustCompile(`\{(\d)(?::(\w+))?\}`)}
	for _, w := range r.words {
		r.patterns = append(r.patterns, regexp.MustCompile(w.pattern))
	}
	return r
}

// rewordings are tried in order. In class and text, {1} stands for the pattern's first group as it is, and {1:type} for
// Python's name of that type of Starlark's.
func rewordings() []rewording {
	return []rewording{
		{`^local variable (\S+) referenced before assignment`, "UnboundLocalError", "cannot access local variable '{1}' where it is not associated with a value"},
		{`^global variable (\S+) referenced before assignment`, "NameError", "name '{1}' is not defined"},
		{`^key (.+) not in \w+$`, "KeyError", "{1:repr}"},
		{`(?:^| )index (?:-?\d+) out of range: empty (\w+)`, "IndexError", "{1:type} index out of range"},
		{`^(\w+) index -?\d+ out of range`, "IndexError", "{1:type} index out of range"},
		{`^too many values to unpack \(got \d+, want (\d+)\)`, "ValueError", "too many values to unpack (expected {1})"},
		{`^too few values to unpack \(got (\d+), want (\d+)\)`, "ValueError", "not enough values to unpack (expected {2}, got {1})"},
		{`^got (\w+) in sequence assignment`, "TypeError", "cannot unpack non-iterable {1:type} object"},
		{`^unknown binary op: string \+ (\w+)`, "TypeError", `can only concatenate str (not "{1:type}") to str`},
		{`^unknown binary op: (\w+) (in|not in) (\w+)`, "TypeError", "argument of type '{3:type}' is not iterable"},
		{`^unknown binary op: (\w+) (\S+) (\w+)`, "TypeError", "unsupported operand type(s) for {2}: '{1:type}' and '{3:type}'"},
		{`^(\w+) (<|>|<=|>=) (\w+) not implemented`, "TypeError", "'{2}' not supported between instances of '{1:type}' and '{3:type}'"},
		{`^unknown unary op: (\S+) (\w+)`, "TypeError", "bad operand type for unary {1}: '{2:type}'"},
		{`'in <string>' requires string as left operand, not (\w+)`, "TypeError", "'in <string>' requires string as left operand, not {1:type}"},
		{`^unhandled index operation (?:string|list|tuple)\[(\w+)\]`, "TypeError", "indices must be integers or slices, not {1:type}"},
		{`^(string|list|tuple) index: got (\w+), want int`, "TypeError", "{1:type} indices must be integers or slices, not {2:type}"},
		{`^unhandled index operation (\w+)\[`, "TypeError", "'{1:type}' object is not subscriptable"},
		{`^invalid slice operand (\w+)`, "TypeError", "'{1:type}' object is not subscriptable"},
		{`^(\w+) value does not support item assignment`, "TypeError", "'{1:type}' object does not support item assignment"},
		{`^invalid call of non-function \((\w+)\)`, "TypeError", "'{1:type}' object is not callable"},
		{`(?:^|: )(\w+) value is not iterable`, "TypeError", "'{1:type}' object is not iterable"},
		{`got (\w+), want iterable`, "TypeError", "'{1:type}' object is not iterable"},
		{`^len: value of type (\w+) has no len`, "TypeError", "object of type '{1:type}' has no len()"},
		{`^unhashable(?: type)?: (\w+)`, "TypeError", "unhashable type: '{1:type}'"},
		{`^int: invalid literal with base (\d+): (.*)`, "ValueError", "invalid literal for int() with base {1}: {2:quoted}"},
		{`^int: cannot convert (\w+) to int`, "TypeError", "int() argument must be a string, a bytes-like object or a real number, not '{1:type}'"},
		{`^invalid float literal: (.*)`, "ValueError", "could not convert string to float: {1:quoted}"},
		{`floored division by zero`, "ZeroDivisionError", "integer division or modulo by zero"},
		{`division by zero`, "ZeroDivisionError", "division by zero"},
		{`modulo by zero`, "ZeroDivisionError", "integer division or modulo by zero"},
		{`substring not found`, "ValueError", "substring not found"},
		{`not enough arguments for format string`, "TypeError", "not enough arguments for format string"},
		{`too many arguments for format string`, "TypeError", "not all arguments converted during string formatting"},
		{`^format: tuple index out of range`, "IndexError", "Replacement index out of range for positional args tuple"},
		{`^format: keyword (\w+) not found`, "KeyError", "'{1}'"},
		{`^function (\S+) called recursively`, "RecursionError", "{1}() calls itself, which is not possible here: use a loop"},
		{`^function (\S+) accepts no arguments \((\d+) given\)`, "TypeError", "{1}() takes 0 positional arguments but {2} were given"},
		{`^function (\S+) accepts (?:at most )?(\d+) positional arguments? \((\d+) given\)`, "TypeError", "{1}() takes {2} positional arguments but {3} were given"},
		{`^function (\S+) missing (\d+) arguments? \((.*)\)`, "TypeError", "{1}() missing {2} required positional arguments: {3}"},
		{`^function (\S+) got an unexpected keyword argument (\w+)`, "TypeError", "{1}() got an unexpected keyword argument '{2}'"},
		{`^function (\S+) got multiple values for parameter (\w+)`, "TypeError", "{1}() got multiple values for argument '{2}'"},
		{`frozen`, "NotImplementedError", "what stands at module or class level cannot be changed by a request here: keep it in self or in a variable"},
	}
}

func (r *reworder) exception(msg string) *exception {
	for i, pattern := range r.patterns {
		if groups := pattern.FindStringSubmatch(msg); groups != nil {
			text := r.place.ReplaceAllStringFunc(r.words[i].text, func(p string) string { return fill(p, groups) })
			return builtinException(r.words[i].class, text)
		}
	}
	return builtinException("TypeError", msg)
}

func fill(p string, groups []string) string {
	group := groups[p[1]-'0']
	switch {
	case strings.HasSuffix(p, ":type}"):
		if group == "string" {
			return "str"
		}
		return group
	case strings.HasSuffix(p, ":quoted}"):
		return python.Repr(group)
	case strings.HasSuffix(p, ":repr}"):
		return pythonQuotes(group)
	}
	return group
}

// pythonQuotes shows a key as Python does, where Starlark has double quotes around a string.
func pythonQuotes(shown string) string {
	var inner string
	if _, err := fmt.Sscanf(shown, "%q", &inner); err == nil {
		return python.Repr(inner)
	}
	return shown
}
