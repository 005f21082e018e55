package trace

import "time"

// Recorder writes down the way of one request while it is walked. It belongs to the one goroutine that serves the
// request. A nil Recorder records nothing.
type Recorder struct {
	trace Trace
	open  bool
	begun time.Time
}

// Begin opens a station; the facts that follow belong to it.
func (r *Recorder) Begin(stage Stage, name string) {
	if r == nil {
		return
	}
	r.trace.Stations = append(r.trace.Stations, Station{Stage: stage, Name: name})
	r.open, r.begun = true, time.Now()
}

// Add notes a fact at the open station, or at the last one where none is open.
func (r *Recorder) Add(f Fact) {
	if r == nil || len(r.trace.Stations) == 0 {
		return
	}
	s := &r.trace.Stations[len(r.trace.Stations)-1]
	s.Facts = append(s.Facts, f)
}

// End closes the open station with what its code returned.
func (r *Recorder) End(v Verdict, raised *Exception) {
	if r == nil || !r.open {
		return
	}
	s := &r.trace.Stations[len(r.trace.Stations)-1]
	s.Verdict, s.Raised, s.Took = v, raised, time.Since(r.begun)
	r.open = false
}
