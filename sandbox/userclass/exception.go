package userclass

import (
	"errors"

	"go.starlark.net/starlark"

	"authtour/sandbox/python"
)

// exceptionClass is a class of exceptions. Those of REST framework's have api set, and the three defaults.
type exceptionClass struct {
	// id tells classes of one name apart, such as the two DoesNotExist.
	id, name string
	base     *exceptionClass
	api      bool
	status   int
	detail   starlark.Value
	code     string
}

var (
	_ starlark.Callable = (*exceptionClass)(nil)
	_ starlark.HasAttrs = (*exceptionClass)(nil)
	_ starlark.HasAttrs = (*exception)(nil)
)

func (c *exceptionClass) String() string        { return "<class '" + c.name + "'>" }
func (c *exceptionClass) Type() string          { return "type" }
func (c *exceptionClass) Name() string          { return c.name }
func (c *exceptionClass) Freeze()               {}
func (c *exceptionClass) Truth() starlark.Bool  { return true }
func (c *exceptionClass) Hash() (uint32, error) { return starlark.String(c.name).Hash() } //nolint:wrapcheck // it never fails

// derives tells whether c is other or one of its subclasses.
func (c *exceptionClass) derives(other *exceptionClass) bool {
	for ; c != nil; c = c.base {
		if c.id == other.id {
			return true
		}
	}
	return false
}

// AttrNames lists what Attr knows.
func (c *exceptionClass) AttrNames() []string {
	return []string{"__name__", "default_code", "default_detail", "status_code"}
}

// Attr returns an attribute of the class, or nil.
func (c *exceptionClass) Attr(name string) (starlark.Value, error) {
	switch {
	case name == "__name__":
		return starlark.String(c.name), nil
	case !c.api:
	case name == "status_code":
		return starlark.MakeInt(c.status), nil
	case name == "default_detail":
		return c.detail, nil
	case name == "default_code":
		return starlark.String(c.code), nil
	}
	return noAttr()
}

// CallInternal makes an exception. For REST framework's it is APIException.__init__ (rest_framework/exceptions.py).
func (c *exceptionClass) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if !c.api {
		if len(kwargs) > 0 {
			return nil, typeError(c.name + "() takes no keyword arguments")
		}
		return &exception{class: c, args: args}, nil
	}
	detail, code := starlark.Value(starlark.None), starlark.Value(starlark.None)
	if err := starlark.UnpackArgs(c.name+".__init__", args, kwargs, "detail?", &detail, "code?", &code); err != nil {
		return nil, typeError(err.Error())
	}
	if detail == starlark.None {
		detail = c.detail
	}
	plain, size := converted(detail)
	if err := charge(thread, 4*size); err != nil {
		return nil, err
	}
	e := &exception{class: c, args: args, code: c.code, detail: errorDetails(plain)}
	if s, ok := starlark.AsString(code); ok {
		e.code = s
	}
	if c.derives(&exceptionClass{id: "ValidationError"}) {
		switch e.detail.(type) {
		case []python.Value, *python.Dict:
		default:
			e.detail = []python.Value{e.detail}
		}
	}
	return e, nil
}

// errorDetails is _get_error_details: every leaf becomes text.
func errorDetails(v python.Value) python.Value {
	switch v := v.(type) {
	case []python.Value:
		list := make([]python.Value, len(v))
		for i, item := range v {
			list[i] = errorDetails(item)
		}
		return list
	case *python.Dict:
		d := python.NewDict()
		for key, item := range v.All() {
			d.Set(key, errorDetails(item))
		}
		return d
	}
	return python.StrOf(v)
}

// exception is an exception as a value. As an error it is one on its way up.
type exception struct {
	class  *exceptionClass
	args   starlark.Tuple
	detail python.Value
	code   string
	// text overrides str(exception) where the interpreter itself raised it.
	text string
	note string
	line int
}

func (e *exception) Error() string         { return e.class.name + ": " + e.str() }
func (e *exception) String() string        { return e.str() }
func (e *exception) Type() string          { return e.class.name }
func (e *exception) Freeze()               {}
func (e *exception) Truth() starlark.Bool  { return true }
func (e *exception) Hash() (uint32, error) { return 0, errors.New("unhashable: exception") }

// str is str(exception).
func (e *exception) str() string {
	switch {
	case e.text != "":
		return e.text
	case e.class.api:
		return python.StrOf(e.detail)
	case len(e.args) == 0:
		return ""
	case len(e.args) == 1 && e.class.name == "KeyError":
		return reprOf(e.args[0])
	case len(e.args) == 1:
		return strOf(e.args[0])
	}
	return reprOf(e.args)
}

// AttrNames lists what Attr knows.
func (e *exception) AttrNames() []string { return []string{"args", "code", "detail", "status_code"} }

// Attr returns an attribute, or nil.
func (e *exception) Attr(name string) (starlark.Value, error) {
	if name == "args" {
		return e.args, nil
	}
	if e.class.api && name == "detail" {
		return fromPython(e.detail), nil
	}
	return e.class.Attr(name)
}

// raised is the exception for the caller.
func (e *exception) raised() *Raised {
	r := &Raised{Class: e.class.name, Text: e.str(), Line: e.line, Note: e.note}
	if e.class.api {
		r.API, r.Status, r.Detail, r.Code = true, e.class.status, e.detail, e.code
		r.Challenge = e.class.derives(&exceptionClass{id: "AuthenticationFailed"}) || e.class.derives(&exceptionClass{id: "NotAuthenticated"})
	}
	return r
}

// builtinException makes an exception of one of Python's own classes.
func builtinException(class, text string) *exception {
	return &exception{class: newExceptions()[class], args: starlark.Tuple{starlark.String(text)}, text: text}
}

func typeError(text string) error { return builtinException("TypeError", text) }

// notHere is for what Python has and this package has not. It is no exception that a program could catch by its class.
func notHere(text string) error {
	e := builtinException("NotImplementedError", text)
	e.note = "this is a limit of the sandbox, not of Python"
	return e
}
