package tui

import (
	"bytes"
	"strings"
	"testing"

	"authtour/lessons"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

func TestBackgroundIsReadFromTheAnswer(t *testing.T) {
	for answer, want := range map[string]struct{ dark, ok bool }{
		"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c": {true, true},
		"\x1b]11;rgb:ffff/ffff/ffff\x07\x1b[?1;2c":     {false, true},
		"\x1b]11;rgb:1c/1c/1c\x07":                     {true, true},
		"\x1b]11;rgb:fd/f6/e3\x1b\\":                   {false, true},
		"\x1b[?62;22c":                                 {false, false},
		"\x1b]11;rgb:zz/00/00\x07":                     {false, false},
		"\x1b]11;rgb:00/00\x07":                        {false, false},
		"":                                             {false, false},
	} {
		if dark, ok := darkAnswer([]byte(answer)); dark != want.dark || ok != want.ok {
			t.Errorf("%q: got %v, %v, want %+v", answer, dark, ok, want)
		}
	}
}

func TestAnswersAreTakenOutOfWhatIsTyped(t *testing.T) {
	const dark, attributes = "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b[?62;22c"
	for name, c := range map[string]struct {
		came   []string
		typed  string
		answer string
	}{
		"both at once":         {[]string{dark + attributes}, "", dark},
		"among keys":           {[]string{"a" + dark + "b" + attributes + "c"}, "abc", dark},
		"in pieces":            {[]string{"\x1b]11;rgb:00", "00/0000/0000\x1b", "\\\x1b[?6", "2;22c", "x"}, "x", dark},
		"ended by a bell":      {[]string{"\x1b]11;rgb:0/0/0\x07" + attributes}, "", "\x1b]11;rgb:0/0/0\x07"},
		"only attributes":      {[]string{attributes}, "", ""},
		"keys alone":           {[]string{"\x1b", "\x1b]", "\x1b[A", "]"}, "\x1b\x1b]\x1b[A]", ""},
		"after the last":       {[]string{attributes, dark}, dark, ""},
		"the mouse":            {[]string{"\x1b[<0;1;1M"}, "\x1b[<0;1;1M", ""},
		"a pasted long prefix": {[]string{"\x1b]1" + strings.Repeat("z", 70)}, "\x1b]1" + strings.Repeat("z", 70), ""},
	} {
		var a answers
		var typed, answer []byte
		for _, piece := range c.came {
			keys, got := a.sift([]byte(piece))
			typed, answer = append(typed, keys...), append(answer, got...)
		}
		if string(typed) != c.typed || string(answer) != c.answer {
			t.Errorf("%s: typed %q, answer %q, want %q, %q", name, typed, answer, c.typed, c.answer)
		}
	}
}

func TestBackgroundIsGuessedFromTheEnvironment(t *testing.T) {
	for colours, dark := range map[string]bool{"": true, "15;0": true, "0;15": false, "0;default;15": false, "0;7": false, "x": true} {
		if got := guessDark(colours); got != dark {
			t.Errorf("%q: got %v", colours, got)
		}
	}
}

func TestAnswerRepaintsTheScreen(t *testing.T) {
	m := New(t.Context(), Options{Course: &lessons.Course{Lessons: []*lessons.Lesson{{Title: "A", Steps: []*lessons.Step{{Title: "B", Body: "C"}}}}}})
	next, _ := m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	next, _ = next.Update(backgroundMsg{dark: false})
	if got, ok := next.(Model); !ok || got.env.theme.dark || got.tour.env != got.env || !m.env.theme.dark {
		t.Error("the answer did not change the theme of this model alone")
	}
}

// Lip Gloss' default renderer must have its answer before Bubble Tea's initialiser asks.
func TestStartDoesNotAskTheTerminal(t *testing.T) {
	if !lipgloss.HasDarkBackground() {
		t.Error("the default renderer was not told a background")
	}
}

func TestWithoutColoursAttributesStay(t *testing.T) {
	r := lipgloss.NewRenderer(&bytes.Buffer{})
	r.SetColorProfile(termenv.ANSI)
	for _, dark := range []bool{true, false} {
		th := newTheme(r, dark, false, false)
		for name, s := range map[string]lipgloss.Style{"dim": th.Dim, "pass": th.Pass, "selected": th.Selected, "title": th.TitleFocus, "border": th.Border} {
			if out := s.Render("x"); strings.Contains(out, "3") {
				t.Errorf("%s has a colour: %q", name, out)
			}
		}
		if th.Selected.Render("x") == "x" || th.Pass.Render("x") == "x" {
			t.Error("reverse and bold are lost with the colours")
		}
	}
	if out := newTheme(r, true, true, false).Pass.Render("x"); !strings.Contains(out, "92") {
		t.Errorf("16 colours: %q", out)
	}
}
