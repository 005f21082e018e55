package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// reader turns a source's values into Settings and collects what is wrong with them.
type reader struct {
	src     *source
	classes classes
	faults  []Fault
	ignored []Ignored
}

// field reads the value of the setting called name.
type field func(name string, p place)

func (r *reader) err() error { return newError(r.faults) }

func (r *reader) fault(at syntax.Position, format string, args ...any) {
	r.faults = append(r.faults, Fault{r.src.name, int(at.Line), int(at.Col), fmt.Sprintf(format, args...)})
}

// settings reads every top-level name that Django would take for a setting: those in capitals.
func (r *reader) settings(s *Settings) {
	fields := r.djangoFields(s)
	fields["REST_FRAMEWORK"] = r.restFramework(&s.REST)
	fields["SIMPLE_JWT"] = func(string, place) {}
	for _, name := range slices.Sorted(maps.Keys(r.src.values)) {
		if name != strings.ToUpper(name) || name == strings.ToLower(name) {
			continue
		}
		r.setting(fields, name, r.place(name))
	}
	s.JWT.SigningKey = s.SecretKey
	if r.src.values.Has("SIMPLE_JWT") {
		r.simpleJWT(&s.JWT)("SIMPLE_JWT", r.place("SIMPLE_JWT"))
	}
	r.scopes(s.REST)
	slices.SortStableFunc(r.ignored, func(a, b Ignored) int { return a.Line - b.Line })
	s.Ignored = r.ignored
}

func (r *reader) place(name string) place {
	at, expr := top(r.src.file.Stmts, name)
	return place{value: r.src.values[name], key: at, expr: expr}
}

func (r *reader) setting(fields map[string]field, name string, p place) {
	known := djangoNames()
	switch {
	case fields[name] != nil:
		fields[name](name, p)
	case slices.Contains(known, name):
		r.ignored = append(r.ignored, Ignored{name, int(p.key.Line)})
	case !reads(r.src.file, name):
		r.fault(p.key, "Django has no setting %s%s", name, didYouMean(name, slices.Concat(known, slices.Collect(maps.Keys(fields)))))
	}
}

// reads tells whether the file uses the name: then it is a constant of the developer's own, and no misspelt setting.
func reads(file *syntax.File, name string) bool {
	found := false
	syntax.Walk(file, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.AssignStmt:
			if _, plain := n.LHS.(*syntax.Ident); plain {
				found = found || mentions(n.RHS, name)
				return false
			}
		case *syntax.Ident:
			found = found || n.Name == name
		}
		return true
	})
	return found
}

func mentions(e syntax.Expr, name string) bool {
	found := false
	syntax.Walk(e, func(n syntax.Node) bool {
		id, ok := n.(*syntax.Ident)
		found = found || ok && id.Name == name
		return true
	})
	return found
}

// keys is what a dict of settings may hold.
type keys struct {
	fields map[string]field
	// known are keys that have no effect here; removed are those that the framework itself refuses, with its words.
	known   []string
	removed []string
	refusal string
}

// dict reads the entries of a dict by its keys.
func (r *reader) dict(k keys) field {
	return func(name string, p place) {
		dict, ok := p.value.(*starlark.Dict)
		if !ok {
			r.fault(p.at(), "%s must be a dict, not %s", name, typeName(p.value))
			return
		}
		for _, pair := range dict.Items() {
			key, ok := starlark.AsString(pair[0])
			if !ok {
				r.fault(p.at(), "%s wants names as keys, not %s", name, pair[0])
				continue
			}
			e := p.entry(key, pair[1])
			switch {
			case k.fields[key] != nil:
				k.fields[key](key, e)
			case slices.Contains(k.known, key):
				r.ignored = append(r.ignored, Ignored{name + "." + key, int(e.key.Line)})
			case slices.Contains(k.removed, key):
				r.fault(e.key, k.refusal, key)
			default:
				all := slices.Concat(k.known, slices.Collect(maps.Keys(k.fields)))
				r.fault(e.key, "%s has no key %q%s", name, key, didYouMean(key, all))
			}
		}
	}
}

func didYouMean(name string, names []string) string {
	slices.Sort(names)
	if best := nearest(name, names); best != "" {
		return fmt.Sprintf("; did you mean %s?", best)
	}
	return ""
}

// typeName is Python's name for the type of a value.
func typeName(v starlark.Value) string {
	if _, ok := v.(starlark.String); ok {
		return "str"
	}
	return v.Type()
}
