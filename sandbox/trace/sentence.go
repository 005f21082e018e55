package trace

import (
	"fmt"
	"strings"
	"time"
)

// Reason says in a few words what a station did, and why.
func (s Station) Reason() string {
	switch {
	case s.Raised != nil && s.Verdict == Refused:
		return "refused: " + s.Raised.Detail
	case s.Raised != nil:
		return s.Raised.Class + ": " + s.Raised.Detail
	}
	switch s.Verdict {
	case Unreached:
		return "not reached"
	case Accepted:
		return "accepted" + setValue(s, "request.user", ": request.user = ")
	case Skipped:
		return "not mine" + missing(s)
	case Refused:
		return "refused" + failed(s)
	case Passed:
		return "passed" + passed(s)
	}
	return string(s.Verdict)
}

func setValue(s Station, name, lead string) string {
	for _, f := range s.Facts {
		if f.Verb == Set && f.Name == name {
			return lead + f.Value
		}
	}
	return ""
}

// missing is what a station looked for in vain.
func missing(s Station) string {
	for _, f := range s.Facts {
		switch {
		case f.Verb == Read && !f.OK:
			return ": no " + f.Name
		case f.Verb == Compared && !f.OK:
			return fmt.Sprintf(": %s is %q, not %q", f.Name, f.Value, f.Want)
		case f.Verb == Checked && !f.OK:
			return ": " + f.Name
		}
	}
	return ""
}

func failed(s Station) string {
	for _, f := range s.Facts {
		if (f.Verb == Checked || f.Verb == Compared) && !f.OK {
			return ": " + f.Name
		}
	}
	return ""
}

// passed is the first thing that a station which let the request through has to say.
func passed(s Station) string {
	for _, f := range s.Facts {
		if f.Verb == Set {
			return ": " + f.Name + " = " + f.Value
		}
	}
	for _, f := range s.Facts {
		if f.Verb == Checked {
			return ": " + f.Name
		}
	}
	return ""
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
