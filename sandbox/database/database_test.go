package database_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"authtour/sandbox/database"
	"authtour/sandbox/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is the time of the tests' clock.
func noon() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 123456789, time.UTC) }

// fixed has no other time than noon, and the same tokens each time.
func fixed() database.Options { return database.Options{Now: noon, Rand: rand.NewChaCha8([32]byte{})} }

func open(tb testing.TB, path string, o database.Options) *database.DB {
	tb.Helper()
	db, err := database.Open(tb.Context(), path, o)
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Errorf("Close: %v", err)
		}
	})
	return db
}

// recorder returns a recorder with an open station.
func recorder() *trace.Recorder {
	rec := &trace.Recorder{}
	rec.Begin(trace.View, "test")
	return rec
}

// rows is what a query returns, cells joined by bars.
func rows(tb testing.TB, db *database.DB, sql string) []string {
	tb.Helper()
	result, err := db.Query(tb.Context(), sql, database.Limits{Rows: 1000})
	if err != nil {
		tb.Fatalf("Query(%s): %v", sql, err)
	}
	var lines []string
	for _, row := range result.Rows {
		lines = append(lines, strings.Join(row, "|"))
	}
	return lines
}

func TestANewDatabaseHasTheSeed(t *testing.T) {
	db := open(t, "", fixed())
	people, err := db.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	seen := map[string]bool{}
	for i, p := range people {
		if p.User.ID != int64(i+1) || !p.User.DateJoined.Equal(noon().Truncate(time.Microsecond)) || len(p.Token) != 40 || seen[p.Token] {
			t.Errorf("person %d: %+v", i+1, p)
		}
		seen[p.Token] = true
		got = append(got, p.User.Username+" "+p.Password)
	}
	want := []string{"alice wonderland", "bob builder", "admin overlook", "custom_user bespoke"}
	if !slices.Equal(got, want) {
		t.Errorf("people: got %q, want %q", got, want)
	}
	if got := rows(t, db, `SELECT date_joined || ' ' || created FROM auth_user JOIN authtoken_token ON user_id = id`); got[0] !=
		"2026-01-02 12:00:00.123456 2026-01-02 12:00:00.123456" {
		t.Errorf("times: got %q", got)
	}
}

func TestTheHasherDecidesWhichHashesAreSeeded(t *testing.T) {
	for _, tc := range []struct {
		fast   bool
		prefix string
	}{{false, "pbkdf2_sha256$1000000$"}, {true, "md5$"}} {
		db := open(t, "", database.Options{Fast: tc.fast})
		people, err := db.People(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			if !strings.HasPrefix(p.User.Password, tc.prefix) || p.Password == "" {
				t.Errorf("fast=%v: %s has %q, known as %q", tc.fast, p.User.Username, p.User.Password, p.Password)
			}
		}
	}
}

func TestOpenUsesAFileAsItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a file? 100% #1.sqlite3")
	first := open(t, path, database.Options{})
	if err := first.SetPassword(t.Context(), nil, 1, "!changed"); err != nil {
		t.Fatal(err)
	}
	token, _, err := first.TokenForUser(t.Context(), nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the file is not where it was asked for: %v", err)
	}

	again := open(t, path, database.Options{})
	people, err := again.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(people) != 4 || people[0].Password != "" || people[0].User.Password != "!changed" || people[0].Token != token.Key {
		t.Errorf("alice after opening again: %+v (token was %s)", people[0], token.Key)
	}
}

func TestOpenRefusesWhatIsNotDjangos(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("not a database\n"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.sqlite3")
	db := open(t, other, database.Options{})
	if _, err := db.Query(t.Context(), `ALTER TABLE auth_user RENAME TO people`, database.Limits{}); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty.sqlite3")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		text:  "notes.txt is not a Django database: it is not even an SQLite file",
		other: "other.sqlite3 is not a Django database: it has no table auth_user",
		empty: "",
	} {
		db, err := database.Open(t.Context(), path, database.Options{})
		if want == "" {
			if err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
			continue
		}
		if !errors.Is(err, database.ErrNotDjango) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", path, err, want)
		}
	}
	if _, err := database.Open(t.Context(), filepath.Join(dir, "no", "such", "folder.db"), database.Options{}); err == nil ||
		!strings.Contains(err.Error(), "OperationalError: unable to open database file") {
		t.Errorf("a folder that does not exist: %v", err)
	}
}

func TestResetBringsTheStartBack(t *testing.T) {
	for _, path := range []string{"", filepath.Join(t.TempDir(), "db.sqlite3")} {
		db := open(t, path, database.Options{WithoutAuthtoken: true})
		everything := `SELECT group_concat(name) FROM sqlite_master UNION ALL SELECT group_concat(username || password) FROM auth_user`
		before := rows(t, db, everything)
		if _, _, err := db.GetOrCreateUser(t.Context(), nil, "dana"); err != nil {
			t.Fatal(err)
		}
		if _, err := db.MigrateAuthtoken(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Query(t.Context(), `DROP TABLE notes_note`, database.Limits{}); err != nil {
			t.Fatal(err)
		}
		if after := rows(t, db, everything); slices.Equal(before, after) {
			t.Fatal("nothing has changed before the reset")
		}
		if err := db.Reset(t.Context()); err != nil {
			t.Fatalf("Reset: %v", err)
		}
		if after := rows(t, db, everything); !slices.Equal(before, after) {
			t.Errorf("after Reset: got %q, want %q", after, before)
		}
		// Statements that were prepared before still work, and so do changes.
		if user, created, err := db.GetOrCreateUser(t.Context(), nil, "dana"); err != nil || !created || user.ID != 5 {
			t.Errorf("dana after Reset: %+v %v %v", user, created, err)
		}
	}
}

func TestAClosedDatabaseSaysSo(t *testing.T) {
	db := open(t, "", database.Options{})
	if _, _, err := db.UserByID(t.Context(), nil, 1); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.UserByID(t.Context(), nil, 1); !errors.Is(err, database.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestAnEndedContextStopsAQuery(t *testing.T) {
	db := open(t, "", database.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	if _, _, err := db.UserByID(ctx, nil, 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, _, err := db.UserByID(ctx, nil, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
}

func TestManyGoroutinesMayUseOneDatabase(t *testing.T) {
	db := open(t, "", database.Options{})
	people, err := db.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			for range 50 {
				p := people[i%len(people)]
				token, found, err := db.TokenByKey(t.Context(), recorder(), p.Token)
				if err != nil || !found || token.User.Username != p.User.Username {
					t.Errorf("%s: %+v %v %v", p.User.Username, token, found, err)
				}
				if _, _, err := db.GetOrCreateUser(t.Context(), nil, "dana"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if got := rows(t, db, `SELECT count(*) FROM auth_user`); got[0] != "5" {
		t.Errorf("users: got %s, want 5", got[0])
	}
}

func TestItWorksUnderFakeTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := open(t, "", database.Options{})
		session := database.Session{Key: "k", Data: "d", ExpireDate: time.Now().Add(time.Hour)}
		if created, err := db.CreateSession(t.Context(), nil, session); err != nil || !created {
			t.Fatal(created, err)
		}
		if _, err := db.Query(t.Context(), `SELECT 1`, database.Limits{}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(59 * time.Minute)
		if _, found, err := db.LoadSession(t.Context(), nil, "k"); err != nil || !found {
			t.Errorf("before it expires: %v %v", found, err)
		}
		time.Sleep(2 * time.Minute)
		if _, found, err := db.LoadSession(t.Context(), nil, "k"); err != nil || found {
			t.Errorf("after it expired: %v %v", found, err)
		}
	})
}
