"""How often one person may do in an hour (search: in a minute) what costs much or carries much away (SEC-44).

To ration a page, say so on it: `rationed = EXPORT` on a class (beside `access_rule`), or `@access(rule,
rationed=EXPORT)` on a function. The threshold counts the request once its rule allows it and answers 429 with
`Retry-After` when the hour's are used up. A form with a file needs nothing: `FormPage` counts it before `do`, and gives
back what was typed. Elsewhere call `take(person, EXPORT)` and let `TooMany` through.

An export is a file made of what the portal holds (tables, charts, answers). Opening a paper, a pack or an attachment is
reading, and is not rationed.
"""

from datetime import timedelta
from math import ceil

from django.conf import settings

from sscb import clock
from sscb.access.models import Ration

EXPORT, UPLOAD, PACK = Ration.What.EXPORT.value, Ration.What.UPLOAD.value, Ration.What.PACK.value
SEARCH = Ration.What.SEARCH.value
WORDS = {EXPORT: "exports", UPLOAD: "uploads", PACK: "builds of a pack", SEARCH: "searches"}


class TooMany(Exception):
    """This person has had their hour's share: a 429 with the seconds until the next."""

    def __init__(self, what: str, most: int, seconds: int):
        self.seconds = seconds
        minutes = ceil(seconds / 60)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(
            f"One person may ask for {most} {WORDS[what]} in {'a minute' if what == SEARCH else 'an hour'}, and you "
            f"have. Try again in {wait}. Nothing was lost or changed."
        )


def take(person, what: str) -> None:
    """One of this person's share of the last sixty minutes (of searches: of the last minute), or TooMany.

    Each of the share is a row that is taken over when it is as old as that, by compare-and-set: however many requests
    come at once, no more than the share get through, and it holds when every process was started anew.
    """
    most, now, lasts = settings.RATIONS[what], clock.wall(), timedelta(minutes=1) if what == SEARCH else Ration.HOUR
    held = Ration.objects.filter(person=person, what=what)
    while True:
        rows = list(held.order_by("taken_at", "number").values_list("number", "taken_at"))
        if len(rows) >= most and rows[-most][1] > now - lasts:
            raise TooMany(what, most, ceil((rows[-most][1] + lasts - now).total_seconds()))
        if len(rows) < most:
            number = next(at for at in range(most) if at not in {one for one, _ in rows})
            _, done = held.get_or_create(person=person, what=what, number=number, defaults={"taken_at": now})
        else:
            number, oldest = rows[0]
            done = held.filter(number=number, taken_at=oldest).update(taken_at=now)
        if done:
            return
