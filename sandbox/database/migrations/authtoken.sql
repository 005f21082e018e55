CREATE TABLE "authtoken_token" ("key" varchar(40) NOT NULL PRIMARY KEY, "created" datetime NOT NULL, "user_id" integer NOT NULL UNIQUE REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "django_migrations" ("app", "name", "applied") VALUES
('authtoken', '0001_initial', :now),
('authtoken', '0002_auto_20160226_1747', :now),
('authtoken', '0003_tokenproxy', :now),
('authtoken', '0004_alter_tokenproxy_options', :now);
