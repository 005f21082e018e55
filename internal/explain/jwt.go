package explain

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash"
	"slices"
	"strconv"
	"strings"
)

// JWT tells whether s looks like a JSON Web Token: it begins as every JSON object in Base64 does, and has a dot.
func JWT(s string) bool { return strings.HasPrefix(s, "eyJ") && strings.Contains(s, ".") }

// member is one name and value of a JSON object, in the order in which they stand there.
type member struct {
	name string
	raw  json.RawMessage
}

// jwt takes a token apart (RFC 7519, in the compact form of RFC 7515 §7.1).
func jwt(tok string, w World) []Line {
	parts := strings.Split(tok, ".")
	switch {
	case len(parts) == 1:
		return []Line{say("", bad("no JWT: "), plain("one has three parts with two dots between them: header.claims.signature"))}
	case len(parts) > 3:
		return []Line{say("", bad(fmt.Sprintf("no JWT: %d parts, ", len(parts))), plain("and it has three: header.claims.signature"))}
	}
	header, wrong := object(parts[0])
	if wrong != "" {
		return []Line{say("header", bad(wrong))}
	}
	out := []Line{headerLine(header)}
	if claims, wrong := object(parts[1]); wrong != "" {
		out = append(out, say("claims", bad(wrong)))
	} else {
		out = append(out, claimLines(claims, w)...)
	}
	if len(parts) == 2 {
		return append(out, say("signature", bad("cut: "), plain("behind the claims come a dot and the signature")))
	}
	return append(out, signature(header, parts, w.Key))
}

// object decodes one part of a token; wrong is a sentence where that fails.
func object(part string) (members []member, wrong string) {
	raw, err := segment(part)
	if err != nil {
		return nil, "cut or mistyped: this part is no Base64 of the kind that URLs take"
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, "cut or mistyped: it decodes to no JSON object"
	}
	for d.More() {
		name, err := d.Token()
		text, ok := name.(string)
		m := member{name: text}
		if err != nil || !ok || d.Decode(&m.raw) != nil {
			return nil, "cut or mistyped: its JSON breaks off"
		}
		members = append(members, m)
	}
	if _, err := d.Token(); err != nil || d.More() {
		return nil, "cut or mistyped: its JSON breaks off"
	}
	return members, ""
}

// segment decodes Base64url, with padding or without.
func segment(part string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(part, "="))
}

// text is a member's value as it is shown: a string without its quotes.
func (m member) text() string {
	var s string
	if json.Unmarshal(m.raw, &s) == nil {
		return s
	}
	return string(m.raw)
}

func find(members []member, name string) string {
	for _, m := range members {
		if m.name == name {
			return m.text()
		}
	}
	return ""
}

func headerLine(header []member) Line {
	line := Line{Label: "header"}
	for i, m := range header {
		if i > 0 {
			line.Spans = append(line.Spans, dim(" · "))
		}
		line.Spans = append(line.Spans, dim(m.name+" "), value(m.text()))
	}
	return line
}

// claimLines tell the claims: the times each in a line of their own, in words, the others together.
func claimLines(claims []member, w World) []Line {
	var who, when []Line
	line := Line{Label: "claims"}
	// The token's own number is long, and says least: it comes last.
	isNumber := func(m member) bool { return m.name == "jti" }
	if i := slices.IndexFunc(claims, isNumber); i >= 0 {
		claims = append(slices.Delete(slices.Clone(claims), i, i+1), claims[i])
	}
	for _, m := range claims {
		switch m.name {
		case "exp", "iat", "nbf", "refresh_exp":
			when = append(when, timeLine(m, w))
			continue
		}
		if len(line.Spans) > 0 {
			line.Spans = append(line.Spans, dim(" · "))
		}
		line.Spans = append(line.Spans, dim(m.name+" "), value(m.text()))
		if m.name == "user_id" {
			line.Spans = append(line.Spans, owner(m.text(), w)...)
		}
	}
	if len(line.Spans) > 0 {
		who = append(who, line)
	}
	if len(claims) == 0 {
		who = append(who, say("claims", plain("none")))
	}
	return append(who, when...)
}

func owner(id string, w World) []Span {
	for _, u := range w.Users {
		if strconv.FormatInt(u.ID, 10) == id {
			return []Span{plain(" (" + u.Username + kindOf(u) + ")")}
		}
	}
	return nil
}

// timeLine says when something begins or ends, and how far that is from the sandbox's now. A token is expired from the
// very second of exp on (jwt/api_jwt.py, _validate_exp).
func timeLine(m member, w World) Line {
	seconds, err := strconv.ParseFloat(string(m.raw), 64)
	if err != nil || seconds < 0 || seconds > 1e12 {
		return say(m.name, bad("no time: "), value(m.text()))
	}
	at := moment(seconds)
	line := say(m.name, value(clock(at, w.Now)))
	switch left := at.Sub(w.Now); {
	case m.name == "iat" && left <= 0:
		line.Spans = append(line.Spans, dim(", issued "+Duration(-left)+" ago"))
	case m.name == "iat":
		line.Spans = append(line.Spans, dim(", "), bad("not yet issued: "), plain("that is in "+Duration(left)))
	case m.name == "nbf" && left <= 0:
		line.Spans = append(line.Spans, dim(", valid since "+Duration(-left)))
	case m.name == "nbf":
		line.Spans = append(line.Spans, dim(", "), bad("not yet valid: "), plain("only in "+Duration(left)))
	case left <= 0:
		line.Spans = append(line.Spans, dim(", "), bad("expired "+Duration(-left)+" ago"))
	default:
		line.Spans = append(line.Spans, dim(", "), good(Duration(left)+" left"))
	}
	return line
}

// signature says whether the sandbox's key made it (RFC 7515 §5.2, RFC 7518 §3.2).
func signature(header []member, parts []string, key string) Line {
	const label = "signature"
	alg := find(header, "alg")
	digest, ok := hashes()[alg]
	switch {
	case strings.EqualFold(alg, "none"):
		return say(label, bad("alg none: nobody signed it, "), plain("and no server should believe it"))
	case alg == "":
		return say(label, bad("the header names no alg, "), plain("so nobody can say how to check it"))
	case !ok:
		return say(label, plain("the sandbox's SECRET_KEY makes no "+alg+"; it makes HS256, HS384 and HS512"))
	case parts[2] == "":
		return say(label, bad("empty: "), plain("nobody signed it"))
	}
	got, err := segment(parts[2])
	mac := hmac.New(digest, []byte(key))
	_, _ = mac.Write([]byte(parts[0] + "." + parts[1]))
	want := mac.Sum(nil)
	switch {
	case err != nil:
		return say(label, bad("cut or mistyped: this part is no Base64 of the kind that URLs take"))
	case hmac.Equal(got, want):
		return say(label, good("right: "), plain("the sandbox's SECRET_KEY made it"))
	case len(got) < len(want):
		return say(label, bad(fmt.Sprintf("cut: %d of %d bytes", len(got), len(want))))
	}
	return say(label, bad("wrong: "), plain("not made with the sandbox's SECRET_KEY, or changed since"))
}

func hashes() map[string]func() hash.Hash {
	return map[string]func() hash.Hash{"HS256": sha256.New, "HS384": sha512.New384, "HS512": sha512.New}
}
