package conformance_test

import (
	"fmt"
	"net/url"
	"strings"

	"authtour/sandbox/conformance"
)

// loginRequest is Django's own login or logout, with and without what it asks for.
func (g generator) loginRequest(s conformance.Step) conformance.Step {
	s.Path = pick(g, "/api-auth/login/", "/api-auth/login/", "/api-auth/logout/")
	if g.chance(30) {
		s.Path += "?next=" + pick(
			g, "/public/", "//evil.example", "https://evil.example/", "http://{{host}}/x", "javascript:alert(1)", "", "%2Fpublic%2F", "/%0d%0aX:y", "\\\\evil.example", "///evil.example",
			"http:///evil.example", "public", "/p\u00fcblic/", "/a%20b", "%C3%A9", "/x?y=1%26z", "/api-auth/login/",
		)
	}
	if s.Method == "GET" && g.chance(60) {
		s.Method = "POST"
	}
	g.credentials(&s)
	if g.chance(60) {
		add(&s, "Cookie", "csrftoken={{csrf:alice}}"+pick(g, "", "; sessionid={{session:alice}}", "; sessionid=short", "; sessionid="))
	}
	g.csrf(&s)
	if s.Method != "GET" {
		s.Body = g.loginForm()
		add(&s, "Content-Type", pick(g, formType, formType, formType, formType, "application/json", "", formType+"; charset=latin-1"))
	}
	g.accept(&s)
	return s
}

func (g generator) loginForm() string {
	token := pick(g, "{{masked:alice}}", "{{masked:alice}}", "{{csrf:alice}}", "{{masked:admin}}", "x", "")
	form := "csrfmiddlewaretoken=" + token + "&" + g.passwordForm()
	if g.chance(20) {
		form += "&next=" + pick(g, "/public/", "//evil.example", "", "https://{{host}}/x", "http://{{host}}/x", "%2F%2Fevil.example%2F", "%09//evil", "/a b", "\u00e9")
	}
	if g.chance(8) {
		form = strings.TrimPrefix(form, "csrfmiddlewaretoken="+token+"&")
	}
	return form
}

func (g generator) passwordForm() string {
	if g.chance(50) {
		return pick(g, "username=alice&password=wonderland", "username=admin&password=overlook", "username=custom_user&password=bespoke")
	}
	return pick(
		g, "username=bob&password=builder", "username=alice&password=x", "username=&password=", "username=alice", "password=wonderland", "", "username=+alice+&password=wonderland",
		"username=alice&password=wonderland+", "username=Alice&password=wonderland", "username=alice&username=admin&password=overlook", "username=%00&password=x",
		"username="+strings.Repeat("a", 151)+"&password=x", "username=%EF%BD%81lice&password=wonderland", "username=dana&password=x", "username=%FF&password=x",
	)
}

// tokenRequest is one to a view that gives or takes tokens.
func (g generator) tokenRequest(s conformance.Step) conformance.Step {
	s.Path = pick(g, "/api-token-auth/", "/api/token/", "/api/token/", "/api/token/refresh/", "/api/token/refresh/", "/api/token/verify/", "/api/token/blacklist/")
	if s.Method == "GET" && g.chance(85) {
		s.Method = "POST"
	}
	if g.chance(25) {
		g.credentials(&s)
	}
	switch {
	case g.chance(10):
		g.body(&s)
		return s
	case strings.HasSuffix(s.Path, "auth/") || s.Path == "/api/token/":
		s.Body = g.passwordJSON()
		if g.chance(25) {
			s.Body = g.passwordForm()
			add(&s, "Content-Type", formType)
			return s
		}
	default:
		s.Body = g.tokenJSON()
	}
	add(&s, "Content-Type", "application/json")
	g.accept(&s)
	return s
}

func (g generator) passwordJSON() string {
	if g.chance(35) {
		return pick(g, `{"username":"alice","password":"wonderland"}`, `{"username":"admin","password":"overlook"}`, `{"username":"bob","password":"builder"}`)
	}
	value := func() string {
		return pick(
			g, `"alice"`, `"wonderland"`, `" alice "`, `""`, `" "`, `null`, `1`, `1.5`, `true`, `[]`, `["alice"]`, `{}`, `"x"`, `"\u0000"`, `"\ud800"`, `"\u00a0alice\u2003"`, `"\u001falice"`,
			`"{{repeat:x:5000}}"`, `1e400`, `-0.0`, `12345678901234567890`, `"\u200b"`, `"a\u0000b"`, `1e16`, `"ａlice"`, `"alice\n"`,
		)
	}
	return pick(
		g, `{"username":`+value()+`,"password":`+value()+`}`, `{"username":"alice","password":`+value()+`}`, `{"username":`+value()+`,"password":"wonderland"}`,
		`{"username":`+value()+`}`, `{"password":`+value()+`}`, `{}`, `[]`, value(), `{"Username":"alice","password":"wonderland"}`,
		`{"username":"alice","password":"wonderland","next":"x"}`, `[{"username":"alice","password":"wonderland"}]`, `{"username":"x","username":"alice","password":"wonderland"}`,
	)
}

func (g generator) tokenJSON() string {
	value := `"` + pick(
		g, "{{refresh:alice}}", "{{refresh:alice}}", "{{access:alice}}", "{{refresh:admin}}", "x", "", " ", "{{token:alice}}", "a.b.c", " {{refresh:alice}} ", "\\u0000", "\\ud800",
	) + `"`
	if g.chance(45) {
		value = `"{{jwt:` + g.forgery(pick(g, "refresh", "refresh", "refresh", "access", "sliding")) + `}}"`
	}
	if g.chance(8) {
		value = pick(g, "null", "1", "true", "[]", "{}", `["x"]`, "1.5", "-0.0")
	}
	key := pick(g, "refresh", "refresh", "refresh", "token", "token", "access", "Refresh", "refresh_token")
	return pick(
		g, `{"`+key+`":`+value+`}`, `{"`+key+`":`+value+`}`, `{"refresh":`+value+`,"token":`+value+`}`, `{"refresh":`+value+`,"token":`+value+`}`, `{}`, `[]`, value,
	)
}

// story is several requests, each with what the earlier ones gave.
func (g generator) story() []conformance.Step {
	switch g.r.IntN(6) {
	case 0, 1:
		return g.browserStory()
	case 2, 3:
		return g.tokenStory()
	case 4:
		return g.keyStory()
	}
	var steps []conformance.Step
	for range 2 + g.r.IntN(6) {
		steps = append(steps, g.request())
	}
	return steps
}

// browserStory logs in, uses the session and logs out, each time with some step left out or taken twice.
func (g generator) browserStory() []conformance.Step {
	const login, logout = "/api-auth/login/", "/api-auth/logout/"
	user, password := "alice", "wonderland"
	if g.chance(30) {
		user, password = "admin", "overlook"
	}
	form := func(more url.Values) string { return "csrfmiddlewaretoken={{var:form}}&" + more.Encode() }
	cookie := [2]string{"Cookie", "csrftoken={{var:csrf}}; sessionid={{var:session}}"}
	save := map[string]string{"csrf": "cookie:csrftoken", "session": "cookie:sessionid"}
	all := []conformance.Step{
		{Path: login, Save: map[string]string{"csrf": "cookie:csrftoken", "form": "form:csrfmiddlewaretoken"}},
		{
			Method: "POST", Path: login, Save: save, Body: form(url.Values{"username": {user}, "password": {password}}),
			Headers: [][2]string{{"Cookie", "csrftoken={{var:csrf}}"}, {"Content-Type", formType}},
		},
		{Path: pick(g, "/protected/", "/admin-only/", "/notes/2/"), Headers: [][2]string{cookie}},
		{
			Method: pick(g, "POST", "PUT", "DELETE"), Path: "/protected/", Body: `{"a":1}`, Headers: [][2]string{
				cookie, {"Content-Type", "application/json"}, {"X-CSRFToken", pick(g, "{{var:csrf}}", "{{var:form}}", "x")},
			},
		},
		{Path: login, Headers: [][2]string{cookie}, Save: map[string]string{"form": "form:csrfmiddlewaretoken"}},
		{
			Method: "POST", Path: logout + pick(g, "", "", "?next=/protected/"), Save: map[string]string{"csrf": "cookie:csrftoken"},
			Headers: [][2]string{cookie, {"Content-Type", formType}}, Body: form(nil),
		},
		{Path: "/protected/", Headers: [][2]string{cookie}},
	}
	var steps []conformance.Step
	for _, step := range all {
		for range pick(g, 0, 1, 1, 1, 1, 1, 1, 1, 2) {
			steps = append(steps, step)
		}
	}
	return append(steps, g.request())
}

// tokenStory obtains a pair and uses, refreshes, verifies and blacklists it in any order.
func (g generator) tokenStory() []conformance.Step {
	post := func(path, body string, save map[string]string) conformance.Step {
		return conformance.Step{
			Method: "POST", Path: "/api/token/" + path, Body: body, Save: save, Headers: [][2]string{{"Content-Type", "application/json"}},
		}
	}
	steps := []conformance.Step{post("", `{"username":"alice","password":"wonderland"}`, map[string]string{"access": "access", "refresh": "refresh", "old": "refresh"})}
	for range 2 + g.r.IntN(6) {
		which := pick(g, "refresh", "refresh", "old", "access")
		steps = append(steps, pick(
			g,
			post("refresh/", `{"refresh":"{{var:`+which+`}}"}`, map[string]string{"access": "access"}),
			post("refresh/", `{"refresh":"{{var:`+which+`}}"}`, map[string]string{"access": "access", "refresh": "refresh"}),
			post("blacklist/", `{"refresh":"{{var:`+which+`}}"}`, nil), post("verify/", `{"token":"{{var:`+which+`}}"}`, nil),
			conformance.Step{
				Method: pick(g, "GET", "POST"), Path: pick(g, "/protected/", "/admin-only/", "/public/"),
				Headers: [][2]string{{"Authorization", pick(g, "Bearer", "JWT") + " {{var:" + which + "}}"}},
			},
		))
	}
	return steps
}

// keyStory obtains a key and uses it, or the front server's word for who somebody is.
func (g generator) keyStory() []conformance.Step {
	steps := []conformance.Step{{
		Method: "POST", Path: "/api-token-auth/", Body: `{"username":"custom_user","password":"bespoke"}`, Save: map[string]string{"key": "token"},
		Headers: [][2]string{{"Content-Type", "application/json"}},
	}}
	for i := range 2 + g.r.IntN(3) {
		step := conformance.Step{Path: pick(g, "/protected/", "/notes/1/", "/admin-only/"), Headers: [][2]string{{"Authorization", "Token {{var:key}}"}}}
		if g.chance(40) {
			step.To, step.Method = "front", pick(g, "GET", "POST")
			step.Headers = [][2]string{{"Authorization", "Basic " + encoded(pick(g, "dana:front-door", "alice:front-door", "bob:front-door"))}, {"X-Request", fmt.Sprint(i)}}
		}
		steps = append(steps, step)
	}
	return steps
}
