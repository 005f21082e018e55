package tui_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"authtour/internal/tui"
	"authtour/sandbox/client"

	tea "github.com/charmbracelet/bubbletea"
)

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
		v.shows("HTTPServer", "400 Bad Request")
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

func TestKeysThatComeTogetherCountOneByOne(t *testing.T) {
	tour(t, 120, 36, nil, func(v visit) {
		v.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("nn")})
		v.shows("step 3 of 3")
	})
}

func TestAnswerThatComesInAnotherStepStillCounts(t *testing.T) {
	slow := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		dial := o.Dial
		o.Dial = func(ctx context.Context) (net.Conn, error) { time.Sleep(2 * time.Second); return dial(ctx) }
	}
	tour(t, 120, 36, slow, func(v visit) {
		v.Keys("ctrl+s", "n")
		v.shows("step 3 of 3")
		v.Pass(10 * time.Second)
		v.shows("step 3 of 3")
		v.hides("401 Unauthorized", "Press o")
		if s := v.store.last().Steps["basic"]["write-the-header"]; s.Tries != 1 {
			t.Errorf("kept %+v", s)
		}
		v.Keys("p")
		v.hides("Sent. Watch", "Sending")
	})
}

func TestVerdictIsSeenWhereTheTaskHasNoRoom(t *testing.T) {
	tour(t, 60, 20, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.hides("Not yet")
		v.played()
		v.shows("[Flow]", "✗ Not yet. Nobody was logged in.")
		v.Keys("tab", "tab")
		v.shows("[Lesson]", "✗ Not yet. Nobody was logged in.")
	})
}
