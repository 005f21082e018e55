INSERT INTO "django_content_type" ("app_label", "model") VALUES (:app, :model);
INSERT INTO "auth_permission" ("content_type_id", "codename", "name")
SELECT "django_content_type"."id", "action"."column1" || '_' || :model, 'Can ' || "action"."column1" || ' ' || :verbose_name
FROM "django_content_type", (VALUES ('add'), ('change'), ('delete'), ('view')) AS "action"
WHERE "django_content_type"."app_label" = :app AND "django_content_type"."model" = :model;
