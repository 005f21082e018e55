package pysource

import (
	"go.starlark.net/syntax"
)

// Dialect says what a program may use. A nil function refuses nothing.
type Dialect struct {
	// Import says why a module, or a name of it (which is "" for import module), cannot be imported, or returns "".
	Import func(module, name string) string
	// Name says why a name that the program itself does not define cannot be used, or returns "".
	Name func(name string) string
	// Known tells the names that are predeclared. Another one becomes a call of .undefined(name), so that it fails when it
	// is reached, as in Python; if Known is nil it fails when the program is compiled.
	Known func(name string) bool
	// Attributes makes .attr(value, name) of value.name, where it is read.
	Attributes bool
	// Equality makes .equal(x, y) of x == y.
	Equality bool
	// Plain refuses class, try and raise: a file of plain settings.
	Plain bool
}

// Source is a program as Starlark's syntax tree.
type Source struct {
	File *syntax.File
	// Classes are the names of the classes that the program defines, in order, each with its place.
	Classes []*syntax.Ident
}

// Parse reads the text of a Python file. It fails with an *Error, the first one in the text. The tree is for
// starlark.FileProgram, with all the helpers of the package's documentation predeclared.
func Parse(file, text string, d Dialect) (*Source, error) {
	stmts, err := parse(file, text)
	if err != nil {
		return nil, err
	}
	l := &lowerer{dialect: d, globals: map[string]bool{}}
	assigned(stmts, l.globals)
	module := &scope{}
	tree := &syntax.File{
		Path:    file,
		Options: &syntax.FileOptions{Set: true, While: true, TopLevelControl: true, GlobalReassign: true},
	}
	for _, s := range stmts {
		tree.Stmts = append(tree.Stmts, l.stmt(s, function{scope: module, top: true})...)
	}
	if l.err != nil {
		return nil, l.err
	}
	return &Source{File: tree, Classes: l.classes}, nil
}
