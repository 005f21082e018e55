package database

import (
	"context"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"authtour/sandbox/trace"
)

// Token is a row of authtoken_token (rest_framework/authtoken/models.py).
type Token struct {
	Key     string
	UserID  int64
	Created time.Time
	// User is set by TokenByKey alone (select_related).
	User User
}

const (
	tableToken   = "authtoken_token"
	columnsToken = `"authtoken_token"."key", "authtoken_token"."user_id", "authtoken_token"."created"`
	tokenByKey   = `SELECT ` + columnsToken + `, ` + columnsUser + ` FROM "authtoken_token" INNER JOIN "auth_user" ` +
		`ON ("authtoken_token"."user_id" = "auth_user"."id") WHERE "authtoken_token"."key" = ?` + limitGet
	tokenForUser = `SELECT ` + columnsToken + ` FROM "authtoken_token" WHERE "authtoken_token"."user_id" = ?` + limitGet
	insertToken  = `INSERT INTO "authtoken_token" ("key", "user_id", "created") VALUES (?, ?, ?)`
)

func decodeToken(row []driver.Value) Token {
	return Token{Key: characters(row[0]), UserID: integer(row[1]), Created: moment(row[2])}
}

func decodeTokenWithUser(row []driver.Value) Token {
	t := decodeToken(row)
	t.User = decodeUser(row[3:])
	return t
}

func lookupToken() lookup[Token] {
	return lookup[Token]{"Token", tableToken, tokenForUser, decodeToken}
}

// TokenByKey is authenticate_credentials of rest_framework/authentication.py: the token and its user in one query. found
// is false if there is no such key. Without the table the error is a DatabaseError, "no such table: authtoken_token".
func (db *DB) TokenByKey(ctx context.Context, rec *trace.Recorder, key string) (token Token, found bool, err error) {
	return lookup[Token]{"Token", tableToken, tokenByKey, decodeTokenWithUser}.get(ctx, db, rec, key)
}

// TokenForUser is Token.objects.get(user=…).
func (db *DB) TokenForUser(ctx context.Context, rec *trace.Recorder, userID int64) (token Token, found bool, err error) {
	return lookupToken().get(ctx, db, rec, userID)
}

// GetOrCreateToken is Token.objects.get_or_create(user=…), which ObtainAuthToken runs (rest_framework/authtoken/views.py).
// A new key is 40 hexadecimal digits.
func (db *DB) GetOrCreateToken(ctx context.Context, rec *trace.Recorder, userID int64) (token Token, created bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return Token{}, false, err
	}
	create := func() (Token, error) { return db.insertToken(db.conn, rec, userID, db.options.Now()) }
	return lookupToken().orCreate(db.conn, rec, create, userID)
}

func (db *DB) insertToken(c *conn, rec *trace.Recorder, userID int64, now time.Time) (Token, error) {
	random := make([]byte, 20)
	if _, err := io.ReadFull(db.options.Rand, random); err != nil {
		return Token{}, fmt.Errorf("generate a token key: %w", err)
	}
	t := Token{Key: hex.EncodeToString(random), UserID: userID, Created: now.UTC().Truncate(time.Microsecond)}
	_, err := c.exec(rec, tableToken, insertToken, t.Key, t.UserID, djangoTime(t.Created))
	return t, err
}
