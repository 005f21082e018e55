package tui

import (
	"bytes"
	"strings"
	"testing"

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

func TestAnswerEndsWithTheTerminalsAttributes(t *testing.T) {
	got := readAnswer(strings.NewReader("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c"))
	if !bytes.HasSuffix(got, []byte("c")) {
		t.Errorf("got %q", got)
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
