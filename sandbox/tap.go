package sandbox

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"authtour/sandbox/trace"
)

// keptBytes is how much of a body, and of each direction of the wire, an exchange keeps.
const keptBytes = 16 << 10

// Wire is what really went over a connection for one exchange, up to 16 KiB each way.
type Wire struct {
	// Sent is what the client sent, Received what it got.
	Sent, Received []byte
}

// tapListener hands out connections that remember what goes over them.
type tapListener struct{ net.Listener }

func (l tapListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &tapConn{Conn: c}, nil
}

// tapConn is one connection. Its exchange is complete, and goes into the log, when net/http has written the response and
// turns to the next request.
type tapConn struct {
	net.Conn
	mu             sync.Mutex
	sent, received []byte
	begun          time.Time
	pending        *Exchange
}

func (c *tapConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.mu.Lock()
		if len(c.sent) == 0 {
			c.begun = time.Now()
		}
		c.sent = appendKept(c.sent, p[:n])
		c.mu.Unlock()
	}
	return n, err
}

func (c *tapConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.mu.Lock()
	c.received = appendKept(c.received, p[:n])
	c.mu.Unlock()
	return n, err
}

func appendKept(kept, more []byte) []byte {
	return append(kept, more[:min(len(more), keptBytes-len(kept))]...)
}

// hold keeps the exchange until its response has been written.
func (c *tapConn) hold(e *Exchange) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending = e
}

// take returns the exchange that is now complete, and forgets its bytes. A response that no handler made is net/http's
// own: it could not read the request.
func (c *tapConn) take(now time.Time) *Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.pending
	if e == nil && len(c.received) > 0 {
		e = unreadable(c.sent, c.received)
		e.At, e.Remote, e.Took = now, c.RemoteAddr().String(), time.Since(c.begun)
	}
	if e != nil {
		e.Wire = Wire{Sent: bytes.Clone(c.sent), Received: bytes.Clone(c.received)}
	}
	c.pending, c.sent, c.received = nil, c.sent[:0], c.received[:0]
	return e
}

// unreadable is the exchange of a request that is no HTTP, so that no handler ever saw it.
func unreadable(sent, received []byte) *Exchange {
	line, _, _ := bytes.Cut(sent, []byte("\r\n"))
	method, rest, _ := bytes.Cut(line, []byte(" "))
	target, _, _ := bytes.Cut(rest, []byte(" "))
	status := 0
	if fields := bytes.Fields(received); len(fields) > 1 {
		status, _ = strconv.Atoi(string(fields[1]))
	}
	_, body, _ := bytes.Cut(received, []byte("\r\n\r\n"))
	rec := trace.NewRecorder()
	rec.Begin(trace.Middleware, serverStation)
	rec.Checked("readable as HTTP", string(line), false)
	rec.End(trace.Refused, nil)
	rec.Decide(trace.ServerAnswered, status)
	return &Exchange{
		Request:  Request{Method: string(method), Target: string(target), Header: http.Header{}},
		Response: Response{Status: status, Header: http.Header{}, Body: bytes.Clone(body)},
		Trace:    rec.Trace(),
	}
}

// serverStation is how the HTTP server itself stands in a trace.
const serverStation = "HTTPServer"

type tapKey struct{}

// withTap lets a handler find its connection.
func withTap(ctx context.Context, c net.Conn) context.Context {
	if tap, ok := c.(*tapConn); ok {
		return context.WithValue(ctx, tapKey{}, tap)
	}
	return ctx
}

// connState puts an exchange into the log once its response has gone out.
func (s *Sandbox) connState(c net.Conn, state http.ConnState) {
	tap, ok := c.(*tapConn)
	if !ok || (state != http.StateIdle && state != http.StateClosed) {
		return
	}
	if e := tap.take(s.Now()); e != nil {
		s.log.add(e)
	}
}
