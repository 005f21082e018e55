package django

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"
)

// errBadSignature is django.core.signing.BadSignature.
var errBadSignature = errors.New("bad signature")

// saltedHMAC is django.utils.crypto.salted_hmac with SHA-256.
func saltedHMAC(salt, value, secret string) []byte {
	key := sha256.Sum256([]byte(salt + secret))
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(value))
	return mac.Sum(nil)
}

// sessionAuthHash is AbstractBaseUser.get_session_auth_hash: a new password changes it, and so ends all sessions.
func sessionAuthHash(password, secret string) string {
	const salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
	return hex.EncodeToString(saltedHMAC(salt, password, secret))
}

// signedDumps is django.core.signing.dumps(value, salt=salt, compress=True).
func signedDumps(value any, salt, secret string, now time.Time) (string, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("serialise signed data: %w", err)
	}
	mark := ""
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(data); err != nil {
		return "", fmt.Errorf("compress signed data: %w", err)
	}
	if err := w.Close(); err != nil {
		return "", fmt.Errorf("compress signed data: %w", err)
	}
	if packed.Len() < len(data)-1 {
		mark, data = ".", packed.Bytes()
	}
	stamped := mark + base64.RawURLEncoding.EncodeToString(data) + ":" + big.NewInt(now.Unix()).Text(base62)
	return stamped + ":" + signature(stamped, salt, secret), nil
}

const base62 = 62

func signature(value, salt, secret string) string {
	return base64.RawURLEncoding.EncodeToString(saltedHMAC(salt+"signer", value, secret))
}

// signedLoads is django.core.signing.loads without a max_age.
func signedLoads(text, salt, secret string, into any) error {
	i := strings.LastIndexByte(text, ':')
	if i < 0 || !hmac.Equal([]byte(text[i+1:]), []byte(signature(text[:i], salt, secret))) {
		return errBadSignature
	}
	body, _, found := strings.Cut(text[:i], ":")
	if !found {
		return errBadSignature
	}
	body, packed := strings.CutPrefix(body, ".")
	data, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return fmt.Errorf("decode signed data: %w", err)
	}
	if packed {
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("decompress signed data: %w", err)
		}
		if data, err = io.ReadAll(io.LimitReader(r, 1<<20)); err != nil {
			return fmt.Errorf("decompress signed data: %w", err)
		}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read signed data: %w", err)
	}
	return nil
}
