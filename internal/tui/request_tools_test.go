package tui_test

import (
	"fmt"
	"testing"
	"time"

	"authtour/internal/tui"
	"authtour/internal/tuitest"
)

func TestChangesAreUndone(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("a", "X-One", "tab", "two words", "esc")
		v.Keys("d")
		v.hides("X-One")
		v.Keys("ctrl+z")
		v.shows("X-One", "two words")
		v.Keys("ctrl+z")
		v.shows("two ")
		v.hides("two words")
		v.Keys("ctrl+y")
		v.shows("two words")
		v.Keys("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
		v.hides("X-One")
		v.Keys("ctrl+k", "undo the last")
		v.shows("Nothing is called that")
		v.Keys("esc")
		v.Keys("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y")
		v.hides("X-One")
		v.Keys("ctrl+z", "up", "up", "m")
		v.shows("POST")
		v.Keys("ctrl+k", "redo what")
		v.shows("Nothing is called that")
	})
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("enter", "abc", "ctrl+z")
		v.shows("esc leave field", "/protected/ ")
		v.hides("/protected/a")
		v.Keys("x", "ctrl+z", "ctrl+y")
		v.shows("/protected/x")
	})
}

func TestCookiesGoThroughTheJar(t *testing.T) {
	tour(t, 120, 36, bench, func(v visit) {
		v.Keys("j")
		v.shows("The jar is empty")
		v.Keys("esc")
		v.Send(paste("curl http://127.0.0.1:8000/api-auth/login/"))
		v.Keys("ctrl+s")
		v.played()
		v.shows("Cookie", "csrftoken=", "added from the jar")
		v.Send(paste("curl -d username=alice -d password=wonderland http://127.0.0.1:8000/api-auth/login/"))
		v.Keys("i", "pair", "enter")
		v.shows("X-CSRFToken", "✓ goes with the csrftoken cookie")
		v.Keys("ctrl+s")
		v.played()
		v.shows("302 Found")
		v.Send(paste("curl http://127.0.0.1:8000/protected/"))
		v.shows("; s…")
		v.Keys("ctrl+s")
		v.played()
		v.shows(`"authenticated_by":"SessionAuthentication"`)
		v.Keys("j", "down")
		v.shows("▸ [x] sessionid", "HttpOnly", "SameSite=Lax", "13 d 23 h left")
		v.Keys(" ")
		v.shows("[ ] sessionid")
		v.Keys("esc")
		v.hides("; s…")
		v.Keys("j", "down", " ", "enter", "ctrl+u", "forged", "enter")
		v.shows("forged")
		v.Keys("esc")
		v.shows("; s…")
		v.Keys("j", "down", "d")
		v.hides("sessionid")
		v.Keys("s")
		v.shows("switched off")
		v.Keys("esc")
		v.hides("added from the jar")
		v.Keys("j", "s", "esc", "a", "Cookie", "tab", "own=1", "esc")
		v.hides("added from the jar")
	})
}

func TestGivenRequestGetsNothingFromTheJar(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Send(paste("curl http://127.0.0.1:8000/api-auth/login/"))
		v.Keys("ctrl+s")
		v.played()
		v.shows("added from the jar")
		v.Keys("p")
		v.hides("added from the jar")
		v.Keys("n")
		v.shows("added from the jar")
		v.Keys("n", "n")
		v.shows("step 1 of 1")
		v.hides("added from the jar")
	})
}

func TestWhatAStepAsksForIsNotInserted(t *testing.T) {
	tour(t, 120, 36, at("basic", "write-the-header"), func(v visit) {
		v.Keys("i")
		v.shows("Basic credentials of alice", "yours to write")
		v.Keys("credentials of alice", "enter")
		v.shows("This is what the step asks you to write")
		v.hides("Authorization  ")
		v.Keys("x", "i", "Basic credentials of bob", "enter")
		v.shows("bob : builder")
		v.Keys("d", "a", "Authorization", "tab", "Basic YWxpY2U6d29uZGVybGFuZA==", "ctrl+s")
		v.played()
		v.Keys("esc", "d", "i", "credentials of alice", "enter")
		v.shows("alice : wonderland")
		v.Keys("enter", "ctrl+u", "Basic ", "f3", "credentials of bob", "enter")
		v.shows("bob : builder")
		v.Keys("ctrl+u", "f3", "token of alice", "enter")
		v.shows("the key of alice")
	})
}

func TestRefreshTokenBecomesTheBody(t *testing.T) {
	tour(t, 120, 36, bench, func(v visit) {
		v.Send(paste(tokenCommand))
		v.Keys("ctrl+s")
		v.played()
		v.Send(paste("curl -X POST http://127.0.0.1:8000/api/token/refresh/"))
		v.Keys("i", "last refresh", "enter")
		v.shows(`{"refresh": "eyJ`, "Content-Type")
		v.Keys("ctrl+s")
		v.played()
		v.shows("200 OK", `"access":`)
	})
}

func TestToolsWorkByMouse(t *testing.T) {
	tour(t, 200, 60, at("basic", "write-the-header"), func(v visit) {
		v.ClickOn("i insert")
		v.ClickOn("Token of admin")
		v.shows("the key of admin, who is staff")
		v.ClickOn("c copy as")
		v.ClickOn("HTTPie")
		v.shows("[HTTPie]")
		v.ClickOn("enter copy")
		v.shows("✓ Copied for HTTPie.")
		v.ClickOn("esc close")
		v.hides("Copy the request")
		v.ClickOn("j jar")
		v.shows("The jar is empty")
		v.Click(0, 0)
		v.hides("The jar is empty")
	})
}

func TestToolsAreInThePalette(t *testing.T) {
	tour(t, 120, 40, at("basic", "write-the-header"), func(v visit) {
		for words, shown := range map[string]string{
			"insert credential": "▸ Insert", "cookie jar": "The jar is empty", "copy request httpie": "[curl]", "load curl": "Load a curl command",
		} {
			v.Keys("ctrl+k", words, "enter")
			v.shows(shown)
			v.Keys("esc")
		}
	})
}

func TestCopiedCommandIsReadBack(t *testing.T) {
	tour(t, 120, 36, bench, func(v visit) {
		v.Send(paste(tokenCommand))
		v.Keys("c", "enter", "esc", "r")
		v.hides("/api/token/")
		text, _ := v.copied.Load().(string)
		v.Send(paste(text))
		v.shows("POST", "/api/token/", `{"username":"alice","password":"wonderland"}`, "✓ JSON")
	})
}

func TestToolsFitEverySize(t *testing.T) {
	tour(t, 80, 24, bench, func(v visit) {
		v.Send(paste(tokenCommand))
		v.Keys("ctrl+s")
		v.played()
		for _, keys := range [][]string{{"i"}, {"c"}, {"v", "curl x x", "enter"}, {"j"}, {"b", "enter"}} {
			v.Keys(keys...)
			for _, size := range [][2]int{{60, 20}, {79, 21}, {80, 24}, {100, 24}, {120, 36}, {200, 60}, {61, 40}} {
				v.Resize(size[0], size[1])
			}
			v.Keys("esc")
		}
	})
}

func TestToolsLookAsTheyShould(t *testing.T) {
	login := func(v visit) {
		v.Send(paste("curl http://127.0.0.1:8000/api-auth/login/"))
		v.Keys("ctrl+s")
		v.played()
		v.Keys("j")
	}
	token := func(v visit) {
		v.Send(paste(tokenCommand))
		v.Keys("ctrl+s")
		v.played()
		v.showRequest()
	}
	for _, s := range []struct {
		name   string
		change func(*tui.Options)
		do     func(visit)
	}{
		{"complete", at("basic", "write-the-header"), func(v visit) { v.Keys("a", "X-F") }},
		{"jwt", bench, func(v visit) { token(v); v.Keys("i", "access", "enter", "up") }},
		{"insert", bench, func(v visit) { token(v); v.Keys("i") }},
		{"copy", bench, func(v visit) { v.Send(paste(tokenCommand)); v.Keys("c", "enter") }},
		{"paste-wrong", bench, func(v visit) { v.Keys("v", "curl -d @body.json http://localhost:8000/", "enter") }},
		{"raw", bench, func(v visit) { v.Send(paste(tokenCommand)); v.Keys("b", "enter", "!") }},
		{"jar", bench, login},
		{"bench-ascii", func(o *tui.Options) { bench(o); o.ASCII = true }, func(v visit) { token(v); v.Keys("i", "access", "enter", "up") }},
	} {
		for _, size := range sizes() {
			name := s.name + "-" + fmt.Sprintf("%dx%d", size[0], size[1])
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
