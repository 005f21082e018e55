package conformance

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"authtour/sandbox/client"
)

// countedHeaders are those that a client acts upon and that every HTTP server writes alike.
func countedHeaders() []string {
	return []string{
		"www-authenticate", "allow", "vary", "content-type", "location", "x-frame-options", "x-content-type-options",
		"referrer-policy", "cross-origin-opener-policy",
	}
}

// Normalize reduces a response to what counts. base is the URL of the server that gave it: a server has another port
// each time.
func Normalize(res client.Result, base string) Answer {
	a := Answer{Status: res.Status, Headers: map[string]string{}, Cookies: map[string]any{}}
	for _, h := range res.Headers {
		name := strings.ToLower(h.Name)
		if name == "set-cookie" {
			key, _, attributes := parseCookie(h.Value)
			a.Cookies[key] = attributes
		} else if slices.Contains(countedHeaders(), name) {
			value := strings.ReplaceAll(h.Value, base, "BASE")
			a.Headers[name] = strings.ReplaceAll(value, strings.TrimPrefix(base, "http://"), "HOST")
		}
	}
	kind := a.Headers["content-type"]
	switch {
	case len(res.Body) == 0:
	case strings.HasPrefix(kind, "application/json"):
		a.normalizeJSON(res.Body)
	default:
		a.BodyType, _, _ = strings.Cut(kind, ";")
	}
	return a
}

// parseCookie takes a Set-Cookie header apart: the cookie, and either its attributes or the word that it was cleared.
func parseCookie(line string) (name, value string, attributes any) {
	parts := strings.Split(line, "; ")
	name, value, _ = strings.Cut(parts[0], "=")
	value = strings.Trim(value, `"`)
	if value == "" {
		return name, value, "cleared"
	}
	found := map[string]any{}
	for _, part := range parts[1:] {
		key, v, valued := strings.Cut(part, "=")
		if !valued {
			v = "True"
		}
		if key = strings.ToLower(key); slices.Contains([]string{"path", "httponly", "samesite", "max-age"}, key) {
			found[key] = v
		}
	}
	return name, value, found
}

func (a *Answer) normalizeJSON(body []byte) {
	a.IsJSON = true
	if err := decodeNumbers(body, &a.JSON); err != nil {
		a.JSON = "not JSON: " + err.Error()
		a.Body = string(body)
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
	form, _ := data["data"].(map[string]any)
	if _, masked := form["csrfmiddlewaretoken"]; masked {
		form["csrfmiddlewaretoken"] = "TOKEN"
	} else if !secret {
		a.Body = string(body)
	}
}

var (
	tokenKey = regexp.MustCompile(`^[0-9a-f]{40}$`)
	// randomHex is a jti under another name, or a password hash's digest.
	randomHex = regexp.MustCompile(`^[0-9A-Fa-f]{32}$`)
)

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
			err = decodeNumbers(raw, into)
		}
		if err != nil {
			return "unreadable token: " + err.Error()
		}
	}
	lifetime := math.RoundToEven((number(claims["exp"])-number(claims["iat"]))/5) * 5
	for key, value := range claims {
		text, _ := value.(string)
		switch {
		case key == "exp" || key == "iat" || key == "jti":
			claims[key] = pythonType(value)
		case randomHex.MatchString(text):
			claims[key] = "HEX"
		}
	}
	return map[string]any{
		"header": header, "claims": claims, "lifetime": json.Number(strconv.FormatInt(int64(lifetime), 10)),
	}
}

func number(v any) float64 {
	n, _ := v.(json.Number)
	f, err := n.Float64()
	if err != nil {
		return 0
	}
	return f
}

// pythonType is type(value).__name__ of what json.loads makes.
func pythonType(v any) string {
	switch v := v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case string:
		return "str"
	case []any:
		return "list"
	case map[string]any:
		return "dict"
	case json.Number:
		if strings.ContainsAny(string(v), ".eE") {
			return "float"
		}
	}
	return "int"
}
