package tui_test

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/internal/tuitest"
	"authtour/sandbox"
	"authtour/sandbox/client"

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

// pressed is a model of 200 by 60 cells after some keys.
func pressed(b *testing.B, n int, keys ...tea.KeyMsg) tea.Model {
	b.Helper()
	m := tea.Model(tui.New(b.Context(), tui.Options{
		Course: loadCourse(&testing.T{}), Box: quiet{}, URL: "http://127.0.0.1:8000",
		State: progress.State{WelcomeSeen: true, Lesson: "basic", Step: "write-the-header"},
	}))
	m, _ = m.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	for _, k := range keys {
		m, _ = m.Update(k)
	}
	return tui.Arrive(m, exchangesOf(b, n))
}

// exchangesOf has n requests answered by a sandbox.
func exchangesOf(b *testing.B, n int) []*sandbox.Exchange {
	b.Helper()
	box, err := sandbox.New(b.Context(), sandbox.Options{FastHasher: true})
	if err != nil {
		b.Fatal(err)
	}
	pipe := tuitest.NewPipe()
	go func() { _ = box.Serve(pipe) }()
	b.Cleanup(func() { _ = box.Close() })
	for i := range n {
		r := get("/protected/?"+strconv.Itoa(i), client.Header{Name: "Authorization", Value: "Basic YWxpY2U6d29uZGVybGFuZA=="})
		if _, err := client.Do(b.Context(), pipe.Dial, "127.0.0.1:8000", r); err != nil {
			b.Fatal(err)
		}
	}
	for len(box.Since(0)) < n {
		if _, err := box.Wait(b.Context(), len(box.Since(0))); err != nil {
			b.Fatal(err)
		}
	}
	return box.Since(0)
}

// typing measures from a key to the frame that shows it.
func typing(b *testing.B, m tea.Model, keys ...tea.KeyMsg) {
	b.Helper()
	if faults := tuitest.Faults(m.View(), 200, 60); faults != nil {
		b.Fatal(faults)
	}
	for i := 0; b.Loop(); i++ {
		m, _ = m.Update(keys[i%len(keys)])
		_ = m.View()
	}
}

func letter(r rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}} }

// A key must be on the screen within 5 ms, and after 500 exchanges too.
func BenchmarkKeyToFrame(b *testing.B) {
	enter, back, down, up := tea.KeyMsg{Type: tea.KeyEnter}, tea.KeyMsg{Type: tea.KeyBackspace}, tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyUp}
	for _, n := range []int{1, 500} {
		name := strconv.Itoa(n) + "-exchanges" // one exchange is on the screen either way
		b.Run("field/"+name, func(b *testing.B) { typing(b, pressed(b, n, enter), letter('a'), back) })
		b.Run("station/"+name, func(b *testing.B) { typing(b, pressed(b, n), letter(']'), letter('[')) })
		b.Run("free-play/"+name, func(b *testing.B) { typing(b, pressed(b, n, letter('f')), down, up) })
	}
	b.Run("history/500-exchanges", func(b *testing.B) {
		m, _ := pressed(b, 500).Update(letter('y'))
		typing(b, m, down, up)
	})
	b.Run("history-search/500-exchanges", func(b *testing.B) {
		m, _ := pressed(b, 500).Update(letter('y'))
		typing(b, m, letter('4'), back)
	})
	b.Run("explain", func(b *testing.B) {
		m, _ := pressed(b, 1).Update(letter('e'))
		typing(b, m, down, up)
	})
}
