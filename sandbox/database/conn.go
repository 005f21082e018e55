package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"

	"authtour/sandbox/trace"
)

// conn is the one connection, used below database/sql: a pool and its checks would cost more than the queries. Each SQL
// text is prepared once. Whoever uses it holds the lock of its DB.
type conn struct {
	raw   rawConn
	stmts map[string]rawStmt
	// args and row are reused from query to query.
	args []driver.NamedValue
	row  []driver.Value
}

// rawConn is what the driver's connection can do beyond driver.Conn.
type rawConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	sqlite.AuthorizerRegisterer
	ColumnInfo(query string) ([]sqlite.ColumnInfo, error)
	Serialize() ([]byte, error)
	Deserialize([]byte) error
	NewBackup(destination string) (*sqlite.Backup, error)
}

type rawStmt interface {
	driver.Stmt
	driver.StmtQueryContext
	driver.StmtExecContext
}

// connect opens the file at path, or a new database in memory, with the connection settings of
// django/db/backends/sqlite3/base.py.
func connect(path string) (*conn, error) {
	c, err := open(source(path))
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", path, err)
	}
	if err := c.configure(); err != nil {
		return nil, errors.Join(openError(path, err), c.close())
	}
	return c, nil
}

func open(dsn string) (*conn, error) {
	opened, err := (&sqlite.Driver{}).Open(dsn)
	if err != nil {
		return nil, asDatabaseError(err)
	}
	raw, ok := opened.(rawConn)
	if !ok {
		return nil, errors.Join(errors.New("the SQLite driver lacks what the sandbox needs"), opened.Close())
	}
	return &conn{raw: raw, stmts: map[string]rawStmt{}}, nil
}

// configure waits 5 s for a file that another program has locked, as Python's sqlite3 does.
func (c *conn) configure() error {
	if err := c.script(`PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA legacy_alter_table = OFF`); err != nil {
		return err
	}
	return c.raw.RegisterAuthorizer(authorize)
}

// restored makes a database in memory of an image that serialize returned.
func restored(image []byte) (*conn, error) {
	c, err := open(source(""))
	if err != nil {
		return nil, err
	}
	if err = c.raw.Deserialize(image); err == nil {
		err = c.configure()
	}
	if err != nil {
		return nil, errors.Join(asDatabaseError(err), c.close())
	}
	return c, nil
}

func (c *conn) serialize() ([]byte, error) {
	image, err := c.raw.Serialize()
	if err != nil {
		return nil, asDatabaseError(err)
	}
	return image, nil
}

// copyTo writes the whole database over the one at path, in one transaction.
func (c *conn) copyTo(path string) error {
	backup, err := c.raw.NewBackup(source(path))
	if err != nil {
		return asDatabaseError(err)
	}
	_, err = backup.Step(-1)
	if err = errors.Join(err, backup.Finish()); err != nil {
		return asDatabaseError(err)
	}
	return nil
}

// source is the data source name of a path: a URI, because the driver cuts a bare path at the first question mark.
func source(path string) string {
	if path == "" {
		return ":memory:"
	}
	slashed := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" && !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	return "file:" + (&url.URL{Path: slashed}).EscapedPath()
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	if err := errors.Join(append(errs, c.raw.Close())...); err != nil {
		return fmt.Errorf("close the database: %w", asDatabaseError(err))
	}
	return nil
}

// prepare returns the prepared statement of a text. The texts are constants of this package, so they stay few.
func (c *conn) prepare(sql string) (rawStmt, error) {
	if s, ok := c.stmts[sql]; ok {
		return s, nil
	}
	prepared, err := c.raw.PrepareContext(context.Background(), sql)
	if err != nil {
		return nil, asDatabaseError(err)
	}
	s, ok := prepared.(rawStmt)
	if !ok {
		return nil, errors.Join(errors.New("the SQLite driver lacks what the sandbox needs"), prepared.Close())
	}
	c.stmts[sql] = s
	return s, nil
}

// query runs sql, hands each row to each, and returns how many there were. The row is only lent. The context of a
// request is left out on purpose: with it the driver starts a goroutine, which costs more than these short queries.
func (c *conn) query(rec *trace.Recorder, table, sql string, each func([]driver.Value), args ...driver.Value) (int, error) {
	began := start(rec)
	n, err := c.rows(sql, each, args)
	record(rec, began, table, sql, args, n, err)
	if err != nil {
		return n, fmt.Errorf("query %s: %w", table, err)
	}
	return n, nil
}

func (c *conn) rows(sql string, each func([]driver.Value), args []driver.Value) (n int, err error) {
	s, err := c.prepare(sql)
	if err != nil {
		return 0, err
	}
	rows, err := s.QueryContext(context.Background(), c.bind(args))
	if err != nil {
		return 0, asDatabaseError(err)
	}
	defer func() {
		if e := rows.Close(); err == nil && e != nil {
			err = asDatabaseError(e)
		}
	}()
	if width := len(rows.Columns()); width > cap(c.row) {
		c.row = make([]driver.Value, width)
	}
	row := c.row[:len(rows.Columns())]
	for {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return n, nil
		case err != nil:
			return n, asDatabaseError(err)
		}
		n++
		each(row)
	}
}

// exec runs sql and returns how many rows it changed.
func (c *conn) exec(rec *trace.Recorder, table, sql string, args ...driver.Value) (int, error) {
	began := start(rec)
	n, err := c.change(sql, args)
	record(rec, began, table, sql, args, n, err)
	if err != nil {
		return n, fmt.Errorf("change %s: %w", table, err)
	}
	return n, nil
}

func (c *conn) change(sql string, args []driver.Value) (int, error) {
	s, err := c.prepare(sql)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(context.Background(), c.bind(args))
	if err != nil {
		return 0, asDatabaseError(err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, asDatabaseError(err)
	}
	return int(n), nil
}

// atomic runs f in a transaction, as transaction.atomic does where none is open: BEGIN, and COMMIT or ROLLBACK.
func (c *conn) atomic(rec *trace.Recorder, table string, f func() error) error {
	if err := c.control(rec, table, "BEGIN"); err != nil {
		return err
	}
	err := f()
	if err == nil {
		err = c.control(rec, table, "COMMIT")
	}
	if err != nil {
		return errors.Join(err, c.control(rec, table, "ROLLBACK"))
	}
	return nil
}

// control runs a statement that has no rows; SQLite would count those of the statement before.
func (c *conn) control(rec *trace.Recorder, table, sql string) error {
	began := start(rec)
	_, err := c.change(sql, nil)
	record(rec, began, table, sql, nil, 0, err)
	if err != nil {
		return fmt.Errorf("%s: %w", sql, err)
	}
	return nil
}

// script runs all statements of sql, each with the named arguments that it mentions.
func (c *conn) script(sql string, args ...driver.NamedValue) error {
	if _, err := c.raw.ExecContext(context.Background(), sql, args); err != nil {
		return asDatabaseError(err)
	}
	return nil
}

func (c *conn) bind(args []driver.Value) []driver.NamedValue {
	c.args = c.args[:0]
	for i, v := range args {
		c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return c.args
}

// start reads the clock if the time is going to be recorded.
func start(rec *trace.Recorder) time.Time {
	if rec == nil {
		return time.Time{}
	}
	return time.Now()
}

// record writes a query into the trace; OK tells that SQLite did not refuse it.
func record(rec *trace.Recorder, began time.Time, table, sql string, args []driver.Value, rows int, err error) {
	if rec == nil {
		return
	}
	took := time.Since(began)
	var params []string
	for _, v := range args {
		params = append(params, text(v))
	}
	rec.Add(trace.Fact{
		Verb: trace.Queried, Name: table, Value: sql, Params: params, Rows: rows, OK: err == nil, Took: took,
	})
}
