package curl

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"authtour/sandbox/client"
)

// errNUL is that an argument of a program cannot hold a zero byte.
var errNUL = errors.New("it has a zero byte, which no argument of a command can hold")

// Format writes the request as a curl command for the server at base (http://host:port), an option on each line. It
// fails for what curl cannot send.
func Format(base string, r client.Request) (string, error) {
	out := []string{"curl"}
	add := func(name, value string) { out = append(out, name+" "+quote(value)) }
	_, hasType := lookup(r, "Content-Type")
	switch coding, _ := lookup(r, "Transfer-Encoding"); {
	case strings.Contains(r.Format(), "\x00"):
		return "", errNUL
	case coding != "":
		return "", errors.New("curl makes the chunks of a Transfer-Encoding by itself")
	case r.Method == "HEAD" && r.Body == "":
		out = append(out, "--head")
	case r.Method != usualMethod(r.Body):
		add("-X", r.Method)
	}
	for _, h := range r.Headers {
		if strings.TrimSpace(h.Value) == "" {
			add("-H", h.Name+";")
			continue
		}
		add("-H", h.Name+": "+h.Value)
	}
	if r.Body != "" {
		if !hasType {
			add("-H", "Content-Type:")
		}
		add("--data-raw", r.Body)
	}
	if plainTarget(r.Target) {
		out = append(out, quote(base+r.Target))
	} else {
		add("--request-target", r.Target)
		out = append(out, quote(base+"/"))
	}
	return command(out), nil
}

// usualMethod is the method that curl and HTTPie take by themselves.
func usualMethod(body string) string {
	if body == "" {
		return "GET"
	}
	return "POST"
}

// plainTarget tells that a program sends the target just as it stands at the end of a URL.
func plainTarget(target string) bool {
	if !strings.HasPrefix(target, "/") || strings.ContainsAny(target, "#{}[]\\^|\"<>` ") || withoutDots(target) != target {
		return false
	}
	return !strings.ContainsFunc(target, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}

func lookup(r client.Request, name string) (value string, ok bool) {
	for _, h := range r.Headers {
		if strings.EqualFold(strings.TrimSpace(h.Name), name) {
			return h.Value, true
		}
	}
	return "", false
}

// command joins the parts of a command, one on a line where it would get long.
func command(parts []string) string {
	if line := strings.Join(parts, " "); len(line) <= 60 {
		return line
	}
	return strings.Join(parts, " \\\n  ")
}

// quote writes an argument for a POSIX shell; what cannot be read in single quotes is written as $'…' of Bash and Zsh.
func quote(s string) string {
	const safe = "-_./:@%+,="
	switch {
	case s == "":
		return "''"
	case !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune(safe, r) && (r >= 0x80 || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}):
		return s
	case readable(s):
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\'' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == utf8.RuneError && n == 1 || !unicode.IsPrint(r):
			for _, c := range []byte(s[i : i+n]) {
				fmt.Fprintf(&b, `\%03o`, c)
			}
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return "$'" + b.String() + "'"
}

func readable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' })
}

// HTTPie writes the request as a command of HTTPie's (https://httpie.io/docs/cli). It fails for what HTTPie cannot send.
func HTTPie(base string, r client.Request) (string, error) {
	if !plainTarget(r.Target) {
		return "", fmt.Errorf("HTTPie cannot send the target %q as it stands", r.Target)
	}
	if coding, _ := lookup(r, "Transfer-Encoding"); coding != "" {
		return "", errors.New("HTTPie makes the chunks of a Transfer-Encoding by itself")
	}
	if strings.Contains(r.Format(), "\x00") {
		return "", errNUL
	}
	if !utf8.ValidString(r.Body) {
		return "", errors.New("HTTPie cannot take a body that is no UTF-8 from its command line")
	}
	out := []string{"http"}
	if r.Body != "" {
		out = append(out, "--raw "+quote(r.Body))
	}
	if r.Method != usualMethod(r.Body) {
		out = append(out, quote(r.Method))
	}
	out = append(out, quote(base+r.Target))
	escape := strings.NewReplacer(":", `\:`, "=", `\=`, "@", `\@`, ";", `\;`)
	for _, h := range r.Headers {
		value := strings.TrimSpace(h.Value)
		switch {
		case value == "":
			out = append(out, quote(escape.Replace(h.Name)+";"))
			continue
		case strings.ContainsRune("=@", rune(value[0])):
			value = `\` + value
		}
		out = append(out, quote(escape.Replace(h.Name)+":"+value))
	}
	if _, ok := lookup(r, "Content-Type"); !ok && r.Body != "" {
		out = append(out, "Content-Type:")
	}
	return command(out), nil
}
