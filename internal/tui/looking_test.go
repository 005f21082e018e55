package tui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"authtour/internal/tui"
	"authtour/sandbox"
	"authtour/sandbox/client"
)

func get(target string, headers ...client.Header) client.Request {
	return client.Request{Method: "GET", Target: target, Headers: headers}
}

// agent sends a request under another name.
func (v visit) agent(name string, r client.Request) {
	v.t.Helper()
	r.Headers = append(r.Headers, client.Header{Name: "User-Agent", Value: name})
	if _, err := client.Do(v.t.Context(), v.pipe.Dial, "127.0.0.1:8000", r); err != nil {
		v.t.Fatal(err)
	}
	v.Pass(time.Millisecond)
}

func TestHistoryNamesWhoeverSent(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		for _, name := range []string{
			"curl/8.5.0", "python-requests/2.32.0", "HTTPie/3.2.2",
			"Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
			"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
			"Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "mytool/1",
		} {
			v.agent(name, get("/public/"))
		}
		v.Keys("y")
		v.shows("1   here ", "2   curl ", "3   Python requests ", "4   HTTPie ", "5   Firefox ", "6   Chrome ", "7   Safari ", "8   mytool ")
	})
}

func TestHistoryIsSearchedAndLookedAt(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.curl(get("/public/"))
		v.curl(get("/nope/"))
		v.Keys("y")
		v.shows("/public/", "/nope/", "/protected/")
		v.Keys("nope")
		v.shows("404: no URL pattern fits")
		v.hides("GET /public/")
		v.Keys("enter")
		v.shows("404 Not Found", "curl: GET /nope/", "▸✗ URLResolver")
	})
}

func TestHistoryGrowsWhileItIsOpen(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.Keys("y")
		v.curl(get("/public/"))
		v.shows("▸   1   here", "2   curl")
	})
}

func TestExchangeIsSentAgainAsItWas(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.curl(client.Request{Method: "POST", Target: "/public/", Headers: []client.Header{
			{Name: "content-type", Value: "application/json"}, {Name: "X-Twice", Value: "1"}, {Name: "X-Twice", Value: "2"},
		}, Body: `{"a": 1}`})
		v.Keys("y", "ctrl+s")
		v.played()
		v.shows("200 OK", `"data":{"a":1}`)
		v.Keys("w")
		v.shows("POST /public/ HTTP/1.1␍␊", "content-type: application/json␍␊", "X-Twice: 1␍␊", "X-Twice: 2␍␊", `{"a": 1}`)
		v.Keys("esc", "y")
		v.shows("2   here", "1   curl")
		if s := v.store.last().Steps["basic"]["write-the-header"]; s.Tries != 0 {
			t.Errorf("sending again counted as a try: %+v", s)
		}
	})
}

func TestTwoExchangesAreSeenSideBySide(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.curl(get("/protected/"))
		v.curl(get("/protected/", client.Header{Name: "Authorization", Value: "Basic YWxpY2U6d29uZGVybGFuZA=="}))
		v.Keys("y", "tab")
		v.shows("▸ ● 2", "tab put beside the marked")
		v.Keys("down", "tab")
		v.shows("2 beside 1", "▸ first difference", "≠ Authorization", "(none)", "≠ status", "401", "200")
		v.shows("the same")
		v.Keys(" ")
		v.hides("the same")
		v.shows("≠ IsAuthenticated", "all of it")
		v.Keys("esc", "y", "tab", "tab")
		v.shows("tab mark")
	})
}

func TestSameExchangeTwiceDiffersInNothing(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.curl(get("/public/"))
		v.curl(get("/public/"))
		v.Keys("y", "tab", "down", "tab")
		v.shows("These two are the same")
	})
}

func TestWireShowsEveryByteHarmlessly(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		tour(t, size[0], size[1], at("basic", "write-the-header"), func(v visit) {
			v.hides("w wire")
			v.Send(paste(""))
			v.Keys("ctrl+s")
			v.played()
			v.Keys("w")
			v.shows("On the wire", "GET /protected/ HTTP/1.1␍␊", "Host: 127.0.0.1:8000␍␊")
			v.Keys("end")
			v.shows("Authentication credentials were not provided.")
			v.Keys("esc")
			v.hides("On the wire")
		})
	}
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.curl(get("/public/", client.Header{Name: "X-A", Value: "\x1b[31m\u202e"}))
		v.Keys("w")
		v.shows(`X-A: \x1b[31m\u202e␍␊`)
	})
	tour(t, 120, 36, func(o *tui.Options) { at("basic", "write-the-header")(o); o.ASCII = true }, func(v visit) {
		v.curl(get("/public/"))
		v.Keys("w")
		v.shows(`GET /public/ HTTP/1.1\r\n`)
	})
}

func TestThingUnderTheCursorIsExplained(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("e")
		v.shows("Everything", "RFC 9110 §11.6.2")
		v.Keys("esc", "a", "Cookie", "tab", "sessionid=abc", "esc", "e")
		v.shows("▸ Cookie", "RFC 6265", "sessionid")
		v.Keys("down")
		v.shows("The key of a row of django_session")
		v.Keys("esc", "ctrl+s")
		v.played()
		v.Keys("tab", "e")
		v.shows("▸ IsAuthenticated", "permission", "refused: nobody is logged in", "rest_framework/permissions.py")
		v.Keys("why", "up")
		v.shows("why 401")
		v.Keys("esc", "tab", "e")
		v.shows("▸ 401 Unauthorized", "Who are you?")
		v.Keys("429")
		v.shows("Too many requests")
		v.Keys("enter")
		v.hides("Too many requests")
	})
}

func TestRuleIsShownWithTheValuesOfTheRequest(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.Keys("e", "why")
		v.shows("✓ if    a permission says no", "yes: IsAuthenticated: nobody is logged in",
			"✓ and   the view has authentication classes", "yes: BasicAuthentication returned None",
			`yes: BasicAuthentication has Basic realm="api"`, "→ then  401 Unauthorized", "else  403 Forbidden")
	})
	session := func(o *tui.Options) { at("anyone", "only-read-this")(o) }
	tour(t, 120, 36, session, func(v visit) {
		v.Keys("ctrl+s")
		v.played()
		v.Keys("e", "why")
		v.Resize(80, 24)
		v.Keys("pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
		v.shows("rest_framework/views.py, handle_exception")
		v.Resize(120, 36)
		v.Keys("pgup", "pgup", "pgup")
		v.shows("✗ if    the first authentication class has a challenge", "no: SessionAuthentication has none", "→ else  403 Forbidden")
	})
}

func TestClaimsOfATokenAreExplained(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("a", "Authorization", "tab", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjEsInVzZXJfaWQiOiIxIn0.x", "esc", "e")
		v.shows("▸ Authorization", "alg", "exp", "user_id")
		v.Keys("user_id")
		v.shows("SimpleJWT's own: the id of the user")
	})
}

func TestFreePlayKeepsItsOwnDraftAndLeadsBack(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 36}} {
		tour(t, size[0], size[1], at("basic", "write-the-header"), func(v visit) {
			v.Keys("f")
			v.shows("Free play", "GET")
			v.hides("Your turn")
			v.Keys("enter", "x", "esc")
			v.Pass(time.Second)
			if got := v.store.last().Steps["free-play"]["request"].Draft; !strings.HasPrefix(got, "GET /protected/x") {
				t.Errorf("kept the draft %q", got)
			}
			v.Keys("ctrl+s")
			v.played()
			v.shows("404")
			v.Keys("f")
			v.shows("step 2 of 3")
			v.hides("/protected/x")
			v.Keys("f")
			v.shows("/protected/x", "Free play")
		})
	}
	resumed := func(o *tui.Options) { at("free-play", "request")(o) }
	tour(t, 120, 36, resumed, func(v visit) {
		v.shows("Free play")
		v.Keys("f")
		v.shows("step 1 of 3")
	})
}

func TestFreePlayHasTheHistoryBesideIt(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("f")
		v.curl(get("/public/"))
		v.curl(get("/nope/"))
		v.shows("History", "1   curl", "2   curl", "settings of lesson 1, Basic authentication")
		v.Keys("tab", "tab", "tab")
		v.shows("▸ History")
		v.Keys("down", "enter")
		v.shows("curl: GET /public/", "200 OK")
		v.ClickOn("2   curl")
		v.shows("404 Not Found")
	})
}

// counting is a sandbox whose beginnings are counted.
type counting struct {
	tui.Box
	resets, settings int
	slow             time.Duration
}

func (c *counting) Reset(ctx context.Context) error {
	c.resets++
	time.Sleep(c.slow)
	return c.Box.Reset(ctx)
}

func (c *counting) SetSettings(text string) error {
	c.settings++
	return c.Box.SetSettings(text)
}

func TestLessonBeginsWithAFreshSandbox(t *testing.T) {
	var box *counting
	counted := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		box = &counting{Box: o.Box}
		o.Box = box
	}
	tour(t, 120, 36, counted, func(v visit) {
		began := box.Now()
		box.Box.(*sandbox.Sandbox).Advance(time.Hour)
		v.Keys("n", "p", "f", "f")
		if box.resets != 1 || box.settings != 1 || box.Now().Sub(began) < time.Hour {
			t.Errorf("a step of the same lesson began anew: %d resets, %d settings", box.resets, box.settings)
		}
		v.Keys("n", "n")
		v.shows("Anyone")
		if box.resets != 2 || box.settings != 2 || box.Now().Sub(began) >= time.Hour {
			t.Errorf("the lesson did not begin anew: %d resets, %d settings, %v later", box.resets, box.settings, box.Now().Sub(began))
		}
	})
}

func TestRequestWaitsForTheLessonsBeginning(t *testing.T) {
	slow := func(o *tui.Options) {
		at("basic", "why-401")(o)
		o.Box = &counting{Box: o.Box, slow: time.Second}
	}
	tour(t, 120, 36, slow, func(v visit) {
		v.Pass(2 * time.Second)
		v.Keys("n", "ctrl+s")
		v.Pass(300 * time.Millisecond)
		v.shows(" sending")
		v.played()
		v.shows("403 Forbidden")
	})
}

func TestFiveHundredExchangesAreKept(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		for i := range 510 {
			v.curl(get(fmt.Sprintf("/public/?%d", i)))
		}
		v.Keys("y")
		v.shows("of 500", "510 curl")
		v.Keys("public/?9 ")
		v.hides("1 of 500")
	})
}
