package database

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
)

// Person is one of the sandbox's users, with the play secrets that lessons show.
type Person struct {
	User User
	// Password is the password in clear, empty if it is not the one of the seed any more.
	Password string
	// Token is the key of the user's token, empty if there is none.
	Token string
}

// seedUser is a user of a new database. The hashes are of the password with a fixed salt: to hash it takes a fifth of a
// second for each.
type seedUser struct {
	username, password string
	active, staff      bool
	pbkdf2SHA256, md5  string
}

func seedUsers() []seedUser {
	return []seedUser{
		{
			"alice", "wonderland", true, false,
			"pbkdf2_sha256$1000000$68A0NLnxCPD7QSKUdzR0Js$UQyUyjRrX4mtI/iGJ2l6M5GKN2vrBnCeVPIAxzrOT68=",
			"md5$68A0NLnxCPD7QSKUdzR0Js$c1aa27218c3b5d6612b718998a51d233",
		},
		{
			"bob", "builder", false, false,
			"pbkdf2_sha256$1000000$8tBYeImxGawBPaMtYUriQ2$2Iz1LYpGLwe3DD19vBelO4UrAmDNURpy8NIE/RS1cLk=",
			"md5$8tBYeImxGawBPaMtYUriQ2$301d1d4b917367f2778846331a49edce",
		},
		{
			"admin", "overlook", true, true,
			"pbkdf2_sha256$1000000$9OH3HMIN1tGcwcFaSQUMOU$9jtzCb/k1Wmeh1cp3smX8MrfmgOrq65ImelKHYlKbL8=",
			"md5$9OH3HMIN1tGcwcFaSQUMOU$5a4f4b20693d9b732f5b104280dc46ff",
		},
		{
			"custom_user", "bespoke", true, false,
			"pbkdf2_sha256$1000000$MDGg18irHwYdKB77BDrALz$WHmUt8jp0CQjjPmJgjknpjJzfHEGMjKTWE2RGJig0p8=",
			"md5$MDGg18irHwYdKB77BDrALz$700cd26f748f563574fc78d84cce6187",
		},
	}
}

// seed fills empty tables with the users, a token for each, and two notes.
func (db *DB) seed(c *conn) error {
	now := db.options.Now()
	for _, s := range seedUsers() {
		u := User{Username: s.username, Password: s.pbkdf2SHA256, IsActive: s.active, IsStaff: s.staff, DateJoined: now}
		if db.options.Fast {
			u.Password = s.md5
		}
		u, err := c.insertUser(nil, u)
		if err == nil && !db.options.WithoutAuthtoken {
			_, err = db.insertToken(c, nil, u.ID, now)
		}
		if err != nil {
			return fmt.Errorf("make the user %s: %w", s.username, err)
		}
	}
	for _, n := range []Note{{OwnerID: 1, Text: "Buy tea"}, {OwnerID: 3, Text: "Rotate the signing key"}} {
		if _, err := c.insert(nil, tableNote, insertNote, n.OwnerID, n.Text); err != nil {
			return fmt.Errorf("make a note: %w", err)
		}
	}
	return nil
}

// People returns all users in the order of their ids, with their tokens and the passwords that are known.
func (db *DB) People(ctx context.Context) ([]Person, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return nil, err
	}
	var people []Person
	_, err := db.conn.query(nil, tableUser, `SELECT `+columnsUser+` FROM "auth_user" ORDER BY "auth_user"."id"`,
		func(row []driver.Value) { people = append(people, Person{User: decodeUser(row)}) })
	if err != nil {
		return nil, err
	}
	hasTokens, err := db.conn.hasTable(tableToken)
	if err != nil {
		return nil, err
	}
	for i := range people {
		p := &people[i]
		p.Password = knownPassword(p.User)
		if !hasTokens {
			continue
		}
		t, _, err := lookupToken().on(db.conn, nil, p.User.ID)
		if err != nil {
			return nil, err
		}
		p.Token = t.Key
	}
	return people, nil
}

func knownPassword(u User) string {
	seeds := seedUsers()
	i := slices.IndexFunc(seeds, func(s seedUser) bool { return u.Password == s.pbkdf2SHA256 || u.Password == s.md5 })
	if i < 0 {
		return ""
	}
	return seeds[i].password
}
