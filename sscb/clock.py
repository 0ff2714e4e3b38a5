"""The one source of "today". Nothing else in the portal asks the machine what day it is (REL-19).

`today()` and `now()` are the Board's time. In production that is the real time; the demonstration stands at a date
of its own, kept in a small file so that web server, worker and command line agree, and steps forward only.
`wall()` is the machine's own time, for leases, session age and measuring: things that run on even where the
demonstration's date stands still.
"""

import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from sscb.settings.refusals import DEMONSTRATION_DATE

LONDON = ZoneInfo("Europe/London")
FIRST_DEMONSTRATION_DAY = date(2019, 11, 12)

_held: ContextVar[datetime | None] = ContextVar("held", default=None)
_read: tuple[tuple[int, int] | None, date] = (None, FIRST_DEMONSTRATION_DAY)
"""Which file was read last (when it was written, and its place on the disk: two may be written in one tick), and it."""


class BackwardStep(ValueError):
    """The demonstration was asked to go back. Its date steps forward only; an earlier date rebuilds it."""


def wall() -> datetime:
    """The machine's own time, aware, UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The Board's time, aware, UTC. On the demonstration: its date, at the hour it is now in London."""
    held = _held.get()
    if held is not None:
        return held
    if not settings.DEMONSTRATION:
        return wall()
    hour = wall().astimezone(LONDON).time()
    return datetime.combine(demonstration_date(), hour, LONDON).astimezone(UTC)


def today() -> date:
    """Today's date in London."""
    return now().astimezone(LONDON).date()


def day_written(text: str) -> date:
    """A day as people type it to a command: 2019-11-12, and none of the other ways the standard knows.

    Raises ValueError for anything else, and for a day that does not exist.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!r} is not a day")
    return date.fromisoformat(text)


def day_of(moment: datetime) -> date:
    """The date in London of an aware moment."""
    return moment.astimezone(LONDON).date()


def end_of(day: date) -> datetime:
    """The first moment after `day` in London, as UTC: from then on, what was due on `day` is late."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC)


@contextmanager
def at(moment: date | datetime):
    """Within the block the Board's time is this moment (a date means noon in London). For tests and `--as-at`."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12), LONDON)
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)


def _file() -> Path:
    return Path(settings.DATA) / DEMONSTRATION_DATE


def demonstration_date() -> date:
    """Where the demonstration stands. Read again whenever the file has changed."""
    global _read
    try:
        told = os.stat(_file())
    except FileNotFoundError:
        return FIRST_DEMONSTRATION_DAY
    if (told.st_mtime_ns, told.st_ino) != _read[0]:
        _read = ((told.st_mtime_ns, told.st_ino), date.fromisoformat(_file().read_text().strip()))
    return _read[1]


def set_demonstration_date(day: date, *, rebuilding: bool = False) -> None:
    """Step the demonstration to `day`. Raises BackwardStep for an earlier day unless the board is being rebuilt."""
    if not settings.DEMONSTRATION:
        raise PermissionError("Only a demonstration board has a date of its own.")
    if not rebuilding and _file().exists() and day < demonstration_date():
        raise BackwardStep(
            f"The demonstration is at {demonstration_date():%-d %B %Y} and steps forward only. "
            f"To start at an earlier date, rebuild it: ./run demo {day.isoformat()}. Nothing was changed."
        )
    temporary = _file().with_suffix(".new")
    temporary.write_text(day.isoformat())
    os.replace(temporary, _file())
