package lessons_test

import (
	"context"
	"net"

	"authtour/sandbox"
	"authtour/sandbox/client"
)

// bench makes a sandbox that listens on a free port, with the fast hasher.
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
