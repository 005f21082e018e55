package progress

import (
	"maps"
	"time"
)

// clone copies the maps too: a screen goes on writing in its own.
func (s State) clone() State {
	steps := make(map[string]map[string]Step, len(s.Steps))
	for lesson, of := range s.Steps {
		steps[lesson] = maps.Clone(of)
	}
	s.Steps = steps
	return s
}

// merge brings together what this program and another one did since both had base: what only one of them changed is as
// that one left it, and where both changed something mine is the later. Nothing that is done becomes undone, unless the
// other forgot it and mine did not touch it.
func merge(base, mine, theirs State) State {
	all := theirs.clone()
	all.Version = Version
	all.WelcomeSeen = theirs.WelcomeSeen || mine.WelcomeSeen && !base.WelcomeSeen
	if mine.Lesson != base.Lesson || mine.Step != base.Step {
		all.Lesson, all.Step = mine.Lesson, mine.Step
	}
	for lesson, steps := range mine.Steps {
		for id, step := range steps {
			old, known := base.Steps[lesson][id]
			if known && old == step {
				continue
			}
			if all.Steps[lesson] == nil {
				all.Steps[lesson] = map[string]Step{}
			}
			all.Steps[lesson][id] = mergeStep(step, theirs.Steps[lesson][id])
		}
	}
	return all
}

func mergeStep(mine, theirs Step) Step {
	mine.DoneAt = earlier(mine.DoneAt, theirs.DoneAt)
	mine.Done = mine.Done || theirs.Done
	mine.Tries = max(mine.Tries, theirs.Tries)
	mine.Hints = max(mine.Hints, theirs.Hints)
	return mine
}

// earlier keeps the first time that something was done; the zero time is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// stamp gives a time to what is done and has none.
func (s State) stamp(now time.Time) {
	for _, steps := range s.Steps {
		for id, step := range steps {
			if step.Done && step.DoneAt.IsZero() {
				step.DoneAt = now
				steps[id] = step
			}
		}
	}
}
