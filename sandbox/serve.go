package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// The limits of a connection.
const (
	// maxHeader is what http.server of Python takes for one line of a header.
	maxHeader         = 64 << 10
	readHeaderTimeout = 10 * time.Second
	readTimeout       = 30 * time.Second
	idleTimeout       = 2 * time.Minute
	// portsTried is how many ports Listen tries.
	portsTried = 20
)

// Handler is the application without a listener.
func (s *Sandbox) Handler() http.Handler { return http.HandlerFunc(s.serveApp) }

// Serve answers the connections of l until Close; it returns nil after Close. Use Listen for l.
func (s *Sandbox) Serve(l net.Listener) error { return s.serve(l, s.Handler()) }

// ServeFront is Serve for the front server, which asks for Basic passwords of its own and sets REMOTE_USER.
func (s *Sandbox) ServeFront(l net.Listener) error { return s.serve(l, http.HandlerFunc(s.serveFront)) }

func (s *Sandbox) serve(l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler: h, MaxHeaderBytes: maxHeader, ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout,
		IdleTimeout: idleTimeout, ErrorLog: silent(), ConnContext: withTap, ConnState: s.connState,
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return l.Close()
	}
	s.servers = append(s.servers, server)
	s.mu.Unlock()
	if err := server.Serve(tapListener{l}); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	}
	return nil
}

// Listen opens a TCP listener on addr, whose host must be a loopback address. If the port is taken the next free one
// above it is used: up to 20 of them are tried.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	host, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("the address %q is not HOST:PORT, such as 127.0.0.1:8000", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("the address %q is not on loopback: the sandbox is made for learning and its secrets are "+
			"public, so it listens on 127.0.0.1 alone", addr)
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("the port %q is not a number from 0 to 65535", portText)
	}
	var config net.ListenConfig
	var first error
	for try := port; try < port+portsTried && try < 1<<16; try++ {
		l, err := config.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.FormatUint(try, 10)))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, fmt.Errorf("no free port from %d to %d: %w", port, port+portsTried-1, first)
}
