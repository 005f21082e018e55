package pyjwt

import (
	"encoding/base64"
	"time"

	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// Options are the arguments of jwt.decode that SimpleJWT gives.
type Options struct {
	// Audience and Issuer are what aud and iss must name one of; nil, for None, asks nothing of them.
	Audience, Issuer []string
	Leeway           time.Duration
	// Now is the time that exp, nbf and iat are held against.
	Now time.Time
	// Trace takes what is decoded and compared; it may be nil.
	Trace *trace.Recorder
}

// Decode is jwt.decode: the claims of a token whose signature, times, issuer and audience are right. Otherwise the
// error is an *Exception that IsInvalidToken, or what is wrong with the key. The checks come in PyJWT's order: form,
// header, signature, then the claims.
func Decode(token string, key Key, o Options) (*python.Dict, error) {
	t, err := load(token, o.Trace)
	if err != nil {
		return nil, err
	}
	if err := t.validateHeader(o.Trace); err != nil {
		return nil, err
	}
	if err := t.verifySignature(key, o.Trace); err != nil {
		return nil, err
	}
	value, err := python.Loads(t.payload, false)
	if err != nil {
		return nil, decodeError("Invalid payload string: %s", err)
	}
	claims, ok := value.(*python.Dict)
	if !ok {
		return nil, decodeError("Invalid payload string: must be a json object")
	}
	if err := validateClaims(claims, o); err != nil {
		return nil, err
	}
	return claims, nil
}

// Encode is jwt.encode: the signed token. It fails with a TypeError if iss is no string, and as Key does.
func Encode(claims *python.Dict, key Key) (string, error) {
	if iss, found := claims.Get("iss"); found {
		if _, ok := iss.(string); !ok {
			return "", &python.Exception{Class: "TypeError", Text: "Issuer (iss) must be a string."}
		}
	}
	payload, err := python.Dumps(claims, python.CompactDumps())
	if err != nil {
		return "", err
	}
	header := `{"alg":"` + key.algorithm() + `","typ":"JWT"}`
	signingInput := encodeSegment([]byte(header)) + "." + encodeSegment([]byte(payload))
	signature, err := key.sign(signingInput)
	if err != nil {
		return "", err
	}
	return signingInput + "." + encodeSegment(signature), nil
}

func encodeSegment(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
