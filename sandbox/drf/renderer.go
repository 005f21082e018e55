package drf

import (
	"strings"

	"authtour/sandbox/django"
	"authtour/sandbox/python"
)

// maxIndent is the deepest indentation that JSONRenderer.get_indent grants.
const maxIndent = 8

// render is JSONRenderer.render: compact, unless the accepted media type asks for an indent.
func render(r *Response, accepted string) ([]byte, error) {
	body, err := python.RenderJSON(r.Data, indentOf(accepted))
	if err != nil {
		return nil, django.Crash(python.ClassName(err), err.Error(), "the renderer cannot write the answer as JSON")
	}
	return body, nil
}

func indentOf(accepted string) int {
	if !strings.Contains(accepted, ";") {
		return 0
	}
	text, found := parseMediaType(accepted).param("indent")
	if !found {
		return 0
	}
	n, err := python.Int(text)
	if err != nil || n.Sign() < 0 {
		return 0
	}
	if !n.IsInt64() || n.Int64() > maxIndent {
		return maxIndent
	}
	return int(n.Int64())
}
