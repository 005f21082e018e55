package settings

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"authtour/sandbox/python/pysource"
	"authtour/sandbox/python/pystar"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
	"go.starlark.net/syntax"
)

// source is a settings.py after it ran: its top-level values, and its syntax tree for their positions.
type source struct {
	name   string
	file   *syntax.File
	values starlark.StringDict
}

// run parses and executes the text. Its error is an *Error.
func run(name, text string) (*source, error) {
	dialect := pysource.Dialect{Import: importable, Name: available, Plain: true}
	src, err := pysource.Parse(name, text, dialect)
	if err != nil {
		return nil, asError(name, err)
	}
	// Execution rewrites its tree, and the positions are looked up in the one that is as it was written.
	written, err := pysource.Parse(name, text, dialect)
	if err != nil {
		return nil, asError(name, err)
	}
	thread, stop := pystar.NewThread(context.Background(), name, pystar.Limits{})
	defer stop()
	values, err := pystar.Exec(thread, src.File, predeclared())
	if err != nil {
		return nil, asError(name, err)
	}
	return &source{name: name, file: written.File, values: values}, nil
}

func predeclared() starlark.StringDict {
	delta := starlark.NewBuiltin("timedelta", newTimedelta)
	datetime := &starlarkstruct.Module{Name: "datetime", Members: starlark.StringDict{"timedelta": delta}}
	return starlark.StringDict{
		"timedelta": delta,
		".format":   starlark.NewBuiltin("f-string", format),
		".is":       starlark.NewBuiltin("is", same),
		".import": starlark.NewBuiltin("import", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			if args[1] == starlark.String("") {
				return datetime, nil
			}
			return delta, nil
		}),
	}
}

// importable says why a settings.py cannot import something here.
func importable(module, name string) string {
	switch {
	case module == "datetime" && (name == "" || name == "timedelta"):
		return ""
	case module == "datetime":
		return "of datetime only timedelta can be imported here"
	case module == "os" || strings.HasPrefix(module, "os.") || module == "environ" || module == "decouple":
		return module + " cannot be imported here: there is no environment to read; write the value itself"
	case module == "pathlib":
		return "pathlib cannot be imported here: there are no files; leave BASE_DIR and what is built on it out"
	case strings.HasPrefix(module, "rest_framework"):
		return module + " cannot be imported here: write classes as dotted names in quotes, such as 'rest_framework.permissions.IsAuthenticated'"
	}
	return module + " cannot be imported here: a settings.py has only datetime's timedelta"
}

// available says why a name that Python or Django's own settings.py has is missing here.
func available(name string) string {
	switch name {
	case "__file__", "Path", "BASE_DIR":
		return "name '" + name + "' is not available here: there are no files; leave the setting out"
	case "os":
		return "name 'os' is not available here: there is no environment to read; write the value itself"
	case "true", "false", "null", "none":
		return "name '" + name + "' is not defined; Python writes True, False and None"
	}
	return ""
}

func same(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	equal, err := starlark.Equal(args[0], args[1])
	return starlark.Bool(equal && args[0].Type() == args[1].Type()), err
}

// format joins the parts of an f-string.
func format(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	var b strings.Builder
	for _, part := range args {
		conversion := starlark.Value(starlark.String(""))
		if pair, ok := part.(starlark.Tuple); ok {
			part, conversion = pair[0], pair[1]
		}
		if s, ok := starlark.AsString(part); ok && conversion == starlark.String("") {
			b.WriteString(s)
		} else {
			b.WriteString(part.String())
		}
	}
	return starlark.String(b.String()), nil
}

// asError makes an *Error of any error that the parser, Starlark's resolver or its interpreter returns.
func asError(name string, err error) error {
	var (
		parse    *pysource.Error
		resolved resolve.ErrorList
		eval     *starlark.EvalError
		limit    *pystar.LimitError
	)
	switch {
	case errors.As(err, &parse):
		return newError([]Fault{faultAt(parse.Pos, parse.Text)})
	case errors.As(err, &resolved):
		var faults []Fault
		for _, e := range resolved {
			faults = append(faults, faultAt(e.Pos, reword(e.Msg)))
		}
		return newError(faults)
	case errors.As(err, &eval):
		pos := syntax.MakePosition(&name, 1, 1)
		for _, frame := range eval.CallStack {
			if frame.Pos.Filename() == name && frame.Pos.Line > 0 {
				pos = frame.Pos
			}
		}
		text := reword(eval.Msg)
		if errors.As(err, &limit) {
			text = limit.Error()
		}
		return newError([]Fault{faultAt(pos, text)})
	}
	return newError([]Fault{{name, 1, 1, err.Error()}})
}

func faultAt(pos syntax.Position, text string) Fault {
	return Fault{pos.Filename(), int(pos.Line), int(pos.Col), text}
}

var (
	undefined  = regexp.MustCompile(`^undefined: (\S+)`)
	unassigned = regexp.MustCompile(`^(?:global|local) variable (\S+) referenced before assignment`)
	duplicate  = regexp.MustCompile(`^duplicate key: (.+)$`)
	keyword    = regexp.MustCompile(`^timedelta: unexpected keyword argument "?(\w+)"?`)
)

// reword says in Python's terms what Starlark says in its own.
func reword(msg string) string {
	for _, name := range []*regexp.Regexp{undefined, unassigned} {
		if m := name.FindStringSubmatch(msg); m != nil {
			return fmt.Sprintf("name '%s' is not defined", m[1])
		}
	}
	if m := duplicate.FindStringSubmatch(msg); m != nil {
		return fmt.Sprintf("the key %s stands twice in this dict; Python would keep only the last one", m[1])
	}
	if m := keyword.FindStringSubmatch(msg); m != nil {
		return fmt.Sprintf("timedelta has no %s%s", m[1], didYouMean(m[1], timedeltaNames()))
	}
	return msg
}
