package userclass

import (
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/starlark"
)

// userClass is the authentication class of the text. base is the class that it derives from in the same text, or nil
// for BaseAuthentication itself.
type userClass struct {
	name    string
	base    *userClass
	members starlark.StringDict
}

var (
	_ starlark.Callable    = (*userClass)(nil)
	_ starlark.HasAttrs    = (*userClass)(nil)
	_ starlark.HasSetField = (*instance)(nil)
)

func (c *userClass) String() string        { return "<class 'myapp.authentication." + c.name + "'>" }
func (c *userClass) Type() string          { return "type" }
func (c *userClass) Name() string          { return c.name }
func (c *userClass) Freeze()               { c.members.Freeze() }
func (c *userClass) Truth() starlark.Bool  { return true }
func (c *userClass) Hash() (uint32, error) { return starlark.String(c.name).Hash() } //nolint:wrapcheck // it never fails

// find looks a member up in the class and the classes that it derives from.
func (c *userClass) find(name string) (starlark.Value, bool) {
	for ; c != nil; c = c.base {
		if v, ok := c.members[name]; ok {
			return v, true
		}
	}
	return nil, false
}

// AttrNames lists the members.
func (c *userClass) AttrNames() []string { return append(c.members.Keys(), "__name__") }

// Attr returns a member as it is, so that a method wants its self.
func (c *userClass) Attr(name string) (starlark.Value, error) {
	if name == "__name__" {
		return starlark.String(c.name), nil
	}
	if v, ok := c.find(name); ok {
		return v, nil
	}
	return noAttr()
}

// CallInternal makes an instance, and runs its __init__ if it has one.
func (c *userClass) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	self := &instance{class: c, fields: starlark.StringDict{}}
	init, ok := c.find("__init__")
	if !ok {
		if len(args)+len(kwargs) > 0 {
			return nil, typeError(c.name + "() takes no arguments")
		}
		return self, nil
	}
	if _, err := starlark.Call(thread, init, append(starlark.Tuple{self}, args...), kwargs); err != nil {
		return nil, err //nolint:wrapcheck // an exception of the program's
	}
	return self, nil
}

// instance is what self is.
type instance struct {
	class  *userClass
	fields starlark.StringDict
}

func (i *instance) String() string        { return "<myapp.authentication." + i.class.name + " object>" }
func (i *instance) Type() string          { return i.class.name }
func (i *instance) Freeze()               { i.fields.Freeze() }
func (i *instance) Truth() starlark.Bool  { return true }
func (i *instance) Hash() (uint32, error) { return 0, errors.New("unhashable: " + i.class.name) }

// AttrNames lists fields and members.
func (i *instance) AttrNames() []string {
	return slices.Concat(i.fields.Keys(), i.class.AttrNames(), []string{"__class__", "authenticate", "authenticate_header"})
}

// SetField is self.name = v.
func (i *instance) SetField(name string, v starlark.Value) error {
	if len(i.fields) > 1000 {
		return notHere("an object with more than a thousand attributes")
	}
	i.fields[name] = v
	return nil
}

// Attr returns a field, a member bound to the instance, or a method of BaseAuthentication
// (rest_framework/authentication.py).
func (i *instance) Attr(name string) (starlark.Value, error) {
	if v, ok := i.fields[name]; ok {
		return v, nil
	}
	if v, ok := i.class.find(name); ok {
		if fn, ok := v.(*starlark.Function); ok {
			return &method{self: i, fn: fn}, nil
		}
		return v, nil
	}
	switch name {
	case "__class__":
		return i.class, nil
	case "authenticate":
		return starlark.NewBuiltin(name, func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			e := builtinException("NotImplementedError", ".authenticate() must be overridden.")
			e.note = "the class has no method authenticate(self, request)"
			return nil, e
		}), nil
	case "authenticate_header":
		return starlark.NewBuiltin(name, func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return starlark.None, nil
		}), nil
	}
	return noAttr()
}

// method is a function that gets its self.
type method struct {
	self *instance
	fn   *starlark.Function
}

func (m *method) String() string        { return fmt.Sprintf("<bound method %s of %s>", m.fn.Name(), m.self) }
func (m *method) Type() string          { return "method" }
func (m *method) Name() string          { return m.fn.Name() }
func (m *method) Freeze()               {}
func (m *method) Truth() starlark.Bool  { return true }
func (m *method) Hash() (uint32, error) { return 0, errors.New("unhashable: method") }

// CallInternal calls the function with self before the arguments.
func (m *method) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return starlark.Call(thread, m.fn, append(starlark.Tuple{m.self}, args...), kwargs) //nolint:wrapcheck // an exception of the program's
}

// frameworkClass is a class that can be named, such as one of REST framework's, but not called.
type frameworkClass struct{ name string }

func (c frameworkClass) String() string        { return "<class '" + c.name + "'>" }
func (c frameworkClass) Type() string          { return "type" }
func (c frameworkClass) Freeze()               {}
func (c frameworkClass) Truth() starlark.Bool  { return true }
func (c frameworkClass) Hash() (uint32, error) { return starlark.String(c.name).Hash() } //nolint:wrapcheck // it never fails

// AttrNames lists what Attr knows.
func (c frameworkClass) AttrNames() []string { return []string{"__name__"} }

// Attr returns the name, or nil.
func (c frameworkClass) Attr(name string) (starlark.Value, error) {
	if name == "__name__" {
		return starlark.String(c.name), nil
	}
	return noAttr()
}

const baseAuthentication = "BaseAuthentication"

// makeClass is the class statement: args are its name, its base and its members.
func (p *program) makeClass(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	name, _ := starlark.AsString(args[0])
	members := starlark.StringDict{}
	for _, pair := range args[2].(*starlark.Dict).Items() {
		key, _ := starlark.AsString(pair[0])
		members[key] = pair[1]
	}
	switch base := args[1].(type) {
	case frameworkClass:
		if base.name == baseAuthentication {
			return &userClass{name: name, members: members}, nil
		}
		return nil, notHere("a class that derives from " + base.name + " is not possible here: derive from BaseAuthentication")
	case *userClass:
		return &userClass{name: name, base: base, members: members}, nil
	case *exceptionClass:
		return subclass(name, base, members)
	case starlark.NoneType:
		return nil, notHere("a class without a base is not possible here: derive from BaseAuthentication")
	}
	return nil, notHere("a class can derive from BaseAuthentication or from an exception here, not from " + typeName(args[1]))
}

// subclass is a class of exceptions of the text's own.
func subclass(name string, base *exceptionClass, members starlark.StringDict) (starlark.Value, error) {
	c := *base
	c.id, c.name, c.base = "myapp."+name, name, base
	for key, v := range members {
		text, isText := starlark.AsString(v)
		var status int
		switch {
		case c.api && key == "status_code" && starlark.AsInt(v, &status) == nil && status >= 100 && status < 600:
			c.status = status
		case c.api && key == "default_detail":
			c.detail = v
		case c.api && key == "default_code" && isText:
			c.code = text
		default:
			return nil, notHere("a class of exceptions can set status_code, default_detail and default_code here, not " + key)
		}
	}
	return &c, nil
}
