package trace

import "time"

// Recorder writes down the way of one request while it is walked. It belongs to the one goroutine that serves the
// request. A nil Recorder records nothing.
type Recorder struct {
	trace Trace
	// facts is where the facts of all stations lie one after the other, so that they need no memory of their own each.
	facts []Fact
	// current is the index of the station that facts go to.
	current int
	open    bool
	decided bool
	begun   time.Time
}

// NewRecorder makes an empty one.
func NewRecorder() *Recorder {
	return &Recorder{
		trace: Trace{Outcome: Outcome{DecidedBy: -1}, Stations: make([]Station, 0, usualStations)},
		facts: make([]Fact, 0, usualFacts),
	}
}

// How many stations and facts most requests have.
const (
	usualStations = 18
	usualFacts    = 32
)

// Begin opens a station; the facts that follow belong to it.
func (r *Recorder) Begin(stage Stage, name string) {
	if r == nil {
		return
	}
	r.trace.Stations = append(r.trace.Stations, Station{Stage: stage, Name: name})
	r.current = len(r.trace.Stations) - 1
	r.open, r.begun = true, time.Now()
}

// Add notes a fact at the current station: the one last begun or resumed.
func (r *Recorder) Add(f Fact) {
	if r == nil || len(r.trace.Stations) == 0 {
		return
	}
	s := &r.trace.Stations[r.current]
	if !r.open || len(r.facts) == cap(r.facts) {
		s.Facts = append(s.Facts, f)
		return
	}
	// The open station's facts are the last ones of r.facts; its own slice ends there, so that a later append copies.
	first := len(r.facts) - len(s.Facts)
	r.facts = append(r.facts, f)
	s.Facts = r.facts[first:len(r.facts):len(r.facts)]
}

// End closes the open station with what its code returned.
func (r *Recorder) End(v Verdict, raised *Exception) {
	if r == nil || !r.open {
		return
	}
	s := &r.trace.Stations[r.current]
	s.Verdict, s.Raised, s.Took = v, raised, time.Since(r.begun)
	r.open = false
}

// Resume makes the last station of that name take further facts: the way out of a middleware.
func (r *Recorder) Resume(name string) {
	if r == nil {
		return
	}
	for i := len(r.trace.Stations) - 1; i >= 0; i-- {
		if r.trace.Stations[i].Name == name {
			r.current = i
			return
		}
	}
}

// Decide writes down which rule chose the status, and that the current station did so. Only the first call counts,
// until Overrule.
func (r *Recorder) Decide(rule Rule, status int) {
	if r == nil || r.decided {
		return
	}
	r.Overrule(rule, status)
}

// Overrule is Decide where a later station replaces the answer of an earlier one.
func (r *Recorder) Overrule(rule Rule, status int) {
	if r == nil {
		return
	}
	r.decided = true
	r.trace.Outcome.Rule, r.trace.Outcome.Status, r.trace.Outcome.DecidedBy = rule, status, r.current
}

// AskedForChallenge notes which authentication class, the first, was asked for its authenticate_header, and the answer.
func (r *Recorder) AskedForChallenge(class, challenge string) {
	if r == nil {
		return
	}
	r.trace.Outcome.FirstClass, r.trace.Outcome.Challenge = class, challenge
}

// Identify notes who the request turned out to be, and the class that said so.
func (r *Recorder) Identify(user, authenticator string) {
	if r == nil {
		return
	}
	r.trace.User, r.trace.AuthenticatedBy = user, authenticator
}

// Skip notes a station that the request did not reach. The current station stays the current one.
func (r *Recorder) Skip(stage Stage, name string) {
	if r == nil {
		return
	}
	r.trace.Stations = append(r.trace.Stations, Station{Stage: stage, Name: name, Verdict: Unreached})
}

// Trace returns what was recorded. The Recorder must not be used afterwards.
func (r *Recorder) Trace() Trace { return r.trace }
