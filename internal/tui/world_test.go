package tui_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/internal/tuitest"
	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"

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
	box   *sandbox.Sandbox
	// copied is what was put on the clipboard last.
	copied *atomic.Value
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
	v := visit{t: t, store: &store{}, copied: &atomic.Value{}}
	var box *sandbox.Sandbox
	build := func(ctx context.Context) tea.Model {
		var err error
		if box, err = sandbox.New(ctx, sandbox.Options{FastHasher: true, Rand: rand.NewChaCha8([32]byte{})}); err != nil {
			t.Fatal(err)
		}
		v.pipe = tuitest.NewPipe()
		go func() { _ = box.Serve(v.pipe) }()
		o := tui.Options{
			Course: loadCourse(t), Box: box, Dial: v.pipe.Dial, Host: "127.0.0.1:8000", URL: "http://127.0.0.1:8000",
			Store: v.store, State: progress.State{WelcomeSeen: true}, Clipboard: func(text string) { v.copied.Store(text) },
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
		v.Driver, v.t, v.box = d, d.T(), box
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
