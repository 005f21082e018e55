package conformance_test

import (
	"encoding/json"
	"fmt"
	"strings"
)

// jwt is a token that SimpleJWT gave, or one that somebody made up.
func (g generator) jwt() string {
	user := pick(g, "alice", "alice", "admin", "custom_user")
	switch g.r.IntN(12) {
	case 0, 1, 2:
		return "{{access:" + user + "}}"
	case 3:
		return "{{refresh:" + user + "}}"
	case 4:
		return pick(
			g, "{{access:alice}}.", ".{{access:alice}}", "{{access:alice}}=", "{{access:alice}}.x", "\"{{access:alice}}\"", "{{access:alice}},", "a.b", "...", "a..c",
			"e30.e30.", "e30.e30.e30", "{{token:alice}}", "{{access:alice}}\u00ff", "eyJhbGciOiJub25lIn0.e30.", "{{b64:{\"alg\":\"HS256\"}}}.e30.x",
		)
	}
	spec := "jwt:" + g.forgery("access")
	if g.chance(8) {
		return fmt.Sprintf("{{flip:%d:%s:%s}}", g.r.IntN(400)-200, pick(g, "A", "B", "_", "-", "=", ".", "+", "/", "!", " ", "\u00e9", "0"), spec)
	}
	return "{{" + spec + "}}"
}

// forgery describes a token: for the most part right, with one thing or two about it that are not.
func (g generator) forgery(tokenType string) string {
	f := map[string]any{}
	header, claims := map[string]any{}, map[string]any{"token_type": tokenType}
	for range 1 + g.r.IntN(2) {
		switch g.r.IntN(8) {
		case 0:
			f["alg"] = pick(g, "none", "None", "HS384", "HS512", "RS256", "hs256", "", "HS256 ", "EdDSA")
			if g.chance(50) {
				f["sign"] = pick(g, "HS256", "HS384", "HS512")
			}
		case 1:
			f["key"] = pick(g, "other", "empty")
		case 2:
			f["signature"] = pick(g, "", "AAAA", "=", "x", "!!!!", "\u00e9", "AAA", "A")
		case 3:
			f["payload"] = g.payload()
		case 4:
			header[pick(g, "kid", "typ", "crit", "b64", "cty", "alg", "x", "jwk")] = g.value()
		default:
			g.claim(claims)
		}
	}
	f["header"], f["claims"] = header, claims
	text, err := json.Marshal(f)
	if err != nil {
		return "{}"
	}
	// Two braces side by side would end the placeholder.
	return strings.ReplaceAll(string(text), "}}", "} }")
}

func (g generator) payload() string {
	return pick(
		g, "null", "[]", "{}", "\"x\"", "1", "{", "", "{\"exp\":NaN}", "{\"user_id\":1,\"exp\":99999999999}", "{\"exp\":Infinity,\"user_id\":1}",
		"{\"token_type\":\"access\",\"exp\":99999999999,\"jti\":\"x\",\"user_id\":1}",
		"{\"token_type\":\"access\",\"exp\":99999999999,\"jti\":\"x\",\"user_id\":1,\"user_id\":3}",
		"{\"token_type\":\"access\",\"exp\":1,\"exp\":99999999999,\"jti\":\"x\",\"user_id\":\"1\",}",
		" {\"token_type\":\"access\",\"exp\":9999999999.5,\"jti\":\"x\",\"user_id\":3} ", "\ufeff{}", "{\"a\":\"\\ud800\",\"exp\":99999999999}",
		"{\"token_type\":\"access\",\"exp\":1e10,\"jti\":\"x\",\"user_id\":1}", "{'exp':1}", "true",
	)
}

// claim changes one claim.
func (g generator) claim(claims map[string]any) {
	times := []any{
		"now-30", "now-3000", "now+300", "now+90", 0, -1, 1, "DROP", "1", "99999999999", " 99999999999 ", "x", 99999999999, 9999999999.5, 1e20,
		true, false, nil,
		[]any{},
		map[string]any{},
		"", "9_999_999_999", "١٠", 1700000000000, "now-90",
	}
	name := pick(g, "exp", "exp", "iat", "nbf", "user_id", "user_id", "user_id", "jti", "token_type", "sub", "iss", "aud", "hash_password", "x")
	switch name {
	case "exp", "iat", "nbf":
		claims[name] = pick(g, times...)
	case "user_id", "sub":
		claims[name] = pick[any](
			g, 1, 2, 3, 4, 99, 0, -1, "1", "2", "3", "4", " 1 ", "01", "1.0", "x", "", "alice", "admin", true, false, nil, 1.0, 1.5, []any{1}, map[string]any{},
			"DROP", "1_0", "١", 9223372036854775807, "9223372036854775808", 1e30, "+1", "-0", "bob", "\u0000",
		)
	case "token_type":
		claims[name] = pick[any](g, "refresh", "access", "sliding", "", nil, 1, "DROP", "Access", []any{"access"}, true)
	default:
		claims[name] = g.value()
	}
}

func (g generator) value() any {
	return pick[any](
		g, "x", "", 1, 0, -1, 1.5, true, false, nil, []any{}, []any{"x"}, map[string]any{}, "DROP", "authtour", "learners", []any{"learners", "x"}, []any{"exp"},
		"JWT", "HS256", "\u0000", "\u00e9", []any{1}, "now+60",
	)
}
