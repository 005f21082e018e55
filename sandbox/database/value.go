package database

import (
	"database/sql/driver"
	"strconv"
	"time"
)

// maxGetResults is MAX_GET_RESULTS of django/db/models/query.py, which is the LIMIT of every get().
const maxGetResults = 21

// djangoTime writes a time as Django's SQLite backend does: in UTC, with microseconds where there are any.
func djangoTime(t time.Time) string {
	t = t.UTC().Truncate(time.Microsecond)
	if t.Nanosecond() == 0 {
		return t.Format("2006-01-02 15:04:05")
	}
	return t.Format("2006-01-02 15:04:05.000000")
}

// text shows a value as the database holds it.
func text(v driver.Value) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return v
	case []byte:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return text(flag(v))
	case time.Time:
		return djangoTime(v)
	}
	return ""
}

// characters reads a text column; NULL is empty.
func characters(v driver.Value) string {
	if v == nil {
		return ""
	}
	return text(v)
}

// integer reads an integer column. SQLite keeps whatever was put there, so other values are read as Python's int() would.
func integer(v driver.Value) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case float64:
		return int64(v)
	}
	n, err := strconv.ParseInt(characters(v), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// boolean reads a bool column: Python's truth of whatever is there.
func boolean(v driver.Value) bool {
	switch v := v.(type) {
	case int64:
		return v != 0
	case float64:
		return v != 0
	}
	return characters(v) != ""
}

// moment reads a datetime column; NULL, or what is no time, is the zero time.
func moment(v driver.Value) time.Time {
	t, _ := v.(time.Time)
	return t.UTC()
}

// flag is a bool as SQLite stores it.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// nullable is a time, or NULL for the zero time.
func nullable(t time.Time) driver.Value {
	if t.IsZero() {
		return nil
	}
	return djangoTime(t)
}
