package pyjwt_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/python"
	"authtour/sandbox/simplejwt/pyjwt"
)

// question is one line for testdata/pyjwt.py.
type question struct {
	Do        string   `json:"do"`
	Token     string   `json:"token"`
	Claims    string   `json:"claims"`
	Algorithm string   `json:"algorithm"`
	Key       string   `json:"key"`
	Audience  []string `json:"audience"`
	Issuer    []string `json:"issuer"`
	Leeway    float64  `json:"leeway"`
	Now       int64    `json:"now"`
}

// answer is a value, or the class and the text of an exception.
type answer struct {
	Value string `json:"value,omitempty"`
	Class string `json:"class,omitempty"`
	Text  string `json:"text,omitempty"`
}

// TestPyJWTSaysTheSame holds verdict, exception, text and claims of 5,000 mutated tokens to what the real PyJWT says.
func TestPyJWTSaysTheSame(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	g := newGenerator(t, seed)
	questions := make([]question, 5000)
	for i := range questions {
		questions[i] = g.question()
	}
	accepted := compareWithPyJWT(t, questions)
	if accepted < len(questions)/20 || accepted > len(questions)*19/20 {
		t.Errorf("%d of %d tokens were accepted: the mutations no longer reach both sides", accepted, len(questions))
	}
}

// TestPyJWTMakesTheSameTokens holds Encode to the bytes that jwt.encode returns.
func TestPyJWTMakesTheSameTokens(t *testing.T) {
	t.Parallel()
	pair := newRSAPair(t)
	var questions []question
	for _, claims := range []string{
		`{}`, `{"token_type":"access","exp":1764000300,"iat":1764000000,"jti":"a","user_id":"1"}`,
		`{"b":1,"a":[1,2.5,true,null,{"x":"é\ud83d\ude00\ud800"}],"f":1e400,"g":-0.0,"h":1e5}`, `{"iss":"a"}`, `{"iss":5}`,
		`{"iss":null}`, `{"iss":["a"]}`, `{"exp":NaN}`,
	} {
		for _, algorithm := range []string{"HS256", "HS384", "HS512", "RS256", "RS384", "RS512"} {
			key := secret
			if algorithm[0] == 'R' {
				key = pair.private
			}
			questions = append(questions, question{Do: "encode", Claims: claims, Algorithm: algorithm, Key: key})
		}
	}
	questions = append(questions, question{Do: "encode", Claims: `{}`, Algorithm: "RS256", Key: pair.public})
	if made := compareWithPyJWT(t, questions); made == 0 {
		t.Error("no token was made")
	}
}

// TestPyJWTTakesTheSameKeys holds PrepareKey to prepare_key of PyJWT's algorithms.
func TestPyJWTTakesTheSameKeys(t *testing.T) {
	t.Parallel()
	pair := newRSAPair(t)
	var questions []question
	for _, key := range []string{
		secret, "", "x", pair.private, pair.public, pair.pkcs1, "ssh-rsa AAAA", "ssh-ed25519 AAAA", `{"kty":"oct","k":"AA"}`,
		`[{"a":{"kty":1}}]`, `{"k":"AA"}`, `"kty"`, "-----BEGIN PUBLIC KEY-----", "----BEGIN PUBLIC KEY---- x ----END PUBLIC KEY----",
		"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "-----BEGIN PUBLIC KEY-----\n-----END PRIVATE KEY-----",
		"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
	} {
		for _, algorithm := range []string{"HS256", "HS512", "RS256"} {
			if algorithm == "RS256" && strings.HasPrefix(key, "ssh-rsa") {
				continue // a key in OpenSSH's form is not read here
			}
			questions = append(questions, question{Do: "key", Algorithm: algorithm, Key: key})
		}
	}
	if fit := compareWithPyJWT(t, questions); fit == 0 || fit == len(questions) {
		t.Errorf("%d of %d keys fit: both sides must be there", fit, len(questions))
	}
}

// compareWithPyJWT asks both, and returns how many questions had a value for an answer.
func compareWithPyJWT(t *testing.T, questions []question) (values int) {
	t.Helper()
	differ := 0
	for i, want := range ask(t, questions) {
		got := ours(t, questions[i])
		if got.Class == "" {
			values++
		}
		if got != want && differ < 8 {
			differ++
			text, _ := json.Marshal(questions[i]) //nolint:errchkjson // it holds texts and numbers alone
			token, _ := base64.StdEncoding.DecodeString(questions[i].Token)
			t.Errorf("%s\n token %q\n got  %+v\n want %+v", text, token, got, want)
		}
	}
	return values
}

// ours is the answer of this package.
func ours(t *testing.T, q question) answer {
	t.Helper()
	key, err := pyjwt.PrepareKey(q.Algorithm, q.Key)
	value := "fits"
	if err == nil {
		switch q.Do {
		case "encode":
			claims, loadErr := python.LoadsString(q.Claims, false)
			if loadErr != nil {
				t.Fatal(loadErr)
			}
			value, err = pyjwt.Encode(claims.(*python.Dict), key)
		case "decode":
			value, err = decode(t, q, key)
		}
	}
	if err == nil {
		return answer{Value: value}
	}
	var e *pyjwt.Exception
	if errors.As(err, &e) {
		return answer{Class: e.Class, Text: e.Text}
	}
	return answer{Class: python.ClassName(err), Text: err.Error()}
}

func decode(t *testing.T, q question, key pyjwt.Key) (string, error) {
	t.Helper()
	token, err := base64.StdEncoding.DecodeString(q.Token)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := pyjwt.Decode(string(token), key, pyjwt.Options{
		Audience: q.Audience, Issuer: q.Issuer, Now: time.UnixMicro(q.Now),
		Leeway: time.Duration(q.Leeway * float64(time.Second)),
	})
	if err != nil {
		return "", err
	}
	return ascii(python.ReprOf(claims)), nil
}

// ascii escapes what Python's ascii() does.
func ascii(repr string) string {
	var b strings.Builder
	for len(repr) > 0 {
		c, size := python.DecodeRune(repr)
		if c < 0x80 {
			b.WriteString(repr[:size])
		} else {
			b.WriteString(escaped(c))
		}
		repr = repr[size:]
	}
	return b.String()
}

func escaped(c rune) string {
	const hex = "0123456789abcdef"
	digits, lead := 8, `\U`
	switch {
	case c <= 0xff:
		digits, lead = 2, `\x`
	case c <= 0xffff:
		digits, lead = 4, `\u`
	}
	out := make([]byte, digits)
	for i := range out {
		out[digits-1-i] = hex[c>>(4*i)&0xf]
	}
	return lead + string(out)
}

// ask runs testdata/pyjwt.py. Without Python 3.11 and PyJWT the test is skipped.
func ask(t *testing.T, questions []question) []answer {
	t.Helper()
	var in bytes.Buffer
	for _, q := range questions {
		line, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(line, '\n'))
	}
	packages := realPackages(t)
	cmd := exec.CommandContext(t.Context(), python3(), filepath.Join("testdata", "pyjwt.py"))
	cmd.Env = append(os.Environ(), "PYTHONPATH="+packages)
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("testdata/pyjwt.py: %v", err)
	}
	return readAnswers(t, out, len(questions))
}

func readAnswers(t *testing.T, out []byte, n int) []answer {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<24)
	var banner struct {
		Version   string `json:"version"`
		HasCrypto bool   `json:"has_crypto"`
	}
	lines.Scan()
	if err := json.Unmarshal(lines.Bytes(), &banner); err != nil {
		t.Fatal(err)
	}
	if banner.Version != "2.15.1" || !banner.HasCrypto {
		t.Skipf("PyJWT is %s and cryptography there: %t; 2.15.1 with it is needed", banner.Version, banner.HasCrypto)
	}
	answers := make([]answer, 0, n)
	for lines.Scan() {
		var a answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	if len(answers) != n {
		t.Fatalf("%d answers to %d questions", len(answers), n)
	}
	return answers
}

func python3() string {
	if name := os.Getenv("PYTHON311"); name != "" {
		return name
	}
	return "/usr/bin/python3"
}

// realPackages is the folder that holds the real framework: AUTHTOUR_REAL, or one in the user's cache.
func realPackages(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("AUTHTOUR_REAL")
	if folder == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Skipf("no cache folder: %v", err)
		}
		folder = filepath.Join(cache, "authtour-real", "root", "usr", "lib", "python3", "dist-packages")
	}
	if _, err := os.Stat(filepath.Join(folder, "jwt")); err != nil {
		t.Skipf("no PyJWT to compare with in %s: set AUTHTOUR_REAL to a folder of Python packages that holds jwt", folder)
	}
	return folder
}
