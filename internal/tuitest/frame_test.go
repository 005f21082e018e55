package tuitest_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"authtour/internal/tuitest"

	tea "github.com/charmbracelet/bubbletea"
)

func TestFaultsOfAFrame(t *testing.T) {
	for name, c := range map[string]struct {
		frame string
		want  string
	}{
		"fits":          {"abc\nde", ""},
		"colours":       {"\x1b[1;31mabc\x1b[0m\nde", ""},
		"wide letters":  {"世a\n", ""},
		"too wide":      {"abcd\n", "line 1 is 4 cells wide"},
		"too high":      {"a\nb\nc", "the frame has 3 lines"},
		"too low":       {"a", "the frame has 1 lines"},
		"other escape":  {"a\x1b[2J\nb", "line 1 holds U+001B"},
		"carriage":      {"a\r\nb", "line 1 holds U+000D"},
		"bidi override": {"a\nb\u202e", "line 2 holds U+202E"},
	} {
		got := strings.Join(tuitest.Faults(c.frame, 3, 2), "; ")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// echo is a model that shows the last thing that happened.
type echo struct {
	said string
	w, h int
}

func (e echo) Init() tea.Cmd { return nil }

func (e echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.w, e.h = msg.Width, msg.Height
	case tea.KeyMsg:
		if e.said = msg.String(); e.said == "t" {
			return e, tea.Tick(3*time.Hour, func(time.Time) tea.Msg { return tea.Quit() })
		}
	case tea.MouseMsg:
		e.said = msg.String()
	}
	return e, nil
}

func (e echo) View() string { return e.said + strings.Repeat("\n", max(e.h-1, 0)) }

func TestDriverPressesKeysByName(t *testing.T) {
	tuitest.Drive(t, func(context.Context) tea.Model { return echo{} }, 20, 4, func(d *tuitest.Driver) {
		for _, key := range []string{"enter", "tab", "shift+tab", "esc", "up", "alt+right", "ctrl+s", "ctrl+k", "f1", "f2", "pgdown", "backspace", "delete", "n", "]"} {
			d.Keys(key)
			if got := strings.TrimSpace(d.Frame()); got != key {
				d.T().Errorf("Keys(%q) pressed %q", key, got)
			}
		}
		if d.Ended() {
			d.T().Error("it ended")
		}
		d.Keys("t")
		d.Pass(4 * time.Hour)
		if !d.Ended() {
			d.T().Error("fake time did not pass")
		}
	})
}
