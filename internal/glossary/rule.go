package glossary

import (
	"fmt"
	"net/http"
	"strings"

	"authtour/sandbox/trace"
)

// Clause is one line of a rule, with what was so of this request.
type Clause struct {
	// Word is if, and, then or else.
	Word string
	// Text is the rule.
	Text string
	// Here is what this request had, for an if or an and; empty where nothing is to be said.
	Here string
	// Holds tells of an if or an and that it was so, of a then or an else that it was the one.
	Holds bool
}

// Clauses is the rule that chose the status, with the values of this request, as the code goes through it
// (rest_framework/views.py: permission_denied, handle_exception). Where no rule of several branches was at work it is
// nil: the term of the rule says all.
func Clauses(t *trace.Trace) []Clause {
	d := t.Decider()
	if d == nil {
		return nil
	}
	switch t.Outcome.Rule {
	case trace.Challenge, trace.NoChallenge:
		return append(raised(t, d), challenge(t)...)
	case trace.Denied, trace.NoAuthenticators:
		return raised(t, d)
	case trace.ViewAnswered, trace.ExceptionStatus, trace.DjangoAnswered, trace.FrontAnswered, trace.ServerAnswered,
		trace.Crashed:
	}
	return nil
}

// raised tells which exception it was, and why that one.
func raised(t *trace.Trace, d *trace.Station) []Clause {
	class := "an exception"
	if d.Raised != nil {
		class = d.Raised.Class
	}
	if d.Stage != trace.Permission {
		return []Clause{
			{"if", "a class raises an exception", d.Name + ": " + because(d), true},
			{"then", class + " ends the chain: no other class and no permission is asked", "", true},
		}
	}
	unknown := class == "NotAuthenticated"
	return []Clause{
		{"if", "a permission says no", d.Name + ": " + because(d), true},
		{"and", "the view has authentication classes, and none of them accepted", asked(t), unknown},
		{"then", "NotAuthenticated: who is it?", "", unknown},
		{"else", "PermissionDenied, which is always 403", "", !unknown},
	}
}

// because is a station's reason without its verdict and its exception.
func because(s *trace.Station) string {
	_, why, found := strings.Cut(s.Reason(), ": ")
	if !found {
		return s.Reason()
	}
	if s.Raised != nil {
		why = strings.TrimSuffix(why, " ("+s.Raised.Class+")")
	}
	return why
}

// asked is what the authentication classes did.
func asked(t *trace.Trace) string {
	var names []string
	for i := range t.Stations {
		s := &t.Stations[i]
		if s.Stage != trace.Authentication {
			continue
		}
		if s.Verdict == trace.Accepted {
			return s.Name + " accepted " + t.User
		}
		names = append(names, s.Name)
	}
	switch len(names) {
	case 0:
		return "it has no class"
	case 1:
		return names[0] + " returned None"
	}
	return fmt.Sprintf("all %d of them returned None", len(names))
}

// challenge tells how 401 or 403 was chosen.
func challenge(t *trace.Trace) []Clause {
	o := t.Outcome
	here := o.FirstClass + " has " + o.Challenge
	if o.Challenge == "" {
		here = o.FirstClass + " has none"
	}
	return []Clause{
		{"if", "the first authentication class has a challenge (authenticate_header)", here, o.Challenge != ""},
		{"then", "401 Unauthorized, with WWW-Authenticate", o.Challenge, o.Status == http.StatusUnauthorized},
		{"else", "403 Forbidden, without a challenge", "", o.Status == http.StatusForbidden},
	}
}
