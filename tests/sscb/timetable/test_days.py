"""Counting days: properties that hold for any calendar, the handbook's check values, and GOV.UK's own list."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscb.timetable.days import NoSuchDay, WorkingDays, add_days, add_months, in_words, known_years
from sscb.timetable.holidays_list import listed_days, working_days_listed

ORACLE = json.loads((Path(__file__).parent / "oracles" / "bank-holidays-england.json").read_text(encoding="utf-8"))
ENGLAND = working_days_listed()

any_day = st.dates(date(2012, 1, 1), date(2029, 12, 31))
calendars = st.frozensets(any_day, max_size=60).map(WorkingDays)


@given(calendars, any_day, st.integers(0, 120))
def test_counting_forward_and_back_agree(days, start, n):
    assert days.between(start, days.after(start, n)) == n
    assert days.between(start, days.before(start, n)) == -n


@given(calendars, any_day, st.integers(1, 120))
def test_lands_on_a_working_day(days, start, n):
    assert days.is_working(days.after(start, n))
    assert days.is_working(days.before(start, n))


@given(calendars, any_day, st.integers(1, 60))
def test_forward_then_back_comes_home_from_a_working_day(days, start, n):
    start = days.after(start, 1)
    assert days.before(days.after(start, n), n) == start
    assert days.after(days.before(start, n), n) == start


@given(calendars, any_day, st.integers(-60, 60))
def test_a_negative_count_is_the_other_direction(days, start, n):
    assert days.after(start, n) == days.before(start, -n)


@given(calendars, any_day, any_day, st.integers(1, 60))
def test_another_holiday_never_makes_a_last_day_earlier(days, start, holiday, n):
    more = WorkingDays(days.holidays | {holiday})
    assert more.after(start, n) >= days.after(start, n)
    assert more.before(start, n) <= days.before(start, n)


@given(any_day, st.integers(-60, 60))
def test_months_keep_the_day_or_clip_to_the_months_end(start, months):
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


AWARE = [
    ("2018-12-21", "2019-01-02", "2019-01-16"),
    ("2019-04-18", "2019-04-29", "2019-05-14"),
    ("2019-09-28", "2019-10-04", "2019-10-18"),
    ("2019-12-23", "2020-01-02", "2020-01-16"),
    ("2018-06-29", "2018-07-06", "2018-07-20"),
    ("2019-09-27", "2019-10-04", "2019-10-18"),
]


@pytest.mark.parametrize(("aware", "five", "fifteen"), AWARE)
def test_the_handbooks_check_values(aware, five, fifteen):
    start = date.fromisoformat(aware)
    assert ENGLAND.after(start, 5).isoformat() == five
    assert ENGLAND.after(start, 15).isoformat() == fifteen


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2019-09-29", 4, "2020-01-29"), ("2019-08-31", 6, "2020-02-29"), ("2018-08-31", 6, "2019-02-28"),
        ("2019-01-31", 1, "2019-02-28"), ("2018-11-30", 3, "2019-02-28"), ("2018-10-31", 4, "2019-02-28"),
        ("2019-07-31", 4, "2019-11-30"), ("2020-02-29", 12, "2021-02-28"), ("2019-03-31", -1, "2019-02-28"),
    ],
)  # fmt: skip
def test_months_by_table(start, months, end):
    assert add_months(date.fromisoformat(start), months).isoformat() == end


def test_the_list_agrees_with_gov_uk_for_all_its_years():
    theirs = {event["date"] for event in ORACLE["events"]}
    ours = {day.on.isoformat() for day in listed_days() if day.on.year <= 2027}
    assert len(theirs) == 132
    assert ours == theirs


def test_substitutes_are_called_so_as_gov_uk_does():
    theirs = {event["date"] for event in ORACLE["events"] if event["notes"] == "Substitute day"}
    ours = {day.on.isoformat() for day in listed_days() if day.note}
    # GOV.UK calls the moved late May holiday of 2012 a substitute too; the library calls it by its own name.
    assert theirs - ours <= {"2012-06-04"}
    assert all("2012" <= day[:4] for day in ours)


def test_no_holiday_is_on_a_weekend():
    assert all(day.on.weekday() < 5 for day in listed_days())


def test_a_count_beyond_the_list_is_refused_and_never_wrong_in_silence():
    assert ENGLAND.known == (date(2012, 1, 1), date(2030, 12, 31))
    with pytest.raises(NoSuchDay, match="speaks for 2012 to 2030, and this count reaches 2031"):
        ENGLAND.after(date(2030, 12, 30), 2)
    with pytest.raises(NoSuchDay):
        ENGLAND.before(date(2012, 1, 3), 5)


def test_a_year_with_too_few_holidays_is_a_year_not_listed_yet():
    one_more = set(ENGLAND.holidays) | {date(2031, 5, 9)}
    assert known_years(one_more) == ENGLAND.known
    assert known_years([]) is None


@pytest.mark.parametrize(
    "count",
    [
        lambda: add_months(date(9999, 12, 1), 1),
        lambda: add_days(date.max, 1),
        lambda: add_months(date(1, 1, 1), -1),
        lambda: WorkingDays(frozenset()).after(date.max, 1),
    ],
)
def test_leaving_the_calendar_is_said(count):
    with pytest.raises(NoSuchDay, match="leaves the calendar"):
        count()


def test_dates_in_words():
    assert in_words(date(2020, 1, 29)) == "29 January 2020"
