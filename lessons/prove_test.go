package lessons_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"
)

func TestALessonWithoutFaultsIsProved(t *testing.T) {
	quoted := strings.Replace(craft, "Send a request.", "See:\n```http\nGET /public/\n```\n```http\nHTTP/1.1 200 OK\nAllow: GET, POST, HEAD, OPTIONS\n\n{\"user\":\"AnonymousUser\",\"authenticated_by\":null}\n```", 1)
	for _, text := range []string{craft, predict, quiz, quoted} {
		course, faults := load(t, map[string]string{"010-a.md": text})
		if faults != nil {
			t.Fatal(faults)
		}
		if faults := lessons.Prove(t.Context(), lessons.OpenBench, course.Lessons[0]); len(faults) > 0 {
			t.Errorf("%v\nin\n%s", faults, text)
		}
	}
}

// TestProveFindsWhatLoadCannot changes one thing in a lesson that is proved, and wants the fault that this makes.
func TestProveFindsWhatLoadCannot(t *testing.T) {
	const second = "  - when: status == 403\n    say: Again.\n    try:\n      request: |\n        GET /public/\n        Authorization: Basic\nsolution:"
	const answer = "See:\n```http\nGET /public/\n```\n```http\nHTTP/1.1 "
	tests := []struct{ name, in, old, new, want string }{
		{"settings that do not start", craft, "minutes: 5", "minutes: 5\nsettings: |\n  REST = {", `010-a.md:6: no sandbox starts with these settings: `},
		{"solved from the start", craft, "expr: status == 200 and user == \"alice\"", "expr: status == 200", `010-a.md:11: the task is solved before anything is done; let a check`},
		{"predicted by nobody", predict, "status: 200, station: Public}", "status: 401, station: Public}", `010-a.md:11: the solution does not solve the task: its learner would read "`},
		{"wrong solution", craft, "Basic YWxpY2U6d29uZGVybGFuZA==\n", "Basic x\n", `010-a.md:11: the solution does not solve the task: its learner would read "Wrong password."; correct`},
		{"mistake that solves", craft, "Authorization: Basic x", "Authorization: Basic YWxpY2U6d29uZGVybGFuZA==", `010-a.md:23: the mistake's try solves the task; let a check`},
		{"mistake without its answer", craft, "when: status == 403", "when: status == 401", `010-a.md:23: the mistake's own try is not recognised by its "when"; correct`},
		{"mistake with another's answer", craft, "solution:", second, `010-a.md:29: the mistake in line 23 answers first; make`},
		{"check that never speaks", craft, "hints:", "  - expr: status != 500\n    say: It fell.\nhints:", `010-a.md:19: the check holds in every try, so it never speaks; add`},
		{"attribute that is not there", craft, "when: status == 403", "when: request.verb == 1", `010-a.md:23: running "request.verb == 1": struct has no .verb attribute`},
		{"header that may not be there", craft, "when: status == 403", `when: request.headers["X"] == ""`, `010-a.md:23: running "request.headers[\"X\"] == \"\"": key "X" not in headers; correct the expression`},
		{"station off the way", predict, "[AllowAny, Public]", "[AllowAny, Public, IsAdminUser]", `010-a.md:11: the station "IsAdminUser" is not on the request's way; use one of SecurityMiddleware, `},
		{"another status", craft, "Send a request.", answer + "401 Unauthorized\n```", `010-a.md:14: the quoted response is not what comes: it says "401 Unauthorized" and the server answers "200 OK"; quote`},
		{"another header", craft, "Send a request.", answer + "200 OK\nVary: Accept\n```", `010-a.md:14: the quoted response is not what comes: it says "Vary: Accept" and the server's Vary is "Cookie"; quote`},
		{"another body", craft, "Send a request.", answer + "200 OK\n\n{}\n```", `010-a.md:14: the quoted response is not what comes: its body is not the server's, {"user":`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.in, tt.old) {
				t.Fatalf("the lesson has no %q to change", tt.old)
			}
			course, faults := load(t, map[string]string{"010-a.md": strings.Replace(tt.in, tt.old, tt.new, 1)})
			if faults != nil {
				t.Fatal(faults)
			}
			faults = lessons.Prove(t.Context(), lessons.OpenBench, course.Lessons[0])
			if !strings.Contains("\n"+faults.Error(), "\n"+tt.want) {
				t.Errorf("got\n%v\nwant %s", faults, tt.want)
			}
		})
	}
}

func TestPlayTakesTheExchangeOfItsOwnRequest(t *testing.T) {
	box, dial, err := lessons.OpenBench(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { box.Close() }) //nolint:errcheck // the end of the test
	done := make(chan error)
	for _, path := range []string{"/public/", "/protected/", "/read-only/", "/admin-only/"} {
		go func() {
			task := &lessons.Task{Kind: lessons.Craft}
			a, err := lessons.Play(t.Context(), box, dial, task, lessons.Try{Request: client.Request{Method: "GET", Target: path}})
			if err == nil && a.Exchange.Request.Target != path {
				err = errors.New("sent " + path + ", got the exchange of " + a.Exchange.Request.Target)
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestPlayFailsWhereNobodyListens(t *testing.T) {
	box, _, err := lessons.OpenBench(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { box.Close() }) //nolint:errcheck // the end of the test
	refused := errors.New("refused")
	_, err = lessons.Play(t.Context(), box, func(context.Context) (net.Conn, error) { return nil, refused }, &lessons.Task{Kind: lessons.Craft},
		lessons.Try{Request: client.Request{Method: "GET", Target: "/public/"}})
	if !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
}

func TestProveReportsABenchThatFails(t *testing.T) {
	broken := func(context.Context, string) (*sandbox.Sandbox, client.Dial, error) {
		return nil, nil, errors.New("no port")
	}
	course, _ := load(t, map[string]string{"010-a.md": quiz})
	faults := lessons.Prove(t.Context(), broken, course.Lessons[0])
	if want := "010-a.md:2: no sandbox starts with these settings: no port"; !strings.HasPrefix(faults.Error(), want) {
		t.Errorf("got %v, want %s", faults, want)
	}
}
