package explain

import (
	"strings"
)

// Pair is one cookie of a Cookie header.
type Pair struct{ Name, Value string }

// ReadCookies splits a Cookie header as django/http/cookie.py, parse_cookie, does: what has no = is a value without a
// name.
func ReadCookies(header string) []Pair {
	var out []Pair
	for chunk := range strings.SplitSeq(header, ";") {
		name, v, found := strings.Cut(chunk, "=")
		if !found {
			name, v = "", chunk
		}
		if p := (Pair{strings.TrimSpace(name), strings.TrimSpace(v)}); p != (Pair{}) {
			out = append(out, p)
		}
	}
	return out
}

// cookies names the cookies of a header.
func cookies(header string) []Line {
	var out []Line
	for _, p := range ReadCookies(header) {
		switch p.Name {
		case "":
			out = append(out, say("", bad("no name: "), value(p.Value), plain(" has no = before it")))
		case "sessionid":
			out = append(out, say(p.Name, value(p.Value), dim("  the key of a session")))
		case "csrftoken":
			out = append(out, say(p.Name, value(p.Value), dim("  "+secretNote(p.Value))))
		default:
			out = append(out, say(p.Name, value(p.Value)))
		}
	}
	return out
}

func secretNote(v string) string {
	if _, ok := secret(v); !ok {
		return "no CSRF secret: it has neither 32 nor 64 letters and digits"
	}
	return "the CSRF secret"
}

// csrf says whether the token goes with the cookie (django/middleware/csrf.py, _does_token_match).
func csrf(tok string, w World) []Line {
	got, ok := secret(tok)
	if !ok {
		return []Line{say("", bad("no CSRF token: "), plain("one has 32 or 64 letters and digits"))}
	}
	cookie := ""
	for _, p := range ReadCookies(w.Cookie) {
		if p.Name == "csrftoken" {
			cookie = p.Value
		}
	}
	want, ok := secret(cookie)
	switch {
	case cookie == "":
		return []Line{say("", bad("no csrftoken cookie goes with it, "), plain("so there is nothing to compare it with"))}
	case ok && got == want:
		return []Line{say("", good("goes with the csrftoken cookie"))}
	}
	return []Line{say("", bad("does not go with the csrftoken cookie"))}
}

const (
	secretLength  = 32
	secretLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
)

// secret is the CSRF secret in a token; one of 64 characters is a mask and the masked secret (_unmask_cipher_token).
func secret(tok string) (string, bool) {
	if strings.Trim(tok, secretLetters) != "" || len(tok) != secretLength && len(tok) != 2*secretLength {
		return "", false
	}
	if len(tok) == secretLength {
		return tok, true
	}
	out := make([]byte, secretLength)
	for i := range out {
		by := strings.IndexByte(secretLetters, tok[secretLength+i]) - strings.IndexByte(secretLetters, tok[i])
		if by < 0 {
			by += len(secretLetters)
		}
		out[i] = secretLetters[by]
	}
	return string(out), true
}
