package tui_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/internal/tuitest"
	"authtour/sandbox"

	tea "github.com/charmbracelet/bubbletea"
)

func paste(text string) tea.Msg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
}

// quiet is a sandbox that nobody sends anything to.
type quiet struct{}

func (quiet) SetSettings(string) error    { return nil }
func (quiet) Reset(context.Context) error { return nil }
func (quiet) Now() time.Time              { return time.Unix(1_700_000_000, 0) }
func (quiet) SigningKey() string          { return "key" }
func (quiet) Users() []sandbox.User       { return nil }

func (quiet) Wait(ctx context.Context, _ int) ([]*sandbox.Exchange, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// keysThenQuit gives a program keys one by one, as a terminal would, and then ctrl+c.
func keysThenQuit(keys string) io.Reader {
	r, w := io.Pipe()
	go func() {
		for _, k := range strings.Split(keys, "") {
			_, _ = io.WriteString(w, k)
		}
		_, _ = io.WriteString(w, "\x03")
	}()
	return r
}

func TestQuittingKeepsWhatWasNotKeptYet(t *testing.T) {
	s := &store{}
	dark := true
	o := tui.Options{
		Course: loadCourse(t), Box: quiet{}, Store: s, Dark: &dark, Output: io.Discard,
		State: progress.State{WelcomeSeen: true, Lesson: "anyone", Step: "only-read-this"},
		Input: keysThenQuit("n"),
	}
	m := tui.New(t.Context(), o)
	next, _ := m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	next, cmd := next.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("n")})
	if cmd == nil || s.last().Steps != nil {
		t.Fatal("the model wrote by itself, or never will")
	}
	if err := tui.Flush(next); err != nil {
		t.Fatal(err)
	}
	if !s.last().Steps["anyone"]["only-read-this"].Done {
		t.Errorf("kept %+v", s.last())
	}
	cmd()
	if n := len(s.saved); n != 1 {
		t.Errorf("a write that was under way came after the last one: %d", n)
	}
}

func TestRunLeavesAtOnce(t *testing.T) {
	dark := true
	s := &store{}
	o := tui.Options{
		Course: loadCourse(t), Box: quiet{}, Store: s, Dark: &dark, Output: io.Discard, Input: keysThenQuit(""),
		State: progress.State{WelcomeSeen: true},
	}
	if err := tui.Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	o.Input = keysThenQuit("")
	if err := tui.Run(ctx, o); err != nil {
		t.Errorf("a context that ended is no error: %v", err)
	}
}

func TestFailureToKeepAtTheEndIsAnError(t *testing.T) {
	s := &store{err: errors.New("the disk is full")}
	m := tui.New(t.Context(), tui.Options{Course: loadCourse(t), Box: quiet{}, Store: s})
	next, _ := m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	next, _ = next.Update(tea.KeyMsg{Type: tea.KeyEnter})
	if err := tui.Flush(next); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkKeyToFrame(b *testing.B) {
	t := &testing.T{}
	m := tea.Model(tui.New(b.Context(), tui.Options{Course: loadCourse(t), Box: quiet{}, State: progress.State{WelcomeSeen: true, Lesson: "basic", Step: "write-the-header"}}))
	m, _ = m.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	m, _ = m.Update(tea.KeyMsg{Type: tea.KeyEnter})
	keys := []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("a")}, {Type: tea.KeyBackspace}}
	for i := 0; b.Loop(); i++ {
		m, _ = m.Update(keys[i%2])
		if faults := tuitest.Faults(m.View(), 200, 60); i == 0 && faults != nil {
			b.Fatal(faults)
		}
	}
}
