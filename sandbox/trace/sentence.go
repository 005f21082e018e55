package trace

import (
	"fmt"
	"strings"
	"time"
)

// Reason says in one sentence what the station did, and why.
func (s Station) Reason() string {
	switch s.Verdict {
	case Unreached:
		return "not reached"
	case Accepted:
		return "accepted" + lead(": ", s.accepted())
	case Skipped:
		return "not mine" + lead(": ", s.firstNo())
	case Passed:
		return "passed" + lead(": ", s.passed())
	case Refused:
		if s.Raised != nil {
			return "raised " + s.Raised.Class + lead(": ", s.Raised.Detail)
		}
		return "refused" + lead(": ", s.firstNo())
	}
	return string(s.Verdict)
}

func lead(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

func (s Station) accepted() string {
	for _, f := range s.Facts {
		if f.Verb == Set {
			return f.Name + " = " + f.Value
		}
	}
	return ""
}

// firstNo is what the station looked for in vain, or the first test that failed.
func (s Station) firstNo() string {
	for _, f := range s.Facts {
		if !f.OK {
			return f.no()
		}
	}
	return ""
}

// no is a fact that did not hold, as the reason for a verdict.
func (f Fact) no() string {
	switch f.Verb {
	case Read:
		return "there is no " + f.Name
	case Compared:
		return fmt.Sprintf("%s is %q, not %q", f.Name, f.Value, f.Want)
	case Checked:
		return "no " + f.Name + lead(" in ", f.Value)
	case Queried:
		return "the query of " + f.Name + " failed"
	case Decoded, Set:
	}
	return f.Name
}

// passed is the fact that let the request through: the last test that held, or else what the station left behind.
func (s Station) passed() string {
	for i := len(s.Facts) - 1; i >= 0; i-- {
		f := s.Facts[i]
		switch {
		case f.Verb == Set:
			return "set " + f.Name + ": " + f.Value
		case f.Verb == Compared && f.OK:
			return fmt.Sprintf("%s %s fits %s", f.Name, f.Value, f.Want)
		case f.Verb == Checked && f.OK:
			return f.Name + lead(" ", f.Value)
		}
	}
	return s.firstNo()
}

// Sentence is what a station found out, without its verb.
func (f Fact) Sentence() string {
	var b strings.Builder
	switch f.Verb {
	case Read:
		if !f.OK {
			return f.Name + ": not there"
		}
		fmt.Fprintf(&b, "%s: %s", f.Name, f.Value)
	case Queried:
		b.WriteString(f.Value)
	case Compared:
		relation := "differs from"
		if f.OK {
			relation = "equals"
		}
		fmt.Fprintf(&b, "%s %q %s %q", f.Name, f.Value, relation, f.Want)
	case Checked:
		answer := "no"
		if f.OK {
			answer = "yes"
		}
		b.WriteString(f.Name)
		if f.Value != "" {
			fmt.Fprintf(&b, " (%s)", f.Value)
		}
		b.WriteString(": " + answer)
	case Decoded, Set:
		fmt.Fprintf(&b, "%s = %s", f.Name, f.Value)
	}
	return b.String()
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
	case d >= time.Millisecond:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d > 0:
		return "<1 ms"
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

// Reason is the sentence that tells why the status is what it is (rest_framework/views.py, handle_exception).
func (t *Trace) Reason() string {
	o := t.Outcome
	by := "the view"
	if d := t.Decider(); d != nil {
		by = d.Name
	}
	why := ""
	switch o.Rule {
	case ViewAnswered:
		why = "the view answered"
		if t.User != "" {
			why += " " + t.User
		}
	case Challenge:
		why = "the first class, " + o.FirstClass + ", has a challenge to send"
	case NoChallenge:
		why = "the first class, " + o.FirstClass + ", has no challenge to send"
	case NoAuthenticators:
		why = "the view has no authentication class that could send a challenge"
	case Denied:
		why = by + " denied it, and a denial is always 403"
	case ExceptionStatus:
		why = by + " raised an exception that carries this status"
	case DjangoAnswered:
		why = "Django answered itself, in " + by
	case FrontAnswered:
		why = "the front server refused, so that the application never saw the request"
	case Crashed:
		why = "an exception in " + by + " that nobody caught"
	}
	return fmt.Sprintf("%d: %s", o.Status, why)
}
