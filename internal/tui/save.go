package tui

import (
	"maps"
	"sync"

	"authtour/internal/progress"

	tea "github.com/charmbracelet/bubbletea"
)

// saver writes states in the order in which they were made, whatever order the writes run in.
type saver struct {
	store Store

	mu   sync.Mutex
	last int
}

// save keeps the state with that number unless a later one is kept already.
func (s *saver) save(number int, state progress.State) error {
	if s.store == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if number <= s.last {
		return nil
	}
	if err := s.store.Save(state); err != nil {
		return err
	}
	s.last = number
	return nil
}

// kept is the progress with the number of its changes. It is copied on every change, so that a write which is under
// way never sees half of one.
type kept struct {
	state  progress.State
	number int
}

// step is what was done in a step.
func (k kept) step(lesson, step string) progress.Step { return k.state.Steps[lesson][step] }

// change returns k with the step changed.
func (k kept) change(lesson, step string, f func(*progress.Step)) kept {
	s := k.step(lesson, step)
	f(&s)
	all := maps.Clone(k.state.Steps)
	if all == nil {
		all = map[string]map[string]progress.Step{}
	}
	one := maps.Clone(all[lesson])
	if one == nil {
		one = map[string]progress.Step{}
	}
	one[step] = s
	all[lesson] = one
	k.state.Steps = all
	k.number++
	return k
}

// at returns k with the learner's place changed.
func (k kept) at(lesson, step string) kept {
	k.state.Lesson, k.state.Step = lesson, step
	k.number++
	return k
}

// welcomed returns k with the first screen read.
func (k kept) welcomed() kept {
	k.state.WelcomeSeen = true
	k.number++
	return k
}

// savedMsg tells how a write ended.
type savedMsg struct{ err error }

// Commands

// saveProgress writes the progress as it is now.
func (e *env) saveProgress(k kept) tea.Cmd {
	return func() tea.Msg { return savedMsg{e.store.save(k.number, k.state)} }
}
