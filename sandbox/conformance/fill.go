package conformance

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

var placeholder = regexp.MustCompile(`\{\{.*?\}\}+`)

// filling is the filling in of one step. The first error stays.
type filling struct {
	ctx    context.Context //nolint:containedctx // it lives for one call
	player *Player
	saved  map[string]string
	err    error
}

// fill replaces the placeholders of a text.
func (f *filling) fill(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(match string) string {
		kind, rest, _ := strings.Cut(match[2:len(match)-2], ":")
		value, err := f.value(kind, rest)
		if err != nil {
			f.err = errors.Join(f.err, fmt.Errorf("%s: %w", match, err))
		}
		return value
	})
}

// value is what one placeholder stands for.
func (f *filling) value(kind, rest string) (string, error) {
	p := f.player
	switch kind {
	case "basic", "b64":
		return base64.StdEncoding.EncodeToString([]byte(rest)), nil
	case "latin1basic":
		return base64.StdEncoding.EncodeToString([]byte(f.latin1(rest))), nil
	case "token":
		return p.server.User(rest).Token, nil
	case "id":
		return strconv.FormatInt(p.server.User(rest).ID, 10), nil
	case "host":
		return strings.TrimPrefix(p.server.URL, "http://"), nil
	case "flip":
		return f.flip(rest)
	case "access", "refresh":
		pair, err := p.pair(f.ctx, rest)
		return pair[kind], err
	case "session", "csrf", "masked":
		return f.browser(kind, rest)
	case "jwt":
		return p.forge(rest)
	case "var":
		return f.saved[rest], nil
	case "repeat":
		return repeat(rest)
	}
	return "", fmt.Errorf("there is no placeholder %s", kind)
}

// browser is what the browser of a logged-in user would send.
func (f *filling) browser(kind, user string) (string, error) {
	have, err := f.player.login(f.ctx, user)
	switch {
	case err != nil:
		return "", err
	case kind == "session":
		return have.session, nil
	case kind == "csrf":
		return have.csrf, nil
	}
	return mask(have.csrf, f.player.random)
}

// flip reads AT:TO:KIND:REST. A negative AT counts from the end, and one that is too great goes round.
func (f *filling) flip(rest string) (string, error) {
	parts := strings.SplitN(rest, ":", 4)
	if len(parts) < 4 {
		return "", errors.New("it is written flip:AT:TO:KIND:REST")
	}
	at, err := strconv.Atoi(parts[0])
	if err != nil {
		return "", fmt.Errorf("read where: %w", err)
	}
	text, err := f.value(parts[2], parts[3])
	if err != nil || text == "" {
		return text, err
	}
	at = (at%len(text) + len(text)) % len(text)
	return text[:at] + parts[1] + text[at+1:], nil
}

// repeat reads TEXT:N.
func repeat(rest string) (string, error) {
	i := strings.LastIndexByte(rest, ':')
	if i < 0 {
		return "", errors.New("it is written repeat:TEXT:N")
	}
	n, err := strconv.Atoi(rest[i+1:])
	if err != nil {
		return "", fmt.Errorf("read how often: %w", err)
	}
	return strings.Repeat(rest[:i], n), nil
}

// csrfAlphabet is CSRF_ALLOWED_CHARS (django/middleware/csrf.py).
const csrfAlphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// mask is _mask_cipher_secret (django/middleware/csrf.py): a random mask, and the secret added to it character by
// character.
func mask(secret string, random io.Reader) (string, error) {
	raw := make([]byte, len(secret))
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("draw a mask: %w", err)
	}
	out := make([]byte, 2*len(secret))
	for i := range secret {
		shift := int(raw[i]) % len(csrfAlphabet)
		at := strings.IndexByte(csrfAlphabet, secret[i])
		out[i] = csrfAlphabet[shift]
		out[len(secret)+i] = csrfAlphabet[(at+shift)%len(csrfAlphabet)]
	}
	return string(out), nil
}
