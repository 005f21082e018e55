package database

import (
	"context"
	"database/sql/driver"

	"authtour/sandbox/trace"
)

// lookup is one get() of a QuerySet: its model, the SQL, and how a row becomes an object.
type lookup[T any] struct {
	model, table, sql string
	decode            func([]driver.Value) T
}

// get is QuerySet.get(): found is false for DoesNotExist, and more than one row is MultipleObjectsReturned.
func (l lookup[T]) get(ctx context.Context, db *DB, rec *trace.Recorder, args ...driver.Value) (object T, found bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return object, false, err
	}
	return l.on(db.conn, rec, args...)
}

// on is get for a caller that holds the lock.
func (l lookup[T]) on(c *conn, rec *trace.Recorder, args ...driver.Value) (object T, found bool, err error) {
	n, err := c.query(rec, l.table, l.sql, func(row []driver.Value) {
		if !found {
			object, found = l.decode(row), true
		}
	}, args...)
	if err == nil && n > 1 {
		err = &MultipleObjectsReturned{Model: l.model, Count: n}
	}
	if err != nil {
		var none T
		return none, false, err
	}
	return object, found, nil
}

// orCreate is QuerySet.get_or_create(): where there is no object, create runs in a transaction, and if somebody else was
// quicker (IntegrityError) the object is looked up again.
func (l lookup[T]) orCreate(
	c *conn, rec *trace.Recorder, create func() (T, error), args ...driver.Value,
) (object T, created bool, err error) {
	object, found, err := l.on(c, rec, args...)
	if err != nil || found {
		return object, false, err
	}
	err = c.atomic(rec, l.table, func() (err error) {
		object, err = create()
		return err
	})
	if err == nil {
		return object, true, nil
	}
	if IsIntegrityError(err) {
		if object, found, again := l.on(c, rec, args...); again == nil && found {
			return object, false, nil
		}
	}
	var none T
	return none, false, err
}

// exists is QuerySet.exists() for SQL that selects a 1.
func (db *DB) exists(ctx context.Context, rec *trace.Recorder, table, sql string, args ...driver.Value) (bool, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return false, err
	}
	n, err := db.conn.query(rec, table, sql, func([]driver.Value) {}, args...)
	return n > 0, err
}

// update is exec for a caller that does not hold the lock.
func (db *DB) update(ctx context.Context, rec *trace.Recorder, table, sql string, args ...driver.Value) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return err
	}
	_, err := db.conn.exec(rec, table, sql, args...)
	return err
}

// insert runs an INSERT … RETURNING "id" and returns the id.
func (c *conn) insert(rec *trace.Recorder, table, sql string, args ...driver.Value) (id int64, err error) {
	_, err = c.query(rec, table, sql, func(row []driver.Value) { id = integer(row[0]) }, args...)
	return id, err
}
