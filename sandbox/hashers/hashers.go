// Package hashers stores and checks passwords as django/contrib/auth/hashers.py of Django 5.2 does.
package hashers

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"authtour/sandbox/trace"
)

const (
	// UnusablePrefix begins the value of a password that nobody can log in with (UNUSABLE_PASSWORD_PREFIX).
	UnusablePrefix = "!"
	// unusableSuffixLength is UNUSABLE_PASSWORD_SUFFIX_LENGTH.
	unusableSuffixLength = 40
	// saltEntropy is BasePasswordHasher.salt_entropy, in bits.
	saltEntropy = 128
)

// ValueError is Python's exception of that name: a stored hash names an algorithm that is in use but cannot be decoded,
// or a salt cannot be one. Django lets it rise to a 500.
type ValueError struct {
	// Message is the text of the exception, as Python and Django word it.
	Message string
}

// Error implements error as Python prints the exception.
func (e *ValueError) Error() string { return "ValueError: " + e.Message }

// Hasher is one of Django's password hashers. It is immutable.
type Hasher interface {
	// Algorithm is the name that the encoded hash begins with.
	Algorithm() string
	// Iterations is the work factor of new hashes, 1 where the algorithm has none.
	Iterations() int
	// encode hashes with the hasher's own work factor.
	encode(password, salt string) (string, error)
	// verify hashes with the salt and the work factor of encoded, and compares. It fails with a ValueError.
	verify(password, encoded string) (verified, error)
	// mustUpdate tells whether encoded is weaker than, or other than, what encode makes now. It fails with a ValueError.
	mustUpdate(encoded string) (bool, error)
	// harden spends the time by which encoded is cheaper than a hash of now.
	harden(password, encoded string) error
}

// verified is the result of one verification and the work that it took.
type verified struct {
	correct    bool
	iterations int
}

// Hashers is the setting PASSWORD_HASHERS: the algorithms that are in use, the first of them for new passwords. Its
// methods may be called from any goroutine if its source of randomness may.
type Hashers struct {
	use  []Hasher
	rand io.Reader
}

// Default has Django's own order as far as the sandbox knows the algorithms: PBKDF2 with SHA-256, then with SHA-1.
// Salts come from rand.
func Default(rand io.Reader) *Hashers {
	return &Hashers{use: []Hasher{pbkdf2SHA256(), pbkdf2SHA1()}, rand: rand}
}

// Fast has MD5PasswordHasher alone, as Django's documentation advises for tests. Salts come from rand.
func Fast(rand io.Reader) *Hashers {
	return &Hashers{use: []Hasher{md5Hasher{}}, rand: rand}
}

// Preferred is the hasher of new passwords, get_hasher("default").
func (h *Hashers) Preferred() Hasher { return h.use[0] }

// Check is what a password was checked with, and the result.
type Check struct {
	// Correct tells that the password is the one of the hash.
	Correct bool
	// MustUpdate tells that the hash was not made as the preferred hasher makes it now; Django then stores a new one
	// if the password was correct.
	MustUpdate bool
	// Algorithm and Iterations are those of the work that was really done.
	Algorithm  string
	Iterations int
	// Fake tells that there was no hash to check, and that a throw-away password was hashed for the same time.
	Fake bool
	// Took is how long the work ran.
	Took time.Duration
}

// Fact is the check as a station of a trace records it: the value is how a stored hash begins, such as
// "pbkdf2_sha256$1000000".
func (c Check) Fact() trace.Fact {
	value := c.Algorithm
	if c.Iterations > 1 {
		value += "$" + strconv.Itoa(c.Iterations)
	}
	return trace.Fact{Verb: trace.Checked, Name: "password", Value: value, OK: c.Correct, Took: c.Took}
}

// Check is verify_password: it hashes password as encoded was hashed, and compares in constant time. A hash that is
// unusable or of an algorithm not in use is never correct, and takes as long as a real one. It fails with a ValueError when
// the hash cannot be decoded, and with ctx's error when ctx has ended before the work began.
func (h *Hashers) Check(ctx context.Context, password, encoded string) (Check, error) {
	if err := ctx.Err(); err != nil {
		return Check{}, fmt.Errorf("check a password: %w", err)
	}
	began := time.Now()
	hasher, ok := h.identify(encoded)
	if !ok || strings.HasPrefix(encoded, UnusablePrefix) {
		return h.fake(began)
	}
	changed := hasher.Algorithm() != h.Preferred().Algorithm()
	mustUpdate := changed
	if !changed {
		var err error
		if mustUpdate, err = hasher.mustUpdate(encoded); err != nil {
			return Check{}, fmt.Errorf("check a password: %w", err)
		}
	}
	v, err := hasher.verify(password, encoded)
	if err == nil && !v.correct && !changed && mustUpdate {
		err = hasher.harden(password, encoded)
	}
	if err != nil {
		return Check{}, fmt.Errorf("check a password: %w", err)
	}
	return Check{
		Correct: v.correct, MustUpdate: mustUpdate,
		Algorithm: hasher.Algorithm(), Iterations: v.iterations, Took: time.Since(began),
	}, nil
}

// fake hashes a random password, so that the answer comes no sooner than for a real hash (Django ticket 20760).
func (h *Hashers) fake(began time.Time) (Check, error) {
	password, err := h.randomString(unusableSuffixLength)
	if err == nil {
		_, err = h.encode(password)
	}
	if err != nil {
		return Check{}, fmt.Errorf("hash a throw-away password: %w", err)
	}
	p := h.Preferred()
	return Check{Fake: true, Algorithm: p.Algorithm(), Iterations: p.Iterations(), Took: time.Since(began)}, nil
}

// identify is identify_hasher; where that raises a ValueError it returns false. The unsalted hashes of ancient Django
// have no hasher any more.
func (h *Hashers) identify(encoded string) (Hasher, bool) {
	n := len([]rune(encoded))
	switch {
	case n == 32 && !strings.Contains(encoded, "$"),
		n == 37 && strings.HasPrefix(encoded, "md5$$"),
		n == 46 && strings.HasPrefix(encoded, "sha1$$"):
		return nil, false
	}
	algorithm, _, _ := strings.Cut(encoded, "$")
	for _, hasher := range h.use {
		if hasher.Algorithm() == algorithm {
			return hasher, true
		}
	}
	return nil, false
}

// MakePassword is make_password: it hashes with the preferred hasher and a new salt of 22 characters. It fails when the
// source of randomness does, or when ctx has ended.
func (h *Hashers) MakePassword(ctx context.Context, password string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("make a password: %w", err)
	}
	encoded, err := h.encode(password)
	if err != nil {
		return "", fmt.Errorf("make a password: %w", err)
	}
	return encoded, nil
}

// MakeUnusable is make_password(None): a value that no password fits.
func (h *Hashers) MakeUnusable() (string, error) {
	suffix, err := h.randomString(unusableSuffixLength)
	if err != nil {
		return "", fmt.Errorf("make an unusable password: %w", err)
	}
	return UnusablePrefix + suffix, nil
}

// IsPasswordUsable is is_password_usable.
func IsPasswordUsable(encoded string) bool { return !strings.HasPrefix(encoded, UnusablePrefix) }

// Encode hashes password with the preferred hasher and the given salt. It fails with a ValueError if the salt is empty or
// has a "$".
func (h *Hashers) Encode(password, salt string) (string, error) {
	return h.Preferred().encode(password, salt)
}

func (h *Hashers) encode(password string) (string, error) {
	bits := math.Log2(float64(len(randomStringChars)))
	salt, err := h.randomString(int(math.Ceil(saltEntropy / bits)))
	if err != nil {
		return "", err
	}
	return h.Encode(password, salt)
}
