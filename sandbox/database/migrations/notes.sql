CREATE TABLE "notes_note" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "owner_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "text" varchar(200) NOT NULL);
CREATE INDEX "notes_note_owner_id_8dafc06d" ON "notes_note" ("owner_id");
