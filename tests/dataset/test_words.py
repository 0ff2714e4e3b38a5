"""Words for codes, and when a month's figures are due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset import words


@pytest.mark.parametrize(
    ("figure", "unit", "said"),
    [("349.4", "per 10k", "349.4 per 10,000"), ("15.5", "score", "15.5"), ("23%", "%", "23%"), ("12", "n", "12"),
     ("31", "weeks", "31 weeks")],
)  # fmt: skip
def test_a_figure_with_its_unit(figure, unit, said):
    assert words.with_unit(figure, unit) == said


@pytest.mark.parametrize(
    ("newest", "frequency", "as_at", "owed"),
    [
        (date(2019, 8, 1), "month", date(2019, 10, 25), []),
        (date(2019, 8, 1), "month", date(2019, 10, 26), [date(2019, 9, 1)]),
        (date(2019, 11, 1), "month", date(2020, 2, 26), [date(2019, 12, 1), date(2020, 1, 1)]),
        (date(2019, 4, 1), "quarter", date(2019, 11, 12), [date(2019, 7, 1)]),
        (date(2018, 4, 1), "year", date(2019, 11, 12), []),
        (None, "month", date(2019, 11, 12), []),
    ],
)
def test_what_is_owed(newest, frequency, as_at, owed):
    assert words.owed(newest, frequency, as_at) == owed


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["month", "quarter"]))
def test_periods_follow_one_another_without_a_gap(day, frequency):
    start = day.replace(day=1)
    after = words.following(start, frequency)
    assert after > start and after.day == 1
    assert (after - words.last_day(start, frequency)).days == 1


@pytest.mark.parametrize(
    ("end", "said"),
    [(date(2019, 9, 30), "43 days"), (date(2019, 11, 11), "1 day"), (date(2020, 3, 31), "not yet ended"),
     (date(2016, 3, 31), "1,321 days")],
)  # fmt: skip
def test_the_age_of_data(end, said):
    assert words.age(end, date(2019, 11, 12)) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [((54, 92), "54 of 92"), ((54, None), "54"), ((None, 92), ""), ((1300, 5877.5), "1,300 of 5,877.5")],
)
def test_the_parts_of_a_figure(parts, said):
    assert words.parts(*parts) == said
    assert words.parts(*parts, hidden=True) == ""
