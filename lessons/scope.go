package lessons

import (
	"net/http"
	"strings"

	"go.starlark.net/lib/json"
	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"

	"authtour/sandbox"
)

// scope is what an expression sees of an attempt:
//
//	status             the response's status, a number
//	user               str(request.user) at the end, such as "alice" or "AnonymousUser"; "" where no view was reached
//	authenticated_by   the class that accepted, or ""
//	request            .method  .target  .path  .query  .body  .headers
//	response           .status  .body  .headers  .json (the parsed body, None where it is no JSON)
//	trace              see traceValue
//	predicted          .status  .station
//	basic(header)      the "user:password" that DRF's BasicAuthentication would read in that header value, or None
//
// Headers know their names in any case: request.headers.get("authorization") is "" where there is none,
// get(name, other) is then other, headers[name] fails, and "Authorization" in request.headers tells.
//
// Everything else is Starlark, the Python dialect: and, or, not, in, ==, any(), len(), .startswith() and so on.
func scope(a Attempt) starlark.StringDict {
	x := a.Exchange
	if x == nil {
		x = &sandbox.Exchange{}
	}
	env := starlark.StringDict{
		"status":           starlark.MakeInt(x.Response.Status),
		"user":             starlark.String(x.Trace.User),
		"authenticated_by": starlark.String(x.Trace.AuthenticatedBy),
		"request":          requestValue(x.Request),
		"response":         responseValue(x.Response),
		"trace":            traceValue(&x.Trace),
		"predicted":        record(starlark.StringDict{"status": starlark.MakeInt(a.Status), "station": starlark.String(a.Station)}),
		"basic":            starlark.NewBuiltin("basic", basic),
	}
	env.Freeze()
	return env
}

func record(fields starlark.StringDict) starlark.Value {
	return starlarkstruct.FromStringDict(starlarkstruct.Default, fields)
}

func requestValue(r sandbox.Request) starlark.Value {
	path, query, _ := strings.Cut(r.Target, "?")
	return record(starlark.StringDict{
		"method":  starlark.String(r.Method),
		"target":  starlark.String(r.Target),
		"path":    starlark.String(path),
		"query":   starlark.String(query),
		"body":    starlark.String(r.Body),
		"headers": headers{r.Header},
	})
}

func responseValue(r sandbox.Response) starlark.Value {
	return record(starlark.StringDict{
		"status":  starlark.MakeInt(r.Status),
		"body":    starlark.String(r.Body),
		"headers": headers{r.Header},
		"json":    parsed(r.Body),
	})
}

func parsed(body []byte) starlark.Value {
	decode := json.Module.Members["decode"]
	value, err := starlark.Call(&starlark.Thread{Name: "json"}, decode, starlark.Tuple{starlark.String(body), starlark.None}, nil)
	if err != nil {
		return starlark.None
	}
	return value
}

// headers are http.Header as Django's request.headers shows them: names in any case, repeated lines joined by a comma.
type headers struct{ all http.Header }

var (
	_ starlark.Mapping  = headers{}
	_ starlark.HasAttrs = headers{}
)

func (h headers) String() string        { return "headers" }
func (h headers) Type() string          { return "headers" }
func (h headers) Freeze()               {}
func (h headers) Truth() starlark.Bool  { return len(h.all) > 0 }
func (h headers) Hash() (uint32, error) { return 0, errUnhashable }
func (h headers) AttrNames() []string   { return []string{"get"} }

// Get is headers[name], and what "name in headers" asks.
func (h headers) Get(name starlark.Value) (starlark.Value, bool, error) {
	text, ok := starlark.AsString(name)
	if !ok {
		return nil, false, errHeaderName
	}
	values := h.all.Values(text)
	return starlark.String(strings.Join(values, ",")), len(values) > 0, nil
}

// Attr gives the method get(name, default="").
func (h headers) Attr(name string) (starlark.Value, error) {
	if name != "get" {
		return nil, nil //nolint:nilnil // Starlark's way to say that there is no such attribute
	}
	return starlark.NewBuiltin("get", func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var key starlark.String
		var otherwise starlark.Value = starlark.String("")
		if err := starlark.UnpackArgs(b.Name(), args, kwargs, "name", &key, "default?", &otherwise); err != nil {
			return nil, err
		}
		if value, found, err := h.Get(key); found || err != nil {
			return value, err
		}
		return otherwise, nil
	}), nil
}
