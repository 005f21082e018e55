package lessons

import (
	"context"
	"errors"

	"authtour/sandbox"
	"authtour/sandbox/client"
)

// OpenBench is the Bench of proofs: a sandbox on a free port of its own. Its hasher is the fast one, for no lesson depends
// on the price of a password.
func OpenBench(ctx context.Context, settings string) (*sandbox.Sandbox, client.Dial, error) {
	box, err := sandbox.New(ctx, sandbox.Options{Settings: settings, FastHasher: true})
	if err != nil {
		return nil, nil, err
	}
	l, err := sandbox.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, nil, errors.Join(err, box.Close())
	}
	go func() {
		// It ends when the box is closed; a broken port shows in the requests that fail.
		_ = box.Serve(l)
	}()
	return box, client.TCP(l.Addr().String()), nil
}
