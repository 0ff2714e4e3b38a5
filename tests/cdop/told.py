"""Invented counts of deaths for the tests of what the Board is told: no child, only groups and days."""

from datetime import timedelta

from hypothesis import strategies as st

from cdop.statistics import Counting
from cdop.years import Year

YEAR = Year(2018)
FIRST, LAST = YEAR.pool[0].starts_on, YEAR.ends_on


ONE = st.builds(
    lambda after, took, **more: Counting(
        notified_on=FIRST + timedelta(days=after), died_on=FIRST + timedelta(days=after),
        completed_on=FIRST + timedelta(days=after + took), **more,
    ),
    after=st.integers(-300, (LAST - FIRST).days), took=st.integers(20, 700),
    age=st.sampled_from(("0-27d", "28-364d", "1-4", "unknown")), sex=st.sampled_from(("female", "male", "unknown")),
    ethnicity=st.sampled_from(("white", "asian", "unknown")), place=st.sampled_from(("hospital", "home", "abroad")),
    expected=st.sampled_from(("expected", "unexpected", "unknown")), category=st.sampled_from((7, 8, 8, 10, 3, 2, 1)),
    modifiable=st.sampled_from(("identified", "none", "inadequate")),
    themes=st.sampled_from(((), ("Safe sleeping",), ("Road safety", "Safe sleeping"))),
)  # fmt: skip


def countings(most: int = 50) -> st.SearchStrategy[list[Counting]]:
    """Some deaths of about six years, completed or not, with every characteristic drawn."""
    return st.lists(ONE, max_size=most)


def steady(count: int = 150) -> list[Counting]:
    """A county's five years: enough of everything for the report to have something to say and something to hide."""
    made = []
    for place in range(count):
        notified = FIRST + timedelta(days=round(place * (LAST - FIRST).days / count) - 60)
        category = (8, 8, 8, 7, 7, 4, 10, 3, 5, 9)[place % 10] if place % 70 else 1
        found = category in (10, 3, 1) or place % 30 == 0
        made.append(
            Counting(
                notified_on=notified, completed_on=notified + timedelta(days=60 + place % 7), died_on=notified,
                age=("0-27d", "28-364d", "1-4", "5-9", "10-14", "15-17")[place % 6], sex=("male", "female")[place % 2],
                ethnicity=("white", "white", "white", "asian")[place % 4], place=("hospital", "home")[place % 2],
                expected=("expected", "expected", "unexpected")[place % 3], category=category,
                modifiable="identified" if found else "none", themes=("Safe sleeping",) if category == 10 else (),
            )
        )  # fmt: skip
    return made
