"""The demonstration at a date: made once a run from nothing, as a user has it made, and copied by whoever needs it.

On SQLite it is a folder with its database in it, on PostgreSQL a folder and a database that copies are made from.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from sscb.clock import FIRST_DEMONSTRATION_DAY
from tests import fresh

BUILD_SECONDS = 1200
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:16]


@dataclass(frozen=True)
class Copy:
    data: Path
    database_url: str
    """Empty on SQLite, where the database lies in the folder."""


def copy_of(day: date, data: Path, store: Path, *, called: str) -> Copy:
    """The demonstration at `day`, in the folder `data`. `store`: the folder that all processes of this run share.

    `called`: what the copy's database is named on PostgreSQL.
    """
    whole = _made(day, store)
    shutil.copytree(whole, data, dirs_exist_ok=True)
    if not fresh.on_postgresql():
        return Copy(data, "")
    return Copy(data, fresh.empty(os.environ["DATABASE_URL"], called, template=_named(day)))


@contextmanager
def read_here(copy: Copy) -> Iterator[None]:
    """This test's own line leads to the copy and its files; what the test writes there is taken back."""
    known, name = connection.settings_dict["NAME"], copy.database_url.rpartition("/")[2]
    connection.close()
    connection.settings_dict["NAME"] = name or str(copy.data / "portal.sqlite3")
    try:
        with override_settings(DEMONSTRATION=True, DATA=copy.data, STORE=copy.data / "store"):
            block = transaction.atomic()
            block._from_testcase = True  # so that services may open their own, as in any test
            with block:
                yield
                transaction.set_rollback(True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = known


def _named(day: date) -> str:
    return f"demonstration_{RUN}_{day:%Y%m%d}"


def _made(day: date, store: Path) -> Path:
    """Whoever comes first makes it; the run's other processes wait and find it made."""
    whole = store / _named(day)
    with (store / f"{whole.name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not whole.exists():
            half = store / f"{whole.name}-half"
            shutil.rmtree(half, ignore_errors=True)
            fresh.begin(half)
            surroundings = {**os.environ, "SSCB_MODE": "demonstration", "SSCB_DATA": str(half)}
            surroundings.pop("DJANGO_SETTINGS_MODULE", None)
            surroundings.pop("REDIS_URL", None)  # nobody works for it yet
            if fresh.on_postgresql():
                surroundings["DATABASE_URL"] = fresh.database(os.environ["DATABASE_URL"], whole.name)
            words = ["prepare"] if day == FIRST_DEMONSTRATION_DAY else ["demo", day.isoformat()]
            subprocess.run(
                [sys.executable, "manage.py", *words], cwd=settings.BASE_DIR, env=surroundings, check=True,
                stdout=subprocess.DEVNULL, timeout=BUILD_SECONDS,
            )  # fmt: skip
            if not fresh.on_postgresql():
                with closing(sqlite3.connect(half / "portal.sqlite3")) as line:
                    line.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nothing of it stays in a file beside it
            half.rename(whole)
    return whole
