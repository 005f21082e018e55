package sandbox_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"authtour/sandbox/client"
)

// normalizedAnswer is what counts of an answer: random values are reduced to their shape.
type normalizedAnswer struct {
	Status   int               `json:"status"`
	Headers  map[string]string `json:"headers"`
	Cookies  map[string]any    `json:"cookies"`
	JSON     any               `json:"json"`
	Body     string            `json:"body"`
	BodyType string            `json:"body_type"`

	raw          string
	cookieValues map[string]string
}

func countedHeaders() []string {
	return []string{
		"www-authenticate", "allow", "vary", "content-type", "location", "x-frame-options", "x-content-type-options",
		"referrer-policy", "cross-origin-opener-policy",
	}
}

func normalize(res client.Result, base string) normalizedAnswer {
	a := normalizedAnswer{
		Status: res.Status, Headers: map[string]string{}, Cookies: map[string]any{}, raw: string(res.Body),
		cookieValues: map[string]string{},
	}
	for _, h := range res.Headers {
		name := strings.ToLower(h.Name)
		if name == "set-cookie" {
			a.addCookie(h.Value)
		} else if slices.Contains(countedHeaders(), name) {
			a.Headers[name] = strings.ReplaceAll(h.Value, base, "BASE")
		}
	}
	kind := a.Headers["content-type"]
	switch {
	case a.raw == "":
	case strings.HasPrefix(kind, "application/json"):
		a.normalizeJSON()
	default:
		a.BodyType, _, _ = strings.Cut(kind, ";")
	}
	return a
}

func (a *normalizedAnswer) addCookie(line string) {
	parts := strings.Split(line, "; ")
	name, value, _ := strings.Cut(parts[0], "=")
	value = strings.Trim(value, `"`)
	a.cookieValues[name] = value
	if value == "" {
		a.Cookies[name] = "cleared"
		return
	}
	attributes := map[string]any{}
	for _, part := range parts[1:] {
		key, v, found := strings.Cut(part, "=")
		if !found {
			v = "True"
		}
		if key = strings.ToLower(key); slices.Contains([]string{"path", "httponly", "samesite", "max-age"}, key) {
			attributes[key] = v
		}
	}
	a.Cookies[name] = attributes
}

var tokenKey = regexp.MustCompile(`^[0-9a-f]{40}$`)

func (a *normalizedAnswer) normalizeJSON() {
	if err := json.Unmarshal([]byte(a.raw), &a.JSON); err != nil {
		a.JSON = "not JSON: " + err.Error()
		return
	}
	data, ok := a.JSON.(map[string]any)
	if !ok {
		return
	}
	secret := false
	for _, key := range []string{"access", "refresh", "token"} {
		value, found := data[key]
		if text, isText := value.(string); isText {
			data[key] = tokenShape(text)
		}
		secret = secret || found
	}
	if form, ok := data["data"].(map[string]any); ok && form["csrfmiddlewaretoken"] != nil {
		form["csrfmiddlewaretoken"] = "TOKEN"
	} else if !secret {
		a.Body = a.raw
	}
}

// tokenShape is a JWT taken apart, with only the types of what differs each time, or the word for a token key.
func tokenShape(text string) any {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		if tokenKey.MatchString(text) {
			return "KEY"
		}
		return text
	}
	var header, claims map[string]any
	for i, into := range []*map[string]any{&header, &claims} {
		raw, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err == nil {
			err = json.Unmarshal(raw, into)
		}
		if err != nil {
			return "unreadable token: " + err.Error()
		}
	}
	exp, _ := claims["exp"].(float64)
	iat, _ := claims["iat"].(float64)
	for _, key := range []string{"exp", "iat", "jti"} {
		switch claims[key].(type) {
		case float64:
			claims[key] = "int"
		case string:
			claims[key] = "str"
		}
	}
	return map[string]any{"header": header, "claims": claims, "lifetime": math.RoundToEven((exp-iat)/5) * 5}
}

// diff says in what got differs from want; empty if in nothing that counts.
func (a normalizedAnswer) diff(want normalizedAnswer) string {
	var out []string
	add := func(what string, got, want any) {
		if !reflect.DeepEqual(got, want) {
			out = append(out, fmt.Sprintf("%s is %v, want %v", what, got, want))
		}
	}
	add("status", a.Status, want.Status)
	for _, name := range slices.Sorted(maps.Keys(merged(a.Headers, want.Headers))) {
		add(name, a.Headers[name], want.Headers[name])
	}
	add("cookies", a.Cookies, want.Cookies)
	add("body type", a.BodyType, want.BodyType)
	add("JSON", a.JSON, want.JSON)
	add("body", a.Body, want.Body)
	return strings.Join(out, "; ")
}

func merged(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// take is a value that a later step needs: a cookie, a form field, an entry of the JSON body.
func (a normalizedAnswer) take(t *testing.T, source string) string {
	t.Helper()
	if name, ok := strings.CutPrefix(source, "cookie:"); ok {
		return a.cookieValues[name]
	}
	if name, ok := strings.CutPrefix(source, "form:"); ok {
		match := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(a.raw)
		if match == nil {
			t.Fatalf("no form field %s in %s", name, a.raw)
		}
		return match[1]
	}
	var data map[string]any
	if err := json.Unmarshal([]byte(a.raw), &data); err != nil {
		t.Errorf("%s: %v", a.raw, err)
	}
	text, _ := data[source].(string)
	return text
}
