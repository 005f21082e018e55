package userclass

import (
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/starlark"
)

func sorted(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return all
}

// userObject is a User.
type userObject struct{ row User }

func (u *userObject) String() string        { return u.row.Username }
func (u *userObject) Type() string          { return "User" }
func (u *userObject) Freeze()               {}
func (u *userObject) Truth() starlark.Bool  { return true }
func (u *userObject) Hash() (uint32, error) { return starlark.MakeInt64(u.row.ID).Hash() } //nolint:wrapcheck // it never fails

// AttrNames lists the columns.
func (u *userObject) AttrNames() []string {
	return []string{"email", "first_name", "id", "is_active", "is_authenticated", "is_staff", "is_superuser", "last_name", "pk", "username"}
}

// SetField refuses: nothing here would save it.
func (u *userObject) SetField(name string, _ starlark.Value) error {
	return notHere("a user cannot be changed here: user." + name + " = … is not available")
}

// Attr returns a column or a method of the user.
func (u *userObject) Attr(name string) (starlark.Value, error) {
	columns := starlark.StringDict{
		"id": starlark.MakeInt64(u.row.ID), "pk": starlark.MakeInt64(u.row.ID), "username": starlark.String(u.row.Username),
		"first_name": starlark.String(u.row.FirstName), "last_name": starlark.String(u.row.LastName),
		"email": starlark.String(u.row.Email), "password": starlark.String(u.row.Password),
		"is_active": starlark.Bool(u.row.IsActive), "is_staff": starlark.Bool(u.row.IsStaff),
		"is_superuser":     starlark.Bool(u.row.IsSuperuser),
		"is_authenticated": starlark.True, "is_anonymous": starlark.False,
	}
	if v, ok := columns[name]; ok {
		return v, nil
	}
	switch name {
	case "get_username":
		return builtin(name, func(starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return starlark.String(u.row.Username), nil
		}), nil
	case "check_password":
		return starlark.NewBuiltin(name, u.checkPassword), nil
	case "save", "set_password", "delete", "has_perm", "groups", "user_permissions", "auth_token", "last_login", "date_joined":
		return nil, notHere("user." + name + " is not available here")
	}
	return noAttr()
}

func (u *userObject) checkPassword(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var raw starlark.Value
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "raw_password", &raw); err != nil {
		return nil, typeError(err.Error())
	}
	c, err := callOf(thread)
	if err != nil {
		return nil, err
	}
	if c.env.CheckPassword == nil || raw == starlark.None {
		return starlark.False, nil
	}
	ok, err := c.env.CheckPassword(c.ctx, u.row, strOf(raw))
	return starlark.Bool(ok), outside(err)
}

// tokenObject is a Token of rest_framework.authtoken.
type tokenObject struct {
	key  string
	user User
}

func (t *tokenObject) String() string        { return t.key }
func (t *tokenObject) Type() string          { return "Token" }
func (t *tokenObject) Freeze()               {}
func (t *tokenObject) Truth() starlark.Bool  { return true }
func (t *tokenObject) Hash() (uint32, error) { return 0, errors.New("unhashable: Token") }

// AttrNames lists what Attr knows.
func (t *tokenObject) AttrNames() []string { return []string{"key", "pk", "user", "user_id"} }

// Attr returns a column or the user.
func (t *tokenObject) Attr(name string) (starlark.Value, error) {
	switch name {
	case "key", "pk":
		return starlark.String(t.key), nil
	case "user":
		return &userObject{row: t.user}, nil
	case "user_id":
		return starlark.MakeInt64(t.user.ID), nil
	}
	return noAttr()
}

// anonymous is an AnonymousUser.
type anonymous struct{}

func (anonymous) String() string        { return "AnonymousUser" }
func (anonymous) Type() string          { return "AnonymousUser" }
func (anonymous) Freeze()               {}
func (anonymous) Truth() starlark.Bool  { return true }
func (anonymous) Hash() (uint32, error) { return 1, nil }

// AttrNames lists what Attr knows.
func (anonymous) AttrNames() []string {
	return []string{"is_anonymous", "is_authenticated", "username"}
}

// Attr returns an attribute of AnonymousUser (django/contrib/auth/models.py).
func (anonymous) Attr(name string) (starlark.Value, error) {
	switch name {
	case "id", "pk":
		return starlark.None, nil
	case "username":
		return starlark.String(""), nil
	case "is_anonymous":
		return starlark.True, nil
	case "is_authenticated", "is_active", "is_staff", "is_superuser":
		return starlark.False, nil
	}
	return noAttr()
}

// authenticate is django.contrib.auth.authenticate with ModelBackend (django/contrib/auth/backends.py).
func (p *program) authenticate(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var req, username, password starlark.Value = starlark.None, starlark.None, starlark.None
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "request?", &req, "username?", &username, "password?", &password); err != nil {
		return nil, typeError(err.Error())
	}
	c, err := callOf(thread)
	if err != nil || username == starlark.None || password == starlark.None {
		return starlark.None, err
	}
	users := &querySet{model: &model{name: "User", errors: p.errors}, filters: []filter{{"username", username}}}
	row, err := users.first(c)
	user, ok := row.(*userObject)
	if err != nil || !ok {
		return starlark.None, err
	}
	if c.env.CheckPassword == nil {
		return nil, notHere("passwords cannot be checked here")
	}
	right, err := c.env.CheckPassword(c.ctx, user.row, strOf(password))
	if err != nil {
		return nil, outside(fmt.Errorf("check the password: %w", err))
	}
	if !right || !user.row.IsActive {
		return starlark.None, nil
	}
	return user, nil
}
