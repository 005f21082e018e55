package lessons

import (
	"fmt"

	"go.starlark.net/starlark"

	"authtour/sandbox/trace"
)

// Judge answers an attempt at t: it is solved if the quiz's choice is right, or else if the prediction came true and
// every check holds. If not, the first mistake that is recognised speaks, then the prediction, then the first check that
// fails. It fails only if an expression of the author's cannot be run.
func (t *Task) Judge(a Attempt) (Judgement, error) {
	if t.Kind == Quiz {
		return t.judgeChoice(a), nil
	}
	if a.Exchange == nil {
		return Judgement{Say: "Nothing has been sent yet."}, nil
	}
	env := scope(a)
	say, err := t.unmet(a, env)
	if err != nil || say == "" {
		return Judgement{Solved: err == nil}, err
	}
	for i := range t.Mistakes {
		m := &t.Mistakes[i]
		made, err := holds(m.When, env)
		if err != nil {
			return Judgement{}, err
		}
		if made {
			return Judgement{Say: m.Say, Mistake: m}, nil
		}
	}
	return Judgement{Say: say}, nil
}

func (t *Task) judgeChoice(a Attempt) Judgement {
	if a.Choice < 0 || a.Choice >= len(t.Choices) {
		return Judgement{Say: "Nothing is marked yet."}
	}
	c := t.Choices[a.Choice]
	return Judgement{Solved: c.Right, Say: c.Why}
}

// unmet returns the sentence for what the attempt does not meet, or "".
func (t *Task) unmet(a Attempt, env starlark.StringDict) (string, error) {
	if t.Kind == Predict {
		if say := t.compare(a); say != "" {
			return say, nil
		}
	}
	for _, c := range t.Checks {
		met, err := holds(c.Expr, env)
		if err != nil {
			return "", err
		}
		if !met {
			return c.Say, nil
		}
	}
	return "", nil
}

// compare holds the prediction against what came. It says which half was right and what the named station really did,
// and leaves it to the learner to see in the flow which one decided.
func (t *Task) compare(a Attempt) string {
	came := a.Exchange.Response.Status
	decider := ""
	if s := a.Exchange.Trace.Decider(); s != nil {
		decider = s.Name
	}
	station := len(t.Stations) == 0 || a.Station == decider
	switch {
	case a.Status == 0:
		return "Say first which status will come back."
	case a.Station == "" && len(t.Stations) > 0:
		return "Say first which station will decide."
	case a.Status == came && station:
		return ""
	case a.Status == came:
		return fmt.Sprintf("%d is right. But %s did not decide it: it %s.", came, a.Station, did(a.Exchange.Trace.Station(a.Station)))
	case len(t.Stations) == 0:
		return fmt.Sprintf("You expected %d, and %d came back. Look in the flow where that was decided.", a.Status, came)
	case station:
		return fmt.Sprintf("%s did decide. But it came to %d, not %d: the last line of the flow says why.", a.Station, came, a.Status)
	}
	return fmt.Sprintf("You expected %d, and %d came back. %s did not decide it: it %s.",
		a.Status, came, a.Station, did(a.Exchange.Trace.Station(a.Station)))
}

// did says what a station that did not decide did with the request.
func did(s *trace.Station) string {
	if s == nil {
		return "is not on this request's way"
	}
	switch s.Verdict {
	case trace.Unreached:
		return "was never reached"
	case trace.Skipped:
		return "returned None and left the request to the next one"
	case trace.Accepted:
		return "set request.user and let the request go on"
	case trace.Refused:
		return "refused, but the answer was decided elsewhere"
	case trace.Passed:
	}
	return "let the request pass"
}
