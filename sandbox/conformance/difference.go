package conformance

import "strings"

// KnownDifference is a kind of request that the sandbox cannot answer as the framework does, because Go's net/http
// answers it before any handler sees it.
type KnownDifference struct {
	// Kind names it.
	Kind string
	// Prefix is how the recorded cases of this kind begin; empty if there are none.
	Prefix string
	// Is tells such a request.
	Is func(Step) bool
	// Reason says what net/http does, and what Django's development server does.
	Reason string
}

// KnownDifferences are all the kinds there are.
func KnownDifferences() []KnownDifference {
	return []KnownDifference{}
}

// Known returns the kind of a recorded case that is answered differently, or false.
func Known(id string) (KnownDifference, bool) {
	for _, d := range KnownDifferences() {
		if d.Prefix != "" && strings.HasPrefix(id, d.Prefix) {
			return d, true
		}
	}
	return KnownDifference{}, false
}

// KnownAnswer returns the kind of a request whose answer is net/http's own, or false. Everything that Django answers
// has the header of XFrameOptionsMiddleware, so that no answer of the sandbox's own passes for one.
func KnownAnswer(step Step, answer Answer) (KnownDifference, bool) {
	if _, django := answer.Headers["x-frame-options"]; django || answer.Status < 400 {
		return KnownDifference{}, false
	}
	for _, d := range KnownDifferences() {
		if d.Is(step) {
			return d, true
		}
	}
	return KnownDifference{}, false
}
