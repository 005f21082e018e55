package sandbox_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"authtour/sandbox"
	"authtour/sandbox/client"
	"authtour/sandbox/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const basicSettings = `REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.BasicAuthentication'],
    'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],
}`

// rig is a sandbox that listens on both its ports.
type rig struct {
	box        *sandbox.Sandbox
	app, front string
}

func newRig(t *testing.T, settings string) rig {
	t.Helper()
	box, err := sandbox.New(t.Context(), sandbox.Options{Settings: settings, FastHasher: true})
	if err != nil {
		t.Fatal(err)
	}
	var served sync.WaitGroup
	r := rig{box: box}
	for addr, serve := range map[*string]func(net.Listener) error{&r.app: box.Serve, &r.front: box.ServeFront} {
		l, err := sandbox.Listen(t.Context(), "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		*addr = l.Addr().String()
		served.Go(func() {
			if err := serve(l); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
		served.Wait()
	})
	return r
}

// send sends a request in the text form of client.Parse, and returns the answer with its exchange.
func (r rig) send(t *testing.T, addr, text string) (client.Result, *sandbox.Exchange) {
	t.Helper()
	req, err := client.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	dial := func(ctx context.Context) (net.Conn, error) { return new(net.Dialer).DialContext(ctx, "tcp", addr) }
	res, err := client.Do(t.Context(), dial, addr, req)
	if err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
	return res, r.exchange(t, res.Local)
}

func (r rig) exchange(t *testing.T, remote string) *sandbox.Exchange {
	t.Helper()
	for last := 0; ; {
		list, err := r.box.Wait(t.Context(), last)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			if last = e.Number; e.Remote == remote {
				return e
			}
		}
	}
}

func TestTheTraceTellsWhoDecided(t *testing.T) {
	t.Parallel()
	r := newRig(t, basicSettings)
	for _, c := range []struct {
		name, request string
		status        int
		rule          trace.Rule
		decider       string
		verdicts      map[string]trace.Verdict
	}{
		{
			"nothing sent", "GET /protected/\n", 401, trace.Challenge, "IsAuthenticated",
			map[string]trace.Verdict{"BasicAuthentication": trace.Skipped, "Protected": trace.Unreached},
		},
		{
			"right password", "GET /protected/\nAuthorization: Basic YWxpY2U6d29uZGVybGFuZA==\n", 200, trace.ViewAnswered, "Protected",
			map[string]trace.Verdict{"BasicAuthentication": trace.Accepted, "IsAuthenticated": trace.Passed},
		},
		{
			"wrong password", "GET /protected/\nAuthorization: Basic YWxpY2U6bG9va2luZy1nbGFzcw==\n", 401, trace.Challenge,
			"BasicAuthentication",
			map[string]trace.Verdict{"IsAuthenticated": trace.Unreached, "Protected": trace.Unreached},
		},
		{
			"no slash", "GET /protected\n", 301, trace.DjangoAnswered, "CommonMiddleware",
			map[string]trace.Verdict{"URLResolver": trace.Refused},
		},
		{
			"foreign host", "GET /protected/\nHost: evil.example\n", 400, trace.DjangoAnswered, "CommonMiddleware",
			map[string]trace.Verdict{
				"CommonMiddleware": trace.Refused, "URLResolver": trace.Unreached, "BasicAuthentication": trace.Unreached,
			},
		},
		{
			"wrong method", "PUT /public/\n", 405, trace.ExceptionStatus, "Method",
			map[string]trace.Verdict{"AllowAny": trace.Passed, "Public": trace.Unreached},
		},
	} {
		res, e := r.send(t, r.app, c.request)
		if res.Status != c.status || e.Trace.Outcome.Rule != c.rule {
			t.Errorf("%s: got %d by rule %s, want %d by %s", c.name, res.Status, e.Trace.Outcome.Rule, c.status, c.rule)
		}
		if d := e.Trace.Decider(); d == nil || d.Name != c.decider {
			t.Errorf("%s: decided by %v, want %s", c.name, d, c.decider)
		}
		for name, want := range c.verdicts {
			if s := e.Trace.Station(name); s == nil || s.Verdict != want {
				t.Errorf("%s: station %s is %v, want %s", c.name, name, s, want)
			}
		}
	}
}

func TestTheQueryIsShownAsItRan(t *testing.T) {
	t.Parallel()
	r := newRig(t, basicSettings)
	_, e := r.send(t, r.app, "GET /protected/\nAuthorization: Basic YWxpY2U6d29uZGVybGFuZA==\n")
	for _, f := range e.Trace.Station("BasicAuthentication").Facts {
		if f.Verb == trace.Queried {
			if !strings.HasSuffix(f.Value, `FROM "auth_user" WHERE "auth_user"."username" = ? LIMIT 21`) || f.Params[0] != "alice" || f.Rows != 1 {
				t.Errorf("query %q with %q: %d rows", f.Value, f.Params, f.Rows)
			}
			return
		}
	}
	t.Error("BasicAuthentication shows no query")
}

func TestTheWireIsKeptAsItWas(t *testing.T) {
	t.Parallel()
	r := newRig(t, basicSettings)
	res, e := r.send(t, r.app, "GET /public/\nX-Odd:   spaced\n")
	if string(e.Wire.Sent) != string(res.Sent) || string(e.Wire.Received) != string(res.Received) {
		t.Errorf("the server kept\n%q\n%q\nthe client saw\n%q\n%q", e.Wire.Sent, e.Wire.Received, res.Sent, res.Received)
	}
}

func TestABrokenRequestIsAnExchangeToo(t *testing.T) {
	t.Parallel()
	r := newRig(t, basicSettings)
	res, e := r.send(t, r.app, "GET /public/\nHost: two words\n")
	if res.Status != 400 || e.Trace.Outcome.Rule != trace.ServerAnswered || e.Request.Target != "/public/" {
		t.Errorf("got %d, rule %s, target %q", res.Status, e.Trace.Outcome.Rule, e.Request.Target)
	}
	if res, e := r.send(t, r.app, "GET /public/\nHost: localhost\n"); res.Status != 200 || e.Trace.Outcome.Rule != trace.ViewAnswered {
		t.Errorf("the twin with a good host: got %d, rule %s", res.Status, e.Trace.Outcome.Rule)
	}
}

func TestTheFrontServerKeepsItsOwnDoor(t *testing.T) {
	t.Parallel()
	r := newRig(t, strings.Replace(basicSettings, "BasicAuth", "RemoteUserAuth", 1))
	res, e := r.send(t, r.front, "GET /protected/\n")
	if res.Status != 401 || e.Trace.Outcome.Rule != trace.FrontAnswered || !e.Front {
		t.Errorf("without a password: %d, rule %s", res.Status, e.Trace.Outcome.Rule)
	}
	// ZGFuYTpmcm9udC1kb29y is dana:front-door, whom the application does not know yet.
	res, e = r.send(t, r.front, "GET /protected/\nAuthorization: Basic ZGFuYTpmcm9udC1kb29y\n")
	if res.Status != 200 || e.Trace.User != "dana" {
		t.Errorf("dana at the front door: %d as %q", res.Status, e.Trace.User)
	}
	if res, _ := r.send(t, r.app, "GET /protected/\nRemote-User: dana\n"); res.Status != 403 {
		t.Errorf("a header instead of the front server: %d, want 403", res.Status)
	}
}

func TestNewSettingsHoldForTheNextRequest(t *testing.T) {
	t.Parallel()
	r := newRig(t, basicSettings)
	if err := r.box.SetSettings("REST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ['nowhere.Nothing']}"); err == nil {
		t.Error("an unknown class was taken")
	}
	if res, _ := r.send(t, r.app, "GET /protected/\n"); res.Status != 401 {
		t.Errorf("after refused settings: %d, want 401 as before", res.Status)
	}
	if err := r.box.SetSettings(strings.Replace(basicSettings, "BasicAuth", "SessionAuth", 1)); err != nil {
		t.Fatal(err)
	}
	if res, _ := r.send(t, r.app, "GET /protected/\n"); res.Status != 403 {
		t.Errorf("after a class without a challenge came first: %d, want 403", res.Status)
	}
}

func TestTheClockMovesWhatItShould(t *testing.T) {
	t.Parallel()
	r := newRig(t, `REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.BasicAuthentication'],
    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],
    'DEFAULT_THROTTLE_RATES': {'anon': '1/min'},
}`)
	for _, step := range []struct {
		advance time.Duration
		want    int
	}{{0, 200}, {0, 429}, {61 * time.Second, 200}, {30 * time.Second, 429}} {
		r.box.Advance(step.advance)
		if res, _ := r.send(t, r.app, "GET /public/\n"); res.Status != step.want {
			t.Errorf("after %v: %d, want %d", step.advance, res.Status, step.want)
		}
	}
	if err := r.box.Reset(t.Context()); err != nil {
		t.Fatal(err)
	}
	if res, _ := r.send(t, r.app, "GET /public/\n"); res.Status != 200 {
		t.Errorf("after a reset: %d, want 200", res.Status)
	}
}

func TestWaitEndsWithItsContextAndWithTheSandbox(t *testing.T) {
	t.Parallel()
	box, err := sandbox.New(t.Context(), sandbox.Options{FastHasher: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := box.Wait(ctx, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled wait: %v", err)
	}
	if err := box.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := box.Wait(t.Context(), 0); !errors.Is(err, sandbox.ErrClosed) {
		t.Errorf("a wait on a closed sandbox: %v", err)
	}
}

func TestListenKeepsToLoopback(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", "192.0.2.1:80", "example.org:80", "127.0.0.1", "127.0.0.1:http", ":8000"} {
		if l, err := sandbox.Listen(t.Context(), addr); err == nil {
			t.Errorf("%s was opened as %s", addr, l.Addr())
		}
	}
	first, err := sandbox.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close() //nolint:errcheck // the test is over
	second, err := sandbox.Listen(t.Context(), first.Addr().String())
	if err != nil {
		t.Fatalf("beside a taken port: %v", err)
	}
	defer second.Close() //nolint:errcheck // the test is over
	if first.Addr().String() == second.Addr().String() {
		t.Error("two listeners on one port")
	}
}

func TestALargeBodyIsRefusedAsDjangoRefusesIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, basicSettings)
	head := "POST /public/\nContent-Type: application/json\n\n"
	for _, c := range []struct {
		name   string
		size   int
		status int
	}{{"at the limit", 2621440, 200}, {"one byte over it", 2621441, 400}} {
		res, _ := r.send(t, r.app, head+strings.Repeat(" ", c.size-1)+"1")
		if res.Status != c.status {
			t.Errorf("%s: %d, want %d", c.name, res.Status, c.status)
		}
	}
}

func TestARedirectQuotesTheQueryAsWSGIReadsIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, basicSettings)
	for target, want := range map[string]string{
		"/public?x=\xc3\xbc": "/public/?x=%C3%83%C2%BC",
		"/public?x=%C3%BC":   "/public/?x=%C3%BC",
	} {
		res, e := r.send(t, r.app, "GET "+target+"\n")
		if got := e.Response.Header.Get("Location"); res.Status != 301 || got != want {
			t.Errorf("%q: %d to %q, want %q", target, res.Status, got, want)
		}
	}
}
