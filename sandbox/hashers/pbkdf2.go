package hashers

import (
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// defaultIterations is PBKDF2PasswordHasher.iterations of Django 5.2.
const defaultIterations = 1_000_000

// pbkdf2Hasher is PBKDF2PasswordHasher, or PBKDF2SHA1PasswordHasher with another digest.
type pbkdf2Hasher struct {
	algorithm string
	digest    func() hash.Hash
	size      int
}

func pbkdf2SHA256() pbkdf2Hasher { return pbkdf2Hasher{"pbkdf2_sha256", sha256.New, sha256.Size} }

func pbkdf2SHA1() pbkdf2Hasher { return pbkdf2Hasher{"pbkdf2_sha1", sha1.New, sha1.Size} }

// Algorithm implements Hasher.
func (h pbkdf2Hasher) Algorithm() string { return h.algorithm }

// Iterations implements Hasher.
func (h pbkdf2Hasher) Iterations() int { return defaultIterations }

func (h pbkdf2Hasher) encode(password, salt string) (string, error) {
	return h.encodeWith(password, salt, defaultIterations)
}

func (h pbkdf2Hasher) encodeWith(password, salt string, iterations int) (string, error) {
	if err := checkSalt(salt); err != nil {
		return "", err
	}
	if iterations < 1 {
		return "", &ValueError{"iteration value must be greater than 0."}
	}
	key, err := pbkdf2.Key(h.digest, password, []byte(salt), iterations, h.size)
	if err != nil {
		return "", fmt.Errorf("%s: %w", h.algorithm, err)
	}
	sum := base64.StdEncoding.EncodeToString(key)
	return h.algorithm + "$" + strconv.Itoa(iterations) + "$" + salt + "$" + sum, nil
}

// decode takes "algorithm$iterations$salt$hash" apart. No iterations at all (0) mean the default number, as in encode
// of Django.
func (h pbkdf2Hasher) decode(encoded string) (iterations int, salt string, err error) {
	parts := strings.SplitN(encoded, "$", 4)
	if len(parts) != 4 {
		return 0, "", unpackError(4, len(parts))
	}
	iterations, err = strconv.Atoi(parts[1])
	if err != nil {
		return 0, "", &ValueError{"invalid literal for int() with base 10: '" + parts[1] + "'"}
	}
	return iterations, parts[2], nil
}

func (h pbkdf2Hasher) verify(password, encoded string) (verified, error) {
	iterations, salt, err := h.decode(encoded)
	if err != nil {
		return verified{}, err
	}
	if iterations == 0 {
		iterations = defaultIterations
	}
	again, err := h.encodeWith(password, salt, iterations)
	if err != nil {
		return verified{}, err
	}
	return verified{constantTimeCompare(encoded, again), iterations}, nil
}

func (h pbkdf2Hasher) mustUpdate(encoded string) (bool, error) {
	iterations, salt, err := h.decode(encoded)
	if err != nil {
		return false, err
	}
	return iterations != defaultIterations || mustUpdateSalt(salt), nil
}

func (h pbkdf2Hasher) harden(password, encoded string) error {
	iterations, salt, err := h.decode(encoded)
	if err != nil {
		return err
	}
	if extra := defaultIterations - iterations; extra > 0 {
		_, err = h.encodeWith(password, salt, extra)
	}
	return err
}

// constantTimeCompare is django.utils.crypto.constant_time_compare.
func constantTimeCompare(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// unpackError is what Python says when a hash has too few parts.
func unpackError(want, got int) error {
	return &ValueError{fmt.Sprintf("not enough values to unpack (expected %d, got %d)", want, got)}
}
