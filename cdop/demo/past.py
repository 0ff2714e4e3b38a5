"""Five invented years of completed reviews, with the proportions of a county and no child behind any of them."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from cdop.services import PastReview

PORTAL_FROM = date(2019, 4, 1)
"""The day on which the reviews of earlier years were carried over."""
FIRST_YEAR_FROM = date(2014, 4, 1)
DEATHS = {2013: 21, 2014: 29, 2015: 33, 2016: 27, 2017: 31, 2018: 16}
"""How many of the deaths of each year from 1 April were reviewed before the portal; the first from July 2013 only."""

SMOKING, SLEEPING = ("parenting", "Smoking in pregnancy or at home"), ("environment", "Safe sleeping")
ROADS, WATER = ("environment", "Road safety"), ("environment", "Water safety")
BOOKING, ILLNESS = ("services", "Late booking of maternity care"), ("services", "Recognising a very ill child early")
MINDS, ALCOHOL = ("services", "Support for emotional wellbeing"), ("parenting", "Alcohol or drugs at home")


@dataclass(frozen=True)
class Kind:
    """`count` invented reviews that are alike; `days`: from the death to the panel's review, about."""

    count: int
    band: str
    category: int
    days: int
    place: str = "hospital"
    expected: str = "expected"
    modifiable: str = "none"
    themes: tuple[tuple[str, str], ...] = ()


KINDS = (
    Kind(29, "0-27d", 8, 215),
    Kind(11, "0-27d", 8, 230, modifiable="identified", themes=(SMOKING,)),
    Kind(5, "0-27d", 8, 240, modifiable="identified", themes=(BOOKING,)),
    Kind(19, "0-27d", 7, 190),
    Kind(3, "0-27d", 9, 220, expected="unexpected"),
    Kind(5, "28-364d", 10, 330, "home", "unexpected", "identified", (SLEEPING, SMOKING)),
    Kind(3, "28-364d", 10, 345, "home", "unexpected", "identified", (SLEEPING,)),
    Kind(3, "28-364d", 10, 350, "home", "unexpected", "identified", (SLEEPING, ALCOHOL)),
    Kind(2, "28-364d", 10, 340, "home", "unexpected", "inadequate"),
    Kind(9, "28-364d", 7, 200),
    Kind(5, "28-364d", 8, 210),
    Kind(3, "28-364d", 9, 260, expected="unexpected", modifiable="identified", themes=(ILLNESS,)),
    Kind(3, "28-364d", 5, 250, expected="unexpected"),
    Kind(1, "28-364d", 1, 560, "home", "unexpected", "identified", (ALCOHOL,)),
    Kind(5, "1-4", 7, 210, "home"),
    Kind(4, "1-4", 5, 240, expected="unexpected"),
    Kind(3, "1-4", 4, 180, "hospice"),
    Kind(3, "1-4", 9, 250, expected="unexpected", modifiable="identified", themes=(ILLNESS,)),
    Kind(3, "1-4", 3, 390, "public", "unexpected", "identified", (WATER,)),
    Kind(1, "1-4", 1, 540, "home", "unexpected", "inadequate"),
    Kind(4, "5-9", 4, 170, "hospice"),
    Kind(4, "5-9", 7, 190, "home"),
    Kind(2, "5-9", 6, 210),
    Kind(2, "5-9", 3, 400, "public", "unexpected", "identified", (ROADS,)),
    Kind(4, "10-14", 4, 180, "home"),
    Kind(3, "10-14", 6, 200),
    Kind(3, "10-14", 3, 410, "public", "unexpected", "identified", (ROADS,)),
    Kind(2, "10-14", 2, 430, "home", "unexpected", "identified", (MINDS,)),
    Kind(6, "15-17", 3, 420, "public", "unexpected", "identified", (ROADS,)),
    Kind(4, "15-17", 2, 440, "home", "unexpected", "identified", (MINDS,)),
    Kind(2, "15-17", 4, 190, "hospice"),
    Kind(2, "15-17", 6, 210),
)  # fmt: skip
GROUPS = ("white",) * 50 + ("asian",) * 3 + ("mixed",) * 3 + ("black",) + ("unknown",) * 2
SEXES = ("male",) * 17 + ("female",) * 14


def number(*parts: object) -> float:
    """A number from 0 up to 1, always the same for the same parts."""
    told = " ".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:4]) / 2**32


def past_reviews(until: date) -> list[PastReview]:
    """What had been completed from the first year on by `until`, in the order of notification."""
    kinds = list(chain.from_iterable([kind] * kind.count for kind in KINDS))
    kinds = [kind for _, kind in sorted(((number(place), kind) for place, kind in enumerate(kinds)), key=_first)]
    made = [_review(kind, died_on, place) for place, (kind, died_on) in enumerate(zip(kinds, _days(), strict=False))]
    return [one for one in made if FIRST_YEAR_FROM <= one.completed_on <= until]


def _first(pair: tuple) -> float:
    return pair[0]


def _days() -> list[date]:
    """The days of the deaths: spread over each year with gaps that differ, as chance has it."""
    days = []
    for year, count in DEATHS.items():
        first = date(year, 7, 1) if year == 2013 else date(year, 4, 1)
        length = (date(year + 1, 3, 25) - first).days if year < 2018 else 150
        days += sorted(first + timedelta(days=round(length * number(year, place))) for place in range(count))
    return days


def _review(kind: Kind, died_on: date, place: int) -> PastReview:
    notified_on = died_on + timedelta(days=round(2.4 * number("told", place)))
    took = round(kind.days * (0.72 + 0.7 * number("took", place) ** 2))
    completed_on = died_on + timedelta(days=took)
    return PastReview(
        died_on=died_on, notified_on=notified_on, completed_on=completed_on - timedelta(days=completed_on.weekday()),
        age_band=kind.band, category=kind.category, modifiable=kind.modifiable, expected=kind.expected,
        sex=SEXES[place * 7 % len(SEXES)], ethnic_group=GROUPS[place * 11 % len(GROUPS)], place_kind=kind.place,
        themes=kind.themes,
    )  # fmt: skip
