package trace

import (
	"fmt"
	"net/http"
)

// Reason is the sentence that tells why the status is what it is (rest_framework/views.py, handle_exception).
func (t *Trace) Reason() string { return fmt.Sprintf("%d: %s", t.Outcome.Status, t.because()) }

func (t *Trace) because() string {
	o, by, raised := t.Outcome, "the view", "an exception"
	if d := t.Decider(); d != nil {
		by = d.Name
		if d.Raised != nil {
			raised = d.Raised.Class
		}
	}
	switch o.Rule {
	case ViewAnswered:
		if t.User != "" {
			return "the view answered " + t.User
		}
		return "the view answered"
	case Challenge:
		if o.FirstClass == by {
			return by + " has a challenge of its own to send"
		}
		return "the first class, " + o.FirstClass + ", has a challenge to send"
	case NoChallenge:
		return "the first class, " + o.FirstClass + ", has no challenge to send"
	case NoAuthenticators:
		return "the view has no authentication class that could send a challenge"
	case Denied:
		return by + " raised PermissionDenied, which is always 403"
	case ExceptionStatus:
		return fmt.Sprintf("%s raised %s, which is always %d", by, raised, o.Status)
	case DjangoAnswered:
		return t.djangoBecause(by)
	case FrontAnswered:
		return "the front server refused, so that Django never saw the request"
	case ServerAnswered:
		return "the HTTP server could not read it, so that Django never saw the request"
	case Crashed:
		return by + " raised " + raised + ", which nobody caught"
	}
	return string(o.Rule)
}

// djangoBecause is the reason for an answer that Django makes itself, without DRF.
func (t *Trace) djangoBecause(by string) string {
	switch t.Outcome.Status {
	case http.StatusMovedPermanently:
		return "Django redirects to the path with a slash at its end"
	case http.StatusFound:
		return by + " redirects"
	case http.StatusForbidden:
		return by + " refused, and Django shows its own page"
	case http.StatusNotFound:
		return "no URL pattern fits, so that no view was asked"
	case http.StatusBadRequest:
		return "Django refused the request before any view, in " + by
	}
	return "Django answered itself, in " + by
}
