package tuitest

import (
	"context"
	"fmt"
	"net"
	"sync"
)

// Pipe is a listener in memory, for servers and clients that run under fake time. Make it inside the bubble.
type Pipe struct {
	conns chan net.Conn
	ended chan struct{}
	once  sync.Once

	mu    sync.Mutex
	count int
}

// NewPipe makes a listener that nobody has dialled yet.
func NewPipe() *Pipe { return &Pipe{conns: make(chan net.Conn), ended: make(chan struct{})} }

// Dial opens a connection. Each one has an address of its own, as a client's port is one. It fails when ctx ends or the
// listener is closed.
func (p *Pipe) Dial(ctx context.Context) (net.Conn, error) {
	p.mu.Lock()
	p.count++
	addr := address(fmt.Sprintf("127.0.0.1:%d", 50000+p.count))
	p.mu.Unlock()
	near, far := net.Pipe()
	select {
	case p.conns <- named{far, address("127.0.0.1:8000"), addr}:
		return named{near, addr, address("127.0.0.1:8000")}, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("dialling in memory: %w", ctx.Err())
	case <-p.ended:
		return nil, net.ErrClosed
	}
}

// Accept waits for the next connection.
func (p *Pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.ended:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and Dial; connections stay open.
func (p *Pipe) Close() error {
	p.once.Do(func() { close(p.ended) })
	return nil
}

// Addr is where the listener claims to be.
func (p *Pipe) Addr() net.Addr { return address("127.0.0.1:8000") }

// named is a connection with addresses of its own.
type named struct {
	net.Conn
	local, remote net.Addr
}

func (n named) LocalAddr() net.Addr  { return n.local }
func (n named) RemoteAddr() net.Addr { return n.remote }

type address string

func (a address) Network() string { return "tcp" }
func (a address) String() string  { return string(a) }
