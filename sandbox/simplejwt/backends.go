package simplejwt

import (
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/python"
	"authtour/sandbox/settings"
	"authtour/sandbox/simplejwt/pyjwt"
)

// tokenBackend is TokenBackend (rest_framework_simplejwt/backends.py) for one request.
type tokenBackend struct {
	req  *drf.Request
	conf *settings.JWT
}

func backendOf(req *drf.Request) tokenBackend { return tokenBackend{req, &req.Settings.JWT} }

// usesSecret tells an algorithm whose one key both signs and verifies.
func (b tokenBackend) usesSecret() bool { return b.conf.Algorithm[:2] == "HS" }

// encode signs the claims, with AUDIENCE and ISSUER in their place.
func (b tokenBackend) encode(payload *python.Dict) (string, error) {
	payload = payload.Copy()
	for _, c := range []struct {
		name  string
		claim settings.Claim
	}{{"aud", b.conf.Audience}, {"iss", b.conf.Issuer}} {
		if value := claimValue(c.claim); value != nil {
			payload.Set(c.name, value)
		}
	}
	key, err := pyjwt.PrepareKey(b.conf.Algorithm, b.conf.SigningKey)
	if err != nil {
		return "", crash(err, "SIGNING_KEY does not fit ALGORITHM "+b.conf.Algorithm)
	}
	token, err := pyjwt.Encode(payload, key)
	if err != nil {
		return "", crash(err, "PyJWT cannot make a token of these claims with this key")
	}
	return token, nil
}

// decode is TokenBackend.decode: the claims of a token that PyJWT finds right, or a tokenError that says no more than
// whether it has expired. What PyJWT found wrong is noted in the trace.
func (b tokenBackend) decode(token string) (*python.Dict, error) {
	key, err := b.verifyingKey()
	if err != nil {
		return nil, crash(err, "the key in the settings does not fit ALGORITHM "+b.conf.Algorithm)
	}
	claims, err := pyjwt.Decode(token, key, pyjwt.Options{
		Audience: claimNames(b.conf.Audience), Issuer: claimNames(b.conf.Issuer), Leeway: b.conf.Leeway,
		Now: b.req.Now, Trace: b.req.Trace,
	})
	if err == nil {
		return claims, nil
	}
	if !pyjwt.IsInvalidToken(err) {
		return nil, crash(err, "VERIFYING_KEY must be the public key")
	}
	b.req.Trace.Checked("jwt.decode", err.Error(), false)
	if pyjwt.IsExpired(err) {
		return nil, &tokenError{"Token is expired"}
	}
	return nil, &tokenError{"Token is invalid"}
}

func (b tokenBackend) verifyingKey() (pyjwt.Key, error) {
	if b.usesSecret() {
		return pyjwt.PrepareKey(b.conf.Algorithm, b.conf.SigningKey)
	}
	return pyjwt.PrepareKey(b.conf.Algorithm, b.conf.VerifyingKey)
}

// claimNames is a claim's setting for a comparison: nil for None.
func claimNames(c settings.Claim) []string {
	if c.Values == nil && c.Many {
		return []string{}
	}
	return c.Values
}

// claimValue is a claim's setting as a new token carries it.
func claimValue(c settings.Claim) python.Value {
	if !c.Many {
		if len(c.Values) == 0 {
			return nil
		}
		return c.Values[0]
	}
	list := make([]python.Value, len(c.Values))
	for i, v := range c.Values {
		list[i] = v
	}
	return list
}

// crash makes an exception that SimpleJWT does not catch into a 500 with a note on what is behind it.
func crash(err error, note string) error {
	raised := django.Raised(err)
	return django.Crash(raised.Class, raised.Detail, note)
}
