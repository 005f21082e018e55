package curl

import (
	"errors"
	"fmt"
	"strings"

	"authtour/sandbox/client"
)

// option is one option of curl: whether it takes a value, and what it does to the request; without a do it does not
// change the request and is passed over.
type option struct {
	value bool
	do    func(p *parser, value string) error
}

// shortOptions are the one-letter names of options.
func shortOptions() map[rune]string {
	return map[rune]string{
		'X': "--request", 'H': "--header", 'd': "--data", 'u': "--user", 'b': "--cookie", 'I': "--head", 'G': "--get",
		'A': "--user-agent", 'e': "--referer", 's': "--silent", 'S': "--show-error", 'v': "--verbose", 'i': "--include",
		'k': "--insecure", 'L': "--location", 'f': "--fail", '#': "--progress-bar", 'o': "--output", 'w': "--write-out",
		'm': "--max-time", 'c': "--cookie-jar", 'g': "--globoff", 'N': "--no-buffer", '4': "--ipv4", '6': "--ipv6",
		'q': "--disable", '0': "--http1.0", 'F': "--form", 'T': "--upload-file",
	}
}

// longOptions are the options that are known (curl.1).
func longOptions() map[string]option {
	all := map[string]option{
		"--request":        {true, func(p *parser, v string) error { p.method = v; return nil }},
		"--header":         {true, (*parser).header},
		"--data":           {true, (*parser).form},
		"--data-ascii":     {true, (*parser).form},
		"--data-binary":    {true, (*parser).form},
		"--data-raw":       {true, (*parser).raw},
		"--data-urlencode": {true, (*parser).urlencode},
		"--json":           {true, (*parser).jsonData},
		"--user":           {true, (*parser).setUser},
		"--cookie":         {true, (*parser).setCookie},
		"--user-agent":     {true, func(p *parser, v string) error { return p.header("User-Agent: " + v) }},
		"--referer":        {true, func(p *parser, v string) error { return p.header("Referer: " + v) }},
		"--oauth2-bearer":  {true, func(p *parser, v string) error { return p.header("Authorization: Bearer " + v) }},
		"--url":            {true, (*parser).setURL},
		"--request-target": {true, func(p *parser, v string) error { p.target = v; return nil }},
		"--get":            {false, func(p *parser, _ string) error { p.get = true; return nil }},
		"--head":           {false, func(p *parser, _ string) error { p.head = true; return nil }},
		"--form":           {true, refuse("-F makes a multipart body with a boundary of curl's own: write the body and its Content-Type by hand")},
		"--upload-file":    {true, refuse("-T sends a file, which is not in the command: paste its content as the body")},
		"--http1.0":        {false, refuse("-0 speaks HTTP/1.0: load the command without it, and change the version in the raw request")},
		"--digest":         {false, refuse("--digest asks twice, and Django knows no Digest authentication: use -u alone for Basic")},
		"--netrc":          {false, refuse("--netrc reads the password from a file, which is not in the command: use -u")},
		"--config":         {true, refuse("--config reads options from a file, which is not in the command: paste them instead")},
		"--next":           {false, refuse("--next begins a second request: paste a command with one")},
	}
	for _, name := range strings.Fields("--silent --show-error --verbose --include --insecure --location --fail --fail-with-body " +
		"--progress-bar --globoff --no-buffer --ipv4 --ipv6 --disable --compressed --http1.1 --basic --path-as-is --no-progress-meter " +
		"--no-keepalive --anyauth") {
		all[name] = option{}
	}
	for _, name := range strings.Fields("--output --write-out --max-time --connect-timeout --cookie-jar --resolve --connect-to " +
		"--max-redirs --retry --noproxy --trace-ascii --trace") {
		all[name] = option{value: true}
	}
	return all
}

func refuse(why string) func(*parser, string) error {
	return func(*parser, string) error { return errors.New(why) }
}

// header takes a -H: "Name: value", "Name;" for an empty value, "Name:" to remove what curl would add.
func (p *parser) header(v string) error {
	if strings.HasPrefix(v, "@") {
		return fmt.Errorf("-H %s reads a file, which is not in the command: paste the headers instead", short(v))
	}
	if name, ok := strings.CutSuffix(strings.TrimSpace(v), ";"); ok && !strings.Contains(name, ":") {
		p.headers = append(p.headers, client.Header{Name: name})
		return nil
	}
	name, value, found := strings.Cut(v, ":")
	switch {
	case !found:
		return fmt.Errorf("-H %q has no colon; a header is written Name: value", short(v))
	case strings.ContainsAny(v, "\r\n"):
		return errors.New("a header has a line break in it: send such a thing in the raw request")
	case strings.TrimSpace(name) == "":
		return errors.New("a header has no name before its colon")
	case strings.TrimSpace(value) == "":
		p.removed = append(p.removed, name)
		return nil
	}
	p.headers = append(p.headers, client.Header{Name: name, Value: strings.TrimLeft(value, " \t")})
	return nil
}

func (p *parser) form(v string) error {
	if strings.HasPrefix(v, "@") {
		return fmt.Errorf("-d %s reads a file, which is not in the command: paste its content instead", short(v))
	}
	return p.raw(v)
}

func (p *parser) raw(v string) error {
	p.data, p.hasData = append(p.data, v), true
	return nil
}

func (p *parser) jsonData(v string) error {
	p.json = true
	return p.form(v)
}

// urlencode takes content, =content, or name=content.
func (p *parser) urlencode(v string) error {
	at := strings.IndexAny(v, "=@")
	switch {
	case at >= 0 && v[at] == '@':
		return fmt.Errorf("--data-urlencode %s reads a file, which is not in the command: paste its content instead", short(v))
	case at > 0:
		return p.raw(v[:at+1] + percent(v[at+1:]))
	}
	return p.raw(percent(strings.TrimPrefix(v, "=")))
}

// percent encodes as curl does: all but RFC 3986's unreserved characters, and a space as a plus.
func percent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func (p *parser) setUser(v string) error {
	if !strings.Contains(v, ":") {
		return fmt.Errorf("-u %s has no password, for which curl would ask: write -u user:password", short(v))
	}
	p.user, p.hasUser = v, true
	return nil
}

func (p *parser) setCookie(v string) error {
	if !strings.Contains(v, "=") {
		return fmt.Errorf("-b %s reads a file, which is not in the command: write -b name=value", short(v))
	}
	if p.cookie != "" {
		v = p.cookie + "; " + v
	}
	p.cookie = v
	return nil
}
