package glossary_test

import (
	"fmt"
	"strings"
	"testing"

	"authtour/internal/glossary"
	"authtour/sandbox/trace"
)

func load(t *testing.T) glossary.Glossary {
	t.Helper()
	g, err := glossary.Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestEveryThingThatAResponseOrTraceHoldsIsExplained(t *testing.T) {
	g := load(t)
	for kind, names := range map[glossary.Kind][]string{
		glossary.Header: {
			"Authorization", "WWW-Authenticate", "Cookie", "Set-Cookie", "Vary", "Allow", "Origin", "Referer", "X-CSRFToken",
			"Host", "Accept", "Content-Type", "Content-Length", "Location", "Retry-After", "X-Frame-Options", "User-Agent",
			"X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Date", "Connection", "X-Custom-Token",
		},
		glossary.Status:     {"200", "301", "302", "400", "401", "403", "404", "405", "406", "415", "429", "500"},
		glossary.Class:      {"BasicAuthentication", "SessionAuthentication", "TokenAuthentication", "RemoteUserAuthentication", "JWTAuthentication", "JWTStatelessUserAuthentication", "CustomAuthentication"},
		glossary.Permission: {"AllowAny", "IsAuthenticated", "IsAdminUser", "IsAuthenticatedOrReadOnly", "IsOwner (object)"},
		glossary.Throttle:   {"AnonRateThrottle", "UserRateThrottle", "ScopedRateThrottle"},
		glossary.Claim:      {"alg", "typ", "kid", "exp", "iat", "nbf", "jti", "iss", "aud", "sub", "token_type", "user_id", "hash_password"},
		glossary.Rule:       {"view", "challenge", "no_challenge", "no_authenticators", "denied", "exception", "django", "front", "server", "crash"},
	} {
		for _, name := range names {
			if _, found := g.Find(kind, name); !found {
				t.Errorf("%s %s is not explained", kind, name)
			}
		}
	}
	if _, found := g.Find(glossary.Header, "X-Nothing"); found {
		t.Error("something is explained that is not there")
	}
}

func TestTextsAreShortAndNameTheirSource(t *testing.T) {
	for _, term := range load(t).All() {
		if n := len(strings.Fields(term.Text)); n < 3 || n > 75 {
			t.Errorf("%s %s has %d words", term.Kind, term.Name, n)
		}
		if strings.Count(term.Text, "`")%2 != 0 || strings.Count(term.Text, "**")%2 != 0 {
			t.Errorf("%s %s opens a mark that it does not close", term.Kind, term.Name)
		}
	}
}

func TestFactsAreFoundByWhatTheyAreAbout(t *testing.T) {
	g := load(t)
	for name, want := range map[string]string{
		"exp > now": "exp", "exp > now - leeway": "exp", "check_exp exp": "exp", "iat <= now": "iat", "jti in claims": "jti",
		"jti is a string": "jti", "Authorization": "Authorization", "X-Csrftoken": "X-CSRFToken", "token_type": "token_type",
		"cookie sessionid": "cookie sessionid", "password": "password",
	} {
		if term, found := g.OfFact(trace.Fact{Name: name}); !found || term.Name != want {
			t.Errorf("%s: got %q, %v, want %q", name, term.Name, found, want)
		}
	}
}

// ruleCase is a trace, and the clauses that it should have: the word, whether it holds, and what was here.
type ruleCase struct {
	trace trace.Trace
	want  []string
}

func rules() map[string]ruleCase {
	basic := trace.Station{Stage: trace.Authentication, Name: "BasicAuthentication", Verdict: trace.Skipped}
	session := trace.Station{Stage: trace.Authentication, Name: "SessionAuthentication", Verdict: trace.Skipped}
	accepted := trace.Station{Stage: trace.Authentication, Name: "BasicAuthentication", Verdict: trace.Accepted}
	no := func(name, class, fact string) trace.Station {
		return trace.Station{
			Stage: trace.Permission, Name: name, Verdict: trace.Refused, Raised: &trace.Exception{Class: class},
			Facts: []trace.Fact{{Verb: trace.Checked, Name: fact}},
		}
	}
	wrong := trace.Station{
		Stage: trace.Authentication, Name: "BasicAuthentication", Verdict: trace.Refused,
		Raised: &trace.Exception{Class: "AuthenticationFailed", Detail: "Invalid username/password."},
	}
	nobody := no("IsAuthenticated", "NotAuthenticated", "request.user.is_authenticated")
	return map[string]ruleCase{
		"a challenge": {
			trace.Trace{
				Stations: []trace.Station{basic, session, nobody},
				Outcome:  trace.Outcome{Status: 401, Rule: trace.Challenge, DecidedBy: 2, FirstClass: "BasicAuthentication", Challenge: `Basic realm="api"`},
			},
			[]string{
				"if true IsAuthenticated: nobody is logged in", "and true all 2 of them returned None", "then true ", "else false ",
				`if true BasicAuthentication has Basic realm="api"`, `then true Basic realm="api"`, "else false ",
			},
		},
		"no challenge": {
			trace.Trace{
				Stations: []trace.Station{session, nobody},
				Outcome:  trace.Outcome{Status: 403, Rule: trace.NoChallenge, DecidedBy: 1, FirstClass: "SessionAuthentication"},
			},
			[]string{
				"if true IsAuthenticated: nobody is logged in", "and true SessionAuthentication returned None", "then true ", "else false ",
				"if false SessionAuthentication has none", "then false ", "else true ",
			},
		},
		"a class raised": {
			trace.Trace{
				Stations: []trace.Station{wrong},
				Outcome:  trace.Outcome{Status: 401, Rule: trace.Challenge, FirstClass: "BasicAuthentication", Challenge: "Basic"},
			},
			[]string{
				"if true BasicAuthentication: Invalid username/password.", "then true ",
				"if true BasicAuthentication has Basic", "then true Basic", "else false ",
			},
		},
		"denied": {
			trace.Trace{
				Stations: []trace.Station{accepted, no("IsAdminUser", "PermissionDenied", "request.user.is_staff")},
				Outcome:  trace.Outcome{Status: 403, Rule: trace.Denied, DecidedBy: 1}, User: "alice",
			},
			[]string{"if true IsAdminUser: the user is not staff", "and false BasicAuthentication accepted alice", "then false ", "else true "},
		},
		"the view answered": {trace.Trace{Stations: []trace.Station{accepted}, Outcome: trace.Outcome{Rule: trace.ViewAnswered}}, nil},
		"nobody decided":    {trace.Trace{Outcome: trace.Outcome{Rule: trace.Denied, DecidedBy: -1}}, nil},
	}
}

func TestRuleIsToldWithTheValuesOfTheRequest(t *testing.T) {
	for name, c := range rules() {
		var got []string
		for _, clause := range glossary.Clauses(&c.trace) {
			got = append(got, fmt.Sprintf("%s %v %s", clause.Word, clause.Holds, clause.Here))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}
