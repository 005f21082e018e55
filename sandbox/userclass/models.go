package userclass

import (
	"errors"
	"fmt"
	"strings"

	"authtour/sandbox/python"

	"go.starlark.net/starlark"
)

// model is django.contrib.auth.models.User or rest_framework.authtoken.models.Token as a class.
type model struct {
	name   string
	errors exceptions
}

var (
	_ starlark.HasAttrs    = (*model)(nil)
	_ starlark.HasAttrs    = (*querySet)(nil)
	_ starlark.HasAttrs    = (*userObject)(nil)
	_ starlark.HasAttrs    = (*tokenObject)(nil)
	_ starlark.HasAttrs    = anonymous{}
	_ starlark.Callable    = (*model)(nil)
	_ starlark.HasSetField = (*userObject)(nil)
)

func (m *model) String() string        { return "<class '" + m.name + "'>" }
func (m *model) Type() string          { return "type" }
func (m *model) Name() string          { return m.name }
func (m *model) Freeze()               {}
func (m *model) Truth() starlark.Bool  { return true }
func (m *model) Hash() (uint32, error) { return starlark.String(m.name).Hash() } //nolint:wrapcheck // it never fails

// CallInternal refuses to make a new row.
func (m *model) CallInternal(*starlark.Thread, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
	return nil, notHere("new rows cannot be made here: look one up with " + m.name + ".objects.get(…)")
}

// AttrNames lists what Attr knows.
func (m *model) AttrNames() []string {
	return []string{"DoesNotExist", "MultipleObjectsReturned", "objects"}
}

// Attr returns the manager or an exception of the model's.
func (m *model) Attr(name string) (starlark.Value, error) {
	switch name {
	case "objects", "_default_manager":
		return &querySet{model: m}, nil
	case "DoesNotExist", "MultipleObjectsReturned":
		return m.errors[m.name+"."+name], nil
	case "__name__":
		return starlark.String(m.name), nil
	}
	return noAttr()
}

// filter is one field=value of a query.
type filter struct {
	field string
	value starlark.Value
}

// querySet is a manager, or what filter() returns.
type querySet struct {
	model   *model
	filters []filter
}

func (q *querySet) String() string        { return "<QuerySet of " + q.model.name + ">" }
func (q *querySet) Type() string          { return "QuerySet" }
func (q *querySet) Freeze()               {}
func (q *querySet) Truth() starlark.Bool  { return true }
func (q *querySet) Hash() (uint32, error) { return 0, errors.New("unhashable: QuerySet") }

// AttrNames lists what Attr knows.
func (q *querySet) AttrNames() []string {
	return []string{"all", "exists", "filter", "first", "get", "last", "select_related"}
}

// Attr returns a method of the query.
func (q *querySet) Attr(name string) (starlark.Value, error) {
	switch name {
	case "filter", "all":
		return builtin(name, func(args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return q.narrowed(args, kwargs)
		}), nil
	case "select_related":
		return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) { return q, nil }), nil
	case "get":
		return q.query(name, (*querySet).get), nil
	case "first", "last":
		return q.query(name, (*querySet).first), nil
	case "exists":
		return q.query(name, (*querySet).exists), nil
	}
	if strings.HasPrefix(name, "__") {
		return noAttr()
	}
	return nil, notHere(fmt.Sprintf("objects.%s is not available here: there are get(…), filter(…).first() and filter(…).exists()", name))
}

// query is a method that asks the database.
func (q *querySet) query(name string, run func(*querySet, *call) (starlark.Value, error)) starlark.Value {
	return starlark.NewBuiltin(name, func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		c, err := callOf(thread)
		if err != nil {
			return nil, err
		}
		narrow, err := q.narrowed(args, kwargs)
		if err != nil {
			return nil, err
		}
		return run(narrow, c)
	})
}

func (q *querySet) narrowed(args starlark.Tuple, kwargs []starlark.Tuple) (*querySet, error) {
	if len(args) > 0 {
		return nil, notHere("a query takes names here, such as username=name")
	}
	if len(q.filters)+len(kwargs) > 50 {
		return nil, notHere("a query with more than fifty fields")
	}
	narrow := &querySet{model: q.model, filters: q.filters[:len(q.filters):len(q.filters)]}
	for _, pair := range kwargs {
		name, _ := starlark.AsString(pair[0])
		field, err := q.model.field(name)
		if err != nil {
			return nil, err
		}
		narrow.filters = append(narrow.filters, filter{field, pair[1]})
	}
	return narrow, nil
}

// field resolves the left side of a lookup.
func (m *model) field(name string) (string, error) {
	base, lookup, _ := strings.Cut(name, "__")
	if lookup != "" && lookup != "exact" {
		return "", notHere("the lookup " + name + " is not available here: compare for equality, as in " + base + "=…")
	}
	known := strings.Fields("id username email first_name last_name password is_active is_staff is_superuser")
	relations := strings.Fields("auth_token date_joined groups last_login note outstandingtoken user_permissions")
	if m.name == "Token" {
		known, relations = []string{"key"}, []string{"created", "user", "user_id"}
	} else if base == "pk" {
		base = "id"
	}
	for _, f := range known {
		if f == base {
			return base, nil
		}
	}
	for _, f := range relations {
		if f == base {
			return "", notHere("a query by " + base + " is not available here")
		}
	}
	return "", builtinException("FieldError", fmt.Sprintf("Cannot resolve keyword '%s' into field. Choices are: %s", base, strings.Join(sorted(known, relations), ", ")))
}

// lookUp runs the query. Where several fields are given the most selective one is asked for, and the others are held
// against the row.
func (q *querySet) lookUp(c *call) (starlark.Value, bool, error) {
	if len(q.filters) == 0 {
		return nil, false, notHere("a query needs a field here, such as username=…")
	}
	key := q.filters[0]
	for _, f := range q.filters {
		if f.field == "id" || f.field == "username" && key.field != "id" {
			key = f
		}
	}
	value, err := column(key.field, key.value)
	if err != nil {
		return nil, false, err
	}
	row, found, err := c.fetch(q.model, key.field, value)
	if err != nil || !found {
		return nil, false, err
	}
	for _, f := range q.filters {
		want, err := column(f.field, f.value)
		if err != nil {
			return nil, false, err
		}
		if have, _ := row.(starlark.HasAttrs).Attr(f.field); !python.Equal(toPython(have), want) {
			return nil, false, nil
		}
	}
	return row, true, nil
}

func (c *call) fetch(m *model, field string, value python.Value) (starlark.Value, bool, error) {
	var user User
	var found bool
	var err error
	switch {
	case m.name == "Token" && c.env.TokenBy != nil:
		key, _ := value.(string)
		user, found, err = c.env.TokenBy(c.ctx, key)
		return &tokenObject{key: key, user: user}, found, outside(err)
	case m.name == "User" && c.env.UserBy != nil:
		user, found, err = c.env.UserBy(c.ctx, field, value)
	}
	return &userObject{row: user}, found, outside(err)
}

// outside tells the exceptions among the errors of an Env's function from its own failures.
func outside(err error) error {
	var failure *Failure
	if err == nil || errors.As(err, &failure) {
		return err
	}
	return &outsideError{err}
}

func (q *querySet) get(c *call) (starlark.Value, error) {
	row, found, err := q.lookUp(c)
	if err != nil {
		return nil, q.many(err)
	}
	if !found {
		return nil, &exception{class: q.model.errors[q.model.name+".DoesNotExist"], args: starlark.Tuple{starlark.String(q.model.name + " matching query does not exist.")}}
	}
	return row, nil
}

// many gives MultipleObjectsReturned the class of the model.
func (q *querySet) many(err error) error {
	var failure *Failure
	if errors.As(err, &failure) && failure.Class == "MultipleObjectsReturned" {
		return &exception{class: q.model.errors[q.model.name+"."+failure.Class], args: starlark.Tuple{starlark.String(failure.Text)}}
	}
	return err
}

func (q *querySet) first(c *call) (starlark.Value, error) {
	row, found, err := q.lookUp(c)
	if several(err) {
		return nil, notHere("filter(…) finds several rows, and only a single one can be fetched here: name a field such as username")
	}
	if err != nil || found {
		return row, err
	}
	return starlark.None, nil
}

func (q *querySet) exists(c *call) (starlark.Value, error) {
	_, found, err := q.lookUp(c)
	if several(err) {
		return starlark.True, nil
	}
	return starlark.Bool(found), err
}

func several(err error) bool {
	var failure *Failure
	return errors.As(err, &failure) && failure.Class == "MultipleObjectsReturned"
}

// column makes a value fit for a column, as the field's get_prep_value does (django/db/models/fields/__init__.py).
func column(field string, v starlark.Value) (python.Value, error) {
	plain := toPython(v)
	switch {
	case plain == nil:
		return nil, nil //nolint:nilnil // Python's None
	case field == "id":
		if s, ok := plain.(string); ok {
			if n, err := python.Int(s); err == nil {
				return python.NewInt(n), nil
			}
		}
		if n, ok := python.AsInt(plain); ok {
			return python.NewInt(n), nil
		}
		return nil, builtinException("ValueError", fmt.Sprintf("Field 'id' expected a number but got %s.", reprOf(v)))
	case strings.HasPrefix(field, "is_"):
		if b, ok := plain.(bool); ok {
			return b, nil
		}
		return nil, notHere(field + " can be compared with True or False here")
	}
	return strOf(v), nil
}
