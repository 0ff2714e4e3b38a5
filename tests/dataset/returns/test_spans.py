"""Periods for which figures are asked: they follow one another without gap or overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.periods import read_period
from dataset.returns.spans import MONTH, QUARTER, YEAR, frequencies, span_of, spans

days = st.dates(date(2012, 1, 1), date(2026, 12, 31))
kinds = st.sampled_from([MONTH, QUARTER, YEAR])


@given(days, kinds)
def test_a_day_lies_in_its_period(day, kind):
    span = span_of(day, kind)
    assert span.start <= day <= span.end
    assert span_of(span.start, kind) == span == span_of(span.end, kind)


@given(days, kinds, st.integers(0, 900))
def test_periods_follow_one_another(first, kind, later):
    last = first + timedelta(days=later)
    found = list(spans(kind, first, last))
    assert all(first <= one.start and one.end <= last for one in found)
    assert all(one.end + timedelta(days=1) == after.start for one, after in zip(found, found[1:], strict=False))


@given(days, kinds)
def test_the_importer_reads_a_period_as_the_return_means_it(day, kind):
    span = span_of(day, kind)
    read = read_period(span.plain, latest_year=2040)
    assert (read.start, read.end) == (span.start, span.end)


@pytest.mark.parametrize(
    ("letters", "kinds"),
    [("M", (MONTH,)), ("Q", (QUARTER,)), ("A", (YEAR,)), ("M,A", (MONTH,)), ("", ()), ("Q, A", (QUARTER,))],
)
def test_a_year_is_asked_only_where_nothing_shorter_is(letters, kinds):
    assert frequencies(letters) == kinds


def test_periods_are_said_as_people_say_them():
    assert span_of(date(2019, 9, 4), MONTH).words == "September 2019"
    assert span_of(date(2019, 9, 4), QUARTER).words == "July to September 2019"
    assert span_of(date(2019, 9, 4), YEAR).words == "2019/20"
