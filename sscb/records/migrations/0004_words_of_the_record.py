"""PostgreSQL: the words that the search knows of a record become a column of the record."""

from django.db import migrations

from sscb.records.search import postgresql

COPY = "UPDATE records_record SET words = body FROM records_words WHERE records_words.rowid = records_record.id"
DROP_TABLE = "DROP TABLE records_words"
TABLE = "CREATE TABLE records_words (rowid bigint PRIMARY KEY, body tsvector NOT NULL)"
COPY_BACK = "INSERT INTO records_words SELECT id, words FROM records_record WHERE words IS NOT NULL"
INDEX = "CREATE INDEX records_words_body ON records_words USING gin (body)"


def into_the_record(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (postgresql.CREATE, COPY, DROP_TABLE, postgresql.CREATE_INDEX):
            schema_editor.execute(statement)


def beside_it(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (TABLE, COPY_BACK, postgresql.DROP, INDEX):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    atomic = True
    dependencies = [("records", "0003_words")]
    operations = [migrations.RunPython(into_the_record, beside_it)]
