"""Where bundles and archives lie: a folder for each case handed over, named by their hash, gone with one act."""

import hashlib
import os
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from sscb.records.services import write_whole


def folder_of(handover: UUID) -> Path:
    """Outside any web root, readable by the portal alone."""
    return Path(settings.STORE) / "handover" / str(handover)


def _path(handover: UUID, sha256: str) -> Path:
    return folder_of(handover) / f"{sha256}.zip"


def keep(handover: UUID, content: bytes) -> str:
    """Write it whole or not at all: beside, synced, renamed. Gives its SHA-256. Raises NotKept."""
    sha256 = hashlib.sha256(content).hexdigest()
    folder = folder_of(handover)
    write_whole(_path(handover, sha256), content)
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
    return sha256


def read(handover: UUID, sha256: str) -> bytes:
    """The bytes, checked. Raises FileNotFoundError or ValueError where they are not what was kept."""
    content = _path(handover, sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("The stored file no longer has the hash it was kept under. Build the bundle again.")
    return content


def forget(handover: UUID, sha256: str) -> None:
    _path(handover, sha256).unlink(missing_ok=True)


def forget_others(handover: UUID, kept: set[str]) -> None:
    """What no row speaks of: left behind by a worker that was killed, or taken the place of."""
    for path in folder_of(handover).glob("*"):
        if path.stem not in kept or path.suffix != ".zip":
            path.unlink(missing_ok=True)


def destroy(handover: UUID) -> int:
    """Every file of it; how many there were."""
    folder = folder_of(handover)
    there = len(list(folder.glob("*"))) if folder.exists() else 0
    shutil.rmtree(folder, ignore_errors=True)
    return there
