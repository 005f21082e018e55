package settings

import (
	"math"
	"time"

	"go.starlark.net/starlark"
)

func (r *reader) flag(dst *bool) field {
	return func(name string, p place) {
		v, ok := p.value.(starlark.Bool)
		if !ok {
			r.fault(p.at(), "%s must be True or False, not %s", name, typeName(p.value))
			return
		}
		*dst = bool(v)
	}
}

func (r *reader) text(dst *string) field {
	return func(name string, p place) {
		v, ok := starlark.AsString(p.value)
		if !ok {
			r.fault(p.at(), "%s must be a string, not %s", name, typeName(p.value))
			return
		}
		*dst = v
	}
}

// optional is text that may be None, which dst holds as "".
func (r *reader) optional(dst *string) field {
	return func(name string, p place) {
		if p.value == starlark.None {
			*dst = ""
			return
		}
		v, ok := starlark.AsString(p.value)
		if !ok {
			r.fault(p.at(), "%s must be a string or None, not %s", name, typeName(p.value))
			return
		}
		*dst = v
	}
}

func (r *reader) number(dst *int) field {
	return func(name string, p place) {
		v, ok := p.value.(starlark.Int)
		n, fits := v.Int64()
		switch {
		case !ok:
			r.fault(p.at(), "%s must be a whole number, not %s", name, typeName(p.value))
		case !fits || n > math.MaxInt32 || n < math.MinInt32:
			r.fault(p.at(), "%s is too large a number", name)
		default:
			*dst = int(n)
		}
	}
}

// optionalNumber is a number that may be None, which dst holds as nil.
func (r *reader) optionalNumber(dst **int) field {
	return func(name string, p place) {
		if p.value == starlark.None {
			*dst = nil
			return
		}
		n := new(int)
		r.number(n)(name, p)
		*dst = n
	}
}

func (r *reader) lifetime(dst *time.Duration) field {
	return func(name string, p place) {
		v, ok := p.value.(timedelta)
		if !ok {
			r.fault(p.at(), "%s must be a timedelta, such as timedelta(minutes=5), not %s", name, typeName(p.value))
			return
		}
		r.duration(dst, v, name, p)
	}
}

func (r *reader) duration(dst *time.Duration, v timedelta, name string, p place) {
	d, ok := v.duration()
	if !ok {
		r.fault(p.at(), "%s is longer than the 292 years that this server can count", name)
		return
	}
	*dst = d
}

// leeway is a timedelta or a number of seconds (rest_framework_simplejwt/backends.py, get_leeway).
func (r *reader) leeway(dst *time.Duration) field {
	return func(name string, p place) {
		switch v := p.value.(type) {
		case timedelta:
			r.duration(dst, v, name, p)
			return
		case starlark.NoneType:
			*dst = 0
			return
		}
		micros := starlark.Tuple{starlark.MakeInt(0), p.value}
		v, err := newTimedelta(nil, starlark.NewBuiltin("timedelta", newTimedelta), micros, nil)
		if err != nil {
			r.fault(p.at(), "%s must be a number of seconds or a timedelta, not %s", name, typeName(p.value))
			return
		}
		r.duration(dst, v.(timedelta), name, p)
	}
}

// texts is a list or tuple of strings; each is called for every element, if it is not nil.
func (r *reader) texts(dst *[]string, each func(name string, p place, s string)) field {
	return func(name string, p place) {
		items, ok := p.items()
		if !ok {
			r.notAList(name, p)
			return
		}
		list := make([]string, 0, len(items))
		for _, item := range items {
			s, ok := starlark.AsString(item.value)
			if !ok {
				r.fault(item.at(), "%s must hold strings, not %s", name, typeName(item.value))
				continue
			}
			if each != nil {
				each(name, item, s)
			}
			list = append(list, s)
		}
		*dst = list
	}
}

func (r *reader) notAList(name string, p place) {
	if s, ok := starlark.AsString(p.value); ok {
		r.fault(p.at(), "%s must be a list, not a bare string: write [%q] (brackets alone make no tuple, its comma does)", name, s)
		return
	}
	r.fault(p.at(), "%s must be a list or a tuple, not %s", name, typeName(p.value))
}

// claim is None, a string or a list of strings.
func (r *reader) claim(dst *Claim) field {
	return func(name string, p place) {
		*dst = Claim{}
		if p.value == starlark.None {
			return
		}
		if s, ok := starlark.AsString(p.value); ok {
			dst.Values = []string{s}
			return
		}
		dst.Many = true
		r.texts(&dst.Values, nil)(name, p)
	}
}

// oneOf is text out of a closed choice.
func (r *reader) oneOf(dst *string, choice []string, why string) field {
	return func(name string, p place) {
		var s string
		n := len(r.faults)
		if r.text(&s)(name, p); len(r.faults) > n {
			return
		}
		for _, c := range choice {
			if c == s {
				*dst = s
				return
			}
		}
		r.fault(p.at(), "%s cannot be %q: %s%s", name, s, why, didYouMean(s, choice))
	}
}
