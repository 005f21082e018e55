package main_test

import (
	"testing"

	"authtour/content"
	"authtour/lessons"
)

// course is the one that is shipped; it has no faults.
func course(t *testing.T) *lessons.Course {
	t.Helper()
	c, err := lessons.Load(content.FS)
	if err != nil {
		t.Fatalf("the course has faults:\n%v", err)
	}
	return c
}

// TestEveryTaskCanBeSolvedAndIsNotSolvedBefore plays the whole course: untouched tasks, solutions, mistakes, and the
// requests that the prose quotes.
func TestEveryTaskCanBeSolvedAndIsNotSolvedBefore(t *testing.T) {
	for _, l := range course(t).Lessons {
		t.Run(l.ID, func(t *testing.T) {
			t.Parallel()
			for _, fault := range lessons.Prove(t.Context(), lessons.OpenBench, l) {
				t.Error(fault)
			}
		})
	}
}
