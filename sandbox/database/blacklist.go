package database

import (
	"context"
	"database/sql/driver"
	"time"

	"authtour/sandbox/trace"
)

// OutstandingToken is a row of token_blacklist_outstandingtoken (rest_framework_simplejwt/token_blacklist/models.py).
type OutstandingToken struct {
	ID int64
	// UserID is 0 for NULL: a token that names no user.
	UserID int64
	JTI    string
	Token  string
	// CreatedAt is the zero time for NULL.
	CreatedAt time.Time
	ExpiresAt time.Time
}

// BlacklistedToken is a row of token_blacklist_blacklistedtoken.
type BlacklistedToken struct {
	ID            int64
	TokenID       int64
	BlacklistedAt time.Time
}

const (
	tableOutstanding = "token_blacklist_outstandingtoken"
	outstandingByJTI = `SELECT "token_blacklist_outstandingtoken"."id", "token_blacklist_outstandingtoken"."user_id", ` +
		`"token_blacklist_outstandingtoken"."jti", "token_blacklist_outstandingtoken"."token", ` +
		`"token_blacklist_outstandingtoken"."created_at", "token_blacklist_outstandingtoken"."expires_at" ` +
		`FROM "token_blacklist_outstandingtoken" WHERE "token_blacklist_outstandingtoken"."jti" = ?` + limitGet
	insertOutstanding = `INSERT INTO "token_blacklist_outstandingtoken" ("user_id", "jti", "token", "created_at", ` +
		`"expires_at") VALUES (?, ?, ?, ?, ?) RETURNING "token_blacklist_outstandingtoken"."id"`

	tableBlacklisted = "token_blacklist_blacklistedtoken"
	blacklistedByJTI = `SELECT ? AS "a" FROM "token_blacklist_blacklistedtoken" ` +
		`INNER JOIN "token_blacklist_outstandingtoken" ` +
		`ON ("token_blacklist_blacklistedtoken"."token_id" = "token_blacklist_outstandingtoken"."id") ` +
		`WHERE "token_blacklist_outstandingtoken"."jti" = ? LIMIT 1`
	blacklistedByToken = `SELECT "token_blacklist_blacklistedtoken"."id", "token_blacklist_blacklistedtoken"."token_id", ` +
		`"token_blacklist_blacklistedtoken"."blacklisted_at" FROM "token_blacklist_blacklistedtoken" ` +
		`WHERE "token_blacklist_blacklistedtoken"."token_id" = ?` + limitGet
	insertBlacklisted = `INSERT INTO "token_blacklist_blacklistedtoken" ("token_id", "blacklisted_at") VALUES (?, ?) ` +
		`RETURNING "token_blacklist_blacklistedtoken"."id"`
)

func decodeOutstanding(row []driver.Value) OutstandingToken {
	return OutstandingToken{
		ID: integer(row[0]), UserID: integer(row[1]), JTI: characters(row[2]), Token: characters(row[3]),
		CreatedAt: moment(row[4]), ExpiresAt: moment(row[5]),
	}
}

func decodeBlacklisted(row []driver.Value) BlacklistedToken {
	return BlacklistedToken{ID: integer(row[0]), TokenID: integer(row[1]), BlacklistedAt: moment(row[2])}
}

// IsBlacklisted is the query of check_blacklist (rest_framework_simplejwt/tokens.py).
func (db *DB) IsBlacklisted(ctx context.Context, rec *trace.Recorder, jti string) (bool, error) {
	return db.exists(ctx, rec, tableBlacklisted, blacklistedByJTI, int64(1), jti)
}

// CreateOutstandingToken is OutstandingToken.objects.create, which for_user of a refresh token runs; the ID of t is
// chosen by the database. A jti that exists is an IntegrityError.
func (db *DB) CreateOutstandingToken(ctx context.Context, rec *trace.Recorder, t OutstandingToken) (OutstandingToken, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return OutstandingToken{}, err
	}
	return db.conn.insertOutstanding(rec, t)
}

// GetOrCreateOutstandingToken is get_or_create(jti=…, defaults=…), which blacklist and outstand run.
func (db *DB) GetOrCreateOutstandingToken(
	ctx context.Context, rec *trace.Recorder, t OutstandingToken,
) (token OutstandingToken, created bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return OutstandingToken{}, false, err
	}
	create := func() (OutstandingToken, error) { return db.conn.insertOutstanding(rec, t) }
	l := lookup[OutstandingToken]{"OutstandingToken", tableOutstanding, outstandingByJTI, decodeOutstanding}
	return l.orCreate(db.conn, rec, create, t.JTI)
}

func (c *conn) insertOutstanding(rec *trace.Recorder, t OutstandingToken) (OutstandingToken, error) {
	var user driver.Value
	if t.UserID != 0 {
		user = t.UserID
	}
	id, err := c.insert(rec, tableOutstanding, insertOutstanding,
		user, t.JTI, t.Token, nullable(t.CreatedAt), djangoTime(t.ExpiresAt))
	t.ID = id
	return t, err
}

// GetOrCreateBlacklistedToken is BlacklistedToken.objects.get_or_create(token=…), which blacklist runs.
func (db *DB) GetOrCreateBlacklistedToken(
	ctx context.Context, rec *trace.Recorder, tokenID int64,
) (token BlacklistedToken, created bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return BlacklistedToken{}, false, err
	}
	create := func() (BlacklistedToken, error) {
		t := BlacklistedToken{TokenID: tokenID, BlacklistedAt: db.options.Now().UTC().Truncate(time.Microsecond)}
		id, err := db.conn.insert(rec, tableBlacklisted, insertBlacklisted, t.TokenID, djangoTime(t.BlacklistedAt))
		t.ID = id
		return t, err
	}
	l := lookup[BlacklistedToken]{"BlacklistedToken", tableBlacklisted, blacklistedByToken, decodeBlacklisted}
	return l.orCreate(db.conn, rec, create, tokenID)
}
