package lessons

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Faults are all mistakes of a course's files, in the order of files and lines.
type Faults []Fault

// Fault is one mistake in a content file: where it is, what is wrong, and what to do.
type Fault struct {
	File   string
	Line   int
	Wrong  string
	Remedy string
}

// Error puts each fault on a line of its own.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "\n")
}

// String is "file:line: what is wrong; what to do".
func (f Fault) String() string {
	return fmt.Sprintf("%s:%d: %s; %s", f.File, f.Line, f.Wrong, f.Remedy)
}

// report collects the faults of one file.
type report struct {
	file   string
	faults Faults
}

func (r *report) add(line int, wrong, remedy string) {
	r.faults = append(r.faults, Fault{File: r.file, Line: line, Wrong: wrong, Remedy: remedy})
}

func (r *report) sorted() Faults {
	slices.SortStableFunc(r.faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return r.faults
}
