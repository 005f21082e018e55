package database_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"authtour/sandbox/database"
)

func TestUsersAreFoundByWhatTheyAre(t *testing.T) {
	db := open(t, "", database.Options{})
	for _, tc := range []struct {
		field string
		value any
		want  string // empty: DoesNotExist
		fails string
	}{
		{field: "username", value: "alice", want: "alice"},
		{field: "username", value: "Alice"},
		{field: "username", value: "alice\x00"},
		{field: "username", value: "' OR 1=1 --"},
		{field: "username", value: nil},
		{field: "id", value: int64(3), want: "admin"},
		{field: "id", value: int64(99)},
		{field: "id", value: "3", fails: "no such lookup of a user: id cannot be a string"},
		{field: "is_staff", value: true, want: "admin"},
		{field: "is_active", value: false, want: "bob"},
		{field: "is_active", value: true, fails: "get() returned more than one User -- it returned 3!"},
		{field: "email", value: "", fails: "get() returned more than one User -- it returned 4!"},
		{field: "last_login", value: time.Now()},
		{field: "groups", value: "x", fails: `no such lookup of a user: auth_user has no field "groups"`},
		{field: `id" OR "1`, value: int64(1), fails: `no such lookup of a user: auth_user has no field "id\" OR \"1"`},
	} {
		user, found, err := db.UserByField(t.Context(), nil, tc.field, tc.value)
		if got := errorText(err); got != tc.fails {
			t.Errorf("%s=%v: error %q, want %q", tc.field, tc.value, got, tc.fails)
		}
		if user.Username != tc.want || found != (tc.want != "") {
			t.Errorf("%s=%v: got %q, found %v; want %q", tc.field, tc.value, user.Username, found, tc.want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestMoreThanTwentyUsersAreNotCounted(t *testing.T) {
	db := open(t, "", database.Options{})
	for _, name := range "abcdefghijklmnopq" {
		if _, _, err := db.GetOrCreateUser(t.Context(), nil, string(name)); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err := db.UserByField(t.Context(), nil, "email", "")
	if want := "get() returned more than one User -- it returned more than 20!"; errorText(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestATokenBringsItsUser(t *testing.T) {
	db := open(t, "", fixed())
	own, _, err := db.TokenForUser(t.Context(), nil, 2)
	if err != nil {
		t.Fatal(err)
	}
	rec := recorder()
	token, found, err := db.TokenByKey(t.Context(), rec, own.Key)
	if err != nil || !found || token.Key != own.Key || token.UserID != 2 || token.User.Username != "bob" || token.User.IsActive {
		t.Errorf("bob's token: %+v %v %v", token, found, err)
	}
	if _, found, err := db.TokenByKey(t.Context(), rec, own.Key[1:]); found || err != nil {
		t.Errorf("an unknown key: %v %v", found, err)
	}
	facts := rec.Trace().Stations[0].Facts
	if len(facts) != 2 || facts[0].Rows != 1 || facts[1].Rows != 0 || facts[0].Name != "authtoken_token" ||
		!slices.Equal(facts[0].Params, []string{own.Key}) || facts[0].Took <= 0 {
		t.Errorf("facts: %+v", facts)
	}
}

func TestATokenIsMadeOnce(t *testing.T) {
	db := open(t, "", fixed())
	user, created, err := db.GetOrCreateUser(t.Context(), nil, "dana")
	if err != nil || !created || user.ID != 5 || !user.IsActive || user.Password != "" {
		t.Fatalf("dana: %+v %v %v", user, created, err)
	}
	first, created, err := db.GetOrCreateToken(t.Context(), nil, user.ID)
	if err != nil || !created || len(first.Key) != 40 {
		t.Fatalf("first: %+v %v %v", first, created, err)
	}
	second, created, err := db.GetOrCreateToken(t.Context(), nil, user.ID)
	if err != nil || created || second != first {
		t.Errorf("second: %+v %v %v, want %+v", second, created, err, first)
	}
	if _, _, err := db.GetOrCreateToken(t.Context(), nil, 99); !database.IsIntegrityError(err) {
		t.Errorf("a token for nobody: %v", err)
	}
	if _, created, err := db.GetOrCreateUser(t.Context(), nil, "erin"); err != nil || !created {
		t.Errorf("after a failed transaction: %v %v", created, err)
	}
}

func TestUpdatesReachTheRow(t *testing.T) {
	db := open(t, "", fixed())
	if err := errors.Join(db.UpdateLastLogin(t.Context(), nil, 1), db.SetPassword(t.Context(), nil, 1, "md5$a$b")); err != nil {
		t.Fatal(err)
	}
	alice, _, err := db.UserByID(t.Context(), nil, 1)
	if err != nil || !alice.LastLogin.Equal(noon().Truncate(time.Microsecond)) || alice.Password != "md5$a$b" {
		t.Errorf("alice: %+v %v", alice, err)
	}
	bob, _, err := db.UserByID(t.Context(), nil, 2)
	if err != nil || !bob.LastLogin.IsZero() || bob.Password == "md5$a$b" {
		t.Errorf("bob: %+v %v", bob, err)
	}
}

func TestASessionLivesUntilItExpires(t *testing.T) {
	now := noon()
	db := open(t, "", database.Options{Now: func() time.Time { return now }})
	s := database.Session{Key: "k", Data: "old", ExpireDate: noon().Add(time.Minute).Truncate(time.Microsecond)}
	if saved, err := db.SaveSession(t.Context(), nil, s); saved || err != nil {
		t.Errorf("saved before it was created: %v %v", saved, err)
	}
	for _, want := range []bool{true, false} {
		if created, err := db.CreateSession(t.Context(), nil, s); created != want || err != nil {
			t.Errorf("created: %v %v, want %v", created, err, want)
		}
	}
	s.Data = "new"
	if saved, err := db.SaveSession(t.Context(), nil, s); !saved || err != nil {
		t.Errorf("saved: %v %v", saved, err)
	}
	if got, found, err := db.LoadSession(t.Context(), nil, "k"); got != s || !found || err != nil {
		t.Errorf("loaded %+v %v %v, want %+v", got, found, err, s)
	}
	now = s.ExpireDate // a session ends at its time, not after it
	if _, found, err := db.LoadSession(t.Context(), nil, "k"); found || err != nil {
		t.Errorf("loaded after it expired: %v %v", found, err)
	}
	if exists, err := db.SessionExists(t.Context(), nil, "k"); !exists || err != nil {
		t.Errorf("the expired row: %v %v", exists, err)
	}
	if err := db.DeleteSession(t.Context(), nil, "k"); err != nil {
		t.Error(err)
	}
	if exists, err := db.SessionExists(t.Context(), nil, "k"); exists || err != nil {
		t.Errorf("the deleted row: %v %v", exists, err)
	}
}

func TestARefreshTokenIsBlacklistedOnce(t *testing.T) {
	db := open(t, "", fixed())
	want := database.OutstandingToken{UserID: 1, JTI: "one", Token: "a.b.c", CreatedAt: noon(), ExpiresAt: noon()}
	issued, err := db.CreateOutstandingToken(t.Context(), nil, want)
	if err != nil || issued.ID != 1 {
		t.Fatal(issued, err)
	}
	if _, err := db.CreateOutstandingToken(t.Context(), nil, want); errorText(err) !=
		"query token_blacklist_outstandingtoken: IntegrityError: UNIQUE constraint failed: token_blacklist_outstandingtoken.jti" {
		t.Errorf("the same jti again: %v", err)
	}
	nobody, created, err := db.GetOrCreateOutstandingToken(t.Context(), nil, database.OutstandingToken{JTI: "two", ExpiresAt: noon()})
	if err != nil || !created || nobody.UserID != 0 {
		t.Errorf("a token of nobody: %+v %v %v", nobody, created, err)
	}
	for _, wantCreated := range []bool{true, false} {
		b, created, err := db.GetOrCreateBlacklistedToken(t.Context(), nil, issued.ID)
		if err != nil || created != wantCreated || b.TokenID != issued.ID || !b.BlacklistedAt.Equal(noon().Truncate(time.Microsecond)) {
			t.Errorf("blacklist: %+v %v %v", b, created, err)
		}
	}
	for jti, want := range map[string]bool{"one": true, "two": false, "three": false} {
		if got, err := db.IsBlacklisted(t.Context(), nil, jti); got != want || err != nil {
			t.Errorf("IsBlacklisted(%s): %v %v, want %v", jti, got, err, want)
		}
	}
}

func TestNotesHaveOwners(t *testing.T) {
	db := open(t, "", database.Options{})
	for id, want := range map[int64]database.Note{
		1: {ID: 1, OwnerID: 1, Text: "Buy tea"}, 2: {ID: 2, OwnerID: 3, Text: "Rotate the signing key"}, 3: {},
	} {
		if got, found, err := db.NoteByID(t.Context(), nil, id); got != want || found != (want.ID != 0) || err != nil {
			t.Errorf("note %d: %+v %v %v, want %+v", id, got, found, err, want)
		}
	}
}

func TestAMissingTableIsDjangosOperationalErrorUntilItIsMigrated(t *testing.T) {
	db := open(t, "", database.Options{WithoutAuthtoken: true, WithoutTokenBlacklist: true})
	apps := []struct {
		table   string
		use     func() error
		migrate func() ([]string, error)
		first   string
	}{
		{
			"authtoken_token",
			func() error { _, _, err := db.TokenByKey(t.Context(), nil, "x"); return err },
			func() ([]string, error) { return db.MigrateAuthtoken(t.Context()) },
			"authtoken.0001_initial",
		},
		{
			"token_blacklist_blacklistedtoken",
			func() error { _, err := db.IsBlacklisted(t.Context(), nil, "x"); return err },
			func() ([]string, error) { return db.MigrateTokenBlacklist(t.Context()) },
			"token_blacklist.0001_initial",
		},
	}
	for _, app := range apps {
		var refused *database.DatabaseError
		if err := app.use(); !errors.As(err, &refused) || refused.Class != database.OperationalError ||
			refused.Message != "no such table: "+app.table {
			t.Errorf("%s before its migration: %v", app.table, err)
		}
		applied, err := app.migrate()
		if err != nil || len(applied) == 0 || applied[0] != app.first {
			t.Errorf("%s: migrated %q %v", app.table, applied, err)
		}
		if err := app.use(); err != nil {
			t.Errorf("%s after its migration: %v", app.table, err)
		}
		if again, err := app.migrate(); err != nil || len(again) != 0 {
			t.Errorf("%s: migrated again %q %v", app.table, again, err)
		}
	}
	if got := rows(t, db, `SELECT count(*), (SELECT count(*) FROM authtoken_token) FROM auth_permission`); got[0] != "40|0" {
		t.Errorf("permissions and tokens: got %s", got)
	}
	if people, err := db.People(t.Context()); err != nil || people[0].Token != "" || people[0].Password != "wonderland" {
		t.Errorf("people: %+v %v", people, err)
	}
}
