package lessons

import (
	"context"
	"fmt"
	"slices"

	"authtour/sandbox"
	"authtour/sandbox/client"
)

// Bench makes a sandbox that listens, with the given settings.py, and a way to it. Whoever calls it closes the sandbox.
type Bench func(ctx context.Context, settings string) (*sandbox.Sandbox, client.Dial, error)

// ours is the remedy for a fault that no author can mend.
const ours = "this is a fault of the program: please report it"

// Prove plays everything in l that can be played, each thing on users and tokens as they are at the start: an untouched
// task is not solved, its solution solves it, each mistake gets its own answer, each check can fail, and every quoted
// request gets the quoted response.
func Prove(ctx context.Context, bench Bench, l *Lesson) Faults {
	p := &prover{report: report{file: l.File}}
	box, dial, err := bench(ctx, l.Settings)
	if err != nil {
		p.add(max(l.settingsLine, 1), "no sandbox starts with these settings: "+err.Error(), "correct the lesson's settings")
		return p.sorted()
	}
	p.box, p.dial = box, dial
	for _, step := range l.Steps {
		for _, q := range step.quotes {
			p.quote(ctx, q)
		}
		if step.Task != nil {
			p.task(ctx, step.Task)
		}
	}
	if err := box.Close(); err != nil {
		p.add(1, "the sandbox does not close: "+err.Error(), ours)
	}
	return p.sorted()
}

type prover struct {
	report
	box  *sandbox.Sandbox
	dial client.Dial
}

func (p *prover) quote(ctx context.Context, q quote) {
	if err := p.box.Reset(ctx); err != nil {
		p.add(q.line, err.Error(), ours)
		return
	}
	x, err := Send(ctx, p.box, p.dial, q.request)
	if err != nil {
		p.add(q.line, "the quoted request cannot be sent: "+err.Error(), "correct it, or call the block ```text")
		return
	}
	if q.answer == "" {
		return
	}
	if wrong := q.differs(x.Response); wrong != "" {
		p.add(q.answerLine, "the quoted response is not what comes: "+wrong, "quote what the server answers")
	}
}

// task plays the untouched task, its solution and its mistakes, and judges each of them.
func (p *prover) task(ctx context.Context, t *Task) {
	untouched, ok := p.play(ctx, t, Try{Request: t.Request, Choice: NoChoice}, t.Line)
	if ok && untouched.Solved {
		p.add(t.Line, "the task is solved before anything is done", "let a check ask for what the learner is to do")
	}
	solved, ok := p.play(ctx, t, t.Solution, t.Line)
	if ok && !solved.Solved {
		p.add(t.Line, fmt.Sprintf("the solution does not solve the task: its learner would read %q", solved.Say), "correct the solution or the checks")
	}
	failures := []played{untouched}
	for i := range t.Mistakes {
		failures = append(failures, p.mistake(ctx, t, &t.Mistakes[i]))
	}
	p.stations(t, solved.attempt)
	p.conditions(t, append(failures, solved))
	p.checks(t, failures)
}

// played is a judgement with the attempt that got it; the attempt has no exchange where nothing could be sent.
type played struct {
	Judgement
	attempt Attempt
}

// play plays and judges a try on users as they are at the start; a failure is reported at line.
func (p *prover) play(ctx context.Context, t *Task, try Try, line int) (played, bool) {
	if err := p.box.Reset(ctx); err != nil {
		p.add(line, err.Error(), ours)
		return played{}, false
	}
	a, err := Play(ctx, p.box, p.dial, t, try)
	if err != nil {
		p.add(line, "the request cannot be played: "+err.Error(), "correct the request")
		return played{}, false
	}
	// What cannot be run is reported by conditions, with the line of the expression.
	j, err := t.Judge(a)
	return played{j, a}, err == nil
}

func (p *prover) mistake(ctx context.Context, t *Task, m *Mistake) played {
	got, ok := p.play(ctx, t, m.Try, m.Line)
	switch {
	case !ok:
	case got.Solved:
		p.add(m.Line, "the mistake's try solves the task", "let a check refuse it, or remove the mistake")
	case got.Mistake == nil:
		p.add(m.Line, `the mistake's own try is not recognised by its "when"`, "correct the one or the other")
	case got.Mistake != m:
		p.add(m.Line, fmt.Sprintf("the mistake in line %d answers first", got.Mistake.Line), "make that one's condition narrower, or put this one before it")
	}
	return got
}

// stations looks whether every station that a predict offers is on the request's way.
func (p *prover) stations(t *Task, a Attempt) {
	if a.Exchange == nil {
		return
	}
	var known []string
	for _, s := range a.Exchange.Trace.Stations {
		known = append(known, s.Name)
	}
	for _, name := range t.Stations {
		if !slices.Contains(known, name) {
			p.add(t.Line, fmt.Sprintf("the station %q is not on the request's way", name), instead(name, known))
		}
	}
}

// conditions runs every expression over every attempt: one that compiles can still ask for what there is not.
func (p *prover) conditions(t *Task, attempts []played) {
	for _, c := range t.Checks {
		p.runs(c.Expr, c.Line, attempts)
	}
	for _, m := range t.Mistakes {
		p.runs(m.When, m.Line, attempts)
	}
}

func (p *prover) runs(expr string, line int, attempts []played) {
	for _, got := range attempts {
		if got.attempt.Exchange == nil {
			continue
		}
		if _, err := holds(expr, scope(got.attempt)); err != nil {
			p.add(line, err.Error(), "correct the expression: it has to work for every request that can be sent")
			return
		}
	}
}

// checks looks whether each check fails in one of the tries that do not solve the task.
func (p *prover) checks(t *Task, failures []played) {
	for _, c := range t.Checks {
		if !slices.ContainsFunc(failures, func(got played) bool { return fails(c, got.attempt) }) {
			p.add(c.Line, "the check holds in every try, so it never speaks", "add the mistake that it is for, or remove it")
		}
	}
}

func fails(c Check, a Attempt) bool {
	if a.Exchange == nil {
		return false
	}
	met, err := holds(c.Expr, scope(a))
	return err != nil || !met
}
