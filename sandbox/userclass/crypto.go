package userclass

import (
	"crypto/hmac"
	"crypto/md5"  //nolint:gosec // hashlib.md5: a program may ask for it
	"crypto/sha1" //nolint:gosec // hashlib.sha1: a program may ask for it
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
)

// octets is the bytes of bytes, or of an ASCII str where a function takes one.
func octets(v starlark.Value, str bool) ([]byte, error) {
	switch v := v.(type) {
	case starlark.Bytes:
		return []byte(v), nil
	case starlark.String:
		if !str {
			return nil, typeError("a bytes-like object is required, not 'str'")
		}
		if !ascii(string(v)) {
			return nil, builtinException("ValueError", "string argument should contain only ASCII characters")
		}
		return []byte(v), nil
	}
	return nil, typeError(fmt.Sprintf("a bytes-like object is required, not '%s'", typeName(v)))
}

// b64decode is base64.b64decode and its like; urlsafe has another alphabet.
func b64decode(urlsafe bool) builtinFunc {
	return func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var s starlark.Value
		if err := starlark.UnpackArgs(b.Name(), args, kwargs, "s", &s); err != nil {
			return nil, typeError(err.Error())
		}
		data, err := octets(s, true)
		if err != nil {
			return nil, err
		}
		for i := range data {
			switch {
			case urlsafe && data[i] == '-':
				data[i] = '+'
			case urlsafe && data[i] == '_':
				data[i] = '/'
			}
		}
		decoded, err := python.B64Decode(string(data))
		if err != nil {
			return nil, err
		}
		if c, failed := callOf(thread); failed == nil {
			c.env.Trace.Decoded("base64", string(decoded))
		}
		return starlark.Bytes(decoded), nil
	}
}

type builtinFunc = func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error)

func b64encode(encoding *base64.Encoding) builtinFunc {
	return func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var s starlark.Value
		if err := starlark.UnpackArgs(b.Name(), args, kwargs, "s", &s); err != nil {
			return nil, typeError(err.Error())
		}
		data, err := octets(s, false)
		return starlark.Bytes(encoding.EncodeToString(data)), err
	}
}

// compareDigest is hmac.compare_digest (Modules/_operator.c).
func compareDigest(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var x, y starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &x, &y); err != nil {
		return nil, typeError(err.Error())
	}
	s, first := starlark.AsString(x)
	t, second := starlark.AsString(y)
	var equal bool
	switch {
	case first && second && (!ascii(s) || !ascii(t)):
		return nil, typeError("comparing strings with non-ASCII characters is not supported")
	case first && second:
		equal = hmac.Equal([]byte(s), []byte(t))
	default:
		p, isBytes := x.(starlark.Bytes)
		q, both := y.(starlark.Bytes)
		switch {
		case isBytes && !both:
			return nil, typeError(fmt.Sprintf("a bytes-like object is required, not '%s'", typeName(y)))
		case both && !isBytes:
			return nil, typeError(fmt.Sprintf("a bytes-like object is required, not '%s'", typeName(x)))
		case !isBytes:
			return nil, typeError(fmt.Sprintf("unsupported operand types(s) or combination of types: '%s' and '%s'", typeName(x), typeName(y)))
		}
		s, t, equal = string(p), string(q), hmac.Equal([]byte(p), []byte(q))
	}
	if c, err := callOf(thread); err == nil {
		c.env.Trace.Compared("compare_digest", s, t, equal)
	}
	return starlark.Bool(equal), nil
}

// constantTimeCompare is django.utils.crypto.constant_time_compare, which takes any text.
func constantTimeCompare(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	raw := make(starlark.Tuple, len(args))
	for i, arg := range args {
		raw[i] = starlark.Bytes(strOf(arg))
		if bytes, ok := arg.(starlark.Bytes); ok {
			raw[i] = bytes
		}
	}
	return compareDigest(thread, b, raw, kwargs)
}

func hashes() map[string]func() hash.Hash {
	return map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
}

// digest is a hash or an HMAC that has all its data.
type digest struct {
	name string
	sum  []byte
}

func (d *digest) String() string        { return "<" + d.name + " object>" }
func (d *digest) Type() string          { return d.name }
func (d *digest) Freeze()               {}
func (d *digest) Truth() starlark.Bool  { return true }
func (d *digest) Hash() (uint32, error) { return 0, errors.New("unhashable: " + d.name) }

// AttrNames lists what Attr knows.
func (d *digest) AttrNames() []string { return []string{"digest", "hexdigest"} }

// Attr returns digest() or hexdigest().
func (d *digest) Attr(name string) (starlark.Value, error) {
	switch name {
	case "digest":
		return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) { return starlark.Bytes(d.sum), nil }), nil
	case "hexdigest":
		return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return starlark.String(hex.EncodeToString(d.sum)), nil
		}), nil
	case "update":
		return nil, notHere("update() is not available here: give all the data to the function itself")
	}
	return noAttr()
}

func hashOf(name string) builtinFunc {
	return func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var data starlark.Value = starlark.Bytes("")
		if err := starlark.UnpackArgs(b.Name(), args, kwargs, "string?", &data); err != nil {
			return nil, typeError(err.Error())
		}
		if _, ok := data.(starlark.String); ok {
			return nil, typeError("Strings must be encoded before hashing")
		}
		raw, err := octets(data, false)
		if err != nil {
			return nil, err
		}
		h := hashes()[name]()
		h.Write(raw)
		return &digest{name, h.Sum(nil)}, nil
	}
}

// newHMAC is hmac.new; digestmod is a name or a function of hashlib.
func newHMAC(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var key, mod starlark.Value
	var message starlark.Value = starlark.Bytes("")
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "key", &key, "msg?", &message, "digestmod", &mod); err != nil {
		return nil, typeError(err.Error())
	}
	name, _ := starlark.AsString(mod)
	if fn, ok := mod.(*starlark.Builtin); ok {
		name = fn.Name()
	}
	make, ok := hashes()[name]
	if !ok {
		return nil, builtinException("ValueError", "unsupported hash type "+name)
	}
	secret, err := octets(key, false)
	if err != nil {
		return nil, err
	}
	data, err := octets(message, false)
	if err != nil {
		return nil, err
	}
	h := hmac.New(make, secret)
	h.Write(data)
	return &digest{"hmac", h.Sum(nil)}, nil
}
