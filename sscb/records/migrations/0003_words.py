"""The index of the search. Its form is each database's own; `prepare` fills it with what is there already."""

from django.db import migrations, models

from sscb.records.search import sqlite
from sscb.records.search.fields import IndexedText


POSTGRESQL = "CREATE TABLE records_words (rowid bigint PRIMARY KEY, body tsvector NOT NULL)"


def lay(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else sqlite.CREATE)


def take_up(apps, schema_editor):
    schema_editor.execute(sqlite.DROP)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_what_its_receiver_has")]
    operations = [
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        db_column="rowid", db_constraint=False, on_delete=models.DO_NOTHING, primary_key=True,
                        related_name="search_words", serialize=False, to="records.record",
                    ),
                ),  # fmt: skip
                ("body", IndexedText()),
            ],
            options={"db_table": "records_words", "managed": False, "verbose_name_plural": "words"},
        ),
        migrations.RunPython(lay, take_up),
    ]
