package settings

import (
	"errors"
	"regexp"
	"strings"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
	"go.starlark.net/syntax"
)

// A settings file of a hundred lines takes a few hundred steps.
const maxSteps = 1_000_000

// source is a settings.py after it ran: its top-level values, and its syntax tree for their positions.
type source struct {
	name   string
	file   *syntax.File
	values starlark.StringDict
}

// run parses and executes the text. Its error is an *Error.
func run(name, text string) (*source, error) {
	options := &syntax.FileOptions{Set: true, While: true, TopLevelControl: true, GlobalReassign: true}
	text, faults := imports(name, text)
	if len(faults) > 0 {
		return nil, newError(faults)
	}
	file, err := options.Parse(name, text, 0)
	if err != nil {
		return nil, starlarkError(name, err)
	}
	predeclared := starlark.StringDict{
		"timedelta": starlark.NewBuiltin("timedelta", newTimedelta),
		"datetime": &starlarkstruct.Module{Name: "datetime", Members: starlark.StringDict{
			"timedelta": starlark.NewBuiltin("timedelta", newTimedelta),
		}},
	}
	program, err := starlark.FileProgram(file, predeclared.Has)
	if err != nil {
		return nil, starlarkError(name, err)
	}
	thread := &starlark.Thread{Name: name, Print: func(*starlark.Thread, string) {}}
	thread.SetMaxExecutionSteps(maxSteps)
	values, err := program.Init(thread, predeclared)
	if err != nil {
		return nil, starlarkError(name, err)
	}
	return &source{name: name, file: file, values: values}, nil
}

var importLine = regexp.MustCompile(`^(?:from\s+([\w.]+)\s+import\s|import\s+([\w.]+))`)

// imports blanks the import lines that have an effect here, so that line numbers stay.
func imports(name, text string) (string, []Fault) {
	lines := strings.Split(text, "\n")
	var faults []Fault
	for i, line := range lines {
		m := importLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		module := m[1] + m[2]
		if module != "datetime" {
			faults = append(faults, Fault{name, i + 1, 1, module + " cannot be imported here: settings.py has only datetime.timedelta. Write the value itself."})
		}
		lines[i] = ""
	}
	return strings.Join(lines, "\n"), faults
}

// starlarkError makes an *Error of any error that Starlark's scanner, parser, resolver or interpreter returns.
func starlarkError(name string, err error) error {
	var (
		scan    syntax.Error
		resolve resolve.ErrorList
		eval    *starlark.EvalError
	)
	switch {
	case errors.As(err, &scan):
		return newError([]Fault{{name, int(scan.Pos.Line), int(scan.Pos.Col), scan.Msg}})
	case errors.As(err, &resolve):
		var faults []Fault
		for _, e := range resolve {
			faults = append(faults, Fault{name, int(e.Pos.Line), int(e.Pos.Col), e.Msg})
		}
		return newError(faults)
	case errors.As(err, &eval):
		pos := syntax.MakePosition(&name, 1, 1)
		for _, frame := range eval.CallStack {
			if frame.Pos.Filename() == name && frame.Pos.Line > 0 {
				pos = frame.Pos
			}
		}
		return newError([]Fault{{name, int(pos.Line), int(pos.Col), eval.Msg}})
	}
	return newError([]Fault{{name, 1, 1, err.Error()}})
}
