"""SQLite's INSERT OR REPLACE removes the row in its way without calling the guard on DELETE: it gets a guard of its own."""

from django.db import migrations

UNIQUE = {"history_entry": ("id", "number", "mark"), "history_view": ("id", "uuid")}


def protect(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table, columns in UNIQUE.items():
        taken = " OR ".join(f"{column} = NEW.{column}" for column in columns)
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) "
            f"BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        )


def unprotect(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in UNIQUE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_replace")


class Migration(migrations.Migration):
    dependencies = [("history", "0002_append_only")]
    operations = [migrations.RunPython(protect, unprotect)]
