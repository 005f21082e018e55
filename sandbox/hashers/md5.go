package hashers

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
)

// md5Hasher is MD5PasswordHasher. It protects nothing; tests use it because it is quick.
type md5Hasher struct{}

// Algorithm implements Hasher.
func (md5Hasher) Algorithm() string { return "md5" }

// Iterations implements Hasher.
func (md5Hasher) Iterations() int { return 1 }

func (md5Hasher) encode(password, salt string) (string, error) {
	if err := checkSalt(salt); err != nil {
		return "", err
	}
	sum := md5.Sum([]byte(salt + password))
	return "md5$" + salt + "$" + hex.EncodeToString(sum[:]), nil
}

func (md5Hasher) decode(encoded string) (salt string, err error) {
	parts := strings.SplitN(encoded, "$", 3)
	if len(parts) != 3 {
		return "", unpackError(3, len(parts))
	}
	return parts[1], nil
}

func (h md5Hasher) verify(password, encoded string) (verified, error) {
	salt, err := h.decode(encoded)
	if err != nil {
		return verified{}, err
	}
	again, err := h.encode(password, salt)
	if err != nil {
		return verified{}, err
	}
	return verified{constantTimeCompare(encoded, again), 1}, nil
}

func (h md5Hasher) mustUpdate(encoded string) (bool, error) {
	salt, err := h.decode(encoded)
	if err != nil {
		return false, err
	}
	return mustUpdateSalt(salt), nil
}

// harden does nothing: MD5 has no work factor to make up for.
func (md5Hasher) harden(_, _ string) error { return nil }
