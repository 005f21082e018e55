package tui

import (
	"context"
	"errors"
	"fmt"
	"time"

	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/client"

	tea "github.com/charmbracelet/bubbletea"
)

// How long things take, at most or at least.
const (
	sendWithin   = 30 * time.Second
	rawWithin    = 5 * time.Second
	recordWithin = time.Second
	slowAfter    = 200 * time.Millisecond
	spinEvery    = 100 * time.Millisecond
	playEvery    = 120 * time.Millisecond
	draftAfter   = 500 * time.Millisecond
	grace        = 300 * time.Millisecond
)

// job is a request on its way, and where its answer belongs.
type job struct {
	id           int
	lesson, step string
	request      client.Request
	// raw is sent instead of request where it is not nil.
	raw []byte
	// task judges the answer; nil for a request that is only tried.
	task    *lessons.Task
	attempt lessons.Attempt
	// after is the number of the last exchange that was known when it was sent.
	after int
}

// sentMsg is what came of a job.
type sentMsg struct {
	job    job
	result client.Result
	// exchange is nil if the server answered before the sandbox saw the request.
	exchange  *sandbox.Exchange
	judgement *lessons.Judgement
	err       error
}

// judgedMsg is the answer to a quiz.
type judgedMsg struct {
	job       job
	judgement lessons.Judgement
	err       error
}

// exchangesMsg are new exchanges, whoever sent them.
type exchangesMsg struct {
	exchanges []*sandbox.Exchange
	err       error
}

// Ticks; a tick whose id is not the current one is late and dropped.
type (
	slowMsg  struct{ id int }
	spinMsg  struct{ id int }
	playMsg  struct{ id int }
	draftMsg struct{ id int }
	graceMsg struct{ id int }
)

// settingsMsg tells that a lesson's settings are in force, or why not.
type settingsMsg struct{ err error }

// Commands

// sendRequest sends the job's request over a socket, finds the exchange that the sandbox recorded, and judges it.
func (e *env) sendRequest(j job) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(e.ctx, j.within())
		defer cancel()
		out := sentMsg{job: j}
		out.result, out.err = j.send(ctx, e)
		if out.err != nil {
			return out
		}
		out.exchange = e.recorded(ctx, out.result.Local, j.after)
		if out.exchange == nil || j.task == nil {
			return out
		}
		j.attempt.Exchange = out.exchange
		judgement, err := j.task.Judge(j.attempt)
		out.judgement, out.err = &judgement, err
		return out
	}
}

func (j job) send(ctx context.Context, e *env) (client.Result, error) {
	if j.raw != nil {
		return client.DoRaw(ctx, e.dial, j.raw)
	}
	return client.Do(ctx, e.dial, e.host, j.request)
}

// within is how long an answer may take: to bytes that are no whole request none will come.
func (j job) within() time.Duration {
	if j.raw != nil {
		return rawWithin
	}
	return sendWithin
}

// recorded waits for the exchange of the connection whose near end is local; nil if there is none.
func (e *env) recorded(ctx context.Context, local string, after int) *sandbox.Exchange {
	ctx, cancel := context.WithTimeout(ctx, recordWithin)
	defer cancel()
	for {
		all, err := e.box.Wait(ctx, after)
		if err != nil {
			return nil
		}
		for _, x := range all {
			if x.Remote == local {
				return x
			}
			after = max(after, x.Number)
		}
	}
}

// judgeChoice judges a quiz.
func (e *env) judgeChoice(j job) tea.Cmd {
	return func() tea.Msg {
		judgement, err := j.task.Judge(j.attempt)
		return judgedMsg{j, judgement, err}
	}
}

// watch waits for the next exchanges.
func (e *env) watch(after int) tea.Cmd {
	return func() tea.Msg {
		all, err := e.box.Wait(e.ctx, after)
		return exchangesMsg{all, err}
	}
}

// beginLesson puts a lesson's settings in force, and the sandbox's users, tokens, sessions, counts and clock back to where
// a lesson begins.
func (e *env) beginLesson(l *lessons.Lesson) tea.Cmd {
	return func() tea.Msg {
		if err := e.box.SetSettings(l.Settings); err != nil {
			return settingsMsg{fmt.Errorf("the settings of this lesson are not in force: %w", err)}
		}
		if err := e.box.Reset(e.ctx); err != nil {
			return settingsMsg{fmt.Errorf("the sandbox is not as the lesson wants it: %w", err)}
		}
		return settingsMsg{}
	}
}

func after[T any](d time.Duration, msg T) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// apology is an error of sending in a sentence for the learner.
func apology(err error, within time.Duration) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded) && within == rawWithin:
		return fmt.Sprintf("No answer within %d seconds: the server still waits for the rest of the request.", int(within.Seconds()))
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("No answer within %d seconds. Send it again with ctrl+s.", int(within.Seconds()))
	case errors.Is(err, context.Canceled):
		return "The request was given up."
	}
	return "That did not work: " + err.Error()
}
