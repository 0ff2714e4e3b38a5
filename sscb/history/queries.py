"""Reading the history: sentences are made here, when they are read."""

from dataclasses import dataclass
from datetime import datetime

from sscb.history.models import Entry
from sscb.history.sockets import sentences


@dataclass(frozen=True)
class Told:
    at: datetime
    sentence: str
    why: str
    reference: str


def told(entry: Entry) -> Told:
    sentence = sentences.get(entry.code)
    words = {**entry.facts, "by": entry.by_name, "reference": entry.reference, "why": entry.why}
    text = sentence.text.format(**words) if sentence else f"{entry.by_name}: {entry.code}"
    return Told(at=entry.at, sentence=text[:1].upper() + text[1:], why=entry.why, reference=entry.reference)


def history_of(thing, *, most: int = 50) -> list[Told]:
    return [told(entry) for entry in Entry.objects.filter(object_uuid=thing.uuid)[:most]]


def newest_mark() -> str:
    """The mark of the last entry, which stands for all that has been done so far; empty when nothing has been."""
    return Entry.objects.order_by("-number").values_list("mark", flat=True).first() or ""
