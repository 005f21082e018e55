package hashers

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// randomStringChars is django.utils.crypto.RANDOM_STRING_CHARS.
const randomStringChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// randomString is get_random_string: n characters, each equally likely. It fails when the source of randomness does.
func (h *Hashers) randomString(n int) (string, error) {
	const fair = 256 / len(randomStringChars) * len(randomStringChars)
	out := make([]byte, 0, n)
	buf := make([]byte, n)
	for len(out) < n {
		if _, err := io.ReadFull(h.rand, buf[:n-len(out)]); err != nil {
			return "", fmt.Errorf("read random bytes: %w", err)
		}
		for _, b := range buf[:n-len(out)] {
			// A byte above the last whole multiple would make the first characters likelier.
			if int(b) < fair {
				out = append(out, randomStringChars[int(b)%len(randomStringChars)])
			}
		}
	}
	return string(out), nil
}

// checkSalt is BasePasswordHasher._check_encode_args.
func checkSalt(salt string) error {
	if salt == "" || strings.Contains(salt, "$") {
		return &ValueError{"salt must be provided and cannot contain $."}
	}
	return nil
}

// mustUpdateSalt is must_update_salt with the entropy of BasePasswordHasher.
func mustUpdateSalt(salt string) bool {
	bits := math.Log2(float64(len(randomStringChars)))
	return float64(utf8.RuneCountInString(salt))*bits < saltEntropy
}
