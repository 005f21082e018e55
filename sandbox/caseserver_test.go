package sandbox_test

import (
	"context"
	"encoding/json"
	"net"
	"net/url"
	"regexp"
	"sync"
	"testing"

	"authtour/sandbox"
	"authtour/sandbox/client"
	"authtour/sandbox/python"
)

// caseServer is a sandbox on two ports, with what its earlier answers gave: logins, token pairs.
type caseServer struct {
	box        *sandbox.Sandbox
	app, front string
	users      map[string]sandbox.User
	sessions   map[string][2]string
	pairs      map[string]map[string]string
}

func newCaseServer(t *testing.T, settings string) *caseServer {
	t.Helper()
	box, err := sandbox.New(t.Context(), sandbox.Options{Settings: settings, FastHasher: true})
	if err != nil {
		t.Fatal(err)
	}
	s := &caseServer{
		box: box, users: map[string]sandbox.User{},
		sessions: map[string][2]string{}, pairs: map[string]map[string]string{},
	}
	s.app = listen(t, box.Serve)
	s.front = listen(t, box.ServeFront)
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, u := range box.Users() {
		s.users[u.Username] = u
	}
	return s
}

func listen(t *testing.T, serve func(net.Listener) error) string {
	t.Helper()
	l, err := sandbox.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	done.Go(func() {
		if err := serve(l); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(done.Wait)
	return l.Addr().String()
}

// run plays a case and returns the normalised answer to its last step.
func (s *caseServer) run(t *testing.T, c conformanceCase) normalizedAnswer {
	t.Helper()
	saved := map[string]string{}
	var got normalizedAnswer
	for _, step := range c.Steps {
		body := s.fill(t, step.Body, saved)
		if step.Latin1 {
			raw, err := python.EncodeLatin1(body)
			if err != nil {
				t.Fatal(err)
			}
			body = string(raw)
		}
		req := client.Request{Method: step.Method, Target: s.fill(t, step.Path, saved), Body: body}
		if req.Method == "" {
			req.Method = "GET"
		}
		for _, h := range step.Headers {
			value, err := python.EncodeLatin1(s.fill(t, h[1], saved))
			if err != nil {
				t.Fatal(err)
			}
			req.Headers = append(req.Headers, client.Header{Name: s.fill(t, h[0], saved), Value: string(value)})
		}
		got = s.send(t, step.To, req)
		for name, source := range step.Save {
			saved[name] = got.take(t, source)
		}
	}
	return got
}

func (s *caseServer) send(t *testing.T, to string, req client.Request) normalizedAnswer {
	t.Helper()
	addr := s.app
	if to == "front" {
		addr = s.front
	}
	dial := func(ctx context.Context) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", addr)
	}
	res, err := client.Do(t.Context(), dial, addr, req)
	if err != nil {
		t.Errorf("%s %s: %v", req.Method, req.Target, err)
	}
	return normalize(res, "http://"+addr)
}

var formToken = regexp.MustCompile(`name="csrfmiddlewaretoken" value="([^"]+)"`)

// session logs a user in once, and returns the session id and the CSRF token.
func (s *caseServer) session(t *testing.T, user string) [2]string {
	t.Helper()
	if have, ok := s.sessions[user]; ok {
		return have
	}
	page := s.send(t, "app", client.Request{Method: "GET", Target: "/api-auth/login/"})
	match := formToken.FindStringSubmatch(page.raw)
	if match == nil {
		t.Fatalf("the login page has no token: %s", page.raw)
	}
	form := url.Values{
		"csrfmiddlewaretoken": {match[1]}, "username": {user}, "password": {s.users[user].Password}, "next": {"/protected/"},
	}
	done := s.send(t, "app", client.Request{
		Method: "POST", Target: "/api-auth/login/", Body: form.Encode(), Headers: []client.Header{
			{Name: "Cookie", Value: "csrftoken=" + page.cookieValues["csrftoken"]},
			{Name: "Content-Type", Value: "application/x-www-form-urlencoded"},
		},
	})
	if done.Status != 302 {
		t.Fatalf("login of %s: %d", user, done.Status)
	}
	s.sessions[user] = [2]string{done.cookieValues["sessionid"], done.cookieValues["csrftoken"]}
	return s.sessions[user]
}

// pair obtains a user's access and refresh token once.
func (s *caseServer) pair(t *testing.T, user string) map[string]string {
	t.Helper()
	if have, ok := s.pairs[user]; ok {
		return have
	}
	body, err := json.Marshal(map[string]string{"username": user, "password": s.users[user].Password})
	if err != nil {
		t.Fatal(err)
	}
	got := s.send(t, "app", client.Request{
		Method: "POST", Target: "/api/token/", Body: string(body),
		Headers: []client.Header{{Name: "Content-Type", Value: "application/json"}},
	})
	pair := map[string]string{}
	if err := json.Unmarshal([]byte(got.raw), &pair); err != nil {
		t.Errorf("token pair of %s: %d", user, got.Status)
	}
	s.pairs[user] = pair
	return pair
}
