// Package progress keeps what a learner has done, in one small file per user.
package progress

import "time"

// Version is the format's version that this program writes and reads.
const Version = 1

// State is all that is kept. The zero value is a learner who has done nothing.
type State struct {
	// Version is the format's; a file of a newer one is never overwritten.
	Version int `json:"version"`
	// Lesson and Step are where the learner is, by id.
	Lesson string `json:"lesson"`
	Step   string `json:"step"`
	// Steps is what was done, by lesson id and step id.
	Steps map[string]map[string]Step `json:"steps"`
	// WelcomeSeen tells that the first screen has been read.
	WelcomeSeen bool `json:"welcome_seen"`
}

// Step is what a learner did in one step.
type Step struct {
	// Done tells that the task was solved, or that a step without a task was read.
	Done bool `json:"done"`
	// DoneAt is when; zero if not done.
	DoneAt time.Time `json:"done_at,omitzero"`
	// Tries counts the attempts, Hints the hints that were shown.
	Tries int `json:"tries"`
	Hints int `json:"hints"`
	// Draft is the request being built, in the text form of client.Request, kept while it is edited.
	Draft string `json:"draft,omitempty"`
	// Answer is the prediction or choice as last marked, in a form that the screen chooses.
	Answer string `json:"answer,omitempty"`
}
