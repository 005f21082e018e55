package trace

import "time"

// Recorder writes down the way of one request while it is walked. It belongs to the one goroutine that serves the
// request. A nil Recorder records nothing.
type Recorder struct {
	trace Trace
	// current is the index of the station that facts go to.
	current int
	open    bool
	decided bool
	begun   time.Time
}

// NewRecorder makes an empty one.
func NewRecorder() *Recorder { return &Recorder{trace: Trace{Outcome: Outcome{DecidedBy: -1}}} }

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
	s.Facts = append(s.Facts, f)
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

// AddUnreached puts the stations of plan that were not met between those that were. plan is the way of a request that
// nobody stops.
func (r *Recorder) AddUnreached(plan []Station) {
	if r == nil {
		return
	}
	met, decider := r.trace.Stations, r.trace.Outcome.DecidedBy
	all := make([]Station, 0, len(met)+len(plan))
	next := 0
	keep := func() {
		if next == decider {
			r.trace.Outcome.DecidedBy = len(all)
		}
		all = append(all, met[next])
		next++
	}
	planned := make(map[string]bool, len(plan))
	for _, p := range plan {
		planned[p.Name] = true
	}
	for _, p := range plan {
		for next < len(met) && !planned[met[next].Name] {
			keep() // the front server stands before the application's own plan
		}
		if next < len(met) && met[next].Name == p.Name {
			keep()
			continue
		}
		p.Verdict = Unreached
		all = append(all, p)
	}
	for next < len(met) {
		keep()
	}
	r.trace.Stations = all
}

// Trace returns what was recorded. The Recorder must not be used afterwards.
func (r *Recorder) Trace() Trace { return r.trace }
