package progress_test

import (
	"testing"
	"time"

	"authtour/internal/progress"
)

func TestTwoProgramsOnOneFileMerge(t *testing.T) {
	type step = progress.Step
	noon, later := now(), now().Add(time.Hour)
	tests := []struct {
		name                        string
		before, first, second, want step
	}{
		{"only the first changed it", step{Tries: 1}, step{Tries: 2, Draft: "GET /"}, step{Tries: 1}, step{Tries: 2, Draft: "GET /"}},
		{"only the second changed it", step{Tries: 1}, step{Tries: 1}, step{Tries: 2, Draft: "GET /"}, step{Tries: 2, Draft: "GET /"}},
		{"the later draft wins", step{Draft: "a"}, step{Draft: "b"}, step{Draft: "c"}, step{Draft: "c"}},
		{"the later may be empty", step{Draft: "a"}, step{Draft: "b"}, step{}, step{}},
		{"done wins over later", step{}, step{Done: true, DoneAt: noon}, step{Draft: "c"}, step{Done: true, DoneAt: noon, Draft: "c"}},
		{"the first time counts", step{}, step{Done: true, DoneAt: noon}, step{Done: true, DoneAt: later}, step{Done: true, DoneAt: noon}},
		{"also when it was saved second", step{}, step{Done: true, DoneAt: later}, step{Done: true, DoneAt: noon}, step{Done: true, DoneAt: noon}},
		{"the higher counts win", step{}, step{Tries: 5, Hints: 1}, step{Tries: 2, Hints: 2}, step{Tries: 5, Hints: 2}},
		{"what is done stays done", step{Done: true, DoneAt: noon}, step{Done: true, DoneAt: noon}, step{}, step{Done: true, DoneAt: noon}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := file(t)
			store, state := open(t, path)
			save(t, store, put(state, "basic", "send", tt.before))
			one, mine := open(t, path)
			two, yours := open(t, path)
			save(t, one, put(mine, "basic", "send", tt.first))
			save(t, two, put(yours, "basic", "send", tt.second))
			_, got := open(t, path)
			if got.Steps["basic"]["send"] != tt.want {
				t.Errorf("got %+v; want %+v", got.Steps["basic"]["send"], tt.want)
			}
		})
	}
}

func TestAStepThatAnotherProgramAddedStays(t *testing.T) {
	path := file(t)
	one, mine := open(t, path)
	two, yours := open(t, path)
	save(t, one, put(mine, "basic", "first", progress.Step{Done: true}))
	save(t, two, put(yours, "basic", "second", progress.Step{Done: true}))
	save(t, one, put(mine, "token", "third", progress.Step{Done: true}))
	_, got := open(t, path)
	if !got.Steps["basic"]["first"].Done || !got.Steps["basic"]["second"].Done || !got.Steps["token"]["third"].Done {
		t.Errorf("got %+v; want all three", got.Steps)
	}
}

func TestThePlaceIsTheOneThatMovedLast(t *testing.T) {
	path := file(t)
	one, mine := open(t, path)
	two, yours := open(t, path)
	mine.Lesson, mine.Step, mine.WelcomeSeen = "basic", "send", true
	save(t, one, mine)
	save(t, two, put(yours, "token", "read", progress.Step{Done: true}))
	if _, got := open(t, path); got.Lesson != "basic" || got.Step != "send" || !got.WelcomeSeen {
		t.Errorf("got %+v; want basic, send: the other did not move", got)
	}
	yours.Lesson, yours.Step = "token", "read"
	save(t, two, yours)
	if _, got := open(t, path); got.Lesson != "token" || got.Step != "read" || !got.WelcomeSeen {
		t.Errorf("got %+v; want token, read", got)
	}
}

func TestWhatAnotherProgramForgotStaysForgotten(t *testing.T) {
	path := file(t)
	one, mine := open(t, path)
	save(t, one, put(mine, "basic", "old", progress.Step{Done: true}))
	other, _ := open(t, path)
	if err := other.Reset(); err != nil {
		t.Fatal(err)
	}
	save(t, one, put(mine, "basic", "new", progress.Step{Done: true}))
	_, got := open(t, path)
	if _, old := got.Steps["basic"]["old"]; old || !got.Steps["basic"]["new"].Done {
		t.Errorf("got %+v; want only what came after", got.Steps)
	}
}
