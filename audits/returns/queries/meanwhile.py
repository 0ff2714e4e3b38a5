"""Two authors at one answer: what each wrote, side by side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audits.returns.models import Answer, AnswerRevision
from audits.returns.queries.shown import LABELS, grade_words
from audits.scales import Scale


@dataclass(frozen=True)
class Compared:
    label: str
    mine: str
    saved: str


@dataclass(frozen=True)
class Latest:
    sentence: str
    at: datetime


def compared_rows(meanwhile: Any, scale: Scale) -> list[Compared]:
    """The fields that differ, in words."""
    return [
        Compared(LABELS[name], _words(name, mine, scale), _words(name, meanwhile.saved[name], scale))
        for name, mine in meanwhile.mine.items()
        if plain(mine) != plain(meanwhile.saved[name])
    ]


def saved_by(answer: Answer) -> Latest | None:
    last = AnswerRevision.objects.filter(answer=answer).select_related("made_by").order_by("-id").first()
    return last and Latest(f"{last.made_by.name} saved this answer", last.made_at)


def _words(name: str, value: Any, scale: Scale) -> str:
    if name == "self_grade":
        return grade_words(scale, value)
    return value_words(value)


def value_words(value: Any) -> str:
    """A value as lines of text: a table row by row."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "\n".join(value_words(row).replace("\n", "; ") for row in value)
    if isinstance(value, dict):
        if set(value) == {"part", "of"}:
            return f"{value['part']} of {value['of']}"
        rows = ((key, value_words(told).replace("\n", "; ")) for key, told in value.items())
        return "\n".join(f"{key}: {told}" for key, told in rows if told)
    return str(value)


def plain(value: Any) -> Any:
    """Browsers send other line ends than were saved; that is no difference."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
