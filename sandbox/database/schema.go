package database

import (
	"context"
	"database/sql/driver"
	"embed"
	"fmt"
	"slices"

	"modernc.org/sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// The labels of the apps that may be left unmigrated.
const (
	appAuthtoken      = "authtoken"
	appTokenBlacklist = "token_blacklist"
)

// app is an application of INSTALLED_APPS that has models.
type app struct {
	label  string
	models []model
}

// model is what django_content_type and auth_permission say about one.
type model struct{ name, verboseName string }

// apps are in the order of INSTALLED_APPS.
func apps() []app {
	return []app{
		{"auth", []model{{"permission", "permission"}, {"group", "group"}, {"user", "user"}}},
		{"contenttypes", []model{{"contenttype", "content type"}}},
		{"sessions", []model{{"session", "session"}}},
		{appAuthtoken, []model{{"token", "Token"}, {"tokenproxy", "Token"}}},
		{appTokenBlacklist, []model{
			{"blacklistedtoken", "Blacklisted Token"}, {"outstandingtoken", "Outstanding Token"},
		}},
		{"notes", []model{{"note", "note"}}},
	}
}

// plan is the order in which `migrate --run-syncdb` makes the tables.
func plan() []string {
	return []string{"notes", "contenttypes", "auth", appAuthtoken, "sessions", appTokenBlacklist}
}

// checkTables tells whether there are no tables yet. It fails with ErrNotDjango for tables that are not Django's.
func (c *conn) checkTables(path string) (empty bool, err error) {
	names, err := c.tableNames()
	if err != nil {
		return false, openError(path, err)
	}
	if len(names) > 0 && !slices.Contains(names, "auth_user") {
		return false, fmt.Errorf("%s is %w: it has no table auth_user; name another file, or one that does not exist yet",
			path, ErrNotDjango)
	}
	return len(names) == 0, nil
}

func (c *conn) tableNames() (names []string, err error) {
	_, err = c.query(nil, "sqlite_master", `SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' ORDER BY "name"`,
		func(row []driver.Value) { names = append(names, text(row[0])) })
	return names, err
}

func (c *conn) hasTable(name string) (bool, error) {
	names, err := c.tableNames()
	return slices.Contains(names, name), err
}

// build makes all tables and fills them, in one transaction.
func (db *DB) build(c *conn) error {
	return c.atomic(nil, "everything", func() error {
		now := djangoTime(db.options.Now())
		without := map[string]bool{
			appAuthtoken:      db.options.WithoutAuthtoken,
			appTokenBlacklist: db.options.WithoutTokenBlacklist,
		}
		for _, label := range plan() {
			if without[label] {
				continue
			}
			if err := c.migrate(label, now); err != nil {
				return err
			}
		}
		for _, a := range apps() {
			if without[a.label] {
				continue
			}
			if err := c.postMigrate(a); err != nil {
				return err
			}
		}
		return db.seed(c)
	})
}

// migrate makes the tables of an app and notes its migrations as applied.
func (c *conn) migrate(label, now string) error {
	sql, err := migrations.ReadFile("migrations/" + label + ".sql")
	if err != nil {
		return fmt.Errorf("migrate %s: %w", label, err)
	}
	if err := c.script(string(sql), driver.NamedValue{Ordinal: 1, Name: "now", Value: now}); err != nil {
		return fmt.Errorf("migrate %s: %w", label, err)
	}
	return nil
}

// postMigrate makes the content types and permissions of an app, as the post_migrate signal does.
func (c *conn) postMigrate(a app) error {
	sql, err := migrations.ReadFile("migrations/post_migrate.sql")
	if err != nil {
		return fmt.Errorf("make the permissions of %s: %w", a.label, err)
	}
	for _, m := range a.models {
		err := c.script(string(sql),
			driver.NamedValue{Ordinal: 1, Name: "app", Value: a.label},
			driver.NamedValue{Ordinal: 2, Name: "model", Value: m.name},
			driver.NamedValue{Ordinal: 3, Name: "verbose_name", Value: m.verboseName})
		if err != nil {
			return fmt.Errorf("make the permissions of %s: %w", a.label, err)
		}
	}
	return nil
}

// MigrateAuthtoken is `manage.py migrate authtoken`: it makes the table authtoken_token, empty, and returns the
// migrations that it applied, such as "authtoken.0001_initial"; none if they were applied already.
func (db *DB) MigrateAuthtoken(ctx context.Context) ([]string, error) {
	return db.migrateApp(ctx, appAuthtoken)
}

// MigrateTokenBlacklist is `manage.py migrate token_blacklist`, in the same way as MigrateAuthtoken.
func (db *DB) MigrateTokenBlacklist(ctx context.Context) ([]string, error) {
	return db.migrateApp(ctx, appTokenBlacklist)
}

func (db *DB) migrateApp(ctx context.Context, label string) (applied []string, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return nil, err
	}
	c := db.conn
	list := func() error {
		applied = nil
		_, err := c.query(nil, "django_migrations",
			`SELECT "name" FROM "django_migrations" WHERE "app" = ? ORDER BY "id"`,
			func(row []driver.Value) { applied = append(applied, label+"."+text(row[0])) }, label)
		return err
	}
	if err := list(); err != nil || len(applied) > 0 {
		return nil, err
	}
	err = c.atomic(nil, "everything", func() error {
		if err := c.migrate(label, djangoTime(db.options.Now())); err != nil {
			return err
		}
		i := slices.IndexFunc(apps(), func(a app) bool { return a.label == label })
		return c.postMigrate(apps()[i])
	})
	if err != nil {
		return nil, err
	}
	err = list()
	return applied, err
}

// authorize forbids the statements that would reach files other than the database's own.
func authorize(action sqlite.AuthorizerActionCode, _, _, _, _ string) sqlite.AuthorizerReturnCode {
	if action == sqlite.AuthAttach || action == sqlite.AuthDetach {
		return sqlite.AuthorizerDeny
	}
	return sqlite.AuthorizerOK
}
