package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"authtour/content"
	"authtour/internal/cli"
)

// serving is `authtour serve` with its output.
type serving struct {
	lines *bufio.Reader
	url   string
	stop  context.CancelFunc
	code  chan int
}

func startServe(t *testing.T, args ...string) *serving {
	t.Helper()
	out, stdout, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := os.CreateTemp(t.TempDir(), "stderr")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	s := &serving{lines: bufio.NewReader(out), stop: stop, code: make(chan int, 1)}
	go func() {
		args := append([]string{"serve", "--addr", "127.0.0.1:0", "--hasher", "fast"}, args...)
		s.code <- cli.Run(ctx, cli.Env{
			Args: args, Stdin: os.Stdin, Stdout: stdout, Stderr: stderr, Getenv: os.Getenv, Content: content.FS,
		})
		_ = stdout.Close()
	}()
	t.Cleanup(func() {
		stop()
		_, _ = io.Copy(io.Discard, s.lines)
	})
	return s
}

func (s *serving) line(t *testing.T, into any) string {
	t.Helper()
	line, err := s.lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal([]byte(line), into); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return line
}

func (s *serving) get(t *testing.T, path, name, value string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set(name, value)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Error(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
}

func TestServeJSON(t *testing.T) {
	t.Parallel()
	s := startServe(t, "--json")
	var banner struct {
		URL      string `json:"url"`
		FrontURL string `json:"front_url"`
		Users    []struct {
			ID       int    `json:"id"`
			Username string `json:"username"`
			Password string `json:"password"`
			Active   bool   `json:"is_active"`
			Staff    bool   `json:"is_staff"`
			Token    string `json:"token"`
		} `json:"users"`
		SigningKey string `json:"signing_key"`
	}
	s.line(t, &banner)
	if len(banner.Users) != 4 || banner.Users[1].Username != "bob" || banner.Users[1].Active || !banner.Users[2].Staff ||
		len(banner.Users[0].Token) != 40 || banner.SigningKey == "" || banner.FrontURL == "" {
		t.Fatalf("banner %+v", banner)
	}
	s.url = banner.URL
	s.get(t, "/protected/?x=1", "Authorization", "Basic YWxpY2U6\u009b\u202e")
	var exchange struct {
		Number  int `json:"number"`
		Request struct {
			Method, Target string
			Headers        map[string][]string
		} `json:"request"`
		Response struct {
			Status int     `json:"status"`
			Body   *string `json:"body"`
		} `json:"response"`
		Trace struct {
			Stations []struct{ Name, Verdict, Reason string } `json:"stations"`
			Outcome  struct {
				Rule      string `json:"rule"`
				DecidedBy int    `json:"decided_by"`
			} `json:"outcome"`
		} `json:"trace"`
	}
	line := s.line(t, &exchange)
	if exchange.Number != 1 || exchange.Request.Target != "/protected/?x=1" || exchange.Response.Status != 403 {
		t.Errorf("exchange %+v", exchange)
	}
	if got := exchange.Request.Headers["Authorization"]; len(got) != 1 || got[0] != "Basic YWxpY2U6\u009b\u202e" {
		t.Errorf("the header came out as %q", got)
	}
	if strings.ContainsAny(line, "\u009b\u202e") {
		t.Errorf("the line has characters that a terminal could obey: %q", line)
	}
	if d := exchange.Trace.Stations[exchange.Trace.Outcome.DecidedBy]; d.Name != "BasicAuthentication" || d.Verdict != "refused" {
		t.Errorf("decided by %+v", d)
	}
}

func TestServeEndsCleanlyAndPrintsTheLastExchange(t *testing.T) {
	t.Parallel()
	s := startServe(t)
	for s.url == "" {
		_, rest, found := strings.Cut(s.line(t, nil), "listens on ")
		if found {
			s.url, _, _ = strings.Cut(rest, " ")
		}
	}
	s.get(t, "/public/", "Authorization", "Tok\u202een 1")
	s.get(t, "/protected/", "Accept", "*/*")
	http.DefaultClient.CloseIdleConnections()
	s.stop()
	rest, err := io.ReadAll(s.lines)
	if err != nil {
		t.Fatal(err)
	}
	if code := <-s.code; code != 0 {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{"GET /public/", "= 200: ", "GET /protected/", "= 403: "} {
		if !strings.Contains(string(rest), want) {
			t.Errorf("no %q in\n%s", want, rest)
		}
	}
	if !strings.Contains(string(rest), `Tok\u202een`) || strings.ContainsRune(string(rest), 0x202e) {
		t.Errorf("the override of the scheme was not made harmless in\n%s", rest)
	}
}
