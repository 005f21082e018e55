package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"authtour/sandbox/trace"
)

// User is a row of auth_user (django/contrib/auth/models.py).
type User struct {
	ID       int64
	Password string
	// LastLogin is the zero time for NULL.
	LastLogin   time.Time
	IsSuperuser bool
	Username    string
	FirstName   string
	LastName    string
	Email       string
	IsStaff     bool
	IsActive    bool
	DateJoined  time.Time
}

// ErrField is returned for a field that auth_user does not have, or a value that is not of the field's kind.
var ErrField = errors.New("no such lookup of a user")

const (
	tableUser   = "auth_user"
	columnsUser = `"auth_user"."id", "auth_user"."password", "auth_user"."last_login", "auth_user"."is_superuser", ` +
		`"auth_user"."username", "auth_user"."first_name", "auth_user"."last_name", "auth_user"."email", ` +
		`"auth_user"."is_staff", "auth_user"."is_active", "auth_user"."date_joined"`
	selectUser     = `SELECT ` + columnsUser + ` FROM "auth_user" WHERE `
	limitGet       = ` LIMIT 21`
	userByUsername = selectUser + `"auth_user"."username" = ?` + limitGet
	userByID       = selectUser + `"auth_user"."id" = ?` + limitGet
	insertUser     = `INSERT INTO "auth_user" ("password", "last_login", "is_superuser", "username", "first_name", ` +
		`"last_name", "email", "is_staff", "is_active", "date_joined") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ` +
		`RETURNING "auth_user"."id"`
	updateLastLogin = `UPDATE "auth_user" SET "last_login" = ? WHERE "auth_user"."id" = ?`
	updatePassword  = `UPDATE "auth_user" SET "password" = ? WHERE "auth_user"."id" = ?`
)

func decodeUser(row []driver.Value) User {
	return User{
		ID: integer(row[0]), Password: characters(row[1]), LastLogin: moment(row[2]), IsSuperuser: boolean(row[3]),
		Username: characters(row[4]), FirstName: characters(row[5]), LastName: characters(row[6]),
		Email: characters(row[7]), IsStaff: boolean(row[8]), IsActive: boolean(row[9]), DateJoined: moment(row[10]),
	}
}

func lookupUser(sql string) lookup[User] { return lookup[User]{"User", tableUser, sql, decodeUser} }

// UserByUsername is get_by_natural_key of django/contrib/auth/base_user.py. found is false if there is no such user.
func (db *DB) UserByUsername(ctx context.Context, rec *trace.Recorder, username string) (user User, found bool, err error) {
	return lookupUser(userByUsername).get(ctx, db, rec, username)
}

// UserByID is User.objects.get(pk=id), which get_user of ModelBackend runs.
func (db *DB) UserByID(ctx context.Context, rec *trace.Recorder, id int64) (user User, found bool, err error) {
	return lookupUser(userByID).get(ctx, db, rec, id)
}

// UserByField is User.objects.get(**{field: value}) for a column of auth_user. The value is nil for None, an int64 for
// id, a bool for the is_ columns, a time.Time for the dates, else a string; ErrField says that it is something else. More
// than one such user is MultipleObjectsReturned.
func (db *DB) UserByField(ctx context.Context, rec *trace.Recorder, field string, value any) (user User, found bool, err error) {
	where, args, err := condition(field, value)
	if err != nil {
		return User{}, false, err
	}
	return lookupUser(selectUser+where+limitGet).get(ctx, db, rec, args...)
}

// condition is the WHERE that the ORM makes of an exact lookup.
func condition(field string, value any) (where string, args []driver.Value, err error) {
	column := `"auth_user"."` + field + `"`
	fits := false
	switch field {
	case "id":
		_, fits = value.(int64)
	case "is_superuser", "is_staff", "is_active":
		var yes bool
		if yes, fits = value.(bool); fits && yes {
			return column, nil, nil
		} else if fits {
			return "NOT " + column, nil, nil
		}
	case "last_login", "date_joined":
		var t time.Time
		if t, fits = value.(time.Time); fits {
			value = djangoTime(t)
		}
	case "password", "username", "first_name", "last_name", "email":
		_, fits = value.(string)
	default:
		return "", nil, fmt.Errorf("%w: auth_user has no field %q", ErrField, field)
	}
	if value == nil {
		return column + " IS NULL", nil, nil
	}
	if !fits {
		return "", nil, fmt.Errorf("%w: %s cannot be a %T", ErrField, field, value)
	}
	return column + " = ?", []driver.Value{value}, nil
}

// GetOrCreateUser is get_or_create(username=…), which RemoteUserBackend runs: an unknown name becomes an active user
// without a password.
func (db *DB) GetOrCreateUser(ctx context.Context, rec *trace.Recorder, username string) (user User, created bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return User{}, false, err
	}
	create := func() (User, error) {
		return db.conn.insertUser(rec, User{Username: username, IsActive: true, DateJoined: db.options.Now()})
	}
	return lookupUser(userByUsername).orCreate(db.conn, rec, create, username)
}

func (c *conn) insertUser(rec *trace.Recorder, u User) (User, error) {
	id, err := c.insert(rec, tableUser, insertUser, u.Password, nullable(u.LastLogin), flag(u.IsSuperuser), u.Username,
		u.FirstName, u.LastName, u.Email, flag(u.IsStaff), flag(u.IsActive), djangoTime(u.DateJoined))
	u.ID = id
	return u, err
}

// UpdateLastLogin is update_last_login of django/contrib/auth/models.py: last_login becomes now.
func (db *DB) UpdateLastLogin(ctx context.Context, rec *trace.Recorder, id int64) error {
	return db.update(ctx, rec, tableUser, updateLastLogin, djangoTime(db.options.Now()), id)
}

// SetPassword stores an encoded password as save(update_fields=["password"]) does.
func (db *DB) SetPassword(ctx context.Context, rec *trace.Recorder, id int64, encoded string) error {
	return db.update(ctx, rec, tableUser, updatePassword, encoded, id)
}
