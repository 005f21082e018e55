package curl

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"authtour/sandbox/client"
)

// Python writes the request as a program with the requests library (https://requests.readthedocs.io). It fails for
// what requests cannot send: a header twice, or one that is no Latin-1.
func Python(base string, r client.Request) (string, error) {
	if !plainTarget(r.Target) {
		return "", fmt.Errorf("requests cannot send the target %q as it stands", r.Target)
	}
	var b strings.Builder
	b.WriteString("import requests\n\nresponse = requests.request(\n")
	fmt.Fprintf(&b, "    %s,\n    %s,\n", pythonString(r.Method), pythonString(base+r.Target))
	if len(r.Headers) > 0 {
		b.WriteString("    headers={\n")
		seen := map[string]bool{}
		for _, h := range r.Headers {
			name := strings.ToLower(strings.TrimSpace(h.Name))
			if seen[name] {
				return "", fmt.Errorf("requests cannot send the header %s twice", h.Name)
			}
			seen[name] = true
			if !utf8.ValidString(h.Value) || strings.ContainsFunc(h.Value, func(c rune) bool { return c > 0xff }) {
				return "", errors.New("requests cannot send a header that is no Latin-1")
			}
			fmt.Fprintf(&b, "        %s: %s,\n", pythonString(h.Name), pythonString(strings.TrimSpace(h.Value)))
		}
		b.WriteString("    },\n")
	}
	if r.Body != "" {
		fmt.Fprintf(&b, "    data=%s,\n", pythonBytes(r.Body))
	}
	b.WriteString("    allow_redirects=False,\n)\nprint(response.status_code, response.text)\n")
	return b.String(), nil
}

// pythonString writes a string literal of Python's.
func pythonString(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(pythonRune(r))
	}
	return `"` + b.String() + `"`
}

func pythonRune(r rune) string {
	switch {
	case r == '"' || r == '\\':
		return `\` + string(r)
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < ' ' || r == 0x7f:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x7f:
		return string(r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// pythonBytes writes a body: bytes as they are, since requests would send a string as Latin-1 or UTF-8 as it likes.
func pythonBytes(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c < utf8.RuneSelf {
			b.WriteString(pythonRune(rune(c)))
			continue
		}
		fmt.Fprintf(&b, `\x%02x`, c)
	}
	return `b"` + b.String() + `"`
}
