// Package curl reads curl commands as requests, and writes requests as commands for curl, HTTPie and Python.
package curl

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"authtour/sandbox/client"
)

// Command is what a curl command says.
type Command struct {
	Request client.Request
	// Host is the host with its port to which the command would go.
	Host string
	// Passed is what was passed over because it does not change the request, such as a pipe behind it; mostly empty.
	Passed string
}

// Is tells whether text looks like a curl command, perhaps behind a prompt.
func Is(text string) bool {
	words := strings.Fields(withoutPrompt(text))
	return len(words) > 1 && (words[0] == "curl" || words[0] == "curl.exe")
}

func withoutPrompt(text string) string {
	text = strings.TrimSpace(text)
	for _, prompt := range []string{"$ ", "% ", "> "} {
		text = strings.TrimSpace(strings.TrimPrefix(text, prompt))
	}
	return text
}

// Parse reads a command as a shell and curl would (curl.1). Headers that curl adds by itself (User-Agent, Accept) are
// left out unless an option sets them. It fails, with a sentence for the person who pasted it, where the command needs
// what is not in it (a file, a variable) or has an option that would change the request in a way that is not known.
func Parse(text string) (Command, error) {
	words, rest, err := split(withoutPrompt(text))
	if err != nil {
		return Command{}, err
	}
	if len(words) == 0 || words[0] != "curl" && words[0] != "curl.exe" {
		return Command{}, errors.New("it does not begin with the word curl")
	}
	if strings.HasPrefix(rest, ";") || strings.HasPrefix(rest, "&") || strings.HasPrefix(rest, "<") {
		return Command{}, fmt.Errorf("%q follows the command: paste one command alone, and put quotes around a URL that has such a sign", short(rest))
	}
	p := &parser{}
	if err := p.options(words[1:]); err != nil {
		return Command{}, err
	}
	c, err := p.command()
	c.Passed = rest
	return c, err
}

func short(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// parser collects what the options say.
type parser struct {
	url, method, target      string
	headers                  []client.Header
	removed                  []string
	data                     []string
	hasData, json, get, head bool
	user, cookie             string
	hasUser                  bool
}

// options reads the words behind curl: long options, bundles of short ones, and the URL.
func (p *parser) options(words []string) error {
	for i := 0; i < len(words); i++ {
		w := words[i]
		var used int
		var err error
		switch {
		case w == "--":
			for _, u := range words[i+1:] {
				if err := p.setURL(u); err != nil {
					return err
				}
			}
			return nil
		case strings.HasPrefix(w, "--"):
			used, err = p.long(w, words[i+1:])
		case strings.HasPrefix(w, "-") && w != "-":
			used, err = p.short(w[1:], words[i+1:])
		default:
			err = p.setURL(w)
		}
		if err != nil {
			return err
		}
		i += used
	}
	return nil
}

func (p *parser) long(w string, next []string) (used int, err error) {
	o, ok := longOptions()[w]
	switch {
	case !ok:
		return 0, unknown(w)
	case o.do == nil && !o.value:
		return 0, nil
	case !o.value:
		return 0, o.do(p, "")
	case len(next) == 0:
		return 0, fmt.Errorf("nothing follows %s", w)
	case o.do == nil:
		return 1, nil
	}
	return 1, o.do(p, next[0])
}

// short reads a bundle such as sSXPOST: the first option with a value takes the rest of the word, or the next word.
func (p *parser) short(bundle string, next []string) (used int, err error) {
	for i, c := range bundle {
		name, ok := shortOptions()[c]
		if !ok {
			return 0, unknown("-" + string(c))
		}
		o := longOptions()[name]
		rest := bundle[i+len(string(c)):]
		switch {
		case o.value && rest != "":
			_, err := p.long(name, []string{rest})
			return 0, err
		case o.value:
			return p.long(name, next)
		}
		if _, err := p.long(name, nil); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

func unknown(option string) error {
	return fmt.Errorf("the option %s is not known here; what is: -X -H -d --data-raw --data-urlencode --json -u -b -G -I", short(option))
}

func (p *parser) setURL(u string) error {
	if p.url != "" {
		return fmt.Errorf("two URLs, %q and %q: paste a command with one", short(p.url), short(u))
	}
	if u == "" {
		return errors.New("the URL is empty")
	}
	p.url = u
	return nil
}

// command puts the request together in curl's order.
func (p *parser) command() (Command, error) {
	if p.url == "" {
		return Command{}, errors.New("it has no URL")
	}
	host, target, user, err := address(p.url)
	if err != nil {
		return Command{}, err
	}
	if user != "" && !p.hasUser {
		p.user, p.hasUser = user, true
	}
	body := strings.Join(p.data, "&")
	if p.json {
		body = strings.Join(p.data, "")
	}
	if p.get && p.hasData {
		target, body = withQuery(target, body), ""
	}
	if p.target != "" {
		target = p.target
	}
	r := client.Request{Method: p.methodName(), Target: target, Headers: p.allHeaders(), Body: body}
	return Command{Request: r, Host: host}, nil
}

func (p *parser) methodName() string {
	switch {
	case p.method != "":
		return p.method
	case p.head:
		return "HEAD"
	case p.hasData && !p.get:
		return "POST"
	}
	return "GET"
}

// allHeaders are those that options make, unless -H sets or removes them, and then those of -H.
func (p *parser) allHeaders() []client.Header {
	var out []client.Header
	add := func(name, value string) {
		for _, h := range p.headers {
			if strings.EqualFold(h.Name, name) {
				return
			}
		}
		for _, n := range p.removed {
			if strings.EqualFold(n, name) {
				return
			}
		}
		out = append(out, client.Header{Name: name, Value: value})
	}
	if p.hasUser {
		add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(p.user)))
	}
	if p.cookie != "" {
		add("Cookie", p.cookie)
	}
	switch {
	case p.json:
		add("Content-Type", "application/json")
		add("Accept", "application/json")
	case p.hasData && !p.get:
		add("Content-Type", "application/x-www-form-urlencoded")
	}
	return append(out, p.headers...)
}

func withQuery(target, query string) string {
	if strings.Contains(target, "?") {
		return target + "&" + query
	}
	return target + "?" + query
}

// address takes a URL apart as curl does: without a scheme it is HTTP, without a path it asks for /.
func address(text string) (host, target, user string, err error) {
	if strings.ContainsAny(text, "{}[]") {
		return "", "", "", errors.New("{} and [] in a URL stand for several URLs: paste a command with one")
	}
	if strings.ContainsAny(text, " \t\n") {
		return "", "", "", errors.New("a space is inside the URL; there it is written %20")
	}
	if scheme, _, found := strings.Cut(text, "://"); !found {
		text = "http://" + text
	} else if s := strings.ToLower(scheme); s != "http" && s != "https" {
		return "", "", "", fmt.Errorf("%s:// is not HTTP", short(scheme))
	}
	_, rest, _ := strings.Cut(text, "://")
	rest, _, _ = strings.Cut(rest, "#")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		rest, end = rest+"/", len(rest)
	}
	host, target = rest[:end], rest[end:]
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		user, host = host[:i], host[i+1:]
		if user, err = url.PathUnescape(user); err != nil {
			return "", "", "", errors.New("the user in the URL has a percent sign without two hex digits")
		}
	}
	if host == "" {
		return "", "", "", errors.New("the URL names no host")
	}
	return host, withoutDots("/" + strings.TrimPrefix(target, "/")), user, nil
}

// withoutDots removes . and .. from a path (RFC 3986 §5.2.4), as curl does before it sends.
func withoutDots(target string) string {
	path, query, hasQuery := strings.Cut(target, "?")
	var out []string
	parts := strings.Split(path, "/")[1:]
	for i, part := range parts {
		last := i == len(parts)-1
		switch part {
		case ".", "..":
			if part == ".." && len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, part)
		}
	}
	path = "/" + strings.Join(out, "/")
	if hasQuery {
		path += "?" + query
	}
	return path
}
