package conformance_test

import (
	"encoding/base64"
	"fmt"
	"strings"

	"authtour/sandbox/conformance"
)

// credentials puts in one way to say who one is, several, or none.
func (g generator) credentials(s *conformance.Step) {
	if s.To == "front" && g.chance(75) {
		add(s, "Authorization", pick(g, "Basic ", "basic ", "BASIC ")+encoded(g.frontLogin()))
	}
	if g.chance(70) {
		add(s, g.name("Authorization"), g.authorization())
	}
	if g.chance(3) {
		add(s, "Authorization", g.authorization())
	}
	if g.chance(8) {
		add(s, pick(g, "X-Custom-Token", "X-Custom-Token", "X_Custom_Token", "x-custom-token"), pick(
			g, "secure_token", "secure_token", "secure_token ", "Secure_token", "", "secure", "secure_token, secure_token",
		))
	}
	if g.chance(4) {
		add(s, pick(g, "X-Access-Token", "Jwt", "X-Token"), "Bearer "+g.jwt())
	}
	if g.chance(35) {
		add(s, "Cookie", g.cookies())
	}
}

func (g generator) name(name string) string {
	if g.chance(6) {
		return pick(g, strings.ToLower(name), strings.ToUpper(name))
	}
	return name
}

func (g generator) frontLogin() string {
	return pick(
		g, "alice:front-door", "bob:front-door", "dana:front-door", "admin:front-door", "alice:wonderland", "alice:", "alice",
		"dana:front-door:", ":front-door",
	)
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func (g generator) authorization() string {
	value := ""
	switch g.r.IntN(10) {
	case 0, 1, 2:
		value = pick(g, "Basic", "Basic", "Basic", "Basic", "basic", "BASIC", "bAsIc") + g.gap() + g.basic()
	case 3, 4, 5:
		value = pick(g, "Token", "Token", "Token", "token", "TOKEN", "Bearer", "Key") + g.gap() + g.token()
	case 6, 7, 8:
		value = pick(g, "Bearer", "Bearer", "Bearer", "Bearer", "Bearer", "bearer", "JWT", "Token") + g.gap() + g.jwt()
	default:
		value = pick(
			g, "", "Basic", "Basic ", "Token", "Bearer", "Bearer ", " ", "Negotiate abc", "Digest username=\"alice\"", "Basic\tYWxpY2U6",
			"Basic a b", "Token a b", "Bearer a b", "Bearer a.b.c", "Basic:", "Basic,", "Bearer null", "Bearer undefined", "Token \"x\"",
			"Basic \u00fc", "Token \u00fc", "Bearer \u00e9.\u00e9.\u00e9", "\u00fc x", "Bearer\u00a0a.b.c", "Basic\u0085YWxpY2U6", "Token \x1fx", "Bearer ..",
		)
	}
	if g.chance(4) {
		value = g.mutated(value)
	}
	return value
}

// gap is what stands between a scheme and the rest.
func (g generator) gap() string {
	if g.chance(92) {
		return " "
	}
	return pick(g, "  ", "\t", " \t ", "", ":", "=", ": ", "\u00a0")
}

// mutated changes one character, outside of placeholders.
func (g generator) mutated(text string) string {
	if text == "" || strings.Contains(text, "{{") {
		return text
	}
	at := g.r.IntN(len(text))
	for at > 0 && text[at]&0xc0 == 0x80 {
		at--
	}
	rest := text[at:]
	for i := range rest {
		if i > 0 {
			rest = rest[i:]
			break
		}
	}
	return text[:at] + pick(g, "", " ", "=", ".", "A", "\u00ff", ",", "-", "_", "\t", "%", ":") + rest
}

func (g generator) basic() string {
	who := pick(
		g, "alice:wonderland", "alice:wonderland", "admin:overlook", "custom_user:bespoke", "bob:builder", "alice:looking-glass",
		"nobody:x", "alice", "alice:", ":wonderland", ":", "", "Alice:wonderland", "alice :wonderland", " alice:wonderland",
		"alice:wonderland ", "alice:wonder:land", "alice:wonderland\n", "alice\x00:wonderland", "al\u00efce:wonderland", "dana:front-door",
		"bob:wrong", "alice@example.com:wonderland", "\u00e9\u00e8:\u00e0", "alice:\U0001f511", strings.Repeat("a", 200)+":b", "1:wonderland",
		"ａlice:wonderland", "K\u0301:x", "alice\u0130:x",
	)
	text := encoded(who)
	switch g.r.IntN(14) {
	case 0:
		return strings.TrimRight(text, "=")
	case 1:
		return text + "="
	case 2:
		return base64.URLEncoding.EncodeToString([]byte(who))
	case 3:
		return "{{latin1basic:al\u00efce:wonderland}}"
	case 4:
		return g.mutated(text)
	case 5:
		at := g.r.IntN(len(text) + 1)
		return text[:at] + pick(g, "!", "\u00e4", "=", "==", "*", "\"", "-", ".") + text[at:]
	case 6:
		return base64.StdEncoding.EncodeToString([]byte{byte(g.r.IntN(256)), byte(g.r.IntN(256)), ':', byte(g.r.IntN(256))})
	case 7:
		return who
	}
	return text
}

func (g generator) token() string {
	user := pick(g, "alice", "alice", "admin", "bob", "custom_user")
	if g.chance(65) {
		return "{{token:" + user + "}}"
	}
	return pick(
		g, "{{flip:"+fmt.Sprint(g.r.IntN(40))+":g:token:"+user+"}}", "{{flip:0:G:token:alice}}", "{{token:alice}}x", "x{{token:alice}}",
		"{{token:alice}} ", "\"{{token:alice}}\"", "{{token:alice}},", "{{token:alice}}\u00ff", "0123456789012345678901234567890123456789",
		"{{token:alice}}{{token:alice}}", "abc", "{{access:alice}}", "{{token:alice}} {{token:alice}}", "key={{token:alice}}", "%20{{token:alice}}",
		"{{token:alice}}\x00", "{{token:alice}}\u2028"[:len("{{token:alice}}")], "{{repeat:a:5000}}",
	)
}

func (g generator) cookies() string {
	user := pick(g, "alice", "alice", "admin", "custom_user")
	session := pick(
		g, "{{session:"+user+"}}", "{{session:"+user+"}}", "{{session:"+user+"}}", "", "short", "{{repeat:z:32}}", "{{repeat:Z:40}}", "\"{{session:alice}}\"",
		"{{session:alice}}x", " ", "{{flip:3:_:session:alice}}", "12345678",
	)
	csrf := pick(
		g, "{{csrf:"+user+"}}", "{{csrf:"+user+"}}", "{{masked:"+user+"}}", "", "x", "{{repeat:a:32}}", "{{repeat:a:64}}", "{{repeat:-:32}}", "{{repeat:a:33}}",
		"\"{{csrf:alice}}\"", "{{flip:5:a:csrf:alice}}",
	)
	parts := pick(
		g, "sessionid="+session+"; csrftoken="+csrf, "sessionid="+session+"; csrftoken="+csrf, "csrftoken="+csrf+"; sessionid="+session,
		"sessionid="+session, "csrftoken="+csrf, "sessionid="+session+";csrftoken="+csrf, "sessionid="+session+", csrftoken="+csrf,
		"sessionid="+session+"; sessionid=short", "sessionid=short; sessionid="+session, "a=b; ; =c; sessionid="+session, "sessionid",
		"SESSIONID="+session, "sessionid ="+session, "\"sessionid\"="+session, "a=\"b;c\"; sessionid="+session, "messages=x; sessionid="+session,
		"csrftoken=x; csrftoken="+csrf+"; sessionid="+session, "sid="+session+"; xsrf="+csrf,
	)
	return parts
}

// csrf puts in what a page of one's own, or another's, would send beside the cookies.
func (g generator) csrf(s *conformance.Step) {
	if g.chance(25) {
		add(s, pick(g, "X-CSRFToken", "X-CSRFToken", "X-CSRFToken", "X-Csrftoken", "X-CSRF-Token", "X_CSRFTOKEN", "X-XSRF-TOKEN"), pick(
			g, "{{csrf:alice}}", "{{csrf:alice}}", "{{masked:alice}}", "{{masked:alice}}", "{{csrf:admin}}", "{{masked:admin}}", "", "x", "{{repeat:a:32}}",
			"{{repeat:a:64}}", "{{flip:0:-:csrf:alice}}", "{{flip:7:a:csrf:alice}}", "{{repeat:\u00e9:32}}", "{{masked:alice}} ", "{{csrf:alice}}, {{csrf:alice}}",
		))
	}
	if g.chance(12) {
		add(s, "Origin", pick(
			g, "http://{{host}}", "http://{{host}}", "https://{{host}}", "http://127.0.0.1", "null", "http://evil.example", "http://{{host}}/", "HTTP://{{host}}",
			"", "http://trusted.example", "https://a.trusted.example", "http://[", "://", "http://a.b.trusted.example:80", "http://localhost",
		))
	}
	if g.chance(8) {
		add(s, "Referer", pick(g, "http://{{host}}/public/", "http://evil.example/", "", "https://{{host}}/", "not a url"))
	}
}
