package database

import (
	"context"
	"database/sql/driver"

	"authtour/sandbox/trace"
)

// Note is a row of notes_note, the sandbox's own model.
type Note struct {
	ID      int64
	OwnerID int64
	Text    string
}

const (
	tableNote  = "notes_note"
	noteByID   = `SELECT "notes_note"."id", "notes_note"."owner_id", "notes_note"."text" FROM "notes_note" WHERE "notes_note"."id" = ?` + limitGet
	insertNote = `INSERT INTO "notes_note" ("owner_id", "text") VALUES (?, ?) RETURNING "notes_note"."id"`
)

func decodeNote(row []driver.Value) Note {
	return Note{ID: integer(row[0]), OwnerID: integer(row[1]), Text: characters(row[2])}
}

// NoteByID is Note.objects.get(pk=id). Its owner is a query of its own, UserByID, when note.owner is first asked for.
func (db *DB) NoteByID(ctx context.Context, rec *trace.Recorder, id int64) (note Note, found bool, err error) {
	return lookup[Note]{"Note", tableNote, noteByID, decodeNote}.get(ctx, db, rec, id)
}
