// Package progress keeps what a learner has done, in one small file per user.
package progress

import "time"

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

// Store is the file that a State is kept in. Its methods may be called from any goroutine.
type Store struct{}

// DefaultPath is where the platform keeps such things for this user, through adrg/xdg: data, not cache.
func DefaultPath() (string, error) { panic("not yet") }

// Open reads the file at path; a file that is not there is an empty State. A file that cannot be read as progress is
// set aside under a name that does not exist yet, and the notice says so, in a sentence for the learner, with that name;
// the new State is empty. A file of a newer version is set aside likewise. The error is only for what cannot be helped
// (a folder that cannot be made, a file that may not be read), in a sentence that says what to do.
func Open(path string, now func() time.Time) (s *Store, state State, notice string, err error) {
	panic("not yet")
}

// Save replaces the file by state, whole or not at all (google/renameio), with mode 0600. What the file holds and this
// program does not know (newer fields, other lessons) stays.
func (s *Store) Save(state State) error { panic("not yet") }

// Reset removes the file; a file that is not there is no error.
func (s *Store) Reset() error { panic("not yet") }
