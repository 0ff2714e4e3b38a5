"""Earlier learning and recommendations like what somebody is writing now.

The database finds them, each in its own way: SQLite by its full-text index (FTS5), PostgreSQL by trigrams (pg_trgm).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.urls import reverse

from sscb.learning.likeness import postgresql, sqlite
from sscb.records.models import Record
from sscb.records.sockets import types

LOOKED_THROUGH = 40
SHORTEST = 12


@dataclass(frozen=True)
class Similar:
    title: str
    reference: str
    kind: str
    url: str
    on: date
    stands: str


def similar_to(person: Any, text: str, *, most: int = 5, but: Any = None) -> list[Similar]:
    """The closest first, of what this person may read; empty where nothing is near."""
    if len(text.strip()) < SHORTEST:
        return []
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    keys = engine.closest(text, LOOKED_THROUGH)
    seen = {one.pk: one for one in Record.objects.visible_to(person).filter(pk__in=keys)}
    found = [seen[key] for key in keys if key in seen and key != getattr(but, "pk", None)]
    return [_shown(one) for one in found[:most]]


def _shown(one: Record) -> Similar:
    kind = types[one.type]
    return Similar(
        one.title, one.reference, kind.title, reverse(kind.url_name, args=[one.uuid]), one.opened_on,
        kind.stages[one.stage],
    )  # fmt: skip
