package userclass

import (
	"errors"
	"fmt"
	"strings"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
)

// request is rest_framework.request.Request while it is being authenticated.
type request struct{ call *call }

var (
	_ starlark.HasAttrs = (*request)(nil)
	_ starlark.HasAttrs = (*lookup)(nil)
	_ starlark.Mapping  = (*lookup)(nil)
)

func (r *request) String() string {
	return fmt.Sprintf("<rest_framework.request.Request: %s '%s'>", r.call.env.Method, r.call.env.Path)
}
func (r *request) Type() string          { return "Request" }
func (r *request) Freeze()               {}
func (r *request) Truth() starlark.Bool  { return true }
func (r *request) Hash() (uint32, error) { return 0, errors.New("unhashable: Request") }

// AttrNames lists what Attr knows.
func (r *request) AttrNames() []string {
	return []string{"COOKIES", "GET", "META", "get_full_path", "get_host", "headers", "is_secure", "method", "path", "query_params"}
}

// Attr returns an attribute of the request.
func (r *request) Attr(name string) (starlark.Value, error) {
	env := r.call.env
	text := func(s string) (starlark.Value, error) {
		r.call.env.Trace.Read("request."+name, s, true)
		return starlark.String(s), nil
	}
	switch name {
	case "method":
		return text(env.Method)
	case "path", "path_info":
		return text(env.Path)
	case "scheme":
		return text(map[bool]string{false: "http", true: "https"}[env.Secure])
	case "headers":
		return &lookup{r.call, "headers", env.Header, strings.NewReplacer("_", "-").Replace}, nil
	case "META":
		return &lookup{r.call, "META", env.Meta, nil}, nil
	case "COOKIES":
		return &lookup{r.call, "COOKIES", env.Cookie, nil}, nil
	case "GET", "query_params":
		return r.query(name)
	case "_request":
		return r, nil
	case "get_host", "get_full_path", "build_absolute_uri", "is_secure":
		return r.method(name), nil
	case "user", "auth":
		return nil, notHere("request." + name + " is what authenticate() finds out: it is not there yet")
	case "data", "POST", "FILES", "body", "session", "stream":
		return nil, notHere("request." + name + " is not available while a request is authenticated here: credentials belong in a header")
	}
	return noAttr()
}

func (r *request) method(name string) starlark.Value {
	env := r.call.env
	return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		target := env.Path
		if env.Query != "" {
			target += "?" + env.Query
		}
		switch name {
		case "is_secure":
			return starlark.Bool(env.Secure), nil
		case "get_host":
			return starlark.String(env.Host), nil
		case "build_absolute_uri":
			return starlark.String("http://" + env.Host + target), nil
		}
		return starlark.String(target), nil
	})
}

func (r *request) query(name string) (starlark.Value, error) {
	params, err := python.ParseQuery(r.call.env.Query)
	if err != nil {
		return nil, fmt.Errorf("parse the query: %w", err)
	}
	return &lookup{r.call, name, params.Get, nil}, nil
}

// lookup is a mapping of texts that is asked name by name: headers, META, COOKIES or query_params.
type lookup struct {
	call *call
	name string
	find func(string) (string, bool)
	// spell makes the key that find knows; nil leaves it.
	spell func(string) string
}

func (l *lookup) String() string { return "<request." + l.name + ">" }
func (l *lookup) Type() string {
	return map[string]string{"headers": "HttpHeaders", "GET": "QueryDict", "query_params": "QueryDict"}[l.name]
}
func (l *lookup) Freeze()               {}
func (l *lookup) Truth() starlark.Bool  { return true }
func (l *lookup) Hash() (uint32, error) { return 0, errors.New("unhashable: " + l.name) }

// value looks a name up and tells the trace.
func (l *lookup) value(key starlark.Value) (starlark.Value, bool) {
	name, ok := starlark.AsString(key)
	if !ok || l.find == nil {
		return nil, false
	}
	spelled := name
	if l.spell != nil {
		spelled = l.spell(name)
	}
	s, found := l.find(spelled)
	l.call.env.Trace.Read(name, s, found)
	return starlark.String(s), found
}

// Get is request.META[key]; the interpreter makes a KeyError of what is not found.
func (l *lookup) Get(key starlark.Value) (starlark.Value, bool, error) {
	v, found := l.value(key)
	if !found && l.name == "headers" {
		name, _ := starlark.AsString(key)
		return nil, false, &exception{class: newExceptions()["KeyError"], args: starlark.Tuple{starlark.String(strings.ReplaceAll(name, "_", "-"))}}
	}
	if !found {
		return nil, false, &exception{class: newExceptions()["KeyError"], args: starlark.Tuple{key}}
	}
	return v, true, nil
}

// AttrNames lists what Attr knows.
func (l *lookup) AttrNames() []string { return []string{"get"} }

// Attr returns get(), or says what else to write.
func (l *lookup) Attr(name string) (starlark.Value, error) {
	switch {
	case name == "get":
		return builtin(name, func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			var key, fallback starlark.Value = nil, starlark.None
			if err := starlark.UnpackArgs(name, args, kwargs, "key", &key, "default?", &fallback); err != nil {
				return nil, typeError(err.Error())
			}
			if v, found := l.value(key); found {
				return v, nil
			}
			return fallback, nil
		}), nil
	case strings.HasPrefix(name, "__"):
		return noAttr()
	}
	return nil, notHere(fmt.Sprintf("request.%s.%s is not available here: there are get(…), […] and in", l.name, name))
}
