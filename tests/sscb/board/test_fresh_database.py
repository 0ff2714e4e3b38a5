"""A fresh database made at once is the one that the migrations make step by step."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

from sscb.board.fresh_database import make_at_once

MAKE = """
import django
django.setup()
from django.core.management import call_command
from sscb.board.fresh_database import make_at_once
assert make_at_once()
call_command("migrate", verbosity=0)
"""


def schema(there) -> dict[str, object]:
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


@pytest.mark.django_db
def test_it_is_the_database_that_the_migrations_make(tmp_path):
    assert make_at_once() is False, "this database holds something"
    if connection.vendor != "sqlite":
        return
    environment = {**os.environ, "SSCB_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sscb.settings"}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", MAKE], check=True, env=environment, cwd=settings.BASE_DIR, timeout=120)
    with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as there:
        made = schema(there)
    connection.ensure_connection()
    walked = schema(connection.connection)
    walked.pop("portal_cache", None)
    assert set(made) == set(walked)
    for name, what in made.items():
        assert what == walked[name], name
    assert len(made["triggers"]) >= 8 and len(made["migrations"]) >= 60
