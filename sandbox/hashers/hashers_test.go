package hashers_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"authtour/sandbox/hashers"
	"authtour/sandbox/trace"
)

func random() *rand.ChaCha8 { return rand.NewChaCha8([32]byte{1}) }

// The hashes of this file were made by Django 5.2.
const salt = "68A0NLnxCPD7QSKUdzR0Js"

func TestEncodeIsDjangos(t *testing.T) {
	for _, tc := range []struct {
		hashers *hashers.Hashers
		want    string
	}{
		{hashers.Default(random()), "pbkdf2_sha256$1000000$68A0NLnxCPD7QSKUdzR0Js$UQyUyjRrX4mtI/iGJ2l6M5GKN2vrBnCeVPIAxzrOT68="},
		{hashers.Fast(random()), "md5$68A0NLnxCPD7QSKUdzR0Js$c1aa27218c3b5d6612b718998a51d233"},
	} {
		if got, err := tc.hashers.Encode("wonderland", salt); err != nil || got != tc.want {
			t.Errorf("got %q, %v; want %q", got, err, tc.want)
		}
		for _, bad := range []string{"", "a$b"} {
			var refused *hashers.ValueError
			if _, err := tc.hashers.Encode("wonderland", bad); !errors.As(err, &refused) {
				t.Errorf("salt %q: %v", bad, err)
			}
		}
	}
}

func TestCheckKnowsTheRightPassword(t *testing.T) {
	const ten = "pbkdf2_sha256$10$68A0NLnxCPD7QSKUdzR0Js$"
	for _, tc := range []struct {
		name     string
		hashers  *hashers.Hashers
		password string
		encoded  string
		want     hashers.Check
	}{
		{"PBKDF2", hashers.Default(random()), "wonderland", "pbkdf2_sha256$1000000$" + salt + "$UQyUyjRrX4mtI/iGJ2l6M5GKN2vrBnCeVPIAxzrOT68=", hashers.Check{Correct: true, Algorithm: "pbkdf2_sha256", Iterations: 1_000_000}},
		{"MD5, other salt", hashers.Fast(random()), "wonderland", "md5$x" + salt[1:] + "$c1aa27218c3b5d6612b718998a51d233", hashers.Check{Algorithm: "md5", Iterations: 1}},
		{"fewer rounds", hashers.Default(random()), "wonderland", ten + "peyrQQujyRFY64Bqjlcqt59go+ch5631iP7F+fmtIOQ=", hashers.Check{Correct: true, MustUpdate: true, Algorithm: "pbkdf2_sha256", Iterations: 10}},
		{"fewer rounds, wrong", hashers.Default(random()), "x", ten + "peyrQQujyRFY64Bqjlcqt59go+ch5631iP7F+fmtIOQ=", hashers.Check{MustUpdate: true, Algorithm: "pbkdf2_sha256", Iterations: 10}},
		{"not ASCII", hashers.Default(random()), "pässwörd", ten + "jKnq1SeSNQ6rUHWMDrcI+vxW9kiE0GqTbUZhRhmFK0w=", hashers.Check{Correct: true, MustUpdate: true, Algorithm: "pbkdf2_sha256", Iterations: 10}},
		{"SHA-1", hashers.Default(random()), "wonderland", "pbkdf2_sha1$10$" + salt + "$CWSpSH6eaPNJbc1P8XJQ2Y1wLqc=", hashers.Check{Correct: true, MustUpdate: true, Algorithm: "pbkdf2_sha1", Iterations: 10}},
		{"SHA-1, wrong", hashers.Default(random()), "builder", "pbkdf2_sha1$10$" + salt + "$CWSpSH6eaPNJbc1P8XJQ2Y1wLqc=", hashers.Check{MustUpdate: true, Algorithm: "pbkdf2_sha1", Iterations: 10}},
		{"MD5", hashers.Fast(random()), "wonderland", "md5$" + salt + "$c1aa27218c3b5d6612b718998a51d233", hashers.Check{Correct: true, Algorithm: "md5", Iterations: 1}},
		{"MD5, wrong", hashers.Fast(random()), "builder", "md5$" + salt + "$c1aa27218c3b5d6612b718998a51d233", hashers.Check{Algorithm: "md5", Iterations: 1}},
		{"MD5, short salt", hashers.Fast(random()), "a", "md5$x$" + "8c7bd4b14d4d3a4b4f8d7eda84b5a1e3", hashers.Check{MustUpdate: true, Algorithm: "md5", Iterations: 1}},
	} {
		got, err := tc.hashers.Check(t.Context(), tc.password, tc.encoded)
		if err != nil || got.Took <= 0 {
			t.Errorf("%s: %v, took %v", tc.name, err, got.Took)
		}
		if got.Took = 0; got != tc.want {
			t.Errorf("%s: got %+v, want %+v", tc.name, got, tc.want)
		}
	}
}

func TestAHashThatNoHasherKnowsIsNeverRight(t *testing.T) {
	h := hashers.Fast(random())
	for _, encoded := range []string{
		"", "nothing", "!abc", "!", "$", "pbkdf2_sha256$1000000$" + salt + "$UQyUyjRrX4mtI/iGJ2l6M5GKN2vrBnCeVPIAxzrOT68=",
		"md5$$" + strings.Repeat("0", 32), strings.Repeat("0", 32), "sha1$$" + strings.Repeat("0", 40), "MD5$a$b", "md5x$a$b",
	} {
		got, err := h.Check(t.Context(), "wonderland", encoded)
		if err != nil || got.Correct || got.MustUpdate || !got.Fake || got.Algorithm != "md5" {
			t.Errorf("%q: %+v %v", encoded, got, err)
		}
	}
}

func TestABrokenHashIsPythonsValueError(t *testing.T) {
	slow, fast := hashers.Default(random()), hashers.Fast(random())
	for _, tc := range []struct {
		hashers       *hashers.Hashers
		encoded, want string
	}{
		{slow, "pbkdf2_sha256$abc", "ValueError: not enough values to unpack (expected 4, got 2)"},
		{slow, "pbkdf2_sha256", "ValueError: not enough values to unpack (expected 4, got 1)"},
		{slow, "pbkdf2_sha256$x$salt$h", "ValueError: invalid literal for int() with base 10: 'x'"},
		{slow, "pbkdf2_sha256$-1$salt$h", "ValueError: iteration value must be greater than 0."},
		{slow, "pbkdf2_sha256$1$$h", "ValueError: salt must be provided and cannot contain $."},
		{slow, "pbkdf2_sha1$1$$h", "ValueError: salt must be provided and cannot contain $."},
		{fast, "md5$x", "ValueError: not enough values to unpack (expected 3, got 2)"},
		{fast, "md5$$" + strings.Repeat("0", 31), "ValueError: salt must be provided and cannot contain $."},
	} {
		_, err := tc.hashers.Check(t.Context(), "wonderland", tc.encoded)
		var refused *hashers.ValueError
		if !errors.As(err, &refused) || refused.Error() != tc.want {
			t.Errorf("%q: got %v, want %s", tc.encoded, err, tc.want)
		}
	}
}

func TestMakePasswordSaltsEachHashAnew(t *testing.T) {
	h := hashers.Fast(random())
	form := regexp.MustCompile(`^md5\$[a-zA-Z0-9]{22}\$[0-9a-f]{32}$`)
	seen := map[string]bool{}
	for range 100 {
		encoded, err := h.MakePassword(t.Context(), "builder")
		if err != nil || !form.MatchString(encoded) || seen[encoded] {
			t.Fatalf("%q: %v, seen %v", encoded, err, seen[encoded])
		}
		seen[encoded] = true
		if got, err := h.Check(t.Context(), "builder", encoded); err != nil || !got.Correct || got.MustUpdate {
			t.Errorf("%q: %+v %v", encoded, got, err)
		}
	}
	for _, c := range "abcxyzABCXYZ0123456789" {
		if all := strings.Join(keys(seen), ""); !strings.ContainsRune(all, c) {
			t.Errorf("no salt has a %c", c)
		}
	}
}

func keys(m map[string]bool) (out []string) {
	for k := range m {
		salt := strings.Split(k, "$")[1]
		out = append(out, salt)
	}
	return out
}

func TestAnUnusablePasswordFitsNobody(t *testing.T) {
	h := hashers.Fast(random())
	encoded, err := h.MakeUnusable()
	if err != nil || !regexp.MustCompile(`^![a-zA-Z0-9]{40}$`).MatchString(encoded) || hashers.IsPasswordUsable(encoded) {
		t.Errorf("%q %v", encoded, err)
	}
	if !hashers.IsPasswordUsable("md5$a$b") || !hashers.IsPasswordUsable("") {
		t.Error("a hash, or none at all, counts as usable in Django")
	}
}

func TestRandomBytesThatWouldBeUnfairAreSkipped(t *testing.T) {
	// 248 is four times the alphabet: from there on the first letters would come up once more.
	h := hashers.Fast(bytes.NewReader(append(bytes.Repeat([]byte{248, 255}, 11), bytes.Repeat([]byte{61}, 22)...)))
	encoded, err := h.MakePassword(t.Context(), "x")
	if want := "md5$" + strings.Repeat("9", 22) + "$"; err != nil || !strings.HasPrefix(encoded, want) {
		t.Errorf("got %q %v, want %s…", encoded, err, want)
	}
}

func TestFailuresSurface(t *testing.T) {
	broken := errors.New("no entropy")
	h := hashers.Fast(iotest.ErrReader(broken))
	if _, err := h.MakePassword(t.Context(), "x"); !errors.Is(err, broken) {
		t.Errorf("MakePassword: %v", err)
	}
	if _, err := h.MakeUnusable(); !errors.Is(err, broken) {
		t.Errorf("MakeUnusable: %v", err)
	}
	if _, err := h.Check(t.Context(), "x", "!"); !errors.Is(err, broken) {
		t.Errorf("Check: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	fine := hashers.Fast(random())
	if _, err := fine.Check(ended, "x", "md5$a$b"); !errors.Is(err, context.Canceled) {
		t.Errorf("Check: %v", err)
	}
	if _, err := fine.MakePassword(ended, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("MakePassword: %v", err)
	}
}

func TestAFactKeepsHowTheHashBegins(t *testing.T) {
	for want, check := range map[string]hashers.Check{
		"pbkdf2_sha256$1000000": {Correct: true, Algorithm: "pbkdf2_sha256", Iterations: 1_000_000, Took: 5},
		"md5":                   {Correct: true, Algorithm: "md5", Iterations: 1, Took: 5},
	} {
		if got := check.Fact(); got.Verb != trace.Checked || got.Value != want || !got.OK || got.Took != 5 || got.Name != "password" {
			t.Errorf("got %+v, want %s", got, want)
		}
	}
}

func BenchmarkCheckPBKDF2(b *testing.B) {
	h := hashers.Default(random())
	encoded, err := h.Encode("wonderland", salt)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := h.Check(b.Context(), "wonderland", encoded); err != nil {
			b.Fatal(err)
		}
	}
}
