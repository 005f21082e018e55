package explain

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"authtour/sandbox/python"
)

// Credential is what a Basic Authorization header says, or why it says nothing.
type Credential struct {
	User, Password string
	// Wrong is why it does not decode, in a sentence; empty if it does.
	Wrong string
}

// ReadBasic reads the value of an Authorization header as rest_framework/authentication.py,
// BasicAuthentication.authenticate, does; ok is false if the scheme is another one.
func ReadBasic(v string) (c Credential, ok bool) {
	parts := strings.Fields(v)
	if len(parts) == 0 || !strings.EqualFold(parts[0], "basic") {
		return Credential{}, false
	}
	switch len(parts) {
	case 1:
		return Credential{Wrong: "nothing follows the word Basic"}, true
	case 2:
	default:
		return Credential{Wrong: "a space is inside the credentials; Base64 has none"}, true
	}
	raw, err := python.B64Decode(parts[1])
	if err != nil {
		return Credential{Wrong: wrongBase64(parts[1], err)}, true
	}
	text := string(raw)
	if !utf8.Valid(raw) {
		text = latin1(raw)
	}
	user, password, found := strings.Cut(text, ":")
	if !found {
		return Credential{Wrong: fmt.Sprintf("it decodes to %q, which has no colon", text)}, true
	}
	return Credential{User: user, Password: password}, true
}

func (c Credential) lines() []Line {
	if c.Wrong != "" {
		return []Line{say("", bad(c.Wrong))}
	}
	return []Line{say("", value(c.User), dim(" : "), value(c.Password))}
}

// wrongBase64 says why text is not Base64, in words that help to mend it.
func wrongBase64(text string, err error) string {
	n := 0
	for i := range len(text) {
		if inAlphabet(text[i]) {
			n++
		}
	}
	switch n % 4 {
	case 1:
		return fmt.Sprintf("not Base64: of %d characters one is left over", n)
	case 2:
		return "not Base64: the padding == is missing at the end"
	case 3:
		return "not Base64: the padding = is missing at the end"
	}
	return "not Base64: " + err.Error()
}

func inAlphabet(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

func latin1(raw []byte) string {
	runes := make([]rune, len(raw))
	for i, b := range raw {
		runes[i] = rune(b)
	}
	return string(runes)
}
