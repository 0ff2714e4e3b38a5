"""An SQLite database to which the migrations were applied once, for all processes of a run and from run to run.

Applying them is what a test database, and a served portal, spend most of their start on; a copy holds the same.
"""

import fcntl
import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings


def _store() -> Path:
    own = settings.DATA
    return own.parent if own.name == os.environ.get("PYTEST_XDIST_WORKER") else own


def copy() -> Path:
    """Where the copy for these very migrations stands, or will stand."""
    told, top = hashlib.sha256(), settings.BASE_DIR
    for migration in sorted([*top.glob("*/migrations/*.py"), *top.glob("sscb/*/migrations/*.py")]):
        told.update(migration.name.encode() + migration.read_bytes())
    return _store() / f"migrated-{told.hexdigest()[:16]}.sqlite3"


def begin(data: Path) -> None:
    """A portal's folder whose database is migrated already, where a run has left a copy."""
    data.mkdir(parents=True, exist_ok=True)
    if copy().exists():
        shutil.copyfile(copy(), data / "portal.sqlite3")


def wait_and_hold():
    """Wait for whoever makes the copy, then hold everybody else until this is closed."""
    held = (_store() / "migrated.lock").open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    return held
