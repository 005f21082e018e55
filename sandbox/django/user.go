package django

import (
	"authtour/sandbox/database"
)

// User is request.user: a row of auth_user, AnonymousUser, or what an authentication class of its own made. A nil User
// is Python's None.
type User interface {
	// String is str(user).
	String() string
	// PK is user.pk; false where it is None.
	PK() (int64, bool)
	IsAuthenticated() bool
	IsActive() bool
	IsStaff() bool
}

// ModelUser is django.contrib.auth.models.User.
type ModelUser struct{ *database.User }

func (u ModelUser) String() string { return u.Username }

// PK is the row's id.
func (u ModelUser) PK() (int64, bool) { return u.ID, true }

// IsAuthenticated is always true of a User.
func (u ModelUser) IsAuthenticated() bool { return true }

// IsActive is the column is_active.
func (u ModelUser) IsActive() bool { return u.User.IsActive }

// IsStaff is the column is_staff.
func (u ModelUser) IsStaff() bool { return u.User.IsStaff }

// AnonymousUser is django.contrib.auth.models.AnonymousUser.
type AnonymousUser struct{}

func (AnonymousUser) String() string { return "AnonymousUser" }

// PK is None.
func (AnonymousUser) PK() (int64, bool) { return 0, false }

// IsAuthenticated is always false.
func (AnonymousUser) IsAuthenticated() bool { return false }

// IsActive is always false.
func (AnonymousUser) IsActive() bool { return false }

// IsStaff is always false.
func (AnonymousUser) IsStaff() bool { return false }
