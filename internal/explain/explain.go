// Package explain says what the values of a request mean, as far as they can be read without asking the server: what a
// credential decodes to, what a token claims and until when, whose key it is. It draws nothing.
package explain

import (
	"strings"
	"time"

	"authtour/sandbox"
)

// Tone is how a piece of an explanation is meant.
type Tone int

// The tones: a sentence of ours, what steps back, what was read out of the value, and what is right or wrong with it.
const (
	Plain Tone = iota
	Dim
	Value
	Good
	Bad
)

// Span is a piece of text in one tone. Text read out of a value is as it stands there: whoever shows it makes it
// harmless.
type Span struct {
	Tone Tone
	Text string
}

// Line is one thing that is said; Label names it where a value has several parts.
type Line struct {
	Label string
	Spans []Span
}

// World is what the explanations are measured against.
type World struct {
	// Now is the sandbox's time.
	Now time.Time
	// Key is the sandbox's SECRET_KEY, with which SimpleJWT signs unless settings say otherwise.
	Key string
	// Users are the people of the sandbox.
	Users []sandbox.User
	// Cookie is the Cookie header that goes with the request.
	Cookie string
}

func say(label string, spans ...Span) Line { return Line{label, spans} }

func plain(text string) Span { return Span{Plain, text} }
func dim(text string) Span   { return Span{Dim, text} }
func value(text string) Span { return Span{Value, text} }
func good(text string) Span  { return Span{Good, text} }
func bad(text string) Span   { return Span{Bad, text} }

// Header explains the value of a header; of one that needs no explanation it says nothing.
func Header(name, v string, w World) []Line {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "authorization":
		return authorization(v, w)
	case "cookie":
		return cookies(v)
	case "x-csrftoken":
		return csrf(v, w)
	}
	return nil
}

// authorization explains a credential by its scheme. The words are compared as the classes do: without regard to case
// for Basic and Token (rest_framework/authentication.py), exactly for Bearer (rest_framework_simplejwt/authentication.py).
func authorization(v string, w World) []Line {
	scheme, rest, _ := strings.Cut(strings.TrimLeft(v, " \t"), " ")
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(scheme) {
	case "basic":
		c, _ := ReadBasic(v)
		return c.lines()
	case "token":
		return token(rest, w)
	case "bearer", "jwt":
		return bearer(scheme, rest, w)
	case "":
		return nil
	}
	if JWT(scheme) {
		return []Line{say("", bad("the scheme is missing: "), plain("a token goes behind the word Bearer and a space"))}
	}
	return nil
}

// token says whose key it is.
func token(key string, w World) []Line {
	if key == "" {
		return []Line{say("", bad("nothing follows the word Token"))}
	}
	if strings.ContainsAny(key, " \t") {
		return []Line{say("", bad("a space is inside the key; a key has none"))}
	}
	for _, u := range w.Users {
		if u.Token == key {
			return []Line{say("", plain("the key of "), value(u.Username), dim(kindOf(u)))}
		}
	}
	for _, u := range w.Users {
		if u.Token != "" && strings.HasPrefix(u.Token, key) {
			return []Line{say("", bad("cut: "), plain("the key of "), value(u.Username), plain(" begins so, and goes on"))}
		}
	}
	if JWT(key) {
		return []Line{say("", bad("this is a JWT, no key: "), plain("its scheme is Bearer"))}
	}
	return []Line{say("", dim("not a key that somebody had when the sandbox began"))}
}

func kindOf(u sandbox.User) string {
	switch {
	case !u.Active:
		return ", who is inactive"
	case u.Staff:
		return ", who is staff"
	}
	return ""
}

func bearer(scheme, tok string, w World) []Line {
	switch {
	case tok == "":
		return []Line{say("", bad("nothing follows the word "+scheme))}
	case strings.ContainsAny(tok, " \t"):
		return []Line{say("", bad("a space is inside the token; a token has none"))}
	}
	var out []Line
	if scheme != "Bearer" {
		out = append(out, say("", plain("SimpleJWT takes "), value("Bearer"), plain(" written exactly so, unless settings name other words")))
	}
	return append(out, jwt(tok, w)...)
}
