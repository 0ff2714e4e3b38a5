"""Writing the history and the log of who saw what."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from sscb import clock
from sscb.history.chain import append
from sscb.history.context import whereabouts
from sscb.history.models import Entry, View
from sscb.history.sockets import listeners, sentences

COMMAND_LINE = "the command line"
NO_SINGLE_THING = {"object_type": "", "object_uuid": UUID(int=0), "reference": "", "level": ""}


class UnknownSentence(LookupError):
    """A history code that nobody plugged in, or a fact it does not keep: a programming fault, found in tests."""


class ViewNotWritten(RuntimeError):
    """Who opened it could not be written down, so it is not opened. Becomes a 503 page."""


def _told_of(thing: Any) -> dict:
    if thing is None:
        return {}
    return {
        "object_type": thing._meta.label_lower,
        "object_uuid": thing.uuid,
        "reference": str(getattr(thing, "reference", "") or getattr(thing, "code", ""))[:60],
        "level": getattr(thing, "level", "") or "",
    }


def write_history(
    thing: Any, code: str, /, *, by: Any, on: date, why: str = "", outcome: str = "done", **facts: Any
) -> Entry:
    """Remember what a person meant and did, in the same transaction as the change.

    `thing` is a model instance with a uuid, or None for acts upon the portal itself. `by` is a Person, or None for
    the portal's own jobs. Raises UnknownSentence for a code or a fact that no plugged sentence keeps.
    """
    sentence = sentences.get(code)
    if sentence is None:
        raise UnknownSentence(f"No history sentence has the code {code}.")
    stray = set(facts) - set(sentence.keeps)
    if stray:
        raise UnknownSentence(f"{code} does not keep {sorted(stray)}.")
    place = whereabouts()
    told = _told_of(thing)
    told["level"] = told.get("level") or sentence.level
    entry = append(
        Entry(
            at=clock.now(),
            written_at=clock.wall(),
            code=code,
            by_uuid=getattr(by, "uuid", None),
            by_name=getattr(by, "name", "") or ("the portal" if place.in_request or place.in_worker else COMMAND_LINE),
            on=on,
            why=why,
            outcome=outcome,
            facts={key: _plain(value) for key, value in facts.items()},
            address=place.address,
            session=place.session,
            **told,
        )
    )
    for listener in listeners:
        listener.told(thing)
    return entry


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | bool) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def log_view(
    person: Any, thing: Any, *, kind: str = "page", why: str = "", sha256: str = "", level: str = "",
    taken: dict | None = None,
) -> View:  # fmt: skip
    """Written before the content is sent; if it cannot be written, the content is refused (SEC-24).

    `thing` is a model instance with a uuid, or None for what is no single thing, such as a table of figures: then
    `why` says what was taken, and `level` how it is to be handled. `taken`: of a file, what is in it, as data (SEC-25).
    """
    told = {**NO_SINGLE_THING, **_told_of(thing)}
    try:
        return View.objects.create(
            at=clock.now(), by_uuid=person.uuid, by_name=person.name, kind=kind, why=why, sha256=sha256,
            object_type=told["object_type"], object_uuid=told["object_uuid"], reference=told["reference"],
            level=level or told["level"] or "P3", taken=taken,
        )  # fmt: skip
    except DatabaseError as fault:
        raise ViewNotWritten(
            "Whoever opens this is written down first, and that could not be done just now. Nothing was shown. "
            "Try again in a minute; if it stays so, tell the Board's office."
        ) from fault
