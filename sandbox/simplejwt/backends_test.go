package simplejwt_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"testing"

	"authtour/sandbox/settings"
)

func keyPair(t *testing.T) (key *rsa.PrivateKey, private, public string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return key, armored("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)), armored("PUBLIC KEY", der)
}

func armored(label string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
}

func TestKeyPairSignsAndVerifies(t *testing.T) {
	t.Parallel()
	_, private, public := keyPair(t)
	_, strangers, _ := keyPair(t)
	for _, algorithm := range []string{"RS256", "RS384", "RS512"} {
		s := newSite(t, "", func(conf *settings.Settings) {
			conf.JWT.Algorithm, conf.JWT.SigningKey, conf.JWT.VerifyingKey = algorithm, private, public
		})
		access, _ := s.pair("alice", "wonderland")
		if got := s.get("/protected/", "Bearer "+access); got.status != http.StatusOK {
			t.Errorf("%s: got %d %s", algorithm, got.status, got.body)
		}
		s.settings.JWT.SigningKey = strangers
		access, _ = s.pair("alice", "wonderland")
		if got := s.get("/protected/", "Bearer "+access); got.status != http.StatusUnauthorized {
			t.Errorf("%s with a stranger's signature: got %d %s", algorithm, got.status, got.body)
		}
	}
}

// TestPublicKeyIsNoSecret holds the classic confusion shut: a token whose header says HS256, signed with the public key
// that everybody knows.
func TestPublicKeyIsNoSecret(t *testing.T) {
	t.Parallel()
	key, private, public := keyPair(t)
	s := newSite(t, "", func(conf *settings.Settings) {
		conf.JWT.Algorithm, conf.JWT.SigningKey, conf.JWT.VerifyingKey = "RS256", private, public
	})
	f := s.forgery()
	f.key = []byte(public)
	if got := s.get("/protected/", "Bearer "+f.token(t)); got.status != http.StatusUnauthorized {
		t.Errorf("got %d %s", got.status, got.body)
	}
	f.header["alg"] = "RS256"
	if got := s.get("/protected/", "Bearer "+f.token(t)); got.status != http.StatusUnauthorized {
		t.Errorf("HMAC under the name of RS256: got %d %s", got.status, got.body)
	}
	f.algorithm, f.key = "RS256", key
	if got := s.get("/protected/", "Bearer "+f.token(t)); got.status != http.StatusOK {
		t.Errorf("the twin got %d %s", got.status, got.body)
	}
}

func TestKeysThatDoNotFitMakeDjangoFall(t *testing.T) {
	t.Parallel()
	_, private, public := keyPair(t)
	const asymmetric = "The specified key is an asymmetric key or x509 certificate and should not be used as an HMAC secret."
	for _, c := range []struct{ name, algorithm, signing, verifying, class, text string }{
		{"no secret", "HS256", "", "", "InvalidKeyError", "HMAC key must not be empty."},
		{"a public key for a secret", "HS256", public, "", "InvalidKeyError", asymmetric},
		{"no public key", "RS256", private, "", "InvalidKeyError", "Could not parse the provided public key."},
		{"a private key to verify", "RS256", private, private, "AttributeError", "'_RSAPrivateKey' object has no attribute 'verify'"},
	} {
		s := newSite(t, "", func(conf *settings.Settings) {
			conf.JWT.Algorithm, conf.JWT.SigningKey, conf.JWT.VerifyingKey = c.algorithm, c.signing, c.verifying
		})
		f := s.forgery()
		f.header["alg"], f.key = c.algorithm, []byte("any")
		got := s.get("/protected/", "Bearer "+f.token(t))
		if e := got.crash(); got.status != http.StatusInternalServerError || e.Class != c.class || e.Detail != c.text {
			t.Errorf("%s: got %d %+v, want %s: %s", c.name, got.status, e, c.class, c.text)
		}
	}
	s := newSite(t, "", func(conf *settings.Settings) { conf.JWT.Algorithm, conf.JWT.SigningKey = "RS256", public })
	got := s.post("/token/", "username", "alice", "password", "wonderland")
	if e := got.crash(); e.Class != "AttributeError" || e.Detail != "'_RSAPublicKey' object has no attribute 'sign'" {
		t.Errorf("a public key to sign: got %d %+v", got.status, e)
	}
}

func TestIssuerMustBeOneStringToBeIssued(t *testing.T) {
	t.Parallel()
	s := newSite(t, "'ISSUER': 'authtour', 'AUDIENCE': ['a', 'b']")
	access, _ := s.pair("alice", "wonderland")
	if got := claims(t, access); got["iss"] != "authtour" || len(got["aud"].([]any)) != 2 {
		t.Errorf("got %v", got)
	}
	s = newSite(t, "'ISSUER': ['a']")
	got := s.post("/token/", "username", "alice", "password", "wonderland")
	if e := got.crash(); e.Class != "TypeError" || e.Detail != "Issuer (iss) must be a string." {
		t.Errorf("got %d %+v", got.status, e)
	}
}
