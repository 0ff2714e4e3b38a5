"""References, files and search: the writes that every kind of record shares."""

import hashlib
import logging
import os
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F

from sscb import clock
from sscb.access.errors import Conflict, NotKept
from sscb.history.services import write_history
from sscb.jobs.services import ring
from sscb.people.models import Person
from sscb.records.models import Attachment, Record, Series

log = logging.getLogger("sscb.records")

SCAN = "records.scan"
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 50


def next_reference(prefix: str, on: date) -> str:
    """The next free reference of a series, such as ACT-2019-041. Taken in the caller's transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A reference is taken in the transaction that uses it.")
    series = f"{prefix}-{on.year}"
    Series.objects.get_or_create(prefix=series)
    Series.objects.filter(prefix=series).update(last=F("last") + 1)
    return f"{series}-{Series.objects.values_list('last', flat=True).get(prefix=series):03d}"


def stored_path(sha256: str) -> Path:
    """Where the bytes with this hash lie: outside any web root, readable by the portal alone."""
    return Path(settings.STORE) / "files" / sha256[:2] / sha256


def store_bytes(content: bytes) -> str:
    """Write once under the hash, whole or not at all (REL-07). Returns the SHA-256.

    Raises NotKept when the disk is full or cannot be written (REL-23).
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = stored_path(sha256)
    if not path.exists():
        write_whole(path, content)
    return sha256


def write_whole(path: Path, content: bytes) -> None:
    """Beside it, synced, then renamed. Whatever the disk answers, nothing half-written is left. Raises NotKept."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o600)
        os.replace(temporary, path)
    except OSError as fault:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        log.error("a file could not be kept: %s", fault.errno)
        raise NotKept from fault


def forget_bytes(sha256: str) -> None:
    """Delete the bytes with this hash, unless a file of some record still has them."""
    if not Attachment.objects.filter(sha256=sha256).exists():
        stored_path(sha256).unlink(missing_ok=True)


def add_attachment(
    *, record: Record, name: str, kind: str, content: bytes, by: Person | None, pages: int | None = None
) -> Attachment:
    """Keep a checked file with its record, in the caller's transaction. The caller has required the right to attach.

    Raises ValidationError with a sentence when it is too large or the record holds too many.
    """
    if len(content) > LARGEST_FILE:
        raise ValidationError(
            f"“{name}” is {len(content) / 1024 / 1024:.0f} MB; the largest file taken is 20 MB. Nothing was added."
        )
    if record.attachments.count() >= MOST_FILES:
        raise ValidationError(f"{record.reference} already holds {MOST_FILES} files. Nothing was added.")
    state = Attachment.State.QUARANTINED if settings.CLAMD else Attachment.State.NOT_SCANNED
    attachment = Attachment.objects.create(
        record=record, name=plain_name(name), kind=kind, size=len(content), pages=pages,
        sha256=store_bytes(content), state=state, added_at=clock.now(), added_by=by,
    )  # fmt: skip
    if state == Attachment.State.QUARANTINED:
        ring(SCAN, by=by, args={"file": str(attachment.uuid)}, key=f"scan:{attachment.uuid}", about=attachment)
    write_history(record, "records.file_added", by=by, on=clock.today(), sha256=attachment.sha256, pages=pages)
    return attachment


def plain_name(name: str) -> str:
    """A file name without folders, control or direction-changing characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())[:200] or "file"


class StillClosed(Conflict):
    """A file that was not found clean, or not yet. The message is a sentence for whoever wanted to open it."""


def read_stored(sha256: str) -> bytes:
    """The bytes, checked against their hash, if nothing keeps them closed. Raises StillClosed, and FileNotFoundError
    or ValueError when they are not right."""
    states = set(Attachment.objects.filter(sha256=sha256).values_list("state", flat=True))
    if states and not states & {*Attachment.OPEN}:
        if Attachment.State.INFECTED in states:
            raise StillClosed("The virus scanner found something harmful in this file, so nobody can open it. "
                              "Ask whoever sent it for a clean copy.")  # fmt: skip
        raise StillClosed("This file has not been scanned for viruses yet, so nobody can open it. "
                          "Try again in a minute.")  # fmt: skip
    return stored_bytes(sha256)


def stored_bytes(sha256: str) -> bytes:
    """For the scanner alone: everybody else reads with `read_stored`."""
    content = stored_path(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("The stored file no longer has the hash it was kept under. Restore it from the backup.")
    return content
