package lessons_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"authtour/lessons"
	"authtour/sandbox"
	"authtour/sandbox/trace"
)

// refused is a request with a wrong Basic password, as the sandbox tells it.
func refused() *sandbox.Exchange {
	return &sandbox.Exchange{
		Request: sandbox.Request{
			Method: "POST", Target: "/protected/?page=2", Body: []byte(`{"a":1}`),
			Header: http.Header{"Authorization": {basicHeader("alice:no")}, "Accept": {"text/html", "*/*"}},
		},
		Response: sandbox.Response{
			Status: 401, Body: []byte(`{"detail":"Invalid username/password."}`),
			Header: http.Header{"Www-Authenticate": {`Basic realm="api"`}},
		},
		Trace: trace.Trace{
			Stations: []trace.Station{
				{Stage: trace.Routing, Name: "URLResolver", Verdict: trace.Passed},
				{
					Stage: trace.Authentication, Name: "BasicAuthentication", Verdict: trace.Refused,
					Facts:  []trace.Fact{{Verb: trace.Decoded, Name: "user-id:password", Value: "alice:no", OK: true}},
					Raised: &trace.Exception{Class: "AuthenticationFailed", Detail: "Invalid username/password."},
				},
				{Stage: trace.Permission, Name: "IsAuthenticated", Verdict: trace.Unreached},
			},
			Outcome: trace.Outcome{Status: 401, Rule: trace.Challenge, DecidedBy: 1, FirstClass: "BasicAuthentication", Challenge: `Basic realm="api"`},
		},
	}
}

func basicHeader(credentials string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(credentials))
}

// TestExpressionsSeeTheAttempt holds the names that an author may use.
func TestExpressionsSeeTheAttempt(t *testing.T) {
	tests := []struct{ holds, fails string }{
		{`status == 401`, `status == 403`},
		{`user == "" and authenticated_by == ""`, `user == "alice"`},
		{`request.method == "POST" and request.path == "/protected/"`, `request.method == "GET"`},
		{`request.query == "page=2" and request.target == "/protected/?page=2"`, `request.query == ""`},
		{`request.body == '{"a":1}'`, `request.body == ""`},
		{`"AUTHORIZATION" in request.headers`, `"Cookie" in request.headers`},
		{`request.headers.get("authorization").startswith("Basic ")`, `request.headers.get("Cookie")`},
		{`request.headers.get("Cookie", "none") == "none"`, `request.headers.get("Accept", "none") == "none"`},
		{`request.headers["Accept"] == "text/html,*/*"`, `request.headers["Accept"] == "text/html"`},
		{`response.status == 401 and response.json["detail"].startswith("Invalid")`, `response.json == None`},
		{`"Invalid" in response.body and "WWW-Authenticate" in response.headers`, `"Allow" in response.headers`},
		{`trace.decided_by == "BasicAuthentication"`, `trace.decided_by == "IsAuthenticated"`},
		{`trace.rule == "challenge" and trace.first_class == "BasicAuthentication"`, `trace.rule == "no_challenge"`},
		{`trace.challenge == 'Basic realm="api"'`, `trace.challenge == ""`},
		{`trace.verdict("BasicAuthentication") == "refused"`, `trace.verdict("IsAuthenticated") == "passed"`},
		{`trace.verdict("Nobody") == ""`, `trace.verdict("Nobody")`},
		{`trace.raised("BasicAuthentication").name == "AuthenticationFailed"`, `trace.raised("IsAuthenticated")`},
		{`trace.raised("BasicAuthentication").detail == "Invalid username/password."`, `trace.raised("Nobody").detail`},
		{`trace.raised("BasicAuthentication")`, `trace.raised("URLResolver")`},
		{`trace.facts("BasicAuthentication", "decoded") == ["alice:no"]`, `trace.facts("BasicAuthentication", "read")`},
		{`trace.facts("BasicAuthentication", "decoded", "user-id:password")`, `trace.facts("BasicAuthentication", "decoded", "other")`},
		{`[s.name for s in trace.stations if s.verdict == "unreached"] == ["IsAuthenticated"]`, `trace.stations[0].stage == "view"`},
		{`trace.stations[1].facts[0].ok and trace.stations[1].facts[0].verb == "decoded"`, `trace.stations[0].facts`},
		{`predicted.status == 200 and predicted.station == "Protected"`, `predicted.status == 401`},
		{`basic(request.headers.get("Authorization")) == "alice:no"`, `basic("Basic")`},
		{`basic("bAsIc  YTpi") == "a:b" and basic("Basic /zo=") == "ÿ:"`, `basic("Basic YQ==") or basic("Bearer YTpi") or basic("")`},
	}
	for _, tt := range tests {
		for expr, want := range map[string]bool{tt.holds: true, tt.fails: false} {
			task := &lessons.Task{Kind: lessons.Craft, Checks: []lessons.Check{{Expr: expr, Say: "no"}}}
			got, err := task.Judge(lessons.Attempt{Exchange: refused(), Status: 200, Station: "Protected"})
			if err != nil || got.Solved != want {
				t.Errorf("%s\ngot %v, %v, want %v", expr, got.Solved, err, want)
			}
		}
	}
}

func TestAnExpressionThatCannotBeRunIsTheAuthorsFault(t *testing.T) {
	for expr, want := range map[string]string{
		`len([1 for a in range(10000) for b in range(10000)]) > 0`: "more than 100000 steps",
		`request.verb`:                  "no .verb attribute",
		`request.headers["X"] == "y"`:   "not in headers",
		`request.headers[1] == "y"`:     "a header's name is a text",
		`trace.verdict()`:               "missing argument",
		`basic(None)`:                   "got NoneType, want string",
		`{request.headers: 1}`:          "cannot be a key",
		`load("x", "y")`:                "got load",
		`open("/etc/passwd")`:           "undefined: open",
		`(lambda f: f(f))(lambda f: 1)`: "",
	} {
		task := &lessons.Task{Kind: lessons.Craft, Checks: []lessons.Check{{Expr: "status == 0", Say: "no"}}, Mistakes: []lessons.Mistake{{When: expr}}}
		_, err := task.Judge(lessons.Attempt{Exchange: refused()})
		if want == "" && err == nil {
			continue
		}
		if want == "" || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\ngot %v, want %q", expr, err, want)
		}
	}
}

func TestJudgeOfACraft(t *testing.T) {
	task := &lessons.Task{
		Kind:     lessons.Craft,
		Checks:   []lessons.Check{{Expr: `request.method == "POST"`, Say: "Use POST."}, {Expr: "status == 200", Say: "Get a 200."}},
		Mistakes: []lessons.Mistake{{When: `basic(request.headers.get("Authorization")) == "alice:no"`, Say: "Wrong password."}},
	}
	tests := []struct {
		name   string
		change func(*sandbox.Exchange)
		want   string
		solved bool
	}{
		{"a known mistake", func(*sandbox.Exchange) {}, "Wrong password.", false},
		{"the first check that fails", func(x *sandbox.Exchange) { x.Request.Header, x.Request.Method = nil, "GET" }, "Use POST.", false},
		{"the second check", func(x *sandbox.Exchange) { x.Request.Header = nil }, "Get a 200.", false},
		{"all hold, a mistake or not", func(x *sandbox.Exchange) { x.Response.Status = 200 }, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := refused()
			tt.change(x)
			got, err := task.Judge(lessons.Attempt{Exchange: x})
			if err != nil || got.Say != tt.want || got.Solved != tt.solved {
				t.Errorf("got %+v, %v, want %q", got, err, tt.want)
			}
			if known := got.Mistake == &task.Mistakes[0]; known != (tt.want == "Wrong password.") {
				t.Errorf("the mistake is %v", got.Mistake)
			}
		})
	}
}

func TestJudgeOfAPrediction(t *testing.T) {
	tests := []struct {
		name, station, want string
		status              int
	}{
		{"right", "BasicAuthentication", "", 401},
		{"right status", "IsAuthenticated", "401 is right. But IsAuthenticated did not decide it: it was never reached.", 401},
		{"right station", "BasicAuthentication", "BasicAuthentication did decide. But it came to 401, not 403: the last line of the flow says why.", 403},
		{"neither", "URLResolver", "You expected 200, and 401 came back. URLResolver did not decide it: it let the request pass.", 200},
		{"off the way", "AllowAny", "401 is right. But AllowAny did not decide it: it is not on this request's way.", 401},
		{"no status", "BasicAuthentication", "Say first which status will come back.", 0},
		{"no station", "", "Say first which station will decide.", 401},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			task := &lessons.Task{Kind: lessons.Predict, Stations: []string{"BasicAuthentication", "IsAuthenticated", "URLResolver", "AllowAny"}}
			got, err := task.Judge(lessons.Attempt{Exchange: refused(), Status: tt.status, Station: tt.station})
			if err != nil || got.Say != tt.want || got.Solved != (tt.want == "") {
				t.Errorf("got %+v, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestAPredictionWithoutStationsIsOfTheStatusAlone(t *testing.T) {
	task := &lessons.Task{Kind: lessons.Predict}
	for status, want := range map[int]string{401: "", 403: "You expected 403, and 401 came back. Look in the flow where that was decided."} {
		if got, err := task.Judge(lessons.Attempt{Exchange: refused(), Status: status}); err != nil || got.Say != want || got.Solved != (want == "") {
			t.Errorf("%d: got %+v, %v, want %q", status, got, err, want)
		}
	}
}

func TestJudgeOfAQuiz(t *testing.T) {
	task := &lessons.Task{Kind: lessons.Quiz, Choices: []lessons.Choice{{Text: "a", Why: "No."}, {Text: "b", Right: true, Why: "Yes."}}}
	for choice, want := range map[int]string{lessons.NoChoice: "Nothing is marked yet.", 0: "No.", 1: "Yes.", 2: "Nothing is marked yet."} {
		if got, err := task.Judge(lessons.Attempt{Choice: choice}); err != nil || got.Say != want || got.Solved != (choice == 1) {
			t.Errorf("%d: got %+v, %v, want %q", choice, got, err, want)
		}
	}
}

func TestNothingSentIsNothingSolved(t *testing.T) {
	for _, kind := range []lessons.Kind{lessons.Craft, lessons.Predict} {
		if got, err := (&lessons.Task{Kind: kind}).Judge(lessons.Attempt{}); err != nil || got.Solved || got.Say == "" {
			t.Errorf("%s: got %+v, %v", kind, got, err)
		}
	}
}
