package drf

import (
	"strings"

	"authtour/sandbox/python"
)

// mediaType is rest_framework.utils.mediatypes._MediaType.
type mediaType struct {
	text, main, sub string
	params          []python.HeaderParam
}

func parseMediaType(text string) mediaType {
	full, params, err := python.ParseHeaderParameters(text)
	if err != nil {
		full, params = "", nil
	}
	main, sub, _ := strings.Cut(full, "/")
	return mediaType{text: text, main: main, sub: sub, params: params}
}

func (m mediaType) param(name string) (string, bool) {
	for _, p := range m.params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// matches tells whether m satisfies other.
func (m mediaType) matches(other mediaType) bool {
	for _, p := range m.params {
		if value, found := other.param(p.Name); p.Name != "q" && (!found || value != p.Value) {
			return false
		}
	}
	return wildcardEqual(m.sub, other.sub) && wildcardEqual(m.main, other.main)
}

func wildcardEqual(a, b string) bool { return a == "*" || b == "*" || a == b }

// precedence is 0 for */*, 1 for type/*, 2 for type/subtype and 3 for one with parameters.
func (m mediaType) precedence() int {
	switch {
	case m.main == "*":
		return 0
	case m.sub == "*":
		return 1
	case len(m.params) == 0, len(m.params) == 1 && m.params[0].Name == "q":
		return 2
	}
	return 3
}

func (m mediaType) paramText() string {
	var b strings.Builder
	for _, p := range m.params {
		b.WriteString(";" + p.Name + "=" + p.Value)
	}
	return b.String()
}
