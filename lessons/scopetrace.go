package lessons

import (
	"errors"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"

	"authtour/sandbox/python"
	"authtour/sandbox/trace"
)

var (
	errUnhashable = errors.New("headers cannot be a key")
	errHeaderName = errors.New("a header's name is a text")
)

// traceValue is the way of the request as expressions see it:
//
//	trace.decided_by            the name of the station that decided the status
//	trace.rule                  why: "view", "challenge", "no_challenge", "denied" and so on, see trace.Rule
//	trace.first_class           the first authentication class, which alone is asked for a challenge
//	trace.challenge             what it answered
//	trace.verdict(station)      "passed", "skipped", "accepted", "refused", "unreached"; "" where there is no such station
//	trace.raised(station)       .name and .detail of the exception raised there; false, and both "", where there was none
//	trace.facts(station, verb)  the values of the facts of that verb ("read", "decoded", "queried", "compared", "checked",
//	                            "set"), a list of texts; a third argument takes only those of that name
//	trace.stations              all stations in order: .name .stage .verdict .facts (.verb .name .value .want .ok)
func traceValue(t *trace.Trace) starlark.Value {
	decider := ""
	if s := t.Decider(); s != nil {
		decider = s.Name
	}
	stations := make([]starlark.Value, len(t.Stations))
	for i := range t.Stations {
		stations[i] = stationValue(&t.Stations[i])
	}
	return record(starlark.StringDict{
		"decided_by":  starlark.String(decider),
		"rule":        starlark.String(t.Outcome.Rule),
		"first_class": starlark.String(t.Outcome.FirstClass),
		"challenge":   starlark.String(t.Outcome.Challenge),
		"stations":    starlark.NewList(stations),
		"verdict":     about(t, "verdict", func(s *trace.Station) starlark.Value { return starlark.String(s.Verdict) }),
		"raised":      about(t, "raised", func(s *trace.Station) starlark.Value { return raisedValue(s.Raised) }),
		"facts":       factsOf(t),
	})
}

func stationValue(s *trace.Station) starlark.Value {
	facts := make([]starlark.Value, len(s.Facts))
	for i, f := range s.Facts {
		facts[i] = record(starlark.StringDict{
			"verb":  starlark.String(f.Verb),
			"name":  starlark.String(f.Name),
			"value": starlark.String(f.Value),
			"want":  starlark.String(f.Want),
			"ok":    starlark.Bool(f.OK),
		})
	}
	return record(starlark.StringDict{
		"name":    starlark.String(s.Name),
		"stage":   starlark.String(s.Stage),
		"verdict": starlark.String(s.Verdict),
		"facts":   starlark.NewList(facts),
	})
}

// about makes a function of a station's name. A station that the request's way does not have is like an empty one: the
// learner may have sent the request anywhere.
func about(t *trace.Trace, name string, of func(*trace.Station) starlark.Value) starlark.Value {
	return starlark.NewBuiltin(name, func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var station string
		if err := starlark.UnpackArgs(b.Name(), args, kwargs, "station", &station); err != nil {
			return nil, err
		}
		if s := t.Station(station); s != nil {
			return of(s), nil
		}
		return of(&trace.Station{}), nil
	})
}

func factsOf(t *trace.Trace) starlark.Value {
	return starlark.NewBuiltin("facts", func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		var station, verb, name string
		if err := starlark.UnpackArgs(b.Name(), args, kwargs, "station", &station, "verb", &verb, "name?", &name); err != nil {
			return nil, err
		}
		values := starlark.NewList(nil)
		s := t.Station(station)
		if s == nil {
			return values, nil
		}
		for _, f := range s.Facts {
			if string(f.Verb) != verb || name != "" && f.Name != name {
				continue
			}
			if err := values.Append(starlark.String(f.Value)); err != nil {
				return nil, err
			}
		}
		return values, nil
	})
}

// exception is a struct that is false where nothing was raised, so that an author needs no test before its fields.
type exception struct {
	*starlarkstruct.Struct
	raised bool
}

func (e exception) Truth() starlark.Bool { return starlark.Bool(e.raised) }

func raisedValue(e *trace.Exception) starlark.Value {
	raised := e != nil
	if !raised {
		e = &trace.Exception{}
	}
	fields := starlark.StringDict{"name": starlark.String(e.Class), "detail": starlark.String(e.Detail)}
	return exception{starlarkstruct.FromStringDict(starlarkstruct.Default, fields), raised}
}

// basic is the function of that name. It decodes as rest_framework/authentication.py, BasicAuthentication.authenticate.
func basic(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var header string
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "header", &header); err != nil {
		return nil, err
	}
	parts := strings.Fields(header)
	if len(parts) != 2 || !strings.EqualFold(parts[0], "Basic") {
		return starlark.None, nil
	}
	raw, err := python.B64Decode(parts[1])
	if err != nil {
		return starlark.None, nil //nolint:nilerr // that it cannot be decoded is the answer
	}
	decoded, err := python.DecodeUTF8(raw)
	if err != nil {
		decoded = python.DecodeLatin1(raw)
	}
	if !strings.Contains(decoded, ":") {
		return starlark.None, nil
	}
	return starlark.String(decoded), nil
}
