package database_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/database"
)

// forever never ends by itself.
const forever = `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT `

func TestATypedQueryReturnsText(t *testing.T) {
	db := open(t, "", fixed())
	for _, tc := range []struct {
		sql     string
		columns string
		rows    []string
		changed int64
	}{
		{"SELECT id, username AS id, last_login, date_joined FROM auth_user WHERE id < 3 ORDER BY id DESC", "id id last_login date_joined", []string{
			"2 bob NULL 2026-01-02 12:00:00.123456", "1 alice NULL 2026-01-02 12:00:00.123456",
		}, 0},
		{"VALUES (1, 'a;b', x'41', 1.5); -- done;\n ", "column1 column2 column3 column4", []string{"1 a;b A 1.5"}, 0},
		{"SELECT 1 AS one -- two", "one", []string{"1"}, 0},
		{"SELECT ';' /* ; */ AS \"a;b\", [text] FROM notes_note LIMIT 1;;", "a;b text", []string{"; Buy tea"}, 0},
		{"PRAGMA foreign_keys", "foreign_keys", []string{"1"}, 0},
		{"UPDATE auth_user SET is_staff = 1", "", nil, 4},
		{"UPDATE auth_user SET is_staff = 0 WHERE id = 1 RETURNING username", "username", []string{"alice"}, 0},
		{"", "", nil, 0},
		{"-- nothing", "", nil, 0},
	} {
		result, err := db.Query(t.Context(), tc.sql, database.Limits{})
		if err != nil {
			t.Errorf("%s: %v", tc.sql, err)
			continue
		}
		var got []string
		for _, row := range result.Rows {
			got = append(got, strings.Join(row, " "))
		}
		if c := strings.Join(result.Columns, " "); c != tc.columns || !slices.Equal(got, tc.rows) || result.Changed != tc.changed || result.Truncated {
			t.Errorf("%s: got %q %q %d %v", tc.sql, c, got, result.Changed, result.Truncated)
		}
	}
}

func TestATypedQueryIsRefusedAsDjangoWouldSayIt(t *testing.T) {
	db := open(t, "", database.Options{})
	for sql, want := range map[string]string{
		"SELEC 1":                              `OperationalError: near "SELEC": syntax error`,
		"SELECT * FROM nowhere":                "OperationalError: no such table: nowhere",
		"SELECT 1; SELECT 2":                   "type one statement at a time",
		"DELETE FROM auth_user; -- x\n SELECT": "type one statement at a time",
		"ATTACH '/tmp/x' AS x":                 "DatabaseError: not authorized",
		"VACUUM INTO '/tmp/x'":                 "DatabaseError: authorization denied",
		"DELETE FROM auth_user":                "IntegrityError: FOREIGN KEY constraint failed",
		"INSERT INTO auth_group VALUES (1)":    "OperationalError: table auth_group has 2 columns but 1 values were supplied",
	} {
		_, err := db.Query(t.Context(), sql, database.Limits{})
		var refused *database.DatabaseError
		if errors.As(err, &refused) {
			err = refused
		}
		if errorText(err) != want {
			t.Errorf("%s: got %v, want %s", sql, err, want)
		}
	}
	if got := rows(t, db, `SELECT count(*) FROM auth_user`); got[0] != "4" {
		t.Errorf("users left: %s", got)
	}
}

func TestATypedQueryIsBoundedInRowsAndText(t *testing.T) {
	db := open(t, "", database.Options{})
	for _, tc := range []struct {
		sql       string
		limits    database.Limits
		rows      int
		truncated bool
	}{
		{forever + "x FROM c", database.Limits{Rows: 3}, 3, true},
		{forever + "x FROM c LIMIT 3", database.Limits{Rows: 3}, 3, false},
		{forever + "'12345' FROM c LIMIT 9", database.Limits{Bytes: 20}, 4, true},
		{forever + "'12345' FROM c LIMIT 4", database.Limits{Bytes: 20}, 4, false},
		{forever + "x FROM c", database.Limits{}, 200, true},
	} {
		result, err := db.Query(t.Context(), tc.sql, tc.limits)
		if err != nil || len(result.Rows) != tc.rows || result.Truncated != tc.truncated {
			t.Errorf("%s %+v: %d rows, truncated %v, %v", tc.sql, tc.limits, len(result.Rows), result.Truncated, err)
		}
	}
}

func TestATypedQueryIsBoundedInTime(t *testing.T) {
	db := open(t, "", database.Options{})
	for _, sql := range []string{
		forever + "count(*) FROM c",
		forever + "x FROM c WHERE x = 0 OR x = 1", // the first row comes at once, the second never
		"INSERT INTO auth_group (name) " + forever + "'g' FROM c WHERE x = 0",
	} {
		if _, err := db.Query(t.Context(), sql, database.Limits{Time: 20 * time.Millisecond}); !errors.Is(err, database.ErrTooLong) {
			t.Errorf("%s: %v", sql, err)
		}
		if user, found, err := db.UserByUsername(t.Context(), nil, "alice"); err != nil || !found || user.ID != 1 {
			t.Errorf("afterwards: %+v %v %v", user, found, err)
		}
	}
}

func TestATransactionThatWasLeftOpenIsRolledBack(t *testing.T) {
	db := open(t, "", database.Options{})
	for _, sql := range []string{"BEGIN", "SAVEPOINT x"} {
		if _, err := db.Query(t.Context(), sql, database.Limits{}); err != nil {
			t.Fatal(err)
		}
		if _, created, err := db.GetOrCreateUser(t.Context(), nil, sql); err != nil || !created {
			t.Errorf("after %s: %v %v", sql, created, err)
		}
	}
}

func TestTablesAreListed(t *testing.T) {
	db := open(t, "", database.Options{})
	tables, err := db.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, table := range tables {
		got = append(got, fmt.Sprintf("%s %d %d", table.Name, len(table.Columns), table.Rows))
	}
	want := []string{
		"auth_group 2 0", "auth_group_permissions 3 0", "auth_permission 4 40", "auth_user 11 4", "auth_user_groups 3 0",
		"auth_user_user_permissions 3 0", "authtoken_token 3 4", "django_content_type 3 10", "django_migrations 4 31",
		"django_session 3 0", "notes_note 3 2", "token_blacklist_blacklistedtoken 3 0", "token_blacklist_outstandingtoken 6 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
