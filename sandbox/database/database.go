// Package database keeps the sandbox's data as Django keeps it: in SQLite, in the tables, columns and formats that
// `manage.py migrate` of Django 5.2, Django REST framework 3.18 and SimpleJWT 5.5 makes, so that the sqlite3 program and
// Django itself can open the file. Every accessor runs the SQL that Django's ORM runs for the same call, each time.
package database

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// Options says how a database is made. The zero value has all tables, PBKDF2 passwords, the real time and real
// randomness.
type Options struct {
	// Now gives the time; nil means time.Now.
	Now func() time.Time
	// Rand gives the token keys; nil means crypto/rand.Reader.
	Rand io.Reader
	// Fast seeds the users with MD5 passwords, for settings whose only hasher is MD5PasswordHasher.
	Fast bool
	// WithoutAuthtoken leaves rest_framework.authtoken unmigrated: there is no table authtoken_token.
	WithoutAuthtoken bool
	// WithoutTokenBlacklist leaves rest_framework_simplejwt.token_blacklist unmigrated.
	WithoutTokenBlacklist bool
}

// DB is one database. It has one connection, which its methods take in turn; they may be called from any goroutine.
type DB struct {
	path    string
	options Options

	mu    sync.Mutex
	conn  *conn // nil once closed
	start []byte
}

// ErrClosed is returned by every method after Close.
var ErrClosed = errors.New("the database is closed")

// ErrNotDjango is returned by Open for a file that is something else than a database of Django's.
var ErrNotDjango = errors.New("not a Django database")

// Open opens the SQLite file at path, or a database in memory if path is empty. A file without tables, or one that does
// not exist, gets Django's tables and the sandbox's users, tokens and notes; a file that has them is used as it is. It
// fails with ErrNotDjango if the file holds anything else.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	db := &DB{path: path, options: o}
	c, err := connect(path)
	if err != nil {
		return nil, err
	}
	if err := db.fill(c); err != nil {
		return nil, errors.Join(err, c.close())
	}
	db.conn = c
	return db, nil
}

// fill makes the tables and rows where there are none, and remembers how everything was for Reset.
func (db *DB) fill(c *conn) error {
	empty, err := c.checkTables(db.path)
	if err != nil {
		return err
	}
	if empty {
		if err := db.build(c); err != nil {
			return fmt.Errorf("make the database: %w", err)
		}
	}
	if db.start, err = c.serialize(); err != nil {
		return fmt.Errorf("keep a copy of the database: %w", err)
	}
	return nil
}

// Close ends the connection. A second Close does nothing.
func (db *DB) Close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.conn == nil {
		return nil
	}
	err := db.conn.close()
	db.conn = nil
	return err
}

// Reset brings all tables and rows back to how they were after Open, tables that a migration has made since included.
func (db *DB) Reset(ctx context.Context) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.restore(ctx, db.start)
}

// Snapshot is a copy of all tables and rows, for Restore.
func (db *DB) Snapshot(ctx context.Context) ([]byte, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return nil, err
	}
	image, err := db.conn.serialize()
	if err != nil {
		return nil, fmt.Errorf("copy the database: %w", err)
	}
	return image, nil
}

// Restore brings all tables and rows back to how they were at a Snapshot.
func (db *DB) Restore(ctx context.Context, snapshot []byte) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.restore(ctx, snapshot)
}

func (db *DB) restore(ctx context.Context, image []byte) error {
	if err := db.usable(ctx); err != nil {
		return err
	}
	before, err := restored(image)
	if err != nil {
		return fmt.Errorf("restore the database: %w", err)
	}
	if db.path == "" {
		err = db.conn.close()
		db.conn = before
	} else {
		err = errors.Join(before.copyTo(db.path), before.close())
	}
	if err != nil {
		return fmt.Errorf("restore the database: %w", err)
	}
	return nil
}

// usable fails when the database is closed or ctx has ended. The lock must be held.
func (db *DB) usable(ctx context.Context) error {
	if db.conn == nil {
		return ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("use the database: %w", err)
	}
	return nil
}
