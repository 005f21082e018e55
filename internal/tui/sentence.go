package tui

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"authtour/sandbox/trace"
)

// purpose says what a station of a stage is there for.
func purpose(s trace.Stage) string {
	switch s {
	case trace.Middleware:
		return "Django runs it around every view."
	case trace.Routing:
		return "urls.py: which view belongs to this path?"
	case trace.Negotiation:
		return "Which format does the client accept?"
	case trace.Authentication:
		return "Who is it?"
	case trace.Permission:
		return "May this user do it?"
	case trace.Throttle:
		return "Was it asked too often?"
	case trace.Method:
		return "Does the view have a handler for this method?"
	case trace.Parsing:
		return "What does the body say?"
	case trace.View:
		return "The view itself answers."
	}
	return ""
}

// reason says in a few words what a station did, and why.
func reason(s trace.Station) string {
	switch {
	case s.Raised != nil && s.Verdict == trace.Refused:
		return "refused: " + s.Raised.Detail
	case s.Raised != nil:
		return s.Raised.Class + ": " + s.Raised.Detail
	}
	switch s.Verdict {
	case trace.Unreached:
		return "not reached"
	case trace.Accepted:
		return "accepted" + setValue(s, "request.user", ": request.user = ")
	case trace.Skipped:
		return "not mine" + missing(s)
	case trace.Refused:
		return "refused" + failed(s)
	case trace.Passed:
		return "passed" + passed(s)
	}
	return string(s.Verdict)
}

func setValue(s trace.Station, name, lead string) string {
	for _, f := range s.Facts {
		if f.Verb == trace.Set && f.Name == name {
			return lead + f.Value
		}
	}
	return ""
}

// missing is what a station looked for in vain.
func missing(s trace.Station) string {
	for _, f := range s.Facts {
		switch {
		case f.Verb == trace.Read && !f.OK:
			return ": no " + f.Name
		case f.Verb == trace.Compared && !f.OK:
			return fmt.Sprintf(": %s is %q, not %q", f.Name, f.Value, f.Want)
		case f.Verb == trace.Checked && !f.OK:
			return ": " + f.Name
		}
	}
	return ""
}

func failed(s trace.Station) string {
	for _, f := range s.Facts {
		if (f.Verb == trace.Checked || f.Verb == trace.Compared) && !f.OK {
			return ": " + f.Name
		}
	}
	return ""
}

// passed is the first thing that a station which let the request through has to say.
func passed(s trace.Station) string {
	for _, f := range s.Facts {
		if f.Verb == trace.Set {
			return ": " + f.Name + " = " + f.Value
		}
	}
	for _, f := range s.Facts {
		if f.Verb == trace.Checked {
			return ": " + f.Name
		}
	}
	return ""
}

// factLine is a fact's value as it is shown behind its verb.
func factLine(f trace.Fact) string {
	var b strings.Builder
	switch f.Verb {
	case trace.Read:
		if !f.OK {
			return f.Name + ": not there"
		}
		fmt.Fprintf(&b, "%s: %s", f.Name, f.Value)
	case trace.Queried:
		b.WriteString(f.Value)
	case trace.Compared:
		relation := "differs from"
		if f.OK {
			relation = "equals"
		}
		fmt.Fprintf(&b, "%s %q %s %q", f.Name, f.Value, relation, f.Want)
	case trace.Checked:
		answer := "no"
		if f.OK {
			answer = "yes"
		}
		b.WriteString(f.Name)
		if f.Value != "" {
			fmt.Fprintf(&b, " (%s)", f.Value)
		}
		b.WriteString(": " + answer)
	case trace.Decoded, trace.Set:
		fmt.Fprintf(&b, "%s = %s", f.Name, f.Value)
	}
	return b.String()
}

// longSelect finds the columns of a query, which say little and fill many lines.
var longSelect = regexp.MustCompile(`^(SELECT (?:DISTINCT )?)"[^?]*?( FROM )`)

// shortQuery is a query without the columns that it selects; short tells whether there was something to leave out.
func shortQuery(sql, ellipsis string) (text string, short bool) {
	m := longSelect.FindStringSubmatchIndex(sql)
	if m == nil {
		return sql, false
	}
	return sql[:m[3]] + ellipsis + sql[m[4]:], true
}

// queryEnd is what came of a query: its parameters and its rows.
func queryEnd(f trace.Fact) string {
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

// took is a duration as it is worth reading; empty if it is not worth it.
func took(d time.Duration) string {
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

// verbWord is a verb as the flow names it.
func verbWord(v trace.Verb) string {
	if v == trace.Queried {
		return "query"
	}
	return string(v)
}

// outcome is the sentence that tells why the status is what it is (rest_framework/views.py, handle_exception).
func outcome(t trace.Trace) string {
	o := t.Outcome
	by := "the view"
	if d := t.Decider(); d != nil {
		by = d.Name
	}
	why := ""
	switch o.Rule {
	case trace.ViewAnswered:
		why = "the view answered"
		if t.User != "" {
			why += " " + t.User
		}
	case trace.Challenge:
		why = "the first class, " + o.FirstClass + ", has a challenge to send"
	case trace.NoChallenge:
		why = "the first class, " + o.FirstClass + ", has no challenge to send"
	case trace.NoAuthenticators:
		why = "the view has no authentication class that could send a challenge"
	case trace.Denied:
		why = by + " denied it, and a denial is always 403"
	case trace.ExceptionStatus:
		why = by + " raised an exception that carries this status"
	case trace.DjangoAnswered:
		why = "Django answered itself, in " + by
	case trace.FrontAnswered:
		why = "the front server answered, and asked the application nothing"
	case trace.Crashed:
		why = "an exception in " + by + " that nobody caught"
	}
	return fmt.Sprintf("%d: %s", o.Status, why)
}
