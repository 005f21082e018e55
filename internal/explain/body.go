package explain

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Body explains a request's body by its Content-Type; ok tells whether there is such a header.
func Body(contentType string, ok bool, body string) []Line {
	if body == "" {
		return nil
	}
	kind, _, _ := strings.Cut(contentType, ";")
	switch kind = strings.ToLower(strings.TrimSpace(kind)); {
	case !ok:
		return []Line{say("", bad("no Content-Type: "), plain("the server will not know what these bytes are"))}
	case kind == "application/json":
		return jsonBody(body)
	case kind == "application/x-www-form-urlencoded":
		return formBody(body)
	case kind == "multipart/form-data" && !strings.Contains(strings.ToLower(contentType), "boundary="):
		return []Line{say("", bad("the Content-Type names no boundary "), plain("between the parts"))}
	}
	return nil
}

func jsonBody(body string) []Line {
	var v any
	err := json.Unmarshal([]byte(body), &v)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		line, col := place(body, int(syntax.Offset))
		return []Line{say("", bad(fmt.Sprintf("no JSON, line %d column %d: ", line, col)), plain(syntax.Error()+jsonHint(body)))}
	case err != nil:
		return []Line{say("", bad("no JSON: "), plain(err.Error()))}
	}
	switch v := v.(type) {
	case map[string]any:
		return []Line{say("", good("JSON, "), plain(counted(len(v), "an empty object", "an object with one member", "an object with %d members")))}
	case []any:
		return []Line{say("", good("JSON, "), plain(counted(len(v), "an empty list", "a list of one", "a list of %d")))}
	}
	return []Line{say("", good("JSON, "), plain("a single value"))}
}

// jsonHint names the mistake that people make who know Python or forms.
func jsonHint(body string) string {
	switch {
	case strings.Contains(body, "'"):
		return "; JSON's quotes are double ones"
	case strings.HasPrefix(strings.TrimSpace(body), "{"):
		return ""
	case strings.Contains(body, "="):
		return "; this looks like a form, whose type is application/x-www-form-urlencoded"
	}
	return ""
}

func counted(n int, none, one, many string) string {
	switch n {
	case 0:
		return none
	case 1:
		return one
	}
	return fmt.Sprintf(many, n)
}

// place is the line and column, from 1, of the byte before offset.
func place(text string, offset int) (line, col int) {
	before := text[:max(min(offset-1, len(text)), 0)]
	line = strings.Count(before, "\n") + 1
	return line, len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
}

func formBody(body string) []Line {
	if strings.HasPrefix(strings.TrimSpace(body), "{") {
		return []Line{say("", bad("a form is written name=value&name=value; "), plain("this looks like JSON, whose type is application/json"))}
	}
	var out []Line
	for pair := range strings.SplitSeq(body, "&") {
		name, v, found := strings.Cut(pair, "=")
		a, errA := url.QueryUnescape(name)
		b, errB := url.QueryUnescape(v)
		switch {
		case pair == "":
		case errA != nil || errB != nil:
			out = append(out, say("", bad("a percent sign without two hex digits: "), value(pair)))
		case !found:
			out = append(out, say("", bad("no = behind "), value(a)))
		default:
			out = append(out, say(a, value(b)))
		}
	}
	return out
}
