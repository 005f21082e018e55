package pyjwt_test

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"hash"
	"maps"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
)

const (
	secret = "a-secret-of-the-test-0123456789abcdef0123456789abcdef"
	// nowMicros is the time of all questions.
	nowMicros = nowSecond*1_000_000 + 123456
	nowSecond = 1764000000
)

type rsaPair struct {
	key                    *rsa.PrivateKey
	private, public, pkcs1 string
}

func newRSAPair(t *testing.T) rsaPair {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return rsaPair{
		key: key, private: armored("PRIVATE KEY", private), public: armored("PUBLIC KEY", public),
		pkcs1: armored("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(&key.PublicKey)),
	}
}

func armored(label string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
}

// generator makes tokens that are right but for a few mutations.
type generator struct {
	*mathrand.Rand
	pair rsaPair
}

func newGenerator(t *testing.T, seed uint64) generator {
	t.Helper()
	return generator{mathrand.New(mathrand.NewPCG(seed, 0)), newRSAPair(t)}
}

func pick[T any](g generator, list ...T) T { return list[g.IntN(len(list))] }

// draft is a token before it is signed: parts of JSON text.
type draft struct {
	header, claims map[string]string
	// rawHeader and rawPayload replace the JSON if they are not empty.
	rawHeader, rawPayload string
	signWith, key         string
	// after changes the finished token.
	after func(string) string
}

func (g generator) question() question {
	q := question{
		Do: "decode", Algorithm: pick(g, "HS256", "HS256", "HS256", "HS384", "HS512", "RS256"), Key: secret,
		Now:    pick[int64](g, nowMicros, nowSecond*1_000_000),
		Leeway: pick(g, 0, 0, 0, 60, 0.5, -5),
	}
	if q.Algorithm == "RS256" {
		q.Key = g.pair.public
	}
	if g.IntN(5) == 0 {
		q.Audience = pick(g, []string{"learners"}, []string{"a", "learners"}, []string{}, []string{""})
	}
	if g.IntN(5) == 0 {
		q.Issuer = pick(g, []string{"authtour"}, []string{"b", "authtour"})
	}
	d := &draft{
		header: map[string]string{"alg": `"` + q.Algorithm + `"`, "typ": `"JWT"`},
		claims: map[string]string{
			"token_type": `"access"`, "exp": fmt.Sprint(nowSecond + 300), "iat": fmt.Sprint(nowSecond), "jti": `"a"`,
			"user_id": `"1"`, "aud": `"learners"`, "iss": `"authtour"`,
		},
		signWith: q.Algorithm, key: secret, after: func(s string) string { return s },
	}
	for range g.IntN(3) {
		g.mutate(d)
	}
	q.Token = base64.StdEncoding.EncodeToString([]byte(g.build(d)))
	return q
}

func (g generator) mutate(d *draft) {
	switch g.IntN(8) {
	case 0:
		g.mutateHeader(d)
	case 1, 2, 3:
		g.mutateClaim(d)
	case 4:
		d.rawPayload = pick(g, "null", "[]", `"x"`, "{", "{}", "1", "\xff{}", "\xef\xbb\xbf{}", `{"a":1,"a":2}`, `{"a":NaN,"b":Infinity}`,
			"{\x00}", "\x00{\x00}", "{\x00}\x00", `{"a":1} x`, `{'a':1}`, `{"a":"\ud800"}`, strings.Repeat("[", 100000), ` {"exp" : 1e99} `,
			`{"exp":1764000300,"exp":1}`, `{"a":`+strings.Repeat("9", 5000)+`}`)
	case 5:
		d.signWith = pick(g, "HS256", "HS384", "HS512", "none", "RS256")
	case 6:
		d.key = pick(g, "", "another key", secret+"x", g.pair.public)
	case 7:
		g.mutateToken(d)
	}
}

func (g generator) mutateHeader(d *draft) {
	if g.IntN(6) == 0 {
		d.rawHeader = pick(g, "null", "[]", `"x"`, "{", "{}", "\xff", `{"alg":"HS256","alg":"none"}`, `{"alg":"none","alg":"HS256"}`,
			"\xef\xbb\xbf{}", strings.Repeat("[", 100000), `{"alg":NaN}`, "{\"alg\":\"HS256\x01\"}")
		return
	}
	name := pick(g, "alg", "alg", "typ", "kid", "crit", "b64", "cty", "zip")
	values := map[string][]string{
		"alg":  {`"none"`, `"None"`, `"hs256"`, `"HS256"`, `"HS384"`, `"HS512"`, `"RS256"`, `null`, `""`, `[]`, `["HS256"]`, `{}`, `0`, `true`},
		"kid":  {`"x"`, `null`, `5`, `""`, `[]`},
		"crit": {`["b64"]`, `[]`, `null`, `"b64"`, `["x"]`, `[1]`, `["b64","x"]`, `["é"]`, `{"b64":1}`},
		"b64":  {`false`, `true`, `null`, `0`, `"false"`},
	}[name]
	if values == nil {
		values = []string{`"x"`, `null`, `5`, `[]`}
	}
	d.header[name] = pick(g, values...)
	if name == "b64" && g.IntN(2) == 0 {
		d.header["crit"] = `["b64"]`
	}
	if g.IntN(10) == 0 {
		delete(d.header, "alg")
	}
}

func (g generator) mutateClaim(d *draft) {
	name := pick(g, "exp", "nbf", "iat", "jti", "sub", "iss", "aud", "user_id", "x")
	if g.IntN(6) == 0 {
		delete(d.claims, name)
		return
	}
	d.claims[name] = pick(g, g.times, g.things)()
}

func (g generator) times() string {
	second := nowSecond + pick(g, -61, -60, -59, -6, -5, -1, 0, 1, 4, 5, 6, 59, 60, 61, 300)
	return fmt.Sprintf(pick(g, "%d", "%d", "%d.0", "%d.5", "%d.123456", "%d.1234561", `"%d"`, `" %d "`, `"+%d"`, `"%d.5"`, "%d000", "-%d", "%de0"),
		second)
}

func (g generator) things() string {
	return pick(g, "null", "true", "false", "0", "-1", "1.5", "NaN", "Infinity", "-Infinity", "1e400", "1e308", "-1e400", `""`, `"x"`,
		`"1_764_000_300"`, `"١٧٦٤٠٠٠٣٠٠"`, "[]", "[1]", "{}", `{"a":1}`, `"learners"`, `["learners"]`, `["x","learners"]`, `["learners",1]`,
		`[null]`, `"authtour"`, `["authtour"]`, `"\ud800"`, `"a\u0000b"`, "99999999999999999999999999", `"é"`, `"`+strings.Repeat("1", 4301)+`"`)
}

func (g generator) mutateToken(d *draft) {
	i := g.Int()
	d.after = pick(g,
		func(s string) string { return s + "=" },
		func(s string) string { return s + "==" },
		func(s string) string {
			return s + strings.Repeat("=", (4-len(s[strings.LastIndexByte(s, '.')+1:])%4)%4)
		},
		func(s string) string { return s + "===" },
		func(s string) string { return strings.Replace(s, ".", "=.", 1) },
		func(s string) string { return strings.Replace(s, ".", "==.", 1) },
		func(s string) string { return strings.ReplaceAll(s, "-", "+") },
		func(s string) string { return strings.ReplaceAll(s, "_", "/") },
		func(s string) string { return s + "\n" },
		func(s string) string { return " " + s },
		func(s string) string { return s + ".x" },
		func(s string) string { return "x." + s },
		func(s string) string { return strings.Replace(s, ".", "", 1) },
		func(s string) string { return s[:strings.LastIndexByte(s, '.')] },
		func(s string) string { return s[:strings.LastIndexByte(s, '.')+1] },
		func(s string) string { return s[:len(s)-1] },
		func(s string) string { return s + "A" },
		func(s string) string { return "" },
		func(s string) string { return "." },
		func(s string) string { return ".." },
		func(s string) string { return s[:i%len(s)] + "\xc3\xa9" + s[i%len(s):] },
		func(s string) string { return s[:i%len(s)] + "A" + s[i%len(s)+1:] },
		lastCharacterUp,
		lastCharacterUp,
		func(s string) string {
			head, rest, _ := strings.Cut(s, ".")
			_, sig, _ := strings.Cut(rest, ".")
			return head + ".." + sig
		},
	)
}

// lastCharacterUp changes bits of the last character of the signature that no byte comes from, where there are any.
func lastCharacterUp(s string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	at := strings.IndexByte(alphabet, s[len(s)-1])
	if at < 0 {
		return s
	}
	return s[:len(s)-1] + string(alphabet[at^1])
}

func (g generator) build(d *draft) string {
	header, payload := d.rawHeader, d.rawPayload
	if header == "" {
		header = object(d.header)
	}
	if payload == "" {
		payload = object(d.claims)
	}
	signed := segment(header) + "." + segment(payload)
	if strings.Contains(d.header["b64"], "false") && g.IntN(2) == 0 {
		signed = segment(header) + "."
	}
	return d.after(signed + "." + g.signature(d, signed))
}

func (g generator) signature(d *draft, signed string) string {
	digests := map[string]func() hash.Hash{"HS256": sha256.New, "HS384": sha512.New384, "HS512": sha512.New}
	switch d.signWith {
	case "none":
		return ""
	case "RS256":
		raw, err := jwt.SigningMethodRS256.Sign(signed, g.pair.key)
		if err != nil {
			return err.Error()
		}
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	mac := hmac.New(digests[d.signWith], []byte(d.key))
	mac.Write([]byte(signed))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func segment(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func object(members map[string]string) string {
	parts := make([]string, 0, len(members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		parts = append(parts, `"`+name+`":`+members[name])
	}
	return "{" + strings.Join(parts, ",") + "}"
}
