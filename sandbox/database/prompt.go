package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
)

// Limits bound a query that somebody typed. A field that is zero means its default.
type Limits struct {
	// Rows is how many rows are returned at most; the default is 200.
	Rows int
	// Bytes is how much text they hold together at most; the default is 256 KiB.
	Bytes int
	// Time is how long the query may run; the default is 2 s.
	Time time.Duration
}

func (l Limits) orDefault() Limits {
	if l.Rows <= 0 {
		l.Rows = 200
	}
	if l.Bytes <= 0 {
		l.Bytes = 256 << 10
	}
	if l.Time <= 0 {
		l.Time = 2 * time.Second
	}
	return l
}

// Result is what a typed statement did.
type Result struct {
	// Columns and Rows are what it returned, as text; NULL is "NULL".
	Columns []string
	Rows    [][]string
	// Truncated tells that a limit left rows out.
	Truncated bool
	// Changed is how many rows a statement that returns none has changed.
	Changed int64
}

// ErrTooLong is returned for a query that ran into its limit of time.
var ErrTooLong = errors.New("the query took too long")

// ErrManyStatements is returned for a text with more than one statement.
var ErrManyStatements = errors.New("type one statement at a time")

// Query runs one statement that somebody typed. Other queries wait for it. A transaction that it leaves open is rolled
// back. What SQLite refuses, ATTACH among it ("not authorized"), is a DatabaseError; it fails with ErrTooLong after the
// limit of time, and with ErrManyStatements for several.
func (db *DB) Query(ctx context.Context, sql string, l Limits) (Result, error) {
	l = l.orDefault()
	statement, err := oneStatement(sql)
	if err != nil {
		return Result{}, err
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return Result{}, err
	}
	bounded, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	result, err := db.conn.typed(bounded, statement, l)
	// Outside a transaction this fails, which is the usual case.
	_ = db.conn.script("ROLLBACK")
	switch {
	case err == nil:
		return result, nil
	case ctx.Err() != nil:
		return Result{}, fmt.Errorf("run the query: %w", ctx.Err())
	case bounded.Err() != nil:
		return Result{}, fmt.Errorf("%w: more than %v", ErrTooLong, l.Time)
	}
	return Result{}, asDatabaseError(err)
}

func (c *conn) typed(ctx context.Context, sql string, l Limits) (Result, error) {
	columns, err := c.raw.ColumnInfo(sql)
	if err != nil {
		return Result{}, err
	}
	if len(columns) == 0 {
		return c.typedChange(ctx, sql)
	}
	result := Result{Columns: make([]string, len(columns))}
	for i, column := range columns {
		result.Columns[i] = column.Name
	}
	// The driver interrupts a statement until its first row and not after it. So a SELECT is sorted by the number of the
	// row: the first one then comes when all the work is done. What cannot be selected from (PRAGMA, EXPLAIN, RETURNING)
	// does its work before the first row anyway.
	bounded := fmt.Sprintf("SELECT * FROM (SELECT *, row_number() OVER () FROM (\n%s\n) LIMIT %d) ORDER BY %d",
		sql, l.Rows+1, len(columns)+1)
	if _, err := c.raw.ColumnInfo(bounded); err == nil {
		sql = bounded
	}
	rows, err := c.raw.QueryContext(ctx, sql, nil)
	if err != nil {
		return Result{}, err
	}
	return result, errors.Join(result.collect(rows, l), rows.Close())
}

func (c *conn) typedChange(ctx context.Context, sql string) (Result, error) {
	done, err := c.raw.ExecContext(ctx, sql, nil)
	if err != nil || done == nil { // the driver has no result for a text that is only a comment
		return Result{}, err
	}
	changed, err := done.RowsAffected()
	return Result{Changed: changed}, err
}

// collect reads rows up to the limits. The rows may have one more column than the result.
func (r *Result) collect(rows driver.Rows, l Limits) error {
	row := make([]driver.Value, len(rows.Columns()))
	for size := 0; ; {
		if err := rows.Next(row); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		line := make([]string, len(r.Columns))
		for i := range line {
			line[i] = text(row[i])
			size += len(line[i])
		}
		if len(r.Rows) == l.Rows || size > l.Bytes {
			r.Truncated = true
			return nil
		}
		r.Rows = append(r.Rows, line)
	}
}

// token is a piece of SQL that a semicolon inside does not end: a quoted name or text, a comment; or one character.
var token = regexp.MustCompile("(?s)'(?:[^']|'')*'?|\"(?:[^\"]|\"\")*\"?|`(?:[^`]|``)*`?|\\[[^]]*]?|--[^\n]*|/\\*.*?(?:\\*/|$)|.")

// oneStatement cuts the semicolon off, and fails with ErrManyStatements if there is more than spaces and comments behind.
func oneStatement(sql string) (string, error) {
	end := -1
	for _, at := range token.FindAllStringIndex(sql, -1) {
		piece := sql[at[0]:at[1]]
		switch {
		case end < 0 && piece == ";":
			end = at[0]
		case end >= 0 && strings.Trim(piece, "; \t\r\n\f") != "" &&
			!strings.HasPrefix(piece, "--") && !strings.HasPrefix(piece, "/*"):
			return "", ErrManyStatements
		}
	}
	if end >= 0 {
		sql = sql[:end]
	}
	return sql, nil
}

// Table is a table of the database, for a view of the data.
type Table struct {
	Name    string
	Columns []string
	// Rows is how many rows it has.
	Rows int
}

// Tables returns all tables but SQLite's own, by name.
func (db *DB) Tables(ctx context.Context) ([]Table, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return nil, err
	}
	names, err := db.conn.tableNames()
	if err != nil {
		return nil, err
	}
	var tables []Table
	for _, name := range names {
		if strings.HasPrefix(name, "sqlite_") {
			continue
		}
		t, err := db.conn.table(name)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

func (c *conn) table(name string) (Table, error) {
	t := Table{Name: name}
	_, err := c.query(nil, name, `SELECT "name" FROM pragma_table_info(?)`, func(row []driver.Value) {
		t.Columns = append(t.Columns, text(row[0]))
	}, name)
	if err != nil {
		return t, err
	}
	// A table's name cannot be a parameter, and each name would be a statement to keep, so it is not prepared for long.
	rows, err := c.raw.QueryContext(context.Background(),
		`SELECT count(*) FROM "`+strings.ReplaceAll(name, `"`, `""`)+`"`, nil)
	if err != nil {
		return t, fmt.Errorf("count %s: %w", name, asDatabaseError(err))
	}
	row := make([]driver.Value, 1)
	if err := errors.Join(rows.Next(row), rows.Close()); err != nil {
		return t, fmt.Errorf("count %s: %w", name, asDatabaseError(err))
	}
	t.Rows = int(integer(row[0]))
	return t, nil
}
