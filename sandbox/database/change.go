package database

import (
	"context"

	"authtour/sandbox/trace"
)

const (
	updateActive   = `UPDATE "auth_user" SET "is_active" = ? WHERE "auth_user"."id" = ?`
	deleteToken    = `DELETE FROM "authtoken_token" WHERE "authtoken_token"."user_id" = ?`
	deleteSessions = `DELETE FROM "django_session"`
)

// SetActive is user.save(update_fields=["is_active"]).
func (db *DB) SetActive(ctx context.Context, rec *trace.Recorder, id int64, active bool) error {
	return db.update(ctx, rec, tableUser, updateActive, active, id)
}

// DeleteToken deletes the token of a user; one that does not exist is no error.
func (db *DB) DeleteToken(ctx context.Context, rec *trace.Recorder, userID int64) error {
	return db.update(ctx, rec, tableToken, deleteToken, userID)
}

// DeleteSessions is Session.objects.all().delete(): it returns how many there were.
func (db *DB) DeleteSessions(ctx context.Context, rec *trace.Recorder) (int, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.usable(ctx); err != nil {
		return 0, err
	}
	return db.conn.exec(rec, tableSession, deleteSessions)
}
