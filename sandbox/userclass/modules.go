package userclass

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
)

// modules are the modules that can be imported, each with its names.
func (p *program) modules() map[string]starlark.StringDict {
	fn := metered
	user := &model{name: "User", errors: p.errors}
	translate := fn("gettext", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		if len(args) != 1 {
			return nil, typeError("gettext() takes 1 positional argument")
		}
		return args[0], nil
	})
	hashlib := starlark.StringDict{}
	for name := range hashes() {
		hashlib[name] = fn(name, hashOf(name))
	}
	return map[string]starlark.StringDict{
		"base64": {
			"b64decode": fn("b64decode", b64decode(false)), "urlsafe_b64decode": fn("urlsafe_b64decode", b64decode(true)),
			"b64encode": fn("b64encode", b64encode(base64.StdEncoding)), "urlsafe_b64encode": fn("urlsafe_b64encode", b64encode(base64.URLEncoding)),
		},
		"binascii": {"Error": p.errors["binascii.Error"]},
		"hashlib":  hashlib,
		"hmac":     {"compare_digest": fn("compare_digest", compareDigest), "new": fn("new", newHMAC)},
		"json":     {"loads": fn("loads", jsonLoads)},
		"logging":  {"getLogger": fn("getLogger", getLogger)},
		"secrets":  {"compare_digest": fn("compare_digest", compareDigest)},
		"time":     {"time": fn("time", now)},

		"django.conf":         {"settings": settings{}},
		"django.contrib.auth": {"authenticate": fn("authenticate", p.authenticate), "get_user_model": fn("get_user_model", always(user))},
		"django.contrib.auth.models": {
			"User": user, "AnonymousUser": fn("AnonymousUser", always(anonymous{})),
		},
		"django.core.exceptions": {
			"ObjectDoesNotExist": p.errors["ObjectDoesNotExist"], "MultipleObjectsReturned": p.errors["MultipleObjectsReturned"],
			"PermissionDenied": p.errors["PermissionDenied"], "ImproperlyConfigured": p.errors["ImproperlyConfigured"],
		},
		"django.utils.crypto":      {"constant_time_compare": fn("constant_time_compare", constantTimeCompare)},
		"django.utils.translation": {"gettext": translate, "gettext_lazy": translate},

		"rest_framework": {"HTTP_HEADER_ENCODING": starlark.String("iso-8859-1")},
		"rest_framework.authentication": {
			baseAuthentication: frameworkClass{baseAuthentication}, "BasicAuthentication": frameworkClass{"BasicAuthentication"},
			"SessionAuthentication": frameworkClass{"SessionAuthentication"}, "TokenAuthentication": frameworkClass{"TokenAuthentication"},
			"get_authorization_header": fn("get_authorization_header", authorizationHeader),
		},
		"rest_framework.authtoken.models": {"Token": &model{name: "Token", errors: p.errors}},
		"rest_framework.exceptions": {
			"APIException": p.errors["APIException"], "AuthenticationFailed": p.errors["AuthenticationFailed"],
			"NotAuthenticated": p.errors["NotAuthenticated"], "NotFound": p.errors["NotFound"], "ParseError": p.errors["ParseError"],
			"PermissionDenied": p.errors["PermissionDenied"], "ValidationError": p.errors["ValidationError"],
		},
		"typing": {"Any": starlark.None, "Optional": starlark.None, "Tuple": starlark.None, "Union": starlark.None},
	}
}

func always(v starlark.Value) builtinFunc {
	return func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		return v, nil
	}
}

// importable says why a module or one of its names cannot be imported, or returns "".
func importable(module, name string) string {
	all := (&program{errors: newExceptions()}).modules()
	names, known := all[module]
	switch {
	case known && name == "" || known && names.Has(name) || name == "" && isPackage(all, module):
		return ""
	case isPackage(all, module+"."+name) || all[module+"."+name] != nil:
		return ""
	case module == "jwt":
		return "jwt cannot be imported here: for JSON Web Tokens put rest_framework_simplejwt.authentication.JWTAuthentication into the settings"
	case known:
		return fmt.Sprintf("cannot import name '%s' from '%s'%s", name, module, instead(all, name))
	case isPackage(all, module):
		return fmt.Sprintf("cannot import name '%s' from '%s'%s", name, module, instead(all, name))
	}
	return fmt.Sprintf("%s cannot be imported here; there are %s%s", module, strings.Join(sorted(keys(all)), ", "), instead(all, name))
}

func keys(all map[string]starlark.StringDict) []string {
	var list []string
	for name := range all {
		list = append(list, name)
	}
	return list
}

// isPackage tells a module that has modules within.
func isPackage(all map[string]starlark.StringDict, name string) bool {
	return slices.ContainsFunc(keys(all), func(module string) bool { return strings.HasPrefix(module, name+".") })
}

// instead says where a name is to be had.
func instead(all map[string]starlark.StringDict, name string) string {
	if line := importLine(all, name); line != "" {
		return "; write " + line
	}
	return ""
}

// importLine is the line that binds a name, or "".
func importLine(all map[string]starlark.StringDict, name string) string {
	for _, module := range sorted(keys(all)) {
		if name != "" && all[module].Has(name) {
			return "from " + module + " import " + name
		}
		if parent, last, ok := cutLast(module); ok && last == name {
			return "from " + parent + " import " + name
		}
	}
	if all[name] != nil {
		return "import " + name
	}
	return ""
}

func cutLast(module string) (parent, last string, ok bool) {
	i := strings.LastIndexByte(module, '.')
	if i < 0 {
		return "", module, false
	}
	return module[:i], module[i+1:], true
}

// imports is the import statement.
func (p *program) imports(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	module, _ := starlark.AsString(args[0])
	name, _ := starlark.AsString(args[1])
	all := p.modules()
	if v, ok := all[module][name]; ok {
		return v, nil
	}
	if name != "" {
		module += "." + name
	}
	return moduleValue(all, module), nil
}

// moduleValue is a module with the modules within it.
func moduleValue(all map[string]starlark.StringDict, name string) starlark.Value {
	members := starlark.StringDict{}
	for key, v := range all[name] {
		members[key] = v
	}
	for module := range all {
		rest, ok := strings.CutPrefix(module, name+".")
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(rest, ".")
		members[first] = moduleValue(all, name+"."+first)
	}
	return &starlarkstruct.Module{Name: name, Members: members}
}

// settings is django.conf.settings.
type settings struct{}

func (settings) String() string        { return "<Settings>" }
func (settings) Type() string          { return "Settings" }
func (settings) Freeze()               {}
func (settings) Truth() starlark.Bool  { return true }
func (settings) Hash() (uint32, error) { return 2, nil }

// read is settings.name. The values are those of the request's settings, so that there is none outside of a request.
func (s settings) read(thread *starlark.Thread, name string) (starlark.Value, error) {
	c, err := callOf(thread)
	if err != nil {
		return nil, err
	}
	if c.env.Setting != nil {
		if v, ok := c.env.Setting(name); ok {
			return fromPython(v), nil
		}
	}
	return nil, builtinException("AttributeError", fmt.Sprintf("'Settings' object has no attribute '%s'", name))
}

// authorizationHeader is rest_framework.authentication.get_authorization_header.
func authorizationHeader(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var req *request
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "request", &req); err != nil {
		return nil, typeError(err.Error())
	}
	headers := &lookup{req.call, "headers", req.call.env.Header, nil}
	v, found := headers.value(starlark.String("Authorization"))
	if !found {
		return starlark.Bytes(""), nil
	}
	s, _ := starlark.AsString(v)
	raw, err := python.EncodeLatin1(s)
	return starlark.Bytes(raw), err
}

func now(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	c, err := callOf(thread)
	if err != nil {
		return nil, err
	}
	return starlark.Float(float64(c.env.Now.UnixMicro()) / 1e6), nil
}

func jsonLoads(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var s starlark.Value
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "s", &s); err != nil {
		return nil, typeError(err.Error())
	}
	if bytes, ok := s.(starlark.Bytes); ok {
		s = starlark.String(bytes)
	}
	text, ok := starlark.AsString(s)
	if !ok {
		return nil, typeError("the JSON object must be str, bytes or bytearray, not " + typeName(s))
	}
	const value = 40 // bytes that the shortest value takes, for a character or two of text
	if err := charge(thread, value*len(text)); err != nil {
		return nil, err
	}
	v, err := python.LoadsString(text, false)
	if err != nil {
		return nil, builtinException("ValueError", err.Error())
	}
	return fromPython(v), nil
}

// getLogger makes a logger that prints.
func getLogger(_ *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	logger := starlark.StringDict{}
	for _, level := range []string{"debug", "info", "warning", "error", "exception", "critical"} {
		logger[level] = starlark.NewBuiltin(level, func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			if len(args) == 0 {
				return nil, typeError(b.Name() + "() missing 1 required positional argument: 'msg'")
			}
			text := args[0]
			if len(args) > 1 {
				var err error
				if text, err = starlark.Binary(percent, text, args[1:]); err != nil {
					return nil, err //nolint:wrapcheck // Starlark's own words
				}
			}
			thread.Print(thread, strings.ToUpper(b.Name())+" "+strOf(text))
			return starlark.None, nil
		})
	}
	return &starlarkstruct.Module{Name: "Logger", Members: logger}, nil
}
