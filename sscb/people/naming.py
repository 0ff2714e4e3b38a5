"""What the Board and its groups are called on a day. A name holds from its day until the day before the next one, so
every day has exactly one; before the first row it is what the Board, or the group, was called when it was set up.

Names change once in years and stand on every page. So they are read once a minute and kept in this process; a change
made here counts at once, and one made elsewhere is months ahead of its day.
"""

import time
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from django.db import transaction

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Called:
    """A name and its short form."""

    name: str
    short: str = ""


FIRST = Called("Somerset Safeguarding Children Board", "SSCB")

Names = dict[int | None, tuple[tuple[date, ...], tuple[Called, ...]]]
"""By group (None: the Board itself): the days from which names hold, in order, and the names."""

_kept: tuple[float, Names] | None = None


def board(on: date) -> Called:
    """What the Board is called on a day: the name that its papers of that day bear."""
    return _of(_names(), None, on, FIRST)


def group_name(group_id: int | None, first: str, on: date) -> str:
    """`first`: what it was called when it was set up. A group that is not stored yet has no other name."""
    return first if group_id is None else _of(_names(), group_id, on, Called(first)).name


def board_as_known(on: date) -> Called:
    """The same without asking the database: for pages that must work while it is away."""
    return _of(_kept[1] if _kept else {}, None, on, FIRST)


def forget() -> None:
    """A name was written: it counts at once here, and again once it is certain."""
    _drop()
    transaction.on_commit(_drop)


def _drop() -> None:
    global _kept
    _kept = None


def _of(names: Names, group_id: int | None, on: date, first: Called) -> Called:
    days, called = names.get(group_id, ((), ()))
    place = bisect_right(days, on)
    return called[place - 1] if place else first


def _names() -> Names:
    global _kept
    kept = _kept
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        kept = _kept = (time.monotonic(), _read())
    return kept[1]


def _read() -> Names:
    from sscb.people.models import Name

    rows: dict[int | None, list[tuple[date, Called]]] = {}
    for group_id, on, name, short in Name.objects.order_by("from_on").values_list("group", "from_on", "name", "short"):
        rows.setdefault(group_id, []).append((on, Called(name, short)))
    return {of: (tuple(on for on, _ in found), tuple(one for _, one in found)) for of, found in rows.items()}
