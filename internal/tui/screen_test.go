package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/internal/tuitest"
	"authtour/sandbox/client"
)

// sizes are those of the golden screens: beside one another, all at once, and with room to spare.
func sizes() [][2]int { return [][2]int{{80, 24}, {120, 36}, {200, 60}} }

func TestScreensLookAsTheyShould(t *testing.T) {
	screens := []struct {
		name   string
		change func(*tui.Options)
		do     func(visit)
	}{
		{"welcome", func(o *tui.Options) { o.State.WelcomeSeen = false }, func(visit) {}},
		{"predict", nil, func(visit) {}},
		{"predict-solved", nil, func(v visit) { v.Keys("right", "enter", "down", "enter"); v.played() }},
		{"craft", at("basic", "write-the-header"), func(visit) {}},
		{"craft-editing", at("basic", "write-the-header"), func(v visit) { v.Keys("a", "Authorization", "tab", "Basic YWxpY2U6eA=") }},
		{"craft-solved", at("basic", "write-the-header"), func(v visit) {
			v.Keys("a", "Authorization", "tab", "Basic YWxpY2U6d29uZGVybGFuZA==", "ctrl+s")
			v.played()
			v.Keys("esc", "[", "[", "[")
		}},
		{"quiz-wrong", at("basic", "why-401"), func(v visit) { v.Keys("enter", "h") }},
		{"reading", at("anyone", "only-read-this"), func(visit) {}},
		{"help", nil, func(v visit) { v.Keys("?") }},
		{"palette", nil, func(v visit) { v.Keys("ctrl+k") }},
		{"lessons", nil, func(v visit) { v.Keys("l") }},
		{"free-play", at("basic", "write-the-header"), exchanges},
		{"history", at("basic", "write-the-header"), func(v visit) { exchanges(v); v.Keys("y", "tab", "down") }},
		{"compare", at("basic", "write-the-header"), func(v visit) { exchanges(v); v.Keys("y", "tab", "down", "tab") }},
		{"wire", at("basic", "write-the-header"), func(v visit) { exchanges(v); v.Keys("w") }},
		{"explain", at("basic", "write-the-header"), func(v visit) { exchanges(v); v.Keys("e") }},
		{"explain-rule", at("basic", "write-the-header"), func(v visit) { exchanges(v); v.Keys("e", "why 40") }},
		{"ascii", func(o *tui.Options) { o.ASCII = true }, func(v visit) { v.Keys("right", "enter", "down", "enter"); v.played() }},
	}
	for _, s := range screens {
		for _, size := range sizes() {
			name := fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				tour(t, size[0], size[1], s.change, func(v visit) {
					v.Pass(time.Second)
					s.do(v)
					tuitest.Golden(v.t, name, v.Frame())
				})
			})
		}
	}
}

// exchanges goes to free play, and lets there be some exchanges of several programs.
func exchanges(v visit) {
	v.Keys("f")
	v.curl(client.Request{Method: "GET", Target: "/protected/", Headers: []client.Header{{Name: "Authorization", Value: "Basic YWxpY2U6d29uZGVybGFuZA=="}}})
	v.agent("python-requests/2.32.0", get("/protected/"))
	v.Keys("ctrl+s")
	v.played()
}

func TestASCIIScreenHasNothingElse(t *testing.T) {
	tour(t, 120, 36, func(o *tui.Options) { o.ASCII = true }, func(v visit) {
		check := func() {
			v.t.Helper()
			for _, r := range v.Frame() {
				if r > 126 {
					v.t.Fatalf("the screen shows %q:\n%s", r, v.Frame())
				}
			}
		}
		check()
		for _, keys := range [][]string{{"h"}, {"right", "enter", "down", "enter"}, {"?"}, {"esc"}, {"l"}, {"esc"}, {"ctrl+k"}, {"esc"}, {"n", "enter", "x", "esc"}, {"e"}, {"esc", "w"}, {"esc", "y"}, {"esc", "f"}} {
			v.Keys(keys...)
			check()
			v.played()
			check()
		}
	})
}

func TestTooSmallAsksForRoomAndLosesNothing(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter", "xyz")
		v.Resize(59, 20)
		v.shows("needs a window of 60 x 20")
		v.Keys("n", "q", "esc")
		v.Resize(60, 19)
		v.shows("needs a window of 60 x 20")
		v.Resize(1, 1)
		v.Resize(60, 20)
		v.shows("/protected/xyz", "step 2 of 3", "esc leave field")
	})
}

func TestEverySizeHoldsTheScreen(t *testing.T) {
	tour(t, 80, 24, nil, func(v visit) {
		v.Keys("right", "enter", "down", "enter")
		v.played()
		for h := 1; h <= 62; h += 3 {
			for w := 1; w <= 210; w += 7 {
				v.Resize(w, h)
			}
		}
		for _, keys := range []string{"?", "esc", "l", "esc", "ctrl+k", "esc", "n", "enter", "tab", "tab", "esc", "e", "esc", "w", "esc", "y", "tab", "esc", "f", "tab", "f"} {
			v.Keys(keys)
			for _, size := range [][2]int{{60, 20}, {79, 20}, {80, 20}, {99, 23}, {100, 24}, {300, 100}} {
				v.Resize(size[0], size[1])
			}
		}
	})
}

func TestEveryPaneCanBeReachedAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 36}} {
		tour(t, size[0], size[1], nil, func(v visit) {
			for _, pane := range []string{"Request", "Flow", "Response"} {
				v.Keys("tab")
				if plain := tuitest.Plain(v.Frame()); !strings.Contains(plain, "▸ "+pane) && !strings.Contains(plain, "["+pane+"]") {
					v.t.Errorf("%v: %s does not have the focus:\n%s", size, pane, plain)
				}
			}
			v.Keys("tab", "tab")
			v.shows("▸ Your turn")
		})
	}
}

func TestMouseDoesWhatKeysDo(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.ClickOn(") 401")
		v.shows("(•) 401")
		v.ClickOn("IsAuthenticated")
		v.ClickOn("ctrl+s send")
		v.Click(0, 0)
		v.shows("401 Unauthorized", "Yes.")
		v.ClickOn("URLResolver")
		v.shows("▸✓ URLResolver", "▸ Flow")
		v.ClickOn("/protected/  ")
		v.shows("esc leave field")
		v.ClickOn("The class finds")
		v.shows("▸ Lesson")
		v.ClickOn("l lessons")
		v.ClickOn("Write the header")
		v.shows("step 2 of 3")
		v.ClickOn("? help")
		v.shows("Send the request")
		v.Click(0, 0)
		v.hides("Send the request")
	})
	tour(t, 80, 24, nil, func(v visit) {
		v.ClickOn("Flow")
		v.shows("[Flow]", "Nothing was sent yet")
	})
}

func TestWheelScrollsThePaneUnderIt(t *testing.T) {
	long := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		o.Course.Lessons[0].Steps[1].Body = strings.Repeat("A paragraph.\n\n", 60) + "The end."
	}
	tour(t, 120, 36, long, func(v visit) {
		v.hides("The end.")
		for range 60 {
			v.Wheel(5, 5, true)
		}
		v.shows("The end.", "▸ Request")
		for range 60 {
			v.Wheel(5, 5, false)
		}
		v.hides("The end.")
		v.Keys("shift+tab", "shift+tab", "end")
		v.shows("The end.")
	})
}

func TestHostileBytesStayHarmless(t *testing.T) {
	bad := "\x1b[2J\x1b]0;owned\x07\u202etxt\u200b\x00\xff\u0301\u0301\u0301\u0301"
	tour(t, 120, 36, func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		o.Notice = "Set aside: " + bad
		o.URL = "http://" + bad
		o.Course.Lessons[0].Title += bad
		o.Course.Lessons[0].Steps[1].Title += bad
		o.Course.Lessons[0].Steps[1].Body += "\n\n" + bad + "\n\n```\n" + bad + "\n```\n"
		o.Course.Lessons[0].Steps[1].Task.Goal += bad
		o.Course.Lessons[0].Steps[1].Task.Hints[0] += bad
		o.Course.Lessons[0].Steps[1].Task.Debrief += bad
		o.Course.Lessons[0].Steps[1].Task.Request = client.Request{
			Method: "PO" + bad, Target: "/" + bad, Headers: []client.Header{{Name: "X" + bad, Value: bad}, {Name: "Authorization", Value: "Basic Gzpb"}}, Body: bad,
		}
		o.State.Steps = map[string]map[string]progress.Step{"basic": {"write-the-header": {Done: true}}}
	}, func(v visit) {
		v.shows(`\x1b[2J`, `\u202e`)
		v.Keys("h", "x", "enter", "tab", "tab", "tab", "tab", "tab", "tab", "esc")
		v.curl(client.Request{Method: "GET", Target: "/public/?\u202e", Headers: []client.Header{{Name: "X-A", Value: "\x1b[31m"}}})
		v.Keys("o")
		v.Keys("l", "esc", "ctrl+k", "esc", "ctrl+s")
		v.played()
	})
}

func TestPastedControlsDoNotReachAField(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter")
		v.Send(paste("a\u202eb\x1bc\u200bd"))
		v.shows("/protected/abcd")
	})
}

func TestColoursAreNotNeeded(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.Keys("right", "enter", "down", "enter")
		v.played()
		if strings.Contains(v.Frame(), "\x1b") {
			v.t.Error("a terminal without attributes gets some")
		}
		v.shows("✗ IsAuthenticated", "refused", "↷ BasicAuthentication", "not mine", "✓ URLResolver", "passed", "○ Protected", "not reached", "▸ Your turn")
	})
}
