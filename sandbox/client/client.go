// Package client sends requests exactly as written: no header is added, ordered, folded or repaired, so that a learner
// can send what a well-behaved HTTP library never would.
package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// Dial opens a connection to the server.
type Dial func(ctx context.Context) (net.Conn, error)

// TCP dials a server by its address, HOST:PORT.
func TCP(addr string) Dial {
	return func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", addr)
	}
}

// Result is what went over the wire and what came back.
type Result struct {
	// Local is this end's address: the Remote of the server's exchange.
	Local string
	// Sent and Received are the very bytes.
	Sent, Received []byte
	Status         int
	Headers        []Header
	Body           []byte
}

// Do sends r over one new connection and reads the answer. It fails if the connection fails, if ctx ends, or if the
// answer is no HTTP; what was received until then is in the Result.
func Do(ctx context.Context, dial Dial, host string, r Request) (Result, error) {
	conn, err := dial(ctx)
	if err != nil {
		return Result{}, fmt.Errorf("connecting to %s: %w", host, err)
	}
	res, err := deliver(ctx, conn, r.Wire(host), r.Method)
	if err != nil {
		return res, fmt.Errorf("sending %s to %s: %w", r.Method, host, err)
	}
	return res, nil
}

// DoRaw sends raw, whatever it says, over one new connection and reads the first answer. It fails as Do does; a server
// that waits for the rest of a request which is not whole answers nothing, so ctx should end.
func DoRaw(ctx context.Context, dial Dial, raw []byte) (Result, error) {
	conn, err := dial(ctx)
	if err != nil {
		return Result{}, fmt.Errorf("connecting: %w", err)
	}
	method, _, _ := strings.Cut(string(raw), " ")
	res, err := deliver(ctx, conn, raw, method)
	if err != nil {
		return res, fmt.Errorf("sending %d bytes: %w", len(raw), err)
	}
	return res, nil
}

// deliver sends the bytes of a request with that method, on which it depends whether the answer has a body.
func deliver(ctx context.Context, conn net.Conn, raw []byte, method string) (Result, error) {
	res := Result{Local: conn.LocalAddr().String(), Sent: raw}
	err := res.exchange(ctx, conn, method)
	if ctxErr := ctx.Err(); err != nil && ctxErr != nil {
		err = ctxErr
	}
	return res, err
}

// exchange writes and reads at the same time: a server may answer and stop reading before a long body is through.
func (res *Result) exchange(ctx context.Context, conn net.Conn, method string) error {
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	written := make(chan error, 1)
	go func() {
		_, err := conn.Write(res.Sent)
		written <- err
	}()
	readErr := res.read(conn, method)
	_ = conn.Close()
	writeErr := <-written
	if readErr != nil && len(res.Received) == 0 && writeErr != nil && !errors.Is(writeErr, net.ErrClosed) {
		return writeErr
	}
	return readErr
}
