package tui_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"authtour/internal/progress"
	"authtour/internal/tui"
	"authtour/internal/tuitest"

	tea "github.com/charmbracelet/bubbletea"
)

const tokenCommand = `curl --json '{"username":"alice","password":"wonderland"}' http://127.0.0.1:8000/api/token/`

// bench is free play, where requests are built without a task.
func bench(o *tui.Options) { o.State.Lesson, o.State.Step = "free-play", "request" }

func TestNamesAndSchemesAreCompleted(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("a", "auth")
		v.shows("auth[orization]", "tab complete")
		v.Keys("tab")
		v.shows("Authorization", "tab next field")
		v.Keys("tab", "b")
		v.shows("b[asic ]", "tab complete")
		v.Keys("right", "YWxpY2U6d29uZGVybGFuZA==")
		v.shows("Basic YWxpY2U6d29uZGVybGFuZA==", "alice : wonderland")
	})
}

func TestCompletionNeverSurprises(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("a", "Cookie", "tab", "x=y")
		v.shows("Cookie", "x=y")
		v.Keys("esc", "a", "Co", "left", "right", "esc")
		v.shows("[Co]")
		v.hides("Connection")
		v.Keys("d", "a", "X-", "down", "down", "tab")
		v.shows("X-Forwarded-For")
		v.Keys("esc", "d", "a", "Cont")
		v.shows("↑ ↓ others", "Cont[ent-Type]")
		v.Keys("enter", "x", "esc")
		v.shows("Cont ", "[x]")
		v.hides("Content-Type")
	})
}

func TestMethodIsCycled(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("m")
		v.shows("POST    [/protected/]")
		v.Keys("left", "enter", "down")
		v.shows("PUT     /protected/", "↑ ↓ method")
		v.Keys("up", "up", "up")
		v.shows("OPTIONS")
	})
}

func TestTokenIsExplainedUntilItExpires(t *testing.T) {
	tour(t, 120, 36, bench, func(v visit) {
		v.Send(paste(tokenCommand))
		v.shows("/api/token/", "✓ JSON, an object with 2 members")
		v.Keys("ctrl+s")
		v.played()
		v.Keys("i", "access", "enter")
		v.shows("Bearer eyJ", "alg HS256", "user_id 1 (alice)", "signature", "✓ right: the sandbox's SECRET_KEY made it", "4 min 55 s left")
		v.Pass(3 * time.Second)
		v.shows("4 min 52 s left")
		v.box.Advance(time.Hour)
		v.Pass(time.Second)
		v.shows("✗ expired 55 min")
		v.Keys("enter", "backspace")
		v.shows("signature", "✗ ")
		v.hides("✓ right")
	})
}

func TestPastedCommandBecomesTheRequest(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter")
		v.Send(paste("curl -u alice:wonderland \\\n  http://localhost:8000/read-only/?a=b"))
		v.shows("/read-only/?a=b", "alice : wonderland")
		v.hides("esc leave field", "Press x")
		v.Send(paste("curl -d @file http://localhost:8000/"))
		v.shows("This command was not loaded: -d @file reads a file", "/read-only/?a=b")
		v.Send(paste("curl https://api.example.com/public/"))
		v.shows("/public/", "The command is for api.example.com")
		v.Keys("ctrl+z")
		v.shows("/read-only/?a=b")
		v.Keys("enter")
		v.Send(paste("curly"))
		v.shows("curly")
	})
	tour(t, 120, 36, nil, func(v visit) {
		v.Keys("tab")
		v.Send(paste("curl http://localhost:8000/public/"))
		v.shows("This request is given", "/protected/")
	})
}

func TestCommandCanBeTyped(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("v", "curl --frob x", "enter")
		v.shows("--frob is not known")
		v.Keys("ctrl+u", "curl -X DELETE \\", "enter", "http://localhost:8000/notes/1/", "enter")
		v.hides("Load a curl command")
		v.shows("DELETE  [/notes/1/]")
		v.Keys("v", "curl x", "esc")
		v.shows("DELETE  [/notes/1/]")
	})
}

func TestRequestIsCopied(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("a", "X-A", "tab", "it's", "esc", "c")
		v.shows("[curl]", `curl -H 'X-A: it'\''s' http://127.0.0.1:8000/protected/`)
		want := map[string]string{
			"curl":            `curl -H 'X-A: it'\''s' http://127.0.0.1:8000/protected/`,
			"HTTPie":          `http http://127.0.0.1:8000/protected/ 'X-A:it'\''s'`,
			"Python requests": "import requests\n",
			"bytes":           "GET /protected/ HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nX-A: it's\r\nConnection: close\r\n\r\n",
		}
		for _, form := range []string{"curl", "HTTPie", "Python requests", "bytes"} {
			v.shows("[" + form + "]")
			v.Keys("enter")
			v.shows("✓")
			if got, _ := v.copied.Load().(string); !strings.HasPrefix(got, want[form]) {
				t.Errorf("%s: copied %q", form, got)
			}
			v.Keys("right")
		}
		v.Keys("esc")
		v.hides("Copy the request")
	})
}

func TestRawBytesAreSentAsTheyStand(t *testing.T) {
	var sent strings.Builder
	listening := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		dial := o.Dial
		o.Dial = func(ctx context.Context) (net.Conn, error) {
			conn, err := dial(ctx)
			return tapped{conn, &sent}, err
		}
	}
	tour(t, 120, 36, listening, func(v visit) {
		v.Keys("b")
		v.shows("raw bytes", "GET /protected/ HTTP/1.1", "Host: 127.0.0.1:8000", "✓ a whole request", "b form")
		v.hides("a add", "+ add a header")
		v.Keys("enter", "down", `X: \x00`, "enter")
		v.Keys("ctrl+s")
		v.played()
		if got := sent.String(); !strings.Contains(got, "X: \x00\r\n") || !strings.HasPrefix(got, "GET /protected/ HTTP/1.1\r\n") {
			t.Errorf("sent %q", got)
		}
		v.shows("400 Bad Request")
		v.Keys("esc", "b")
		v.shows("raw bytes")
		v.Keys("ctrl+z", "ctrl+z", "ctrl+z")
	})
}

// tapped writes down what is sent.
type tapped struct {
	net.Conn
	sent *strings.Builder
}

func (c tapped) Write(p []byte) (int, error) {
	c.sent.Write(p)
	return c.Conn.Write(p)
}

func TestRawRequestThatIsNotWholeIsGivenUp(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("b", "enter", "down", "down", "down", "down", "backspace", "backspace")
		v.shows("no empty line ends the head")
		v.Keys("ctrl+s")
		v.Pass(10 * time.Second)
		v.shows("No answer within 5 seconds", "still waits")
	})
}

func TestRawDraftComesBack(t *testing.T) {
	was := func(o *tui.Options) {
		at("basic", "write-the-header")(o)
		o.State.Steps = map[string]map[string]progress.Step{"basic": {"write-the-header": {Draft: "#raw\nBROKEN\\x00"}}}
	}
	tour(t, 120, 36, was, func(v visit) {
		v.shows("raw bytes", `BROKEN\x00`)
		v.Keys("b")
		v.shows("The form cannot show these bytes")
		v.Keys("enter", "!", "esc")
		v.Pass(time.Second)
		if d := v.store.last().Steps["basic"]["write-the-header"].Draft; !strings.HasPrefix(d, "#raw\n") || !strings.Contains(d, "!") {
			t.Errorf("kept %q", d)
		}
		v.Keys("r")
		v.shows("/protected/")
		v.hides("raw bytes")
		v.Keys("b", "b")
		v.shows("+ add a header")
		v.hides("Host", "raw bytes")
	})
}

// showRequest brings the request back where the flow has taken its place.
func (v visit) showRequest() {
	for range 5 {
		if plain := tuitest.Plain(v.Frame()); strings.Contains(plain, "▸ Request") || strings.Contains(plain, "[Request]") || strings.Contains(plain, "> Request") {
			return
		}
		v.Keys("tab")
	}
}

func BenchmarkKeyToFrameOfAToken(b *testing.B) {
	const token = "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIiwiZXhwIjoxNzAwMDAwMDAwLCJ1c2VyX2lkIjoiMSJ9.pN6haAeESoqswHUePsmLbKTwfPi51mIovmnrI0b7xQ"
	for name, draft := range map[string]string{
		"form": "POST /protected/\nAuthorization: " + token + "\nCookie: a=b; c=d\nContent-Type: application/json\n\n{\"a\": [" + strings.Repeat("1, ", 300) + "1]}\n",
		"raw":  "#raw\nPOST /protected/ HTTP/1.1\nAuthorization: " + token + "\n\n" + strings.Repeat("a line of the body\n", 100),
	} {
		b.Run(name, func(b *testing.B) {
			m := tea.Model(tui.New(b.Context(), tui.Options{Course: loadCourse(&testing.T{}), Box: quiet{}, State: progress.State{
				WelcomeSeen: true, Lesson: "basic", Step: "write-the-header",
				Steps: map[string]map[string]progress.Step{"basic": {"write-the-header": {Draft: draft}}},
			}}))
			m, _ = m.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
			m, _ = m.Update(tea.KeyMsg{Type: tea.KeyEnter})
			keys := []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("a")}, {Type: tea.KeyBackspace}}
			for i := 0; b.Loop(); i++ {
				m, _ = m.Update(keys[i%2])
				if faults := tuitest.Faults(m.View(), 200, 60); i == 0 && faults != nil {
					b.Fatal(faults)
				}
			}
		})
	}
}
