package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"authtour/content"
	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/lessons"
	"authtour/sandbox/client"
)

func realCourse(t *testing.T) *lessons.Course {
	t.Helper()
	course, err := lessons.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return course
}

// The whole course is played on the screen by keyboard alone, each task by its own solution, from the first step to the
// last.
func TestCourseIsPlayedByKeyboardAlone(t *testing.T) {
	course := realCourse(t)
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			begin := func(o *tui.Options) {
				o.Course = course
				o.State = progress.State{WelcomeSeen: true}
			}
			tour(t, size[0], size[1], begin, func(v visit) {
				for _, l := range course.Lessons {
					for _, s := range l.Steps {
						v.solve(s)
						v.Keys("n")
						if !v.store.last().Steps[l.ID][s.ID].Done {
							v.t.Fatalf("%s, %s is not done:\n%s", l.ID, s.ID, v.Frame())
						}
					}
				}
				v.shows("last step of the tour")
			})
		})
	}
}

// solve does what a step asks for.
func (v visit) solve(s *lessons.Step) {
	v.t.Helper()
	if s.Task == nil {
		return
	}
	solution := s.Task.Solution
	switch s.Task.Kind {
	case lessons.Predict:
		v.choose("right", index(s.Task.Statuses, solution.Status))
		if len(s.Task.Stations) > 0 {
			v.choose("down", index(s.Task.Stations, solution.Station))
		}
	case lessons.Quiz:
		right := 0
		for i, c := range s.Task.Choices {
			if c.Right {
				right = i
			}
		}
		v.choose("down", right)
	case lessons.Craft:
		v.write(s.Task.Request, solution.Request)
		v.Keys("ctrl+s")
	default:
		v.t.Fatalf("this test cannot play a task of kind %s yet", s.Task.Kind)
	}
	v.played()
	v.Keys("esc")
	v.played()
}

func index[T comparable](all []T, one T) int {
	for i, x := range all {
		if x == one {
			return i
		}
	}
	return 0
}

func (v visit) choose(key string, times int) {
	for range times {
		v.Keys(key)
	}
	v.Keys("enter")
}

// write makes the request on the screen, which is given, into want: field by field.
func (v visit) write(given, want client.Request) {
	v.Keys("left", "enter", "ctrl+u", want.Method, "tab", "ctrl+u", want.Target, "esc", "down")
	for range given.Headers {
		v.Keys("d")
	}
	for _, h := range want.Headers {
		v.Keys("a", h.Name, "tab", h.Value, "esc")
	}
	if given.Body == want.Body {
		return
	}
	for range len(want.Headers) + 3 {
		v.Keys("down")
	}
	v.Keys("enter")
	for range len(given.Body) {
		v.Keys("backspace")
	}
	for i, line := range strings.Split(want.Body, "\n") {
		if i > 0 {
			v.Keys("enter")
		}
		v.Type(line)
	}
	v.Keys("esc")
}
