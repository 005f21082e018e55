package pystar

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.starlark.net/starlark"
)

// Limits bound a program. Whatever is zero has the value of DefaultLimits.
type Limits struct {
	// Steps is how many steps of Starlark it may take.
	Steps uint64
	// Time is how long it may run.
	Time time.Duration
	// Memory is how many bytes it may ask for in all, thrown away or not. Small values are not counted: a step makes
	// less than 50 bytes of them.
	Memory int64
	// Value is how many bytes one value may take, all that it holds included.
	Value int64
}

// DefaultLimits are for a program that ought to be over at once: it ends within about a second, and 64 MiB.
func DefaultLimits() Limits {
	return Limits{Steps: 500_000, Time: time.Second, Memory: 32 << 20, Value: 1 << 20}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	if l.Steps == 0 {
		l.Steps = d.Steps
	}
	if l.Time == 0 {
		l.Time = d.Time
	}
	if l.Memory == 0 {
		l.Memory = d.Memory
	}
	if l.Value == 0 {
		l.Value = d.Value
	}
	return l
}

// Kind is which limit was reached.
type Kind int

// The limits that a program can reach. SourceLimit is about its text: too long, or nested too deeply.
const (
	StepLimit Kind = iota + 1
	TimeLimit
	MemoryLimit
	ValueLimit
	SourceLimit
)

// LimitError says that a program reached a limit. Where it happened, the *starlark.EvalError tells that it wraps or is
// wrapped by; one of kind SourceLimit has none.
type LimitError struct {
	Kind Kind
	text string
	at   error
}

// Error says what was too much, for a person who wrote the program.
func (e *LimitError) Error() string { return e.text }

// Unwrap returns the *starlark.EvalError with the place, if the program was ended from outside.
func (e *LimitError) Unwrap() error { return e.at }

func limitError(kind Kind, format string, args ...any) *LimitError {
	return &LimitError{Kind: kind, text: fmt.Sprintf(format, args...)}
}

const budgetKey = "pystar.budget"

// budget is what a thread has left.
type budget struct {
	limits Limits
	memory int64
	// ended is the limit that cancelled the thread from outside a function of ours.
	ended *LimitError
}

// budgetOf returns the thread's budget. A thread that NewThread did not make has one for each call, which bounds single
// values only.
func budgetOf(thread *starlark.Thread) *budget {
	if b, ok := thread.Local(budgetKey).(*budget); ok {
		return b
	}
	l := DefaultLimits()
	return &budget{limits: l, memory: l.Memory}
}

// take counts n bytes that are about to be used for one value.
func (b *budget) take(n int64) error {
	if n > b.limits.Value || n < 0 {
		return b.tooLarge()
	}
	if b.memory -= n; b.memory < 0 {
		return limitError(MemoryLimit, "the program takes more than %s of memory", bytesText(b.limits.Memory))
	}
	return nil
}

func (b *budget) tooLarge() error {
	return limitError(ValueLimit, "this would take more than %s of memory", bytesText(b.limits.Value))
}

func bytesText(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// NewThread makes a thread whose calls all together stay within the limits; it ends when ctx does. Values of programs
// that Exec ran may be called on it, from one goroutine at a time. The caller must call stop when it is done with the
// thread. What is printed is thrown away unless the caller sets Print.
func NewThread(ctx context.Context, name string, l Limits) (thread *starlark.Thread, stop func()) {
	l = l.withDefaults()
	b := &budget{limits: l, memory: l.Memory}
	thread = &starlark.Thread{Name: name, Print: func(*starlark.Thread, string) {}}
	thread.SetLocal(budgetKey, b)
	thread.SetMaxExecutionSteps(l.Steps)
	thread.OnMaxSteps = func(t *starlark.Thread) {
		b.ended = limitError(StepLimit, "the program takes more than %d steps: is there a loop that does not end?", l.Steps)
		t.Cancel("too many steps")
	}
	ctx, cancel := context.WithTimeout(ctx, l.Time)
	unwatch := context.AfterFunc(ctx, func() { thread.Cancel(context.Cause(ctx).Error()) })
	return thread, func() { unwatch(); cancel() }
}

// finish makes a LimitError of the cancellation of a thread. Other errors stay as they are, and so does the end of the
// caller's own context.
func finish(ctx context.Context, thread *starlark.Thread, err error) error {
	var known *LimitError
	if err == nil || errors.As(err, &known) {
		return err
	}
	b := budgetOf(thread)
	ended := b.ended
	if ended == nil && err.Error() == "Starlark computation cancelled: "+context.DeadlineExceeded.Error() {
		if ctx.Err() != nil {
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		ended = limitError(TimeLimit, "the program takes longer than %s: is there a loop that does not end?", b.limits.Time)
	}
	if ended == nil {
		if ctx.Err() != nil {
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		return err
	}
	return &LimitError{Kind: ended.Kind, text: ended.text, at: err}
}
