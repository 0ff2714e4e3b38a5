"""Counting child deaths for a report: which figures there are, and every sum that holds between them. Pure.

Two sets of children are counted, and never taken from one another: deaths notified in a period, and reviews completed
in it (of deaths in any year). Nothing but yearly and half-yearly totals is counted for less than five years, and no
table crosses two characteristics of a child.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from cdop.ages import BANDS
from cdop.years import Year
from sscb.disclosure import Equation, Key, Release, Share

TWELVE_MONTHS = 365
CATEGORY_NAMES = {
    1: "Deliberately inflicted injury, abuse or neglect", 2: "Suicide or deliberate self-inflicted harm",
    3: "Trauma and other external factors", 4: "Malignancy", 5: "Acute medical or surgical condition",
    6: "Chronic medical condition", 7: "Chromosomal, genetic and congenital anomalies", 8: "Perinatal/neonatal event",
    9: "Infection", 10: "Sudden unexpected, unexplained death",
}  # fmt: skip
OTHER = "other"
PARTS: dict[str, dict[str, str]] = {
    "category": {str(number): f"{number} {name}" for number, name in CATEGORY_NAMES.items()},
    "age": dict(BANDS),
    "sex": {"female": "Girls", "male": "Boys", OTHER: "Indeterminate or not known"},
    "ethnicity": {"white": "White", OTHER: "All other groups together", "unknown": "Not known"},
    "place": {"hospital": "Hospital", "hospice": "Hospice", "home": "Home", "public": "Public place or road",
              OTHER: "Elsewhere or not known"},
    "expected": {"expected": "Expected", "unexpected": "Unexpected", "unknown": "Not known"},
    "modifiable": {"identified": "Modifiable factors identified", OTHER: "None identified, or too little to judge"},
}  # fmt: skip
"""Characteristic -> its groups in the order shown. Small groups are put together here, before anything is hidden."""


@dataclass(frozen=True)
class Counting:
    """What is counted of one death. `died_on` and what follows it are empty once its content is with another body."""

    notified_on: date
    completed_on: date | None = None
    died_on: date | None = None
    age: str = "unknown"
    sex: str = "unknown"
    ethnicity: str = "unknown"
    place: str = "unknown"
    expected: str = "unknown"
    category: int | None = None
    modifiable: str = ""
    themes: tuple[str, ...] = ()

    def part(self, characteristic: str) -> str:
        """The group shown in a table."""
        value = str(getattr(self, characteristic))
        parts = PARTS[characteristic]
        return value if value in parts else OTHER if OTHER in parts else "unknown"


@dataclass(frozen=True)
class Took:
    """Days from death to the panel's review, five years together. The ends are rounded to tens: each is one child's."""

    median: int | None
    shortest: int | None
    longest: int | None


def count(cases: Collection[Counting], year: Year) -> Release:
    """Every figure of a report whose newest full year is `year`, as one release to be decided together."""
    release = Release()
    pool = reviewed(cases, year)
    _count_years(release, cases, year)
    for characteristic, parts in PARTS.items():
        found = Counter(one.part(characteristic) for one in pool)
        cells = {("pool", characteristic, part): found[part] for part in parts}
        release.add(
            {**cells, ("pool",): len(pool)}, [Equation(("pool",), tuple(cells))],
            shares=[Share(("share", *key[1:]), key, ("pool",), decimals=0) for key in cells],
        )  # fmt: skip
    _count_modifiable(release, pool)
    _count_time(release, pool)
    themes = Counter(theme for one in pool for theme in set(one.themes))
    release.add({("theme", theme): found for theme, found in sorted(themes.items())})
    return release


def count_half(cases: Collection[Counting], year: Year) -> Release:
    """The first half of a year that has begun: nothing shorter than a half is ever printed, and nothing but totals."""
    release = Release()
    for what, held in (("notified", "notified_on"), ("completed", "completed_on")):
        days = [day for one in cases if year.holds(day := getattr(one, held))]
        release.add({("half", what, year.first): sum(day <= year.half_ends_on for day in days)})
    return release


def _count_years(release: Release, cases: Collection[Counting], year: Year) -> None:
    """Yearly totals; and unexpected deaths by year, which no table shows but which the days-between chart tells."""
    for what, held in (
        ("notified", lambda one, when: when.holds(one.notified_on)),
        ("completed", lambda one, when: when.holds(one.completed_on)),
        ("unexpected", lambda one, when: when.holds(one.notified_on) and one.expected == "unexpected"),
    ):
        cells = {(what, when.first): sum(held(one, when) for one in cases) for when in year.pool}
        total = (what, "five years")
        release.add({**cells, total: sum(cells.values())}, [Equation(total, tuple(cells))])
    here = len(reviewed(cases, year))
    every = sum(when.holds(one.completed_on) for one in cases for when in year.pool)
    release.add(
        {("pool",): here, ("with another body",): every - here},
        [Equation(("completed", "five years"), (("pool",), ("with another body",)))],
    )


def reviewed(cases: Iterable[Counting], year: Year) -> list[Counting]:
    """Reviews completed in the five years whose content is still here."""
    return [one for one in cases if one.category and any(when.holds(one.completed_on) for when in year.pool)]


def _count_modifiable(release: Release, pool: Collection[Counting]) -> None:
    yes = Counter(one.part("category") for one in pool if one.modifiable == "identified")
    every = Counter(one.part("category") for one in pool)
    found = {("modifiable in", part): yes[part] for part in PARTS["category"]}
    others = {("not in", part): every[part] - yes[part] for part in PARTS["category"]}
    sums = [
        Equation(("pool", "category", part), (("modifiable in", part), ("not in", part))) for part in PARTS["category"]
    ]
    sums += [
        Equation(("pool", "modifiable", "identified"), tuple(found)),
        Equation(("pool", "modifiable", OTHER), tuple(others)),
    ]
    cells = {("pool", "category", part): every[part] for part in PARTS["category"]}
    answers = Counter(one.part("modifiable") for one in pool)
    cells |= {("pool", "modifiable", part): answers[part] for part in PARTS["modifiable"]}
    # Where a factor was found in every review of a category, a family would know it of its own: nought tells then.
    release.add(
        {**cells, **found, **others, ("pool",): len(pool)}, sums, secret_zeros=tuple(others)
    )


def days_taken(pool: Iterable[Counting]) -> list[int]:
    return sorted((one.completed_on - one.died_on).days for one in pool if one.died_on and one.completed_on)


def _count_time(release: Release, pool: Collection[Counting]) -> None:
    days = days_taken(pool)
    within = sum(took <= TWELVE_MONTHS for took in days)
    cells = {("in time",): within, ("later",): len(days) - within, ("time known",): len(days)}
    release.add(
        cells, [Equation(("time known",), (("in time",), ("later",)))],
        shares=[Share(("share", "in time"), ("in time",), ("time known",), decimals=0)],
    )  # fmt: skip


def took(cases: Collection[Counting], year: Year) -> Took:
    """Median and ends of the five years. Nothing where there are fewer than 20 reviews."""
    days = days_taken(reviewed(cases, year))
    if len(days) < 20:
        return Took(None, None, None)
    return Took(round(median(days)), round(days[0], -1), round(days[-1], -1))


def unexpected_days(cases: Iterable[Counting], year: Year) -> list[date]:
    """The days on which unexpected deaths of the five years were notified. For the gaps between them, nothing else."""
    return sorted(
        one.notified_on for one in cases
        if one.expected == "unexpected" and any(when.holds(one.notified_on) for when in year.pool)
    )  # fmt: skip


def chart_is_safe(disclosed: Mapping[Key, object], year: Year) -> bool:
    """Whoever holds two yearly charts can count the unexpected deaths of a year: none may be a hidden number."""
    return not any(disclosed[("unexpected", when.first)].hidden for when in year.pool)
