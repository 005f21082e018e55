package lessons

import (
	"context"
	"errors"
	"fmt"
	"time"

	"authtour/sandbox"
	"authtour/sandbox/client"
)

// Host is what a played request says in its Host header unless it has one of its own; every sandbox allows it.
const Host = "127.0.0.1:8000"

// patience is how long Play waits for the trace of a request that has been answered already.
const patience = 5 * time.Second

// ErrNoTrace is that of a request which the sandbox answered without handing it to the framework, as Go's HTTP server
// does with one that it cannot read.
var ErrNoTrace = errors.New("the server answered before the framework saw the request")

// Play makes the attempt that try describes: a request is really sent through dial and its exchange taken from box. A
// quiz sends nothing. It fails if the connection does, if ctx ends, or with ErrNoTrace.
func Play(ctx context.Context, box *sandbox.Sandbox, dial client.Dial, t *Task, try Try) (Attempt, error) {
	a := Attempt{Status: try.Status, Station: try.Station, Choice: try.Choice}
	if t.Kind == Quiz {
		return a, nil
	}
	x, err := Send(ctx, box, dial, try.Request)
	a.Exchange = x
	return a, err
}

// Send sends r through dial and returns its exchange. It fails as Play does.
func Send(ctx context.Context, box *sandbox.Sandbox, dial client.Dial, r client.Request) (*sandbox.Exchange, error) {
	after := 0
	if kept := box.Since(0); len(kept) > 0 {
		after = kept[len(kept)-1].Number
	}
	result, err := client.Do(ctx, dial, Host, r)
	if err != nil {
		return nil, fmt.Errorf("sending %s %s: %w", r.Method, r.Target, err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, ErrNoTrace)
	defer cancel()
	for {
		exchanges, err := box.Wait(ctx, after)
		if err != nil {
			return nil, fmt.Errorf("waiting for the trace of %s %s: %w", r.Method, r.Target, errors.Join(err, context.Cause(ctx)))
		}
		for _, x := range exchanges {
			if x.Remote == result.Local {
				return x, nil
			}
			after = x.Number
		}
	}
}
