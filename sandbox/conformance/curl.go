package conformance

import (
	"fmt"
	"strings"
)

// Curl writes the request as a curl command for a shell that knows $'…', so that somebody can send it again.
func (e Exchange) Curl() string {
	var b strings.Builder
	b.WriteString("curl -i --path-as-is")
	if e.Request.Method != "GET" {
		b.WriteString(" -X " + shellQuoted(e.Request.Method))
	}
	for _, h := range e.Request.Headers {
		line := h.Name + ": " + h.Value
		if h.Value == "" {
			line = h.Name + ";" // how curl spells a header without a value
		}
		b.WriteString(" -H " + shellQuoted(line))
	}
	if e.Request.Body != "" {
		b.WriteString(" --data-binary " + shellQuoted(e.Request.Body))
	}
	target := e.Request.Target
	if !strings.HasPrefix(target, "/") {
		b.WriteString(" --request-target " + shellQuoted(target))
		target = "/"
	}
	return b.String() + " " + shellQuoted(e.URL+target)
}

// shellQuoted is one word of a shell that stands for those bytes.
func shellQuoted(text string) string {
	plain := true
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' || c >= 0x7f || c == '\'' || c == '\\':
			plain = false
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	if plain {
		return "'" + text + "'"
	}
	return "$'" + b.String() + "'"
}
