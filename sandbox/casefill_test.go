package sandbox_test

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/python"
)

var placeholder = regexp.MustCompile(`\{\{(?s:.*?)\}\}+`)

// fill replaces the {{…}} of a case: credentials, tokens, earlier answers.
func (s *caseServer) fill(t *testing.T, text string, saved map[string]string) string {
	t.Helper()
	return placeholder.ReplaceAllStringFunc(text, func(match string) string {
		kind, rest, _ := strings.Cut(match[2:len(match)-2], ":")
		switch kind {
		case "basic", "b64":
			return base64.StdEncoding.EncodeToString([]byte(rest))
		case "latin1basic":
			raw, err := python.EncodeLatin1(rest)
			if err != nil {
				t.Fatal(err)
			}
			return base64.StdEncoding.EncodeToString(raw)
		case "token":
			return s.users[rest].Token
		case "id":
			return strconv.FormatInt(s.users[rest].ID, 10)
		case "access", "refresh":
			return s.pair(t, rest)[kind]
		case "session":
			return s.session(t, rest)[0]
		case "csrf":
			return s.session(t, rest)[1]
		case "jwt":
			return s.forge(t, rest)
		case "var":
			return saved[rest]
		case "repeat":
			i := strings.LastIndexByte(rest, ':')
			n, err := strconv.Atoi(rest[i+1:])
			if err != nil {
				t.Fatal(err)
			}
			return strings.Repeat(rest[:i], n)
		}
		t.Fatalf("unknown placeholder %s", match)
		return ""
	})
}

type forgery struct {
	Alg       string         `json:"alg"`
	Sign      string         `json:"sign"`
	Header    map[string]any `json:"header"`
	Claims    map[string]any `json:"claims"`
	Payload   *string        `json:"payload"`
	Key       string         `json:"key"`
	Signature *string        `json:"signature"`
}

// forge makes the JWT that a case describes.
func (s *caseServer) forge(t *testing.T, text string) string {
	t.Helper()
	var f forgery
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if f.Alg == "" {
		f.Alg = "HS256"
	}
	header := map[string]any{"alg": f.Alg, "typ": "JWT"}
	maps.Copy(header, f.Header)
	payload := segment(t, f.claims())
	if f.Payload != nil {
		payload = base64.RawURLEncoding.EncodeToString([]byte(*f.Payload))
	}
	signed := segment(t, header) + "." + payload
	if f.Signature != nil {
		return signed + "." + *f.Signature
	}
	if strings.EqualFold(f.Alg, "none") && f.Sign == "" {
		return signed + "."
	}
	mac := hmac.New(f.digest(), []byte(s.forgeryKey(f.Key)))
	mac.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (f forgery) claims() map[string]any {
	now := time.Now().Unix()
	claims := map[string]any{
		"token_type": "access", "exp": now + 300, "iat": now, "jti": fmt.Sprintf("%x", rand.Text()), "user_id": "1",
	}
	for name, value := range f.Claims {
		if text, ok := value.(string); ok && strings.HasPrefix(text, "now") {
			offset, _ := strconv.ParseInt(strings.TrimPrefix(text[3:], "+"), 10, 64)
			value = now + offset
		}
		claims[name] = value
	}
	return claims
}

func (f forgery) digest() func() hash.Hash {
	name := f.Sign
	if name == "" {
		name = f.Alg
	}
	switch name {
	case "HS384":
		return sha512.New384
	case "HS512":
		return sha512.New
	}
	return sha256.New
}

func (s *caseServer) forgeryKey(name string) string {
	switch name {
	case "other":
		return "another-key-another-key-another-key!"
	case "empty":
		return ""
	}
	return s.box.SigningKey()
}

// segment encodes a header or claims; the value "DROP" leaves an entry out.
func segment(t *testing.T, values map[string]any) string {
	t.Helper()
	maps.DeleteFunc(values, func(_ string, v any) bool { return v == "DROP" })
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}
