package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"time"

	"authtour/sandbox/trace"
)

// Session is a row of django_session (django/contrib/sessions/base_session.py).
type Session struct {
	Key        string
	Data       string
	ExpireDate time.Time
}

const (
	tableSession   = "django_session"
	columnsSession = `"django_session"."session_key", "django_session"."session_data", "django_session"."expire_date"`
	sessionByKey   = `SELECT ` + columnsSession + ` FROM "django_session" WHERE ("django_session"."expire_date" > ? AND ` +
		`"django_session"."session_key" = ?)` + limitGet
	sessionToDelete = `SELECT ` + columnsSession + ` FROM "django_session" WHERE "django_session"."session_key" = ?` +
		limitGet
	sessionExists = `SELECT ? AS "a" FROM "django_session" WHERE "django_session"."session_key" = ? LIMIT 1`
	insertSession = `INSERT INTO "django_session" ("session_key", "session_data", "expire_date") VALUES (?, ?, ?)`
	updateSession = `UPDATE "django_session" SET "session_data" = ?, "expire_date" = ? ` +
		`WHERE "django_session"."session_key" = ?`
	deleteSession = `DELETE FROM "django_session" WHERE "django_session"."session_key" IN (?)`
)

// errNoRow undoes an update that found nothing to update.
var errNoRow = errors.New("forced update did not affect any rows")

func decodeSession(row []driver.Value) Session {
	return Session{Key: characters(row[0]), Data: characters(row[1]), ExpireDate: moment(row[2])}
}

func lookupSession(sql string) lookup[Session] {
	return lookup[Session]{"Session", tableSession, sql, decodeSession}
}

// LoadSession is _get_session_from_db of django/contrib/sessions/backends/db.py: the session of that key if it has not
// expired by now.
func (db *DB) LoadSession(ctx context.Context, rec *trace.Recorder, key string) (session Session, found bool, err error) {
	return lookupSession(sessionByKey).get(ctx, db, rec, djangoTime(db.options.Now()), key)
}

// SessionExists is SessionStore.exists, which a new key is tried with.
func (db *DB) SessionExists(ctx context.Context, rec *trace.Recorder, key string) (bool, error) {
	return db.exists(ctx, rec, tableSession, sessionExists, int64(1), key)
}

// CreateSession is SessionStore.save(must_create=True). created is false where Django raises CreateError: the key is
// taken.
func (db *DB) CreateSession(ctx context.Context, rec *trace.Recorder, s Session) (created bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return false, err
	}
	err = db.conn.atomic(rec, tableSession, func() error {
		_, err := db.conn.exec(rec, tableSession, insertSession, s.Key, s.Data, djangoTime(s.ExpireDate))
		return err
	})
	if IsIntegrityError(err) {
		return false, nil
	}
	return err == nil, err
}

// SaveSession is SessionStore.save() of a session that exists. saved is false where Django raises UpdateError: the
// session was deleted in the meantime.
func (db *DB) SaveSession(ctx context.Context, rec *trace.Recorder, s Session) (saved bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return false, err
	}
	err = db.conn.atomic(rec, tableSession, func() error {
		n, err := db.conn.exec(rec, tableSession, updateSession, s.Data, djangoTime(s.ExpireDate), s.Key)
		if err == nil && n == 0 {
			err = errNoRow
		}
		return err
	})
	if errors.Is(err, errNoRow) {
		return false, nil
	}
	return err == nil, err
}

// DeleteSession is SessionStore.delete: a session that does not exist is no error.
func (db *DB) DeleteSession(ctx context.Context, rec *trace.Recorder, key string) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return err
	}
	_, found, err := lookupSession(sessionToDelete).on(db.conn, rec, key)
	if err != nil || !found {
		return err
	}
	_, err = db.conn.exec(rec, tableSession, deleteSession, key)
	return err
}
