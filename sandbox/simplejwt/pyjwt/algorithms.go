package pyjwt

import (
	"bytes"
	"crypto/rsa"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"encoding/pem"
	"fmt"
	"strings"

	"authtour/sandbox/python"
	"authtour/sandbox/trace"
	// HS256 and RS256
	// HS384, HS512, RS384 and RS512

	"github.com/golang-jwt/jwt/v5"
)

// Key is a key that Algorithm.prepare_key found fit for its algorithm.
type Key struct {
	method jwt.SigningMethod
	// secret is the key of HMAC.
	secret []byte
	// private and public are the keys of RSA; a private key cannot verify, and a public one cannot sign.
	private *rsa.PrivateKey
	public  *rsa.PublicKey
}

// PrepareKey is prepare_key of the algorithm: HS256, HS384, HS512, RS256, RS384 or RS512. It fails with an *Exception of
// class InvalidKeyError for a key that is none of the algorithm's, and with a TypeError for an encrypted PEM.
func PrepareKey(algorithm, key string) (Key, error) {
	method := jwt.GetSigningMethod(algorithm)
	switch method.(type) {
	case *jwt.SigningMethodHMAC:
		secret, err := prepareSecret([]byte(key))
		return Key{method: method, secret: secret}, err
	case *jwt.SigningMethodRSA:
		k, err := prepareRSA([]byte(key))
		k.method = method
		return k, err
	}
	return Key{}, raise("NotImplementedError", "Algorithm not supported")
}

func (k Key) algorithm() string { return k.method.Alg() }

// prepareSecret is HMACAlgorithm.prepare_key: a public key must never be taken for a secret. A key in DER, which no
// settings.py can hold, is not looked for.
func prepareSecret(key []byte) ([]byte, error) {
	switch {
	case len(key) == 0:
		return nil, raise(invalidKey, "HMAC key must not be empty.")
	case isPEM(key) || isSSHKey(key):
		return nil, raise(invalidKey, "The specified key is an asymmetric key or x509 certificate and should not be used "+
			"as an HMAC secret.")
	case isJWK(key):
		return nil, raise(invalidKey, "The specified key looks like a JWK and should not be used directly as an HMAC "+
			"secret. Load it via PyJWK / HMACAlgorithm.from_jwk first.")
	}
	return key, nil
}

// prepareRSA is RSAAlgorithm.prepare_key for a key in PEM.
func prepareRSA(key []byte) (Key, error) {
	block, _ := pem.Decode(key)
	switch {
	case block == nil:
		return Key{}, raise(invalidKey, "Could not parse the provided public key.")
	case block.Type == "ENCRYPTED PRIVATE KEY" || block.Headers["DEK-Info"] != "":
		return Key{}, &python.Exception{
			Class: "TypeError", Text: "Password was not given but private key is encrypted",
		}
	}
	if private, err := jwt.ParseRSAPrivateKeyFromPEM(key); err == nil {
		return Key{private: private}, nil
	}
	if strings.HasSuffix(block.Type, "PUBLIC KEY") {
		if public, err := jwt.ParseRSAPublicKeyFromPEM(key); err == nil {
			return Key{public: public}, nil
		}
	}
	return Key{}, raise(invalidKey, "Could not parse the provided public key.")
}

// sign is Algorithm.sign.
func (k Key) sign(signingInput string) ([]byte, error) {
	if k.public != nil {
		return nil, noAttribute("RSAPublicKey", "sign")
	}
	var key any = k.secret
	if k.private != nil {
		key = k.private
	}
	signature, err := k.method.Sign(signingInput, key)
	if err != nil {
		return nil, fmt.Errorf("sign with %s: %w", k.algorithm(), err)
	}
	return signature, nil
}

// verify is Algorithm.verify. Where the key is a secret, the signature that it makes is noted beside the one that came.
func (k Key) verify(t *jws, rec *trace.Recorder) (bool, error) {
	switch {
	case k.private != nil:
		return false, noAttribute("RSAPrivateKey", "verify")
	case k.public != nil:
		err := k.method.Verify(t.signingInput, t.signature, k.public)
		return rec.Checked("signature", t.sent, err == nil), nil
	}
	want, err := k.sign(t.signingInput)
	if err != nil {
		return false, err
	}
	err = k.method.Verify(t.signingInput, t.signature, k.secret)
	return rec.Compared("signature", t.sent, encodeSegment(want), err == nil), nil
}

// noAttribute is what Python says of a key of the wrong half: PyJWT takes either half for either purpose.
func noAttribute(class, name string) error {
	return &python.Exception{
		Class: "AttributeError",
		Text:  fmt.Sprintf("'_%s' object has no attribute '%s'", class, name),
	}
}

// isJWK tells JSON that holds an object with a "kty", at any depth.
func isJWK(key []byte) bool {
	value, err := python.Loads(key, false)
	return err == nil && holdsKeyType(value)
}

func holdsKeyType(v python.Value) bool {
	switch v := v.(type) {
	case *python.Dict:
		if v.Has("kty") {
			return true
		}
		for _, inner := range v.All() {
			if holdsKeyType(inner) {
				return true
			}
		}
	case []python.Value:
		for _, inner := range v {
			if holdsKeyType(inner) {
				return true
			}
		}
	}
	return false
}

// isSSHKey is is_ssh_key of jwt/utils.py.
func isSSHKey(key []byte) bool {
	for _, prefix := range []string{
		"ssh-ed25519", "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
	} {
		if bytes.HasPrefix(key, []byte(prefix)) {
			return true
		}
	}
	return false
}
