"""A fresh database made at once is the one that the migrations make step by step."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings

from sscb.board.fresh_database import make_at_once
from tests import fresh

pytestmark = pytest.mark.slow
ON_POSTGRESQL = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, is_identity "
               "FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                   "WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "extensions": "SELECT extname FROM pg_extension",
    "migrations": "SELECT app, name FROM django_migrations",
}  # fmt: skip


def schema_of_a_file(there) -> dict[str, object]:
    """Columns, constraints, foreign keys and indexes by table; triggers; and which migrations are held as done."""
    found: dict[str, object] = {}
    rows = there.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for table, sql in rows.fetchall():
        indexes = there.execute(f'PRAGMA index_list("{table}")').fetchall()
        found[table] = {
            "columns": {row[1:] for row in there.execute(f'PRAGMA table_info("{table}")')},
            "constraints": sorted(re.findall(r'CONSTRAINT "([^"]+)" (CHECK .*?|UNIQUE .*?)(?=, CONSTRAINT|\)$)', sql)),
            "keys": sorted(row[2:7] for row in there.execute(f'PRAGMA foreign_key_list("{table}")')),
            "indexes": sorted(
                ("" if row[1].startswith("sqlite_") else row[1], row[2], row[4],
                 [column[2] for column in there.execute(f'PRAGMA index_info("{row[1]}")')])
                for row in indexes
            ),
        }  # fmt: skip
    found["triggers"] = sorted(there.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    found["migrations"] = sorted(there.execute("SELECT app, name FROM django_migrations").fetchall())
    return found


def schema_of_a_server(url: str) -> dict[str, object]:
    import psycopg2

    found: dict[str, object] = {}
    with closing(psycopg2.connect(url)) as line, line.cursor() as cursor:
        for what, question in ON_POSTGRESQL.items():
            cursor.execute(question)
            found[what] = sorted(cursor.fetchall(), key=repr)
    return found


@pytest.mark.django_db
def test_a_database_that_holds_something_is_left_alone():
    assert make_at_once() is False


def test_it_is_the_database_that_the_migrations_make(tmp_path):
    surroundings = {**os.environ, "SSCB_MODE": "test", "SSCB_DATA": str(tmp_path)}
    if fresh.on_postgresql():
        url = fresh.empty(os.environ["DATABASE_URL"], f"walked_{os.getpid()}")
        surroundings["DATABASE_URL"] = url
    for words in (["migrate", "--verbosity", "0"], ["createcachetable"]):
        subprocess.run(
            [sys.executable, "manage.py", *words], check=True, env=surroundings, cwd=settings.BASE_DIR, timeout=1200
        )
    if fresh.on_postgresql():
        walked = schema_of_a_server(url)
        made = schema_of_a_server(fresh.database(os.environ["DATABASE_URL"], f"made_{os.getpid()}"))
    else:
        with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as there:
            walked = schema_of_a_file(there)
        with closing(sqlite3.connect(fresh.make())) as there:
            made = schema_of_a_file(there)
    assert set(made) == set(walked)
    for name, what in made.items():
        assert what == walked[name], name
    assert len(made["triggers"]) >= (2 if fresh.on_postgresql() else 8)
    assert len(made["migrations"]) >= 60
