package trace

import "strings"

// Reason says in plain words what the station did, and why.
func (s Station) Reason() string {
	why := s.why()
	switch {
	case s.Raised != nil && s.Raised.Note != "":
		return "crashed: " + s.Raised.Detail + " (" + s.Raised.Class + ")"
	case s.Raised != nil && why == "":
		return s.Verdict.Word() + lead(": ", s.Raised.Detail) + " (" + s.Raised.Class + ")"
	case s.Raised != nil:
		return s.Verdict.Word() + ": " + why + " (" + s.Raised.Class + ")"
	case s.Stage == Throttle && s.Verdict == Skipped:
		return "not counted" + lead(": ", why)
	}
	return s.Verdict.Word() + lead(": ", why)
}

// Word is a verdict as a person would say it.
func (v Verdict) Word() string {
	switch v {
	case Unreached:
		return "not reached"
	case Skipped:
		return "not mine"
	case Passed, Accepted, Refused:
	}
	return string(v)
}

func lead(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// why is the reason for the verdict, without the verdict; empty where the facts tell none.
func (s Station) why() string {
	if s.Verdict == Unreached {
		return ""
	}
	switch s.Stage {
	case Middleware:
		return s.whyMiddleware()
	case Routing:
		return s.whyRouting()
	case Negotiation:
		return s.whyNegotiation()
	case Authentication:
		return s.whyAuthentication()
	case Permission:
		return s.whyPermission()
	case Throttle:
		return s.whyThrottle()
	case Method:
		return s.whyMethod()
	case Parsing:
		return s.whyParsing()
	case View:
		return s.whyView()
	}
	return s.fault()
}

// last returns the last fact of that verb and name, or nil. A name that ends in * stands for all that begin like it.
func (s Station) last(v Verb, name string) *Fact {
	for i := len(s.Facts) - 1; i >= 0; i-- {
		if f := &s.Facts[i]; f.Verb == v && f.named(name) {
			return f
		}
	}
	return nil
}

func (f Fact) named(name string) bool {
	if begin, open := strings.CutSuffix(name, "*"); open {
		return strings.HasPrefix(f.Name, begin)
	}
	return f.Name == name
}

// value is that fact's value, or empty.
func (s Station) value(v Verb, name string) string {
	if f := s.last(v, name); f != nil {
		return f.Value
	}
	return ""
}

// failed tells whether there is such a fact and it did not hold.
func (s Station) failed(v Verb, name string) bool {
	f := s.last(v, name)
	return f != nil && !f.OK
}
