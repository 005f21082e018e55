package conformance_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"authtour/sandbox/conformance"
)

// generator makes requests that try to be answered differently. Everything comes from its seed.
type generator struct{ r *rand.Rand }

func newGenerator(seed uint64) generator {
	return generator{rand.New(rand.NewPCG(seed, 0x617574687464))}
}

// chance is true in so many of a hundred.
func (g generator) chance(percent int) bool { return g.r.IntN(100) < percent }

// pick chooses one.
func pick[T any](g generator, of ...T) T { return of[g.r.IntN(len(of))] }

// some chooses up to n of them, in any order and now and then one twice.
func some(g generator, n int, of ...string) []string {
	var out []string
	for range g.r.IntN(n + 1) {
		out = append(out, pick(g, of...))
	}
	return out
}

// group is a settings text with the cases that a server with it gets.
type group struct {
	settings string
	cases    []conformance.Case
}

// groups makes cases of n requests altogether. Recorded settings take turns with made-up ones.
func (g generator) groups(n int, recorded []string) []group {
	const each = 300
	var out []group
	for made := 0; made < n; {
		settings := g.settings()
		if g.chance(35) {
			settings = pick(g, recorded...)
		}
		many := min(each, n-made)
		if strings.Contains(settings, "THROTTLE") {
			many = min(60, n-made) // soon everything is refused
		}
		one := group{settings: settings}
		for have := 0; have < many; {
			c := g.newCase(fmt.Sprintf("%d/%d", len(out), len(one.cases)), settings)
			one.cases = append(one.cases, c)
			have += len(c.Steps)
			made += len(c.Steps)
		}
		out = append(out, one)
	}
	return out
}

// newCase is mostly one request and sometimes a story of several.
func (g generator) newCase(id, settings string) conformance.Case {
	c := conformance.Case{ID: id, Settings: settings}
	if g.chance(12) {
		c.Steps = g.story()
	} else {
		c.Steps = []conformance.Step{g.request()}
	}
	return c
}

// request is any request.
func (g generator) request() conformance.Step {
	s := conformance.Step{Method: g.method(), Path: g.path()}
	if g.chance(15) {
		s.To = "front"
	}
	if g.chance(12) {
		return g.loginRequest(s)
	}
	if g.chance(15) {
		return g.tokenRequest(s)
	}
	g.credentials(&s)
	g.csrf(&s)
	if s.Method != "GET" || g.chance(5) {
		g.body(&s)
	}
	g.otherHeaders(&s)
	return s
}

func add(s *conformance.Step, name, value string) {
	s.Headers = append(s.Headers, [2]string{name, value})
}

func (g generator) method() string {
	if g.chance(80) {
		return pick(g, "GET", "GET", "POST")
	}
	return pick(
		g, "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "OPTIONS", "TRACE", "PROPFIND", "CONNECT", "get", "Post", "QUERY",
		"M-SEARCH", "LIST", "_", "dispatch",
	)
}

func (g generator) path() string {
	path := pick(
		g, "/protected/", "/protected/", "/protected/", "/protected-endpoint/", "/public/", "/public/", "/read-only/",
		"/admin-only/", "/notes/1/", "/notes/2/", "/api-token-auth/", "/api/token/", "/api-auth/login/", "/api-auth/logout/",
	)
	if g.chance(15) {
		path = g.oddPath()
	}
	if g.chance(12) {
		path += "?" + pick(
			g, "format=json", "format=xml", "format=", "format=JSON", "format=json&format=xml", "format=api", "fmt=xml", "next=/public/",
			"a=%zz", "%66ormat=xml", "format=j%73on", "", "?", "format=json%00", "q=\"<>", "format", "&&;format=xml", "x=ü",
		)
	}
	return path
}

func (g generator) oddPath() string {
	return pick(
		g, "/protected", "/protected//", "//protected/", "/PROTECTED/", "/%70rotected/", "/protected/%20", "/protected%2F", "/protected/?",
		"/notes/3/", "/notes/01/", "/notes/0/", "/notes/-1/", "/notes/1", "/notes/x/", "/notes/%D9%A1/", "/notes/1.0/", "/notes/ 1/",
		"/notes/9223372036854775807/", "/notes/9223372036854775808/", "/notes/99999999999999999999999/", "/notes//", "/notes/",
		"/", "/nowhere/", "/nowhere", "/api/token", "/api/token/refresh", "/api/", "/api-auth/", "/api-auth/login", "/protected/../public/",
		"/./protected/", "/protected/;a=b", "/protected/#x", "/%", "/%zz/", "/protected/%0A", "/prot\u00e9cted/", "/%ff/", "/protected.json",
		"*", "http://evil.example/protected/", "protected/", "/public/%00", "/\\protected/", "/public%3Fformat=xml", "//", "///public/", "//public",
	)
}

func (g generator) otherHeaders(s *conformance.Step) {
	g.accept(s)
	if g.chance(4) {
		add(s, "Host", pick(
			g, "localhost", "127.0.0.1", "127.0.0.1:1", "LOCALHOST:8000", "localhost.", "evil.example", "[::1]", "[::1]:80", "localhost:x",
			"localhost:", "a.example.com", ".example.com", "example.com.", "user@localhost", "local_host", "127.0.0.1:99999", "localhost, x",
		))
	}
	if g.chance(6) {
		forwarded := pick(g, "1.2.3.4", "1.2.3.4, 5.6.7.8", "  9.9.9.9 ", "", ",", "x y z", "127.0.0.1")
		add(s, pick(g, "X-Forwarded-For", "X-Forwarded-For", "X_Forwarded_For"), forwarded)
	}
	if g.chance(3) {
		name := pick(
			g, "Remote-User", "Remote_User", "REMOTE_USER", "X-Remote-User", "X-Requested-With", "X-HTTP-Method-Override",
			"X-Forwarded-Host", "X-Forwarded-Proto", "Accept-Language", "Accept-Encoding", "Range", "If-None-Match",
			"If-Modified-Since", "Expect", "Upgrade", "Cache-Control", "Content-Encoding", "Transfer-Encoding", "Content-Language",
		)
		add(s, name, pick(g, "alice", "admin", "PUT", "XMLHttpRequest", "https", "de", "gzip", "bytes=0-3", "*", "chunked", "identity"))
	}
}

func (g generator) accept(s *conformance.Step) {
	if g.chance(12) {
		add(s, "Accept", pick(
			g, "application/json", "*/*", "text/html", "application/*", "text/*", "application/json;q=0", "application/xml, */*;q=0.1",
			"application/json; indent=4", "application/json;indent=x", "application/json; indent=99", "", "json", "application/json, text/html",
			"APPLICATION/JSON", "application/json;version=1.0", "*/json", "application/json; charset=utf-8", "text/html, application/json; indent=1",
			",", "application/json;", "application/json;indent=\"2\"", "application/problem+json", "*/*; indent=3", "application/ json", ";q=1",
		))
	}
	if g.chance(1) {
		add(s, "Accept", pick(g, "text/html", "application/json"))
	}
}
