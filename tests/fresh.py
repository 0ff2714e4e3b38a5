"""The database that test databases and served portals are copied from: fresh, made at once, and made once for a run.

On SQLite it is a file, on PostgreSQL a database beside the tests' own, which new ones take as their template. It stays
for the next run; other migrations make another one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

MADE_WITH = "sscb/board/fresh_database.py"


def on_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def _store() -> Path:
    own = settings.DATA
    return own.parent if own.name == os.environ.get("PYTEST_XDIST_WORKER") else own


def name() -> str:
    """Of the one that belongs to these very migrations."""
    told, top = hashlib.sha256((settings.BASE_DIR / MADE_WITH).read_bytes()), settings.BASE_DIR
    for migration in sorted([*top.glob("*/migrations/*.py"), *top.glob("sscb/*/migrations/*.py")]):
        told.update(migration.name.encode() + migration.read_bytes())
    return f"fresh_{told.hexdigest()[:16]}"


def make() -> str | Path:
    """Make it if it is not there yet: the name of the database on PostgreSQL, the file on SQLite."""
    if on_postgresql():
        return _database()
    ready = _store() / f"{name()}.sqlite3"
    with _alone():
        if not ready.exists():
            for older in ready.parent.glob("fresh_*.sqlite3"):
                older.unlink()
            half = ready.with_name(f"half-{os.getpid()}")
            _prepare({"SSCB_DATA": str(half)})
            whole = half / "whole.sqlite3"
            with closing(sqlite3.connect(half / "portal.sqlite3")) as made, closing(sqlite3.connect(whole)) as copy:
                made.backup(copy)  # what the first still keeps in a file beside it comes along
            whole.replace(ready)
            shutil.rmtree(half)
    return ready


def begin(data: Path) -> None:
    """A portal's folder, on SQLite with such a database in it."""
    data.mkdir(parents=True, exist_ok=True)
    if not on_postgresql():
        shutil.copyfile(make(), data / "portal.sqlite3")


def database(url: str, called: str) -> str:
    """Its copy on PostgreSQL under the name `called`, in the cluster of `url`: the address of it."""
    return empty(url, called, template=make())


def empty(url: str, called: str, *, template: str | Path = "template1") -> str:
    """A database on PostgreSQL in which nothing is, not even a table: the address of it."""
    with closing(_line(url)) as line, line.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{called}" TEMPLATE "{template}"')
    return _beside(url, called)


def _database() -> str:
    url = os.environ["DATABASE_URL"]
    with _alone(), closing(_line(url)) as line, line.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'fresh\\_%'")
        there = {row[0] for row in cursor.fetchall()}
        if name() not in there:
            for older in there:
                cursor.execute(f'DROP DATABASE "{older}"')
            half = f"half_{os.getpid()}"
            _prepare({"DATABASE_URL": empty(url, half)})
            cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name()}"')
    return name()


def _line(url: str):
    import psycopg2

    line = psycopg2.connect(url)
    line.autocommit = True
    return line


def _beside(url: str, called: str) -> str:
    return f"{url.rpartition('/')[0]}/{called}"


def _prepare(where: dict[str, str]) -> None:
    surroundings = {**os.environ, "SSCB_MODE": "test", **where}
    subprocess.run(
        [sys.executable, "manage.py", "prepare", "--no-demo"], cwd=settings.BASE_DIR, env=surroundings, check=True,
        timeout=1200,
    )  # fmt: skip


@contextmanager
def _alone():
    """Whoever makes it; the run's other processes wait and find it made."""
    _store().mkdir(parents=True, exist_ok=True)
    with (_store() / "fresh.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
