package simplejwt

import "authtour/sandbox/python"

// TokenUser is rest_framework_simplejwt.models.TokenUser: a user who is known by the claims of a token alone, whatever
// the database holds.
type TokenUser struct {
	claims  *python.Dict
	idClaim string
}

func (u TokenUser) id() python.Value {
	id, _ := u.claims.Get(u.idClaim)
	return id
}

func (u TokenUser) String() string { return "TokenUser " + python.StrOf(u.id()) }

// PK is the id claim if it equals a number: SimpleJWT's own tokens carry a text, which no owner's id is equal to.
func (u TokenUser) PK() (int64, bool) {
	if f, ok := u.id().(float64); ok {
		return int64(f), python.Equal(f, int64(f))
	}
	n, ok := python.AsInt(u.id())
	if !ok || !n.IsInt64() {
		return 0, false
	}
	return n.Int64(), true
}

// Ident is str(pk), under which a throttle counts.
func (u TokenUser) Ident() string { return python.StrOf(u.id()) }

// IsAuthenticated is always true.
func (u TokenUser) IsAuthenticated() bool { return true }

// IsActive is always true.
func (u TokenUser) IsActive() bool { return true }

// IsStaff is the truth of the claim is_staff.
func (u TokenUser) IsStaff() bool {
	staff, _ := u.claims.Get("is_staff")
	return python.Truthy(staff)
}
