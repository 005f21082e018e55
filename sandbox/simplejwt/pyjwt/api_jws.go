package pyjwt

import (
	"encoding/base64"
	"strings"

	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

// jws is a token taken apart (PyJWS._load of jwt/api_jws.py).
type jws struct {
	// signingInput is what the signature covers: the header and the payload as they were sent.
	signingInput string
	header       *python.Dict
	payload      []byte
	signature    []byte
	// sent is the signature as it was sent.
	sent string
}

// load splits the token at its last and its first dot and decodes the three parts, in this order.
func load(token string, rec *trace.Recorder) (*jws, error) {
	signingInput, signature, found := cutLast(token, ".")
	header, payload, more := strings.Cut(signingInput, ".")
	if !found || !more {
		return nil, decodeError("Not enough segments")
	}
	t := &jws{signingInput: signingInput, sent: signature}
	var err error
	if t.header, err = loadHeader(header, rec); err != nil {
		return nil, err
	}
	if t.isDetached() {
		if payload != "" {
			return nil, decodeError("Payload segment must be empty when 'b64' is false.")
		}
	} else if t.payload, err = decodeSegment(payload, "payload"); err != nil {
		return nil, err
	}
	rec.Decoded("payload", string(t.payload))
	if t.signature, err = decodeSegment(signature, "crypto"); err != nil {
		return nil, err
	}
	return t, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func loadHeader(segment string, rec *trace.Recorder) (*python.Dict, error) {
	raw, err := decodeSegment(segment, "header")
	if err != nil {
		return nil, err
	}
	rec.Decoded("header", string(raw))
	value, err := python.Loads(raw, false)
	if err != nil {
		return nil, decodeError("Invalid header string: %s", err)
	}
	header, ok := value.(*python.Dict)
	if !ok {
		return nil, decodeError("Invalid header string: must be a json object")
	}
	return header, nil
}

// decodeSegment is PyJWS._decode_base64url_segment: base64url with its padding or without, and no second way to write
// the same bytes.
func decodeSegment(segment, name string) ([]byte, error) {
	invalid := decodeError("Invalid %s padding", name)
	stripped := strings.TrimRight(segment, "=")
	padding := len(segment) - len(stripped)
	if padding > 2 || (padding > 0 && len(segment)%4 != 0) || strings.ContainsAny(stripped, "\r\n") {
		return nil, invalid
	}
	decoded, err := base64.RawURLEncoding.Strict().DecodeString(stripped)
	if err != nil {
		return nil, invalid
	}
	return decoded, nil
}

// isDetached tells a header with "b64": false, whose payload travels elsewhere (RFC 7797).
func (t *jws) isDetached() bool {
	b64, found := t.header.Get("b64")
	return found && b64 == false
}

// validateHeader is PyJWS._validate_headers and what decode_complete asks of b64.
func (t *jws) validateHeader(rec *trace.Recorder) error {
	if kid, found := t.header.Get("kid"); found {
		if _, ok := kid.(string); !rec.Checked("kid is a string", python.ReprOf(kid), ok) {
			return raise("InvalidTokenError", "Key ID header parameter must be a string")
		}
	}
	crit, found := t.header.Get("crit")
	if found {
		err := t.validateCrit(crit)
		if !rec.Checked("crit is understood", python.ReprOf(crit), err == nil) {
			return err
		}
	}
	if !t.isDetached() {
		return nil
	}
	if !rec.Checked("b64 is listed in crit", python.ReprOf(crit), found) {
		return raise("InvalidTokenError", "The 'b64' header parameter requires 'b64' to be listed in 'crit'.")
	}
	return decodeError(`It is required that you pass in a value for the "detached_payload" argument to decode a message ` +
		`having the b64 header set to false.`)
}

// validateCrit is PyJWS._validate_crit: b64 is the one extension that PyJWT knows. A crit that passes thus lists it.
func (t *jws) validateCrit(crit python.Value) error {
	list, ok := crit.([]python.Value)
	if !ok || len(list) == 0 {
		return raise("InvalidTokenError", "Invalid 'crit' header: must be a non-empty list")
	}
	for _, item := range list {
		extension, ok := item.(string)
		switch {
		case !ok:
			return raise("InvalidTokenError", "Invalid 'crit' header: values must be strings")
		case extension != "b64":
			return raise("InvalidTokenError", "Unsupported critical extension: %s", extension)
		case !t.header.Has(extension):
			return raise("InvalidTokenError", "Critical extension '%s' is missing from headers", extension)
		}
	}
	return nil
}

// verifySignature is PyJWS._verify_signature. The algorithm is the key's, and a header that names another one is
// refused before any cryptography (RFC 8725 §2.1).
func (t *jws) verifySignature(key Key, rec *trace.Recorder) error {
	alg, found := t.header.Get("alg")
	if !found {
		rec.Checked("alg in header", "", false)
		return raise("InvalidAlgorithmError", "Algorithm not specified")
	}
	if !rec.Compared("alg", python.StrOf(alg), key.algorithm(), python.Equal(alg, key.algorithm())) {
		return raise("InvalidAlgorithmError", "The specified alg value is not allowed")
	}
	ok, err := key.verify(t, rec)
	if err != nil {
		return err
	}
	if !ok {
		return raise("InvalidSignatureError", "Signature verification failed")
	}
	return nil
}
