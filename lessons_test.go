package main_test

import (
	"context"
	"net"
	"testing"

	"authtour/content"
	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"
)

// course is the one that is shipped; it has no faults.
func course(t *testing.T) *lessons.Course {
	t.Helper()
	c, err := lessons.Load(content.FS)
	if err != nil {
		t.Fatalf("the course has faults:\n%v", err)
	}
	return c
}

// bench makes a sandbox that listens. Its hasher is the fast one: the lessons depend on no password's price.
func bench(ctx context.Context, settings string) (*sandbox.Sandbox, client.Dial, error) {
	box, err := sandbox.New(ctx, sandbox.Options{Settings: settings, FastHasher: true})
	if err != nil {
		return nil, nil, err
	}
	l, err := sandbox.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	go box.Serve(l) //nolint:errcheck // it ends with the sandbox; a failure shows as a request without an answer
	dial := func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", l.Addr().String())
	}
	return box, dial, nil
}

// TestEveryTaskCanBeSolvedAndIsNotSolvedBefore plays the whole course: untouched tasks, solutions, mistakes, and the
// requests that the prose quotes.
func TestEveryTaskCanBeSolvedAndIsNotSolvedBefore(t *testing.T) {
	for _, l := range course(t).Lessons {
		t.Run(l.ID, func(t *testing.T) {
			t.Parallel()
			for _, fault := range lessons.Prove(t.Context(), bench, l) {
				t.Error(fault)
			}
		})
	}
}
