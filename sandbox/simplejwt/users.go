package simplejwt

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"authtour/sandbox/database" //nolint:gosec // SimpleJWT's own choice
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

// getUser is User.objects.get(**{USER_ID_FIELD: value}); found is false for DoesNotExist. What the ORM raises before it
// asks the database, and MultipleObjectsReturned, nobody catches.
func getUser(req *drf.Request, value python.Value) (user database.User, found bool, err error) {
	field := userIDField(req)
	prepared, inRange, err := prepare(field, value)
	if err != nil {
		return database.User{}, false, err
	}
	if !inRange {
		req.Trace.Checked(field+" fits in 64 bits", python.ReprOf(value), false)
		return database.User{}, false, nil // Django's EmptyResultSet: no query is run
	}
	user, found, err = req.Site.DB.UserByField(req.Ctx, req.Trace, field, prepared)
	var many *database.MultipleObjectsReturned
	switch {
	case errors.As(err, &many):
		return database.User{}, false, django.Crash("MultipleObjectsReturned", many.Error(),
			"USER_ID_FIELD "+field+" is not unique, and SimpleJWT catches DoesNotExist alone")
	case err != nil:
		return database.User{}, false, fmt.Errorf("look up the token's user: %w", err)
	}
	return user, found, nil
}

// userIDField is USER_ID_FIELD, with the ORM's short name for the primary key written out.
func userIDField(req *drf.Request) string {
	if field := req.Settings.JWT.UserIDField; field != "pk" {
		return field
	}
	return "id"
}

// prepare is get_prep_value of the field (django/db/models/fields/__init__.py): int() for the id, str() for a text. None
// stays None. inRange is false for an int that IntegerFieldOverflow lets match nothing.
func prepare(field string, value python.Value) (prepared any, inRange bool, err error) {
	if value == nil {
		return nil, true, nil
	}
	if field != "id" {
		text := python.StrOf(value)
		if _, err := python.EncodeUTF8(text); err != nil {
			return nil, false, crash(err, "the claim goes into the query as it is, and SQLite takes only UTF-8")
		}
		return text, true, nil
	}
	n, err := toInt(value)
	if err != nil {
		return nil, false, err
	}
	if !n.IsInt64() {
		return nil, false, nil
	}
	return n.Int64(), true, nil
}

// toInt is IntegerField.get_prep_value: int(value) with the field's own words for a TypeError or a ValueError. An
// OverflowError passes as it is.
func toInt(value python.Value) (*big.Int, error) {
	const note = "the ORM makes an int of the claim before it asks the database, and SimpleJWT catches DoesNotExist alone"
	class := "ValueError"
	switch v := value.(type) {
	case string:
		if n, err := python.Int(v); err == nil {
			return n, nil
		}
	case float64:
		if math.IsInf(v, 0) {
			return nil, django.Crash("OverflowError", "cannot convert float infinity to integer", note)
		}
		if !math.IsNaN(v) {
			n, _ := big.NewFloat(v).Int(nil)
			return n, nil
		}
	default:
		if n, ok := python.AsInt(value); ok {
			return n, nil
		}
		class = "TypeError"
	}
	return nil, django.Crash(class, "Field 'id' expected a number but got "+python.ReprOf(value)+".", note)
}

// userID is str(getattr(user, USER_ID_FIELD)), which a new token carries.
func userID(req *drf.Request, user *database.User) string {
	switch userIDField(req) {
	case "username":
		return user.Username
	case "email":
		return user.Email
	case "first_name":
		return user.FirstName
	case "last_name":
		return user.LastName
	}
	return strconv.FormatInt(user.ID, 10)
}

// md5HashPassword is get_md5_hash_password of rest_framework_simplejwt/utils.py: it changes with the password.
func md5HashPassword(encoded string) string {
	sum := md5.Sum([]byte(encoded)) //nolint:gosec // SimpleJWT's own choice
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// mayAuthenticate is default_user_authentication_rule of rest_framework_simplejwt/authentication.py; nil is None.
func mayAuthenticate(req *drf.Request, user *database.User) bool {
	if user == nil {
		return false
	}
	return !req.Settings.JWT.CheckUserIsActive ||
		req.Trace.Checked("is_active", python.StrOf(user.IsActive), user.IsActive)
}
