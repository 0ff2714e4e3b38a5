"""What is counted adds up, and what may not be told cannot be worked out from anything that is printed with it."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdop.queries.figures import chart_of, figures_of, half_of
from cdop.statistics import PARTS, Counting, chart_is_safe, count, reviewed, took, unexpected_days
from cdop.years import Year, last_ended, last_quarter, year_of
from sscb.disclosure import Audience, Disclosed, audit
from tests.cdop.told import FIRST, YEAR, countings, steady


def decided(cases, earlier=None):
    release = count(cases, YEAR)
    return release, release.decide(Audience.BOARD, earlier)


@settings(max_examples=60, deadline=None)
@given(countings())
def test_every_sum_holds(cases):
    release = count(cases, YEAR)
    for one in release._equations:
        assert release._cells[one.total] == sum(release._cells[part] for part in one.parts), one.total


@pytest.mark.req("SEC-31")
@settings(max_examples=10, deadline=None)
@given(countings(), st.data())
def test_the_attacker_finds_nothing_in_all_tables_of_a_report_together(cases, data):
    """Tables, sentences, chart and annex are all made from one decision: a hidden figure stands nowhere as a number."""
    figures = figures_of("annual", YEAR, as_at=date(2019, 11, 12), cases=cases)
    shown = Disclosed.from_json(figures["disclosed"])
    release = count(cases, YEAR)
    assert audit(release._cells, release._equations, shown) == []
    by_anchor = {one["anchor"]: one["shown"] for one in figures["figures"]}
    for table in figures["tables"]:
        for row in table["rows"]:
            for cell in row["cells"]:
                assert not cell["anchor"] or by_anchor[cell["anchor"]] == cell["text"]
                assert cell["text"] not in ("1", "2", "3", "4"), table["code"]
    kept = json.loads(json.dumps(figures["disclosed"]))
    assert all(row[1] is None for row in kept["figures"] if row[2]), "what is stored holds no hidden number"
    if not chart_is_safe(shown, YEAR):
        assert figures["gaps"] == [] and chart_of(figures, size="page") is None
    # After a correction, what was hidden stays hidden.
    less = cases[: data.draw(st.integers(0, len(cases)))]
    after = count(less, YEAR).decide(Audience.BOARD, shown)
    assert all(after[key].hidden for key in shown if shown[key].hidden and key in after and key[0] != "share")


def test_a_small_year_of_unexpected_deaths_hides_the_chart():
    cases = steady()
    assert figures_of("annual", YEAR, as_at=date(2019, 11, 12), cases=cases)["gaps"]
    few = [
        replace(one, expected="expected") if Year(2016).holds(one.notified_on) and one.notified_on.day > 3 else one
        for one in cases
    ]
    figures = figures_of("annual", YEAR, as_at=date(2019, 11, 12), cases=few)
    assert figures["gaps"] == [] and "not shown" in figures["chart_hidden"]


def test_the_chart_holds_no_day_of_any_death():
    cases = steady()
    figures = figures_of("quarterly", YEAR, as_at=date(2019, 11, 12), cases=cases)
    assert all(gap % 7 == 0 for gap in figures["gaps"])
    assert len(figures["gaps"]) == len(unexpected_days(cases, YEAR)) - 1
    told = json.dumps({key: one for key, one in figures.items() if key not in ("figures", "tables", "as_at")})
    told += chart_of(figures, size="pack").svg
    days = {one.notified_on for one in cases} | {one.died_on for one in cases}
    assert not [day for day in days if day.isoformat() in told or f"{day.day} {day:%B %Y}" in told]


def test_ends_are_rounded_and_few_reviews_say_nothing_of_time():
    cases = steady()
    taken = took(cases, YEAR)
    assert (taken.shortest % 10, taken.longest % 10) == (0, 0)
    assert took(cases[:10], YEAR) == type(taken)(None, None, None)


def test_every_review_within_twelve_months_is_counted_to_the_day():
    one = Counting(FIRST, FIRST + timedelta(days=365), died_on=FIRST, category=8, modifiable="none")
    release, _ = decided([one, replace(one, completed_on=FIRST + timedelta(days=366))])
    assert (release._cells[("in time",)], release._cells[("later",)]) == (1, 1)


def test_notified_and_completed_are_two_sets():
    late = Counting(date(2014, 3, 1), date(2015, 2, 1), died_on=date(2014, 2, 27), category=7, modifiable="none")
    release, _ = decided([late])
    assert release._cells[("notified", 2014)] == 0 and release._cells[("completed", 2014)] == 1


def test_what_another_body_has_is_counted_apart():
    gone = Counting(date(2018, 5, 1), date(2018, 12, 1))
    release, _ = decided([*steady(), gone])
    assert release._cells[("with another body",)] == 1 and gone not in reviewed([gone], YEAR)


def test_half_years_are_the_shortest_time_printed():
    cases = [Counting(date(2019, 9, 30)), Counting(date(2019, 10, 1))]
    half = half_of(Year(2019), as_at=date(2019, 11, 12), cases=cases)
    assert [row["cells"][0]["text"] for row in half["rows"]] == ["<5", "0"]


def test_no_group_is_lost_between_a_characteristic_and_its_table():
    strange = Counting(FIRST, FIRST, died_on=FIRST, sex="indeterminate", ethnicity="black", place="abroad", category=7)
    assert {code: strange.part(code) for code in ("sex", "ethnicity", "place")} == dict.fromkeys(
        ("sex", "ethnicity", "place"), "other"
    )
    assert strange.part("expected") == "unknown" and "7" in PARTS["category"]


@pytest.mark.parametrize(
    ("day", "year", "ended", "quarter"),
    [
        (date(2019, 3, 31), 2018, 2017, (2018, 3)), (date(2019, 4, 1), 2019, 2018, (2018, 4)),
        (date(2019, 6, 30), 2019, 2018, (2018, 4)), (date(2019, 7, 1), 2019, 2018, (2019, 1)),
        (date(2020, 1, 1), 2019, 2018, (2019, 3)),
    ],
)  # fmt: skip
def test_years_and_quarters_end_with_their_last_day(day, year, ended, quarter):
    assert (year_of(day).first, last_ended(day).first) == (year, ended)
    found, number = last_quarter(day)
    assert (found.first, number) == quarter
