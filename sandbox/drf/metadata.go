package drf

import (
	"net/http"
	"strings"

	"authtour/sandbox/python"
)

// options is APIView.options with SimpleMetadata (rest_framework/metadata.py).
func (v *APIView) options(req *Request) (*Response, error) {
	var parses []python.Value
	for _, p := range v.parsers(req.Settings) {
		parses = append(parses, p.MediaType)
	}
	data := python.NewDict(
		"name", viewName(v.Class), "description", v.Doc,
		"renders", []python.Value{jsonMediaType}, "parses", parses,
	)
	if v.Actions != nil && v.allows(req) {
		data.Set("actions", python.NewDict("POST", v.Actions))
	}
	return &Response{Status: http.StatusOK, Data: data}, nil
}

// allows is the check_permissions of SimpleMetadata.determine_actions.
func (v *APIView) allows(req *Request) bool {
	for _, p := range req.permissions {
		if !p.HasPermission(req) {
			return false
		}
	}
	return true
}

// viewName is rest_framework.views.get_view_name: the class without View or ViewSet at its end, in words.
func viewName(class string) string {
	class = trimSuffixNotWhole(class, "View")
	class = trimSuffixNotWhole(class, "ViewSet")
	var b strings.Builder
	for i, c := range class {
		upper := c >= 'A' && c <= 'Z'
		if upper && i > 0 && (isLower(class[i-1]) || (i+1 < len(class) && isLower(class[i+1]))) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func trimSuffixNotWhole(class, suffix string) string {
	if class == suffix {
		return class
	}
	return strings.TrimSuffix(class, suffix)
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }
