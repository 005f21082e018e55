package compare_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"authtour/internal/compare"
	"authtour/sandbox"
	"authtour/sandbox/trace"
)

func way(names ...string) []trace.Station {
	var out []trace.Station
	for _, name := range names {
		verdict := trace.Passed
		if name, bad := strings.CutSuffix(name, "!"); bad {
			out = append(out, trace.Station{Name: name, Verdict: trace.Unreached})
			continue
		}
		out = append(out, trace.Station{Name: name, Verdict: verdict})
	}
	return out
}

func text(rows []compare.Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%s %s %q %q %v\n", r.Part, r.Name, r.A, r.B, r.Same)
	}
	return b.String()
}

func TestExchangesAreComparedLineByLine(t *testing.T) {
	a := &sandbox.Exchange{
		Request: sandbox.Request{Method: "GET", Target: "/protected/", Host: "h", Header: http.Header{"Accept": {"*/*"}, "Cookie": {"a=1", "b=2"}}},
		Response: sandbox.Response{
			Status: 401, Header: http.Header{"Www-Authenticate": {"Basic"}}, Body: []byte("no"),
		},
		Trace: trace.Trace{Stations: way("Basic", "IsAuthenticated", "View!")},
	}
	b := &sandbox.Exchange{
		Request:  sandbox.Request{Method: "GET", Target: "/protected/", Host: "h", Header: http.Header{"Accept": {"*/*"}, "Cookie": {"a=1\nb=2"}}, Body: []byte("x")},
		Response: sandbox.Response{Status: 200, Header: http.Header{}, Body: []byte("no")},
		Trace:    trace.Trace{Stations: way("Basic", "Throttle", "IsAuthenticated", "View")},
	}
	rows := compare.Exchanges(a, b)
	want := `Request method "GET" "GET" true
Request target "/protected/" "/protected/" true
Request Host "h" "h" true
Request Accept "*/*" "*/*" true
Request Cookie "a=1\nb=2" "a=1\nb=2" false
Request body "" "x" false
Flow Basic "passed" "passed" true
Flow Throttle "" "passed" false
Flow IsAuthenticated "passed" "passed" true
Flow View "not reached" "passed" false
Flow rule "0: " "0: " true
Response status "401" "200" false
Response Www-Authenticate "Basic" "" false
Response body "no" "no" true
`
	if got := text(rows); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := compare.First(rows); got != 4 {
		t.Errorf("the first difference is row %d, want 4", got)
	}
	if got := compare.First(compare.Exchanges(a, a)); got != -1 {
		t.Errorf("an exchange differs from itself in row %d", got)
	}
}

func TestStationsOfBothWaysKeepTheirOrder(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"A B C", "A B C", "A B C"},
		{"A B C", "A C", "A B C"},
		{"A C", "A B C", "A B C"},
		{"A B", "C D", "A B C D"},
		{"A B C D", "B X D", "A B C X D"},
		{"", "A", "A"},
	} {
		rows := compare.Exchanges(
			&sandbox.Exchange{Trace: trace.Trace{Stations: way(strings.Fields(c.a)...)}},
			&sandbox.Exchange{Trace: trace.Trace{Stations: way(strings.Fields(c.b)...)}},
		)
		var got []string
		for _, r := range rows {
			if r.Part == compare.Flow && r.Name != "rule" {
				got = append(got, r.Name)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q with %q: got %v, want %s", c.a, c.b, got, c.want)
		}
	}
}
