package sandbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// kept is how many exchanges a sandbox remembers.
const kept = 500

// ErrClosed is returned by Wait once the sandbox is closed.
var ErrClosed = errors.New("the sandbox is closed")

// exchangeLog numbers exchanges and keeps the last ones. Readers fetch from it at their own pace, so that a slow one
// never holds a request up.
type exchangeLog struct {
	mu sync.Mutex
	// ring holds exchange n at n % kept.
	ring   [kept]*Exchange
	last   int
	closed bool
	// grown is closed, and replaced, when an exchange comes or the log ends. It is nil while nobody waits.
	grown chan struct{}
}

func newExchangeLog() *exchangeLog { return &exchangeLog{} }

func (l *exchangeLog) add(e *Exchange) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	e.Number = l.last
	l.ring[e.Number%kept] = e
	l.wake()
}

// wake tells all waiters. The caller holds the lock.
func (l *exchangeLog) wake() {
	if l.grown != nil {
		close(l.grown)
		l.grown = nil
	}
}

func (l *exchangeLog) since(after int) []*Exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.after(after)
}

func (l *exchangeLog) after(n int) []*Exchange {
	first := max(n+1, l.last-kept+1, 1)
	if first > l.last {
		return nil
	}
	list := make([]*Exchange, 0, l.last-first+1)
	for i := first; i <= l.last; i++ {
		list = append(list, l.ring[i%kept])
	}
	return list
}

func (l *exchangeLog) wait(ctx context.Context, after int) ([]*Exchange, error) {
	for {
		l.mu.Lock()
		list, closed := l.after(after), l.closed
		if len(list) == 0 && !closed && l.grown == nil {
			l.grown = make(chan struct{})
		}
		grown := l.grown
		l.mu.Unlock()
		if len(list) > 0 {
			return list, nil
		}
		if closed {
			return nil, ErrClosed
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for an exchange: %w", ctx.Err())
		}
	}
}

func (l *exchangeLog) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.wake()
}
