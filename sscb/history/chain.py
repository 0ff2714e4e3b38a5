"""The chain: each entry carries a keyed mark over itself and the mark before it, so that a changed row is found."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC

from django.conf import settings
from django.db import connection, transaction

from sscb.history.models import Entry

FIRST_MARK = "0" * 64
ADVISORY_LOCK = 0x5353_4342
MARKED = (
    "number", "at", "written_at", "code", "by_uuid", "by_name", "object_type", "object_uuid", "reference", "level",
    "outcome", "on", "facts", "why", "address", "session", "previous_mark",
)  # fmt: skip


def mark_of(entry: Entry) -> str:
    """HMAC-SHA-256 over the fields named in MARKED, in that order, as JSON."""
    values = []
    for name in MARKED:
        value = getattr(entry, name)
        if hasattr(value, "astimezone"):
            value = value.astimezone(UTC).isoformat(timespec="microseconds")
        elif value is not None and not isinstance(value, str | int | dict):
            value = str(value)
        values.append(value)
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.HISTORY_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def append(entry: Entry) -> Entry:
    """Put the entry at the end of the chain, in the caller's transaction.

    The head is taken under a lock that the database holds until that transaction ends: an advisory lock on
    PostgreSQL, the one writer of an immediate transaction on SQLite.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("History is written in the transaction of the change it tells of.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
    head = Entry.objects.order_by("-number").values_list("number", "mark").first()
    entry.number, entry.previous_mark = (head[0] + 1, head[1]) if head else (1, FIRST_MARK)
    entry.mark = mark_of(entry)
    entry.save(force_insert=True)
    return entry


def faults(*, newest: int | None = None) -> Iterator[str]:
    """A sentence for every place where the chain does not hold. Nothing yielded: it is whole.

    `newest`: only so many entries at its end are looked at, which costs the same however long it is.
    """
    entries, expected, before = Entry.objects.order_by("number"), 1, FIRST_MARK
    if newest is not None:
        first = Entry.objects.order_by("-number")[newest - 1 : newest].first()
        if first is not None and first.number > 1:
            entries, expected, before = entries.filter(number__gte=first.number), first.number, first.previous_mark
    for entry in entries.iterator(chunk_size=2000):
        if entry.number != expected:
            missing = f"{expected}" if entry.number == expected + 1 else f"{expected} to {entry.number - 1}"
            yield f"Entry {missing} is missing."
            before = entry.previous_mark
        if entry.previous_mark != before:
            yield f"Entry {entry.number} does not follow the entry before it."
        if entry.mark != mark_of(entry):
            yield f"Entry {entry.number} ({entry.code}) was altered after it was written."
        expected, before = entry.number + 1, entry.mark
