"""How often one person may do in an hour what costs much or carries much away; searches and requests by the minute
(SEC-44).

To ration a page, say so on it: `rationed = EXPORT` on a class (beside `access_rule`), or `@access(rule,
rationed=EXPORT)` on a function. The threshold counts the request once its rule allows it and answers 429 with
`Retry-After` when the hour's are used up. A form with a file needs nothing: `FormPage` counts it before `do`, and gives
back what was typed. Elsewhere call `take(person, EXPORT)` and let `TooMany` through.

An export is a file made of what the portal holds (tables, charts, answers). Opening a paper, a pack or an attachment is
reading: it counts, like every other page, among the requests of a minute (`count`).
"""

import logging
from collections import deque
from datetime import datetime, timedelta
from math import ceil
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import InternalError, OperationalError

from sscb import clock
from sscb.access.models import Ration

EXPORT, UPLOAD, PACK = Ration.What.EXPORT.value, Ration.What.UPLOAD.value, Ration.What.PACK.value
SEARCH, REQUEST = Ration.What.SEARCH.value, Ration.What.REQUEST.value
WORDS = {EXPORT: "exports", UPLOAD: "uploads", PACK: "builds of a pack", SEARCH: "searches", REQUEST: "pages"}
BY_THE_MINUTE = (SEARCH, REQUEST)
MINUTE = timedelta(minutes=1)
TOGETHER = 10
"""So many requests of one person are written down as one."""

log = logging.getLogger("sscb.access")
_unwritten: dict[UUID, deque[datetime]] = {}
_lock = Lock()


class TooMany(Exception):
    """This person has had their hour's share: a 429 with the seconds until the next."""

    def __init__(self, what: str, most: int, seconds: int):
        self.seconds = seconds
        minutes = ceil(seconds / 60)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(
            f"One person may ask for {most} {WORDS[what]} in {'a minute' if what in BY_THE_MINUTE else 'an hour'}, "
            f"and you have. Try again in {wait}. Nothing was lost or changed."
        )


def count(person) -> None:
    """One more request of this person, or TooMany.

    Written down by tens, when the eleventh of a minute comes: whoever reads at their own pace costs no query. A process
    that dies forgets at most ten, and a person who is served by several is given at most ten more by each.
    """
    most, now = settings.REQUESTS_A_MINUTE, clock.wall()
    if not most:
        return
    with _lock:
        mine = _unwritten.setdefault(person.uuid, deque())
        while mine and mine[0] <= now - MINUTE:
            mine.popleft()
        ten = tuple(mine) if len(mine) >= TOGETHER else ()
        if ten:
            mine.clear()
        else:
            mine.append(now)
            return
    try:
        _take(person, REQUEST, rows=most // TOGETHER - 1, most=most)
    except TooMany:
        with _lock:
            mine.extendleft(reversed(ten))
        raise
    except (OperationalError, InternalError):
        # The database takes no write. Reading goes on (REL-23), and the ten stay unwritten.
        log.error("requests could not be counted", extra={"person": person.uuid})
        with _lock:
            mine.extendleft(reversed(ten))
        return
    with _lock:
        mine.append(now)


def take(person, what: str) -> None:
    """One of this person's share of the last sixty minutes (of searches: of the last minute), or TooMany."""
    _take(person, what, rows=settings.RATIONS[what], most=settings.RATIONS[what])


def _take(person, what: str, *, rows: int, most: int) -> None:
    """Each of the share is a row that is taken over when it is as old as that, by compare-and-set: however many
    requests come at once, no more than the share get through, and it holds when every process was started anew.
    """
    now, lasts = clock.wall(), MINUTE if what in BY_THE_MINUTE else Ration.HOUR
    held = Ration.objects.filter(person=person, what=what)
    while True:
        found = list(held.order_by("taken_at", "number").values_list("number", "taken_at"))
        if len(found) >= rows and found[-rows][1] > now - lasts:
            raise TooMany(what, most, ceil((found[-rows][1] + lasts - now).total_seconds()))
        if len(found) < rows:
            number = next(at for at in range(rows) if at not in {one for one, _ in found})
            _, done = held.get_or_create(person=person, what=what, number=number, defaults={"taken_at": now})
        else:
            number, oldest = found[0]
            done = held.filter(number=number, taken_at=oldest).update(taken_at=now)
        if done:
            return
