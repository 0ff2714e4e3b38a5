"""Reading the history: sentences are made here, when they are read."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sscb.history.models import Entry
from sscb.history.sockets import sentences

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Told:
    at: datetime
    sentence: str
    why: str
    reference: str
    code: str = ""


def _in_words(value: Any) -> Any:
    """A day as people write it; everything else as it was kept."""
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return "none" if value is None else value


def told(entry: Entry) -> Told:
    sentence = sentences.get(entry.code)
    facts = {name: _in_words(value) for name, value in entry.facts.items()}
    words = {**facts, "by": entry.by_name, "reference": entry.reference, "why": entry.why}
    text = sentence.text.format(**words) if sentence else f"{entry.by_name}: {entry.code}"
    return Told(entry.at, text[:1].upper() + text[1:], entry.why, entry.reference, entry.code)


def history_of(thing, *, most: int = 50, of: str = "") -> list[Told]:
    """What was done to the thing, the newest first; `of`: what this room did to it alone, such as `dataset.`"""
    return [told(entry) for entry in Entry.objects.filter(object_uuid=thing.uuid, code__startswith=of)[:most]]


def newest_mark() -> str:
    """The mark of the last entry, which stands for all that has been done so far; empty when nothing has been."""
    return Entry.objects.order_by("-number").values_list("mark", flat=True).first() or ""
