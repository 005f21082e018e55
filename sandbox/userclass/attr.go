package userclass

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
)

func noAttr() (starlark.Value, error) {
	return nil, nil //nolint:nilnil // starlark.HasAttrs: there is no such attribute
}

// attr is value.name, with Python's words where there is none.
func attr(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	name, _ := starlark.AsString(args[1])
	if conf, ok := args[0].(settings); ok {
		return conf.read(thread, name)
	}
	v, err := attribute(args[0], name)
	if err != nil || v != nil {
		return v, err
	}
	if lacking(args[0], name) {
		return nil, notHere(fmt.Sprintf("%s.%s is not available here", typeName(args[0]), name))
	}
	if class, ok := args[0].(interface{ Name() string }); ok && typeName(args[0]) == "type" {
		return nil, builtinException("AttributeError", fmt.Sprintf("type object '%s' has no attribute '%s'", class.Name(), name))
	}
	e := builtinException("AttributeError", fmt.Sprintf("'%s' object has no attribute '%s'", typeName(args[0]), name))
	if args[0] == starlark.None {
		e.note = "the value before the dot is None: was it looked for and not found?"
	}
	return nil, e
}

// attribute returns nil where there is none.
func attribute(v starlark.Value, name string) (starlark.Value, error) {
	switch v := v.(type) {
	case starlark.Bytes:
		return bytesMethod(v, name), nil
	case starlark.String:
		if m := textMethod(v, name); m != nil {
			return m, nil
		}
		if !slices.Contains(pythonMethods("str"), name) {
			return noAttr() // Starlark has some that Python has not
		}
	}
	if with, ok := v.(starlark.HasAttrs); ok {
		return with.Attr(name) //nolint:wrapcheck // Starlark's own words
	}
	return noAttr()
}

// lacking tells a method that Python has and this package has not.
func lacking(v starlark.Value, name string) bool {
	return slices.Contains(pythonMethods(typeName(v)), name)
}

// pythonMethods are the methods of Python's own types.
func pythonMethods(kind string) []string {
	switch kind {
	case "str":
		return strings.Fields(`capitalize casefold center count encode endswith expandtabs find format format_map index isalnum
			isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower
			lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split
			splitlines startswith strip swapcase title translate upper zfill`)
	case "bytes":
		return strings.Fields(`capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii
			isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace
			rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill`)
	case "list":
		return strings.Fields("append clear copy count extend index insert pop remove reverse sort")
	case "dict":
		return strings.Fields("clear copy fromkeys get items keys pop popitem setdefault update values")
	case "tuple":
		return strings.Fields("count index")
	}
	return nil
}

// builtin makes a method out of a function that needs no thread.
func builtin(name string, fn func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error)) *starlark.Builtin {
	return metered(name, func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		return fn(args, kwargs)
	})
}

// textMethod are the methods of str that Starlark lacks.
func textMethod(s starlark.String, name string) starlark.Value {
	switch name {
	case "encode":
		return builtin(name, func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			encoding, err := codec(name, args, kwargs)
			if err != nil {
				return nil, err
			}
			b, err := encode(encoding, string(s))
			return starlark.Bytes(b), err
		})
	case "isascii":
		return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return starlark.Bool(ascii(string(s))), nil
		})
	case "casefold":
		return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return starlark.String(strings.ToLower(string(s))), nil
		})
	}
	return nil
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c >= 0x80 }) < 0
}

// codec reads the arguments of encode and decode: the encoding, in the spelling of this package's own functions.
func codec(name string, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	encoding, errs := "utf-8", "strict"
	if err := starlark.UnpackArgs(name, args, kwargs, "encoding?", &encoding, "errors?", &errs); err != nil {
		return "", typeError(err.Error())
	}
	if errs != "strict" {
		return "", notHere("only errors='strict' is available here")
	}
	switch strings.ReplaceAll(strings.ToLower(encoding), "_", "-") {
	case "utf-8", "utf8":
		return "utf-8", nil
	case "ascii", "us-ascii":
		return "ascii", nil
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
		return "latin-1", nil
	}
	return "", notHere("only utf-8, ascii and latin-1 are available here, not " + encoding)
}

func encode(encoding, s string) ([]byte, error) {
	switch encoding {
	case "ascii":
		return python.EncodeASCII(s)
	case "latin-1":
		return python.EncodeLatin1(s)
	}
	return python.EncodeUTF8(s)
}

func decode(encoding string, b []byte) (string, error) {
	switch encoding {
	case "latin-1":
		return python.DecodeLatin1(b), nil
	case "ascii":
		if i := strings.IndexFunc(string(b), func(c rune) bool { return c >= 0x80 }); i >= 0 {
			return "", builtinException("UnicodeDecodeError", fmt.Sprintf("'ascii' codec can't decode byte 0x%x in position %d: ordinal not in range(128)", b[i], i))
		}
		return string(b), nil
	}
	return python.DecodeUTF8(b)
}

// bytesMethod are the methods of bytes, most of which work as those of str do on ASCII.
func bytesMethod(b starlark.Bytes, name string) starlark.Value {
	switch name {
	case "decode":
		return builtin(name, func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			encoding, err := codec(name, args, kwargs)
			if err != nil {
				return nil, err
			}
			s, err := decode(encoding, []byte(b))
			return starlark.String(s), err
		})
	case "hex":
		return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return starlark.String(hex.EncodeToString([]byte(b))), nil
		})
	case "split", "partition", "rpartition", "strip", "lstrip", "rstrip", "startswith", "endswith", "lower", "upper", "find",
		"count", "replace", "rsplit", "removeprefix", "removesuffix":
		m, err := starlark.String(b).Attr(name)
		if err != nil || m == nil {
			return nil
		}
		return starlark.NewBuiltin(name, func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			if err := charge(thread, bytesCost(name, string(b), args)); err != nil {
				return nil, err
			}
			return throughText(thread, m, args, kwargs)
		})
	}
	return nil
}

// bytesCost bounds what a method of bytes makes: the text again, and for each place that it finds a part or a
// replacement.
func bytesCost(name, b string, args starlark.Tuple) int {
	cost := 2 * len(b)
	for _, arg := range args {
		cost += textSize(arg)
	}
	first, _ := argument(args, 0).(starlark.Bytes)
	switch name {
	case "replace":
		cost += strings.Count(b, string(first)) * textSize(argument(args, 1))
	case "split", "rsplit":
		const part = 48
		found := strings.Count(b, string(first))
		if first == "" {
			found = len(b)
		}
		cost += part * found
	}
	return cost
}

func argument(args starlark.Tuple, i int) starlark.Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// throughText calls a method of str with bytes for its arguments, and makes bytes of the strings in its result.
func throughText(thread *starlark.Thread, m starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	texts := make(starlark.Tuple, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case starlark.Bytes:
			texts[i] = starlark.String(arg)
		case starlark.String:
			return nil, typeError("a bytes-like object is required, not 'str'")
		default:
			texts[i] = arg
		}
	}
	v, err := starlark.Call(thread, m, texts, kwargs)
	if err != nil {
		return nil, err //nolint:wrapcheck // Starlark's own words
	}
	return toBytes(v), nil
}

func toBytes(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case starlark.String:
		return starlark.Bytes(v)
	case starlark.Tuple:
		out := make(starlark.Tuple, len(v))
		for i, item := range v {
			out[i] = toBytes(item)
		}
		return out
	case *starlark.List:
		out := make([]starlark.Value, v.Len())
		for i := range out {
			out[i] = toBytes(v.Index(i))
		}
		return starlark.NewList(out)
	}
	return v
}
