// Package trace holds what a request met on its way through the framework: the stations in order, what each of them
// read, decoded, looked up, compared and decided, and the rule that chose the status.
//
// Stations keep raw values, bytes of a client included; sentences are made when shown, by Sentence, and whoever draws
// them makes the bytes harmless first.
package trace

import "time"

// Stage is the part of the framework that a station belongs to.
type Stage string

// The stages in the order in which a request meets them.
const (
	Middleware     Stage = "middleware"
	Routing        Stage = "routing"
	Negotiation    Stage = "negotiation"
	Authentication Stage = "authentication"
	Permission     Stage = "permission"
	Throttle       Stage = "throttle"
	Method         Stage = "method"
	Parsing        Stage = "parsing"
	View           Stage = "view"
)

// Verdict is what a station did with the request.
type Verdict string

// The verdicts. Skipped is DRF's "returned None: not mine"; Accepted has set request.user.
const (
	Unreached Verdict = "unreached"
	Passed    Verdict = "passed"
	Skipped   Verdict = "skipped"
	Accepted  Verdict = "accepted"
	Refused   Verdict = "refused"
)

// Verb is what a station did to get to know a Fact.
type Verb string

// The verbs. Read takes something from the request, Decoded is the result of a decoding step, Queried is SQL that ran,
// Compared holds two values against each other, Checked is a test with a yes or no, Set is a value that the station left
// for the ones after it.
const (
	Read     Verb = "read"
	Decoded  Verb = "decoded"
	Queried  Verb = "queried"
	Compared Verb = "compared"
	Checked  Verb = "checked"
	Set      Verb = "set"
)

// Fact is one thing that a station found out, in raw values.
type Fact struct {
	Verb Verb `json:"verb"`
	// Name says what it is about: a header, a cookie, a setting, an attribute; for Queried, the table.
	Name string `json:"name"`
	// Value is what was found; for Queried, the SQL.
	Value string `json:"value"`
	// Want is what a Compared value was held against.
	Want string `json:"want,omitempty"`
	// Params are the SQL's parameters, in order.
	Params []string `json:"params,omitempty"`
	// Rows is how many rows a query returned or changed.
	Rows int `json:"rows,omitempty"`
	// OK tells a Compared or Checked that held, and a Read that found something.
	OK bool `json:"ok"`
	// Took is how long a query or a password check ran.
	Took time.Duration `json:"took_ns,omitempty"`
}

// Exception is the Python exception that a station raised.
type Exception struct {
	// Class is the exception's name, such as AuthenticationFailed.
	Class string `json:"class"`
	// Detail is its text, as the framework words it.
	Detail string `json:"detail"`
	// Note says, for an exception that makes Django fall (a 500), what is behind it.
	Note string `json:"note,omitempty"`
	// Line is where a learner's own class raised it, counted from 1; 0 for everything else.
	Line int `json:"line,omitempty"`
}

// Station is one stage of the framework as this request met it, or did not.
type Station struct {
	Stage   Stage   `json:"stage"`
	Name    string  `json:"name"`
	Verdict Verdict `json:"verdict"`
	Facts   []Fact  `json:"facts,omitempty"`
	// Raised is the exception that ended the way in here, if one did.
	Raised *Exception    `json:"raised,omitempty"`
	Took   time.Duration `json:"took_ns,omitempty"`
}

// Rule is the reason for the final status.
type Rule string

// The rules. Challenge and NoChallenge are DRF's APIView.handle_exception: the first authentication class has an
// authenticate_header (401) or has none (403).
const (
	// ViewAnswered: the view returned normally.
	ViewAnswered Rule = "view"
	// Challenge: NotAuthenticated or AuthenticationFailed, and the first class has a challenge: 401.
	Challenge Rule = "challenge"
	// NoChallenge: the same exceptions, and the first class has no challenge: coerced to 403.
	NoChallenge Rule = "no_challenge"
	// NoAuthenticators: a permission failed on a view without any authentication class: 403.
	NoAuthenticators Rule = "no_authenticators"
	// Denied: PermissionDenied, CSRF failures among it: always 403.
	Denied Rule = "denied"
	// ExceptionStatus: another exception that carries its own status (404, 405, 406, 415, 429, 400).
	ExceptionStatus Rule = "exception"
	// DjangoAnswered: Django itself answered, before or around the view (redirect, 404, 400, CSRF page, login form).
	DjangoAnswered Rule = "django"
	// FrontAnswered: the front server refused, and the application never saw the request.
	FrontAnswered Rule = "front"
	// ServerAnswered: the HTTP server could not read the request, so that nothing of Django ever saw it.
	ServerAnswered Rule = "server"
	// Crashed: an exception that nobody caught: 500.
	Crashed Rule = "crash"
)

// Outcome is the end of the way: the status, and the rule that chose it.
type Outcome struct {
	Status int  `json:"status"`
	Rule   Rule `json:"rule"`
	// DecidedBy is the index of the station that decided, or -1.
	DecidedBy int `json:"decided_by"`
	// FirstClass is the first authentication class, which alone was asked for a challenge.
	FirstClass string `json:"first_class,omitempty"`
	// Challenge is what that class's authenticate_header returned.
	Challenge string `json:"challenge,omitempty"`
}

// Trace is the whole way of one request.
type Trace struct {
	Stations []Station `json:"stations"`
	Outcome  Outcome   `json:"outcome"`
	// User is str(request.user) at the end, empty where no view was reached.
	User string `json:"user"`
	// AuthenticatedBy is the class that accepted, or empty.
	AuthenticatedBy string `json:"authenticated_by"`
}

// Station returns the first station of that name, or nil.
func (t *Trace) Station(name string) *Station {
	for i := range t.Stations {
		if t.Stations[i].Name == name {
			return &t.Stations[i]
		}
	}
	return nil
}

// Decider returns the station that decided the status, or nil if none did.
func (t *Trace) Decider() *Station {
	if i := t.Outcome.DecidedBy; i >= 0 && i < len(t.Stations) {
		return &t.Stations[i]
	}
	return nil
}
