package trace

import (
	"fmt"
	"strings"
	"time"
)

// Sentence is what a station found out, without its verb.
func (f Fact) Sentence() string {
	switch f.Verb {
	case Read:
		if !f.OK {
			return f.Name + ": not there"
		}
		return f.Name + ": " + f.Value
	case Queried:
		return f.Value
	case Compared:
		relation := " against "
		if f.OK {
			relation = " fits "
		}
		if f.Value == f.Want {
			return fmt.Sprintf("%s %q: equal", f.Name, f.Value)
		}
		if !f.OK {
			return fmt.Sprintf("%s %q%s%q: no", f.Name, f.Value, relation, f.Want)
		}
		return fmt.Sprintf("%s %q%s%q", f.Name, f.Value, relation, f.Want)
	case Checked:
		answer := ": no"
		if f.OK {
			answer = ": yes"
		}
		if f.Value == "" || f.Value == "True" || f.Value == "False" {
			return f.Name + answer
		}
		return f.Name + " (" + f.Value + ")" + answer
	case Decoded, Set:
	}
	return f.Name + " = " + f.Value
}

// QueryEnd is what came of a query: its parameters and its rows.
func (f Fact) QueryEnd() string {
	rows := fmt.Sprintf("%d rows", f.Rows)
	if f.Rows == 1 {
		rows = "1 row"
	}
	if len(f.Params) == 0 {
		return rows
	}
	quoted := make([]string, len(f.Params))
	for i, p := range f.Params {
		quoted[i] = fmt.Sprintf("%q", p)
	}
	return "with " + strings.Join(quoted, ", ") + ": " + rows
}

// Took is a duration as it is worth reading; empty if it is not worth it.
func Took(d time.Duration) string {
	switch {
	case d >= time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d >= 10*time.Millisecond:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d >= time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	case d >= time.Microsecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d > 0:
		return "<1 µs"
	}
	return ""
}

// Word is a verb as the flow names it.
func (v Verb) Word() string {
	if v == Queried {
		return "query"
	}
	return string(v)
}
