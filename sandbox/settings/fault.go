package settings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong in a settings.py, and where.
type Fault struct {
	File string
	// Line and Column count from 1; Column counts characters.
	Line, Column int
	// Text says what is wrong and what to write instead.
	Text string
}

// String is the fault as compilers write it: file:line:column: text, or file: text where no line is known.
func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Text)
}

// Error is what Load and CheckView return for a text that is wrong: all its faults, in the order of the text.
type Error struct {
	Faults []Fault
}

// Error returns the faults, one a line.
func (e *Error) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

func newError(faults []Fault) error {
	if len(faults) == 0 {
		return nil
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return &Error{Faults: slices.Compact(faults)}
}

// nearest returns the name that a typing error most likely meant, or "". For dotted names a right class in a wrong
// module counts as nearer than anything else.
func nearest(name string, names []string) string {
	last := func(s string) string { return s[strings.LastIndexByte(s, '.')+1:] }
	best, least := "", max(2, len(name)/3)+1
	for _, candidate := range names {
		if strings.Contains(candidate, ".") && strings.EqualFold(last(candidate), last(name)) {
			return candidate
		}
		if d := distance(strings.ToLower(name), strings.ToLower(candidate)); d < least {
			best, least = candidate, d
		}
	}
	for _, candidate := range names {
		if best == "" && len(name) > 2 && strings.HasPrefix(candidate, name) {
			best = candidate
		}
	}
	return best
}

// distance is the number of letters to insert, delete or replace to make b from a (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
