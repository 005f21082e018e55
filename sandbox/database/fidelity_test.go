package database_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/trace"
)

// recorded reads a file of testdata: sections that begin with "## name", lines below.
func recorded(t *testing.T, name string) (order []string, sections map[string][]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	sections = map[string][]string{}
	_, body, _ := strings.Cut(string(data), "\n## ")
	for section := range strings.SplitSeq(body, "\n## ") {
		title, lines, _ := strings.Cut(strings.TrimSuffix(section, "\n"), "\n")
		order = append(order, title)
		sections[title] = nil
		if lines != "" {
			sections[title] = strings.Split(lines, "\n")
		}
	}
	return order, sections
}

func TestTablesAndRowsAreThoseOfMigrate(t *testing.T) {
	db := open(t, "", database.Options{})
	queries, want := recorded(t, "schema.txt")
	if len(queries) < 8 {
		t.Fatalf("only %d queries recorded", len(queries))
	}
	for _, query := range queries {
		if got := rows(t, db, query); !slices.Equal(got, want[query]) {
			t.Errorf("%s\ngot  %s\nwant %s", query, strings.Join(got, "\n     "), strings.Join(want[query], "\n     "))
		}
	}
}

// call is an accessor under its name in testdata/queries.txt.
type call struct {
	name string
	run  func(*trace.Recorder) error
}

// userCalls, tokenCalls and so on are in an order in which each call finds what its name says.
func userCalls(ctx context.Context, db *database.DB) []call {
	by := func(field string, value any) func(*trace.Recorder) error {
		return func(r *trace.Recorder) error { _, _, err := db.UserByField(ctx, r, field, value); return err }
	}
	getOrCreate := func(name string) func(*trace.Recorder) error {
		return func(r *trace.Recorder) error { _, _, err := db.GetOrCreateUser(ctx, r, name); return err }
	}
	return []call{
		{"UserByUsername", func(r *trace.Recorder) error { _, _, err := db.UserByUsername(ctx, r, "alice"); return err }},
		{"UserByID", func(r *trace.Recorder) error { _, _, err := db.UserByID(ctx, r, 1); return err }},
		{"UserByField id", by("id", int64(1))},
		{"UserByField password", by("password", "alice")},
		{"UserByField username", by("username", "alice")},
		{"UserByField first_name", by("first_name", "alice")},
		{"UserByField last_name", by("last_name", "alice")},
		{"UserByField email", by("email", "alice")},
		{"UserByField is_superuser True", by("is_superuser", true)},
		{"UserByField is_superuser False", by("is_superuser", false)},
		{"UserByField is_staff True", by("is_staff", true)},
		{"UserByField is_staff False", by("is_staff", false)},
		{"UserByField is_active True", by("is_active", true)},
		{"UserByField is_active False", by("is_active", false)},
		{"UserByField last_login", by("last_login", noon())},
		{"UserByField date_joined", by("date_joined", noon().Add(time.Hour))},
		{"UserByField last_login None", by("last_login", nil)},
		{"UserByField username None", by("username", nil)},
		{"GetOrCreateUser known", getOrCreate("bob")},
		{"GetOrCreateUser new", getOrCreate("dana")},
		{"UpdateLastLogin", func(r *trace.Recorder) error { return db.UpdateLastLogin(ctx, r, 1) }},
		{"SetPassword", func(r *trace.Recorder) error { return db.SetPassword(ctx, r, 1, "!") }},
	}
}

func tokenCalls(ctx context.Context, db *database.DB) []call {
	getOrCreate := func(id int64) func(*trace.Recorder) error {
		return func(r *trace.Recorder) error { _, _, err := db.GetOrCreateToken(ctx, r, id); return err }
	}
	return []call{
		{"TokenByKey", func(r *trace.Recorder) error { _, _, err := db.TokenByKey(ctx, r, "x"); return err }},
		{"TokenForUser", func(r *trace.Recorder) error { _, _, err := db.TokenForUser(ctx, r, 1); return err }},
		{"GetOrCreateToken known", getOrCreate(1)},
		{"GetOrCreateToken new", getOrCreate(5)},
	}
}

func sessionCalls(ctx context.Context, db *database.DB) []call {
	session := database.Session{Key: "k", Data: "d", ExpireDate: noon()}
	create := func(r *trace.Recorder) error { _, err := db.CreateSession(ctx, r, session); return err }
	save := func(r *trace.Recorder) error { _, err := db.SaveSession(ctx, r, session); return err }
	drop := func(r *trace.Recorder) error { return db.DeleteSession(ctx, r, "k") }
	return []call{
		{"SessionExists", func(r *trace.Recorder) error { _, err := db.SessionExists(ctx, r, "k"); return err }},
		{"CreateSession new", create},
		{"CreateSession taken", create},
		{"SaveSession known", save},
		{"LoadSession", func(r *trace.Recorder) error { _, _, err := db.LoadSession(ctx, r, "k"); return err }},
		{"DeleteSession known", drop},
		{"DeleteSession gone", drop},
		{"SaveSession gone", save},
	}
}

func blacklistCalls(ctx context.Context, db *database.DB) []call {
	token := func(jti string) database.OutstandingToken {
		return database.OutstandingToken{UserID: 1, JTI: jti, ExpiresAt: noon()}
	}
	getOrCreate := func(jti string) func(*trace.Recorder) error {
		return func(r *trace.Recorder) error {
			_, _, err := db.GetOrCreateOutstandingToken(ctx, r, token(jti))
			return err
		}
	}
	blacklist := func(r *trace.Recorder) error { _, _, err := db.GetOrCreateBlacklistedToken(ctx, r, 1); return err }
	return []call{
		{"CreateOutstandingToken", func(r *trace.Recorder) error {
			_, err := db.CreateOutstandingToken(ctx, r, token("j1"))
			return err
		}},
		{"GetOrCreateOutstandingToken known", getOrCreate("j1")},
		{"GetOrCreateOutstandingToken new", getOrCreate("j2")},
		{"IsBlacklisted", func(r *trace.Recorder) error { _, err := db.IsBlacklisted(ctx, r, "j1"); return err }},
		{"GetOrCreateBlacklistedToken new", blacklist},
		{"GetOrCreateBlacklistedToken known", blacklist},
		{"NoteByID", func(r *trace.Recorder) error { _, _, err := db.NoteByID(ctx, r, 1); return err }},
	}
}

func TestAccessorsRunTheSQLOfTheORM(t *testing.T) {
	db := open(t, "", fixed())
	order, want := recorded(t, "queries.txt")
	var names []string
	for _, c := range slices.Concat(userCalls(t.Context(), db), tokenCalls(t.Context(), db),
		sessionCalls(t.Context(), db), blacklistCalls(t.Context(), db)) {
		names = append(names, c.name)
		rec := recorder()
		var many *database.MultipleObjectsReturned
		if err := c.run(rec); err != nil && !errors.As(err, &many) {
			t.Errorf("%s: %v", c.name, err)
		}
		var got []string
		for _, f := range rec.Trace().Stations[0].Facts {
			got = append(got, f.Value)
			if f.Verb != trace.Queried || f.Name == "" || len(f.Params) != strings.Count(f.Value, "?") {
				t.Errorf("%s: fact %+v", c.name, f)
			}
		}
		if !slices.Equal(got, want[c.name]) {
			t.Errorf("%s\ngot  %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(want[c.name], "\n     "))
		}
	}
	if !slices.Equal(names, order) {
		t.Errorf("the calls are not those recorded: got %q, want %q", names, order)
	}
}

func TestTheSqlite3ProgramCanReadTheFile(t *testing.T) {
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("the sqlite3 program is not installed")
	}
	path := filepath.Join(t.TempDir(), "db.sqlite3")
	open(t, path, database.Options{})
	out, err := exec.CommandContext(t.Context(), program, path,
		`PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT username FROM auth_user WHERE is_staff`).CombinedOutput()
	if got := string(out); err != nil || got != "ok\nadmin\n" {
		t.Errorf("sqlite3: %v, got %q", err, got)
	}
}
