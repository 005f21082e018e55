package tui_test

import (
	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/internal/tuitest"
	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

const firstLesson = `---
title: Basic authentication
summary: You can write a Basic header.
minutes: 5
settings: |
  REST_FRAMEWORK = {
      'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.BasicAuthentication'],
      'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
  }
---

## Knock

The class finds out **who** is asking. The permission decides whether that person **may**.

` + "```task" + `
kind: predict
goal: What does ` + "`/protected/`" + ` answer to somebody who gives no name?
request: |
  GET /protected/
statuses: [200, 401, 403]
stations: [BasicAuthentication, IsAuthenticated]
hints:
  - Two stations could object.
  - There is no header, so the class has nothing to check.
mistakes:
  - when: predicted.status == 403
    say: 403 says that somebody is known already.
    try: {status: 403, station: IsAuthenticated}
solution: {status: 401, station: IsAuthenticated}
debrief: |
  The class returned None. That is no refusal.
` + "```" + `

## Write the header

Basic is one header: the word, a space, and Base64.

` + "```task" + `
kind: craft
goal: Be alice.
request: |
  GET /protected/
check:
  - expr: status == 200 and user == "alice"
    say: The answer is not alice's yet.
hints:
  - A header has a name and a value.
  - The value is the word Basic, and then something in Base64.
mistakes:
  - when: status == 401
    say: Nobody was logged in.
    try:
      request: |
        GET /protected/
        Authorization: Basic x
solution:
  request: |
    GET /protected/
    Authorization: Basic YWxpY2U6d29uZGVybGFuZA==
debrief: The class decoded it and asked for alice.
` + "```" + `

## Why 401

Permissions know nothing of challenges.

` + "```task" + `
kind: quiz
goal: Why is it a 401?
choices:
  - text: Because the permission chose it.
    why: A permission chooses no status.
  - text: Because the first class has a challenge.
    right: true
    why: DRF asks the first class of the list.
hints:
  - Who can send a challenge?
  - Think of the header beside the 401.
debrief: The first class decides.
` + "```" + `
`

const secondLesson = `---
title: Anyone
summary: A view for everybody.
minutes: 2
---

## Only read this

There is nothing to do here.
`

// store keeps every state that it is given.
type store struct {
	mu    sync.Mutex
	saved []progress.State
	err   error
}

func (s *store) Save(state progress.State) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	s.saved = append(s.saved, state)
	return nil
}

func (s *store) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// last is the state that was kept last.
func (s *store) last() progress.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.saved) == 0 {
		return progress.State{}
	}
	return s.saved[len(s.saved)-1]
}

// visit is a tour under test: the program's driver, and the world that it runs in.
type visit struct {
	*tuitest.Driver
	t     *testing.T
	store *store
	pipe  *tuitest.Pipe
}

func loadCourse(t *testing.T) *lessons.Course {
	t.Helper()
	course, err := lessons.Load(fstest.MapFS{
		"010-basic.md": {Data: []byte(firstLesson)}, "020-anyone.md": {Data: []byte(secondLesson)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return course
}

// tour runs the tour with a real sandbox in memory; change may alter the options.
func tour(t *testing.T, w, h int, change func(*tui.Options), f func(visit)) {
	t.Helper()
	v := visit{t: t, store: &store{}}
	var box *sandbox.Sandbox
	build := func(ctx context.Context) tea.Model {
		var err error
		if box, err = sandbox.New(ctx, sandbox.Options{FastHasher: true, Settings: ""}); err != nil {
			t.Fatal(err)
		}
		v.pipe = tuitest.NewPipe()
		go func() { _ = box.Serve(v.pipe) }()
		o := tui.Options{
			Course: loadCourse(t), Box: box, Dial: v.pipe.Dial, Host: "127.0.0.1:8000", URL: "http://127.0.0.1:8000",
			Store: v.store, State: progress.State{WelcomeSeen: true},
		}
		if change != nil {
			change(&o)
		}
		return tui.New(ctx, o)
	}
	tuitest.Drive(t, build, w, h, func(d *tuitest.Driver) {
		defer func() {
			d.Quit()
			if err := box.Close(); err != nil {
				t.Errorf("closing the sandbox: %v", err)
			}
		}()
		v.Driver, v.t = d, d.T()
		f(v)
	})
}

func (v visit) shows(texts ...string) {
	v.t.Helper()
	for _, text := range texts {
		if !strings.Contains(tuitest.Plain(v.Frame()), text) {
			v.t.Fatalf("the screen does not show %q:\n%s", text, v.Frame())
		}
	}
}

func (v visit) hides(texts ...string) {
	v.t.Helper()
	for _, text := range texts {
		if strings.Contains(tuitest.Plain(v.Frame()), text) {
			v.t.Fatalf("the screen shows %q:\n%s", text, v.Frame())
		}
	}
}

// played lets the flow play to its end, and the moment pass in which keys typed ahead are ignored.
func (v visit) played() { v.Pass(5 * time.Second) }

// curl sends a request as another program would.
func (v visit) curl(r client.Request) {
	v.t.Helper()
	r.Headers = append(r.Headers, client.Header{Name: "User-Agent", Value: "curl/8.5.0"})
	if _, err := client.Do(v.t.Context(), v.pipe.Dial, "127.0.0.1:8000", r); err != nil {
		v.t.Fatal(err)
	}
	v.Pass(time.Millisecond)
}

func at(lesson, step string) func(*tui.Options) {
	return func(o *tui.Options) { o.State.Lesson, o.State.Step = lesson, step }
}

func TestPredictionIsSentPlayedAndJudged(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.shows("What will it answer?", "Nothing was sent yet")
		v.Keys("right", "enter", "down")
		v.hides("Sending")
		v.Keys("enter")
		v.hides("Yes.", "401 Unauthorized")
		v.played()
		v.shows("✓ Yes.", "401 Unauthorized", "= 401: the first class, BasicAuthentication, has a challenge",
			"▸✗ IsAuthenticated", "The class returned None.")
		if s := v.store.last().Steps["basic"]["knock"]; !s.Done || s.Tries != 1 || s.Answer != "401 IsAuthenticated" {
			t.Errorf("kept %+v", s)
		}
	})
}

func TestWrongPredictionGetsItsMistake(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.Keys("right", "right", "enter", "down", "enter")
		v.played()
		v.shows("✗ Not yet. 403 says that somebody is known")
		if s := v.store.last().Steps["basic"]["knock"]; s.Done || s.Tries != 1 {
			t.Errorf("kept %+v", s)
		}
	})
}

func TestPredictionComesBeforeSending(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.shows("First say what it will get", "Nothing was sent yet")
	})
}

func TestCraftedRequestIsJudgedEachTime(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.shows("✗ Not yet. Nobody was logged in.")
		v.Keys("a", "Authorization", "tab", "Basic YWxpY2U6d29uZGVybGFuZA")
		v.shows("the padding == is missing")
		v.Keys("==")
		v.shows("alice : wonderland")
		v.Keys("ctrl+s")
		v.played()
		v.shows("✓ Yes.", "200 OK", `{"user":"alice","authenticated_by":"BasicAuthentication"}`, "The class decoded it")
		if s := v.store.last().Steps["basic"]["write-the-header"]; !s.Done || s.Tries != 2 {
			t.Errorf("kept %+v", s)
		}
	})
}

func TestQuizTellsWhyOfEachChoice(t *testing.T) {
	tour(t, 120, 36, at("basic", "why-401"), func(v visit) {
		v.Keys("enter")
		v.shows("✗ Not yet. A permission chooses no status.")
		v.Keys("down", "enter")
		v.shows("✓ Yes. DRF asks the first class of the list.", "The first class decides.")
		if s := v.store.last().Steps["basic"]["why-401"]; !s.Done || s.Answer != "1" {
			t.Errorf("kept %+v", s)
		}
	})
}

func TestAnyKeyEndsThePlay(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.hides("401 Unauthorized")
		v.Keys("n")
		v.shows("401 Unauthorized", "step 2 of 3")
	})
}

func TestKeysTypedAheadOfAVerdictAreIgnored(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		for i := 0; strings.Contains(v.Frame(), "Sent. Watch"); i++ {
			if i > 100 {
				t.Fatal("the play does not end")
			}
			v.Pass(10 * time.Millisecond)
		}
		v.Keys("n")
		v.shows("step 2 of 3")
		v.Pass(time.Second)
		v.Keys("n")
		v.shows("step 3 of 3")
	})
}

func TestReducedMotionPlaysNothing(t *testing.T) {
	still := func(o *tui.Options) { at("basic", "write-the-header")(o); o.ReducedMotion = true }
	tour(t, 120, 36, still, func(v visit) {
		v.Keys("ctrl+s")
		v.shows("401 Unauthorized")
	})
}

func TestHintsComeOneAtATime(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.Keys("h")
		v.shows("Hint 1 of 2", "Two stations could object.")
		v.hides("Hint 2 of 2")
		v.Keys("f2")
		v.shows("Hint 2 of 2")
		if n := v.store.last().Steps["basic"]["knock"].Hints; n != 2 {
			t.Errorf("kept %d hints", n)
		}
	})
}

func TestLettersInAFieldAreText(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter", "nhlpoxa?][")
		v.shows("/protected/nhlpoxa?][", "step 2 of 3", "esc leave field")
		v.Keys("f1")
		v.shows("Inside a field")
		v.Keys("esc", "esc", "n")
		v.shows("step 3 of 3")
	})
}

func TestDraftIsKeptWhenTheTypingPauses(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter", "x")
		v.Pass(400 * time.Millisecond)
		if n := len(v.store.saved); n != 0 {
			t.Errorf("kept %d times while typing", n)
		}
		v.Keys("y")
		v.Pass(time.Second)
		if s := v.store.last().Steps["basic"]["write-the-header"]; !strings.Contains(s.Draft, "GET /protected/xy") {
			t.Errorf("kept %+v", s)
		}
	})
}

func TestDraftComesBack(t *testing.T) {
	was := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		o.State.Steps = map[string]map[string]progress.Step{"basic": {"write-the-header": {Draft: "GET /read-only/\nA: b\n"}}}
	}
	tour(t, 120, 36, was, func(v visit) {
		v.shows("/read-only/", "step 2 of 3")
		v.Keys("r")
		v.shows("/protected/")
		v.hides("/read-only/")
	})
}

func TestStepsAndLessonsFollowOneAnother(t *testing.T) {
	tour(t, 120, 36, at("basic", "why-401"), func(v visit) {
		v.Keys("n")
		v.shows("Anyone", "step 1 of 1", "Only read this")
		if s := v.store.last(); s.Lesson != "anyone" || s.Step != "only-read-this" {
			t.Errorf("kept the place %s, %s", s.Lesson, s.Step)
		}
		v.Keys("n")
		v.shows("last step of the tour")
		if !v.store.last().Steps["anyone"]["only-read-this"].Done {
			t.Error("a step that was read is not done")
		}
		v.Keys("p")
		v.shows("step 3 of 3")
		v.Keys("l", "knock", "enter")
		v.shows("step 1 of 3")
	})
}

func TestEveryActionIsInThePalette(t *testing.T) {
	tour(t, 120, 40, nil, func(v visit) {
		v.Keys("ctrl+k")
		v.shows("Send the request", "Go to the next step", "Show a hint", "Quit")
		v.Keys("lessons", "enter")
		v.shows("Write the header", "Only read this")
		v.Keys("esc")
		v.hides("Only read this")
	})
}

func TestWelcomeIsShownOnce(t *testing.T) {
	tour(t, 80, 24, func(o *tui.Options) { o.State.WelcomeSeen = false }, func(v visit) {
		v.shows("Welcome", "Press enter to begin.")
		v.Keys("enter")
		v.hides("Welcome")
		if !v.store.last().WelcomeSeen {
			t.Error("that the welcome was seen is not kept")
		}
	})
}

func TestRequestOfAnotherProgramAppears(t *testing.T) {
	get := client.Request{Method: "GET", Target: "/public/"}
	tour(t, 120, 36, nil, func(v visit) {
		v.curl(get)
		v.shows("curl: GET /public/", "200 OK", "= 200: the view answered")
	})
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.curl(get)
		v.shows("! curl: GET /public/ → 200. Press o to look.", "401 Unauthorized")
		v.Keys("o")
		v.shows("200 OK")
		v.hides("401 Unauthorized", "Press o")
	})
}

func TestOwnRequestIsNotAnnounced(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.Keys("ctrl+s")
		v.played()
		v.hides("Press o")
	})
}

func TestUnreadableRequestSaysWhyThereIsNoTrace(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("a", "Bad name", "tab", "x", "ctrl+s")
		v.played()
		v.shows("refused this before Django saw it", "400 Bad Request")
	})
}

func TestFailedConnectionIsAFriendlySentence(t *testing.T) {
	broken := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		o.Dial = func(context.Context) (net.Conn, error) { return nil, errors.New("no route") }
	}
	tour(t, 120, 36, broken, func(v visit) {
		v.Keys("ctrl+s")
		v.shows("That did not work", "no route")
	})
}

func TestSlowRequestShowsThatItWorks(t *testing.T) {
	slow := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		dial := o.Dial
		o.Dial = func(ctx context.Context) (net.Conn, error) { time.Sleep(2 * time.Second); return dial(ctx) }
	}
	tour(t, 120, 36, slow, func(v visit) {
		v.Keys("ctrl+s")
		v.Pass(100 * time.Millisecond)
		v.hides(" sending")
		v.Pass(time.Second)
		v.shows(" sending")
		v.Keys("tab")
		v.shows("▸ Flow")
		v.Pass(10 * time.Second)
		v.hides(" sending")
		v.shows("401 Unauthorized")
	})
}

func TestSettingsOfALessonAreInForce(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.shows("401 Unauthorized")
		v.Keys("n", "n", "ctrl+s")
		v.played()
		v.shows("= 403: the first class, SessionAuthentication, has no challenge")
	})
}

func TestFailureToKeepProgressIsSaidAndTriedAgain(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.store.fail(errors.New("the disk is full"))
		v.Keys("n")
		v.shows("could not be kept: the disk is full")
		v.store.fail(nil)
		v.Keys("n")
		v.hides("could not be kept")
		if v.store.last().Step != "why-401" {
			t.Errorf("kept %+v", v.store.last())
		}
	})
}

func TestNoticeStaysUntilDismissed(t *testing.T) {
	tour(t, 80, 24, func(o *tui.Options) { o.Notice = "The old file was set aside." }, func(v visit) {
		v.Keys("n")
		v.shows("! The old file was set aside.", "x dismiss")
		v.Keys("x")
		v.hides("set aside")
	})
}
