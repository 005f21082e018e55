package glossary

import (
	"strconv"
	"strings"

	"authtour/sandbox/trace"
)

// OfStation returns the term of a station.
func (g Glossary) OfStation(s trace.Station) (Term, bool) {
	name := s.Name
	switch s.Stage {
	case trace.Middleware:
		return g.Find(Middleware, name)
	case trace.Authentication:
		return g.Find(Class, name)
	case trace.Permission:
		return g.Find(Permission, name)
	case trace.Throttle:
		return g.Find(Throttle, name)
	case trace.Routing, trace.Negotiation, trace.Method, trace.Parsing, trace.View:
	}
	return g.Find(Station, name)
}

// OfFact returns the term of what a station read, compared or set: a header, a cookie, a claim, or a fact of its own.
func (g Glossary) OfFact(f trace.Fact) (Term, bool) {
	name := f.Name
	for _, end := range []string{" in claims", " is a string"} {
		name = strings.TrimSuffix(name, end)
	}
	if claim, _, found := strings.Cut(name, " <= now"); found {
		name = claim
	}
	if strings.HasPrefix(name, "exp > now") || name == "check_exp exp" {
		name = "exp"
	}
	for _, kind := range []Kind{Fact, Header, Claim} {
		if t, found := g.Find(kind, name); found {
			return t, true
		}
	}
	return Term{}, false
}

// OfStatus returns the term of an HTTP status.
func (g Glossary) OfStatus(code int) (Term, bool) { return g.Find(Status, strconv.Itoa(code)) }

// OfRule returns the term of the rule that chose a status.
func (g Glossary) OfRule(r trace.Rule) (Term, bool) { return g.Find(Rule, string(r)) }
