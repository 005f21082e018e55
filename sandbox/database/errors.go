package database

import (
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The classes of django.db.utils that a DatabaseError can have.
const (
	OperationalError = "OperationalError"
	IntegrityError   = "IntegrityError"
	DataError        = "DataError"
	InternalError    = "InternalError"
	InterfaceError   = "InterfaceError"
	PlainError       = "DatabaseError"
)

// DatabaseError is an exception of django.db.utils: what SQLite refused, in the words that Django passes on.
type DatabaseError struct {
	// Class is the name of the exception, such as OperationalError.
	Class string
	// Message is its text, such as "no such table: authtoken_token".
	Message string
	// Code is SQLite's extended result code.
	Code int
}

// Error implements error as Python prints the exception.
func (e *DatabaseError) Error() string { return e.Class + ": " + e.Message }

// IsIntegrityError tells whether err is an IntegrityError, such as a key that exists already.
func IsIntegrityError(err error) bool {
	var e *DatabaseError
	return errors.As(err, &e) && e.Class == IntegrityError
}

// MultipleObjectsReturned is raised by get() of a QuerySet for more than one row (django/db/models/query.py).
type MultipleObjectsReturned struct {
	// Model is the class that was asked for.
	Model string
	// Count is the number of rows, at most 21 (MAX_GET_RESULTS).
	Count int
}

// Error implements error in Django's words.
func (e *MultipleObjectsReturned) Error() string {
	count := fmt.Sprint(e.Count)
	if e.Count >= maxGetResults {
		count = fmt.Sprintf("more than %d", maxGetResults-1)
	}
	return fmt.Sprintf("get() returned more than one %s -- it returned %s!", e.Model, count)
}

// asDatabaseError takes the message out of the driver's "result: message (code)". Other errors are left alone.
func asDatabaseError(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	message := e.Error()
	if end := strings.LastIndex(message, " ("+fmt.Sprint(e.Code())+")"); end >= 0 {
		message = message[:end]
	}
	if _, after, found := strings.Cut(message, ": "); found {
		message = after
	}
	return &DatabaseError{Class: class(e.Code()), Message: message, Code: e.Code()}
}

// class is the exception that Python's sqlite3 module raises for a result code (Modules/_sqlite/util.c).
func class(code int) string {
	switch code & 0xff {
	case sqlite3.SQLITE_INTERNAL, sqlite3.SQLITE_NOTFOUND:
		return InternalError
	case sqlite3.SQLITE_ERROR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_ABORT, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED,
		sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
		sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_EMPTY, sqlite3.SQLITE_SCHEMA:
		return OperationalError
	case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH:
		return IntegrityError
	case sqlite3.SQLITE_TOOBIG:
		return DataError
	case sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE:
		return InterfaceError
	}
	return PlainError
}

// openError says what to do about a file that cannot be used.
func openError(path string, err error) error {
	var e *DatabaseError
	if errors.As(err, &e) && e.Code&0xff == sqlite3.SQLITE_NOTADB {
		return fmt.Errorf("%s is %w: it is not even an SQLite file; name another file, or one that does not exist yet",
			path, ErrNotDjango)
	}
	return fmt.Errorf("open the database %s: %w", path, err)
}
