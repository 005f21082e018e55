package conformance

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"maps"
	"strconv"
	"strings"
)

// forgery is a JWT as a case describes it: what differs from a good access token of user 1 that lives for five minutes.
// In its header and claims "DROP" leaves an entry out, and in its claims "now-10" is a time.
type forgery struct {
	Alg string `json:"alg"`
	// Sign is the algorithm that really signs; it is Alg where it is empty.
	Sign   string                     `json:"sign"`
	Header map[string]json.RawMessage `json:"header"`
	Claims map[string]json.RawMessage `json:"claims"`
	// Payload is the text of the claims, instead of Claims.
	Payload *string `json:"payload"`
	// Key is "real", "other" or "empty".
	Key string `json:"key"`
	// Signature is the text of the signature, instead of a real one.
	Signature *string `json:"signature"`
}

// forge makes the JWT that a placeholder describes.
func (p *Player) forge(text string) (string, error) {
	f := forgery{Alg: "HS256"}
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return "", fmt.Errorf("read the description of a token: %w", err)
	}
	header := map[string]json.RawMessage{"alg": quoted(f.Alg), "typ": quoted("JWT")}
	maps.Copy(header, f.Header)
	head, err := segment(header)
	if err != nil {
		return "", err
	}
	payload, err := p.payload(f)
	if err != nil {
		return "", err
	}
	signed := head + "." + payload
	switch {
	case f.Signature != nil:
		return signed + "." + *f.Signature, nil
	case strings.EqualFold(f.Alg, "none") && f.Sign == "":
		return signed + ".", nil
	}
	mac := hmac.New(f.digest(), []byte(p.forgeryKey(f.Key)))
	mac.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// payload is the second part of the token.
func (p *Player) payload(f forgery) (string, error) {
	if f.Payload != nil {
		return base64.RawURLEncoding.EncodeToString([]byte(*f.Payload)), nil
	}
	jti := make([]byte, 16)
	if _, err := io.ReadFull(p.random, jti); err != nil {
		return "", fmt.Errorf("draw a jti: %w", err)
	}
	now := p.now().Unix()
	claims := map[string]json.RawMessage{
		"token_type": quoted("access"), "exp": integer(now + 300), "iat": integer(now),
		"jti": quoted(hex.EncodeToString(jti)), "user_id": quoted("1"),
	}
	for name, value := range f.Claims {
		if offset, ok := strings.CutPrefix(string(value), `"now`); ok {
			seconds, err := strconv.ParseInt(strings.TrimSuffix("0"+offset, `"`), 10, 64)
			if sign := offset[:1]; sign == "-" || sign == "+" {
				seconds, err = strconv.ParseInt(strings.TrimSuffix(offset, `"`), 10, 64)
			}
			if err != nil {
				return "", fmt.Errorf("read the time %s: %w", value, err)
			}
			value = integer(now + seconds)
		}
		claims[name] = value
	}
	return segment(claims)
}

func quoted(text string) json.RawMessage { return strconv.AppendQuote(nil, text) }

func integer(n int64) json.RawMessage { return strconv.AppendInt(nil, n, 10) }

// segment encodes a header or claims.
func segment(values map[string]json.RawMessage) (string, error) {
	maps.DeleteFunc(values, func(_ string, v json.RawMessage) bool { return string(v) == `"DROP"` })
	text, err := json.Marshal(values)
	if err != nil {
		return "", fmt.Errorf("write a part of a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(text), nil
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

func (p *Player) forgeryKey(name string) string {
	switch name {
	case "other":
		return "another-key-another-key-another-key!"
	case "empty":
		return ""
	}
	return p.server.SigningKey
}
