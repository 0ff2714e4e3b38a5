"""Days between rare events: the limits, the rules, and that no date can be read off anything."""

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.spc import Options, analyse
from sscb.charts.days_between import NO_DATES, days_between, reading
from sscb.charts.rare_events import (
    LONGER,
    OUTSIDE,
    POWER,
    RUN,
    SHORTER,
    TREND,
    TWO_OF_THREE,
    Signal,
    days_apart,
    read_gaps,
    whole_weeks,
)
from tests.effort import calls_of
from tests.sscb.charts.test_drawings import assert_lawful, assert_readable

PACK = [35, 21, 49, 14, 28, 63, 42, 7, 35, 56, 21, 28, 70, 42, 14, 49, 35, 91, 28, 21, 56, 42, 63, 14, 35, 49, 77, 28,
        42, 56]  # fmt: skip
"""The gaps of the specimen pack: centre 37, limits 2 and 182 days, nothing unusual."""
RULES = {"Above UCL": (OUTSIDE, LONGER), "Below LCL": (OUTSIDE, SHORTER), "7 Point Trend (Increasing)": (TREND, LONGER),
         "7 Point Trend (Decreasing)": (TREND, SHORTER), "2 in 3 Above CL": (TWO_OF_THREE, LONGER),
         "2 in 3 Below CL": (TWO_OF_THREE, SHORTER), "7 Points Above CL": (RUN, LONGER),
         "7 Points Below CL": (RUN, SHORTER)}  # fmt: skip


def dates(gaps, first=datetime.date(2012, 3, 14)):
    found = [first]
    for gap in gaps:
        found.append(found[-1] + datetime.timedelta(gap))
    return found


def shown(gaps, **more):
    return days_between(dates(gaps), title="Time between deaths", things="deaths", **more)


def test_the_pack_s_own_figures():
    gaps = read_gaps(PACK)
    assert (round(gaps.centre), round(gaps.lower), round(gaps.upper)) == (37, 2, 182)
    assert set(gaps.signals) == {None}
    assert reading(gaps, 31, "unexpected deaths") == (
        "The usual gap is about 37 days. No gap is unusual: there is no sign that unexpected deaths come more or less "
        "often than before. A longer gap is better; a run of short gaps would be marked."
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 60).map(lambda week: 7 * week), min_size=19, max_size=45))
def test_limits_and_rules_are_those_of_the_xmr_chart_of_the_turned_gaps(days):
    gaps = read_gaps(days)
    first = datetime.date(2000, 1, 1)
    told = analyse([first + datetime.timedelta(n) for n in range(len(days))], [gap**POWER for gap in days],
                   Options(screen_outliers=False))  # fmt: skip
    segment = told.segments[0]
    for ours, theirs in ((gaps.centre, segment.mean), (gaps.lower, segment.lpl), (gaps.upper, segment.upl)):
        assert ours == pytest.approx(max(theirs, 0) ** 3.6, rel=1e-9, abs=1e-12)
    if segment.upl - segment.lpl > 1e-6:
        assert [signal and (signal.rule, signal.side) for signal in gaps.signals] == [
            RULES.get(label) for label in told.points.special_cause_type
        ]


@pytest.mark.parametrize(
    ("tail", "rule", "words"),
    [
        ([700], Signal(OUTSIDE, LONGER), "The newest gap, 700 days, is longer than the usual range of "),
        ([0], Signal(OUTSIDE, SHORTER), "The newest gap, 0 days, is shorter than the usual range of "),
        ([28, 21, 28, 21, 28, 21, 28], Signal(RUN, SHORTER), "The last seven gaps are all shorter than the usual one."),
        ([91, 77, 70, 63, 56, 49, 42], Signal(TREND, SHORTER), "Gaps have grown shorter six times running."),
        ([49, 140, 147], Signal(TWO_OF_THREE, LONGER), "Two of the last three gaps lie close to the long end"),
    ],
)
def test_the_rule_that_fired_is_named_and_writes_the_sentence(tail, rule, words):
    found = shown(PACK[:23] + tail)
    assert found.gaps.newest == rule
    assert found.rule.startswith(words) and found.rule in found.sentence
    assert found.kind == ("concern" if rule.side == SHORTER else "improvement")
    assert found.sentence.endswith(f"come {'more' if rule.side == SHORTER else 'less'} often than before.")
    assert found.rows[-1].signal != "Usual"


def test_an_older_signal_is_marked_and_said_but_is_not_the_reading():
    found = shown([*PACK[:10], 700, *PACK[10:]])
    assert "The newest gap is usual. Gap 11 was not, and is marked." in found.sentence
    assert (found.kind, found.rule) == ("usual", "")


def test_where_neither_way_is_good_nothing_is_good_or_bad():
    found = shown(PACK + [700], longer_is_better=None)
    assert found.kind == "unusual" and "better" not in found.sentence
    assert found.rows[-1].signal == "Unusual: longer than the usual range"


def test_too_few_events_are_a_list_and_never_a_chart():
    found = shown(PACK[:18])
    assert (found.svg, found.method, found.kind) == ("", "", "")
    assert found.sentence == "19 events so far: a chart of the time between deaths starts at 20. Read the list."
    assert len(found.rows) == 18 and not any(row.signal for row in found.rows)
    assert shown(PACK[:19]).svg
    assert days_between([], title="T", things="deaths").sentence == "No deaths have been recorded."
    assert days_between([datetime.date(2019, 1, 1)], title="T").listed == ""


@pytest.mark.req("SEC-30")
def test_no_date_can_be_read_off_anything():
    days = [gap + n % 7 for n, gap in enumerate(PACK)]
    found = shown(days, for_pdf=True)
    assert all(gap % 7 == 0 for gap in found.gaps.days)
    drawn = found.svg.replace("http://www.w3.org/2000/svg", "")
    said = " ".join([drawn, found.sentence, found.listed, found.method, found.rule, repr(found.rows)])
    assert NO_DATES in found.listed
    assert not re.search(r"\b(19|20)\d\d\b|January|February|March|April|June|July|August|Sept|October|Nov|Dec", said)
    hidden = shown(PACK, hidden=True)
    assert not (hidden.svg or hidden.listed or hidden.rows or hidden.gaps.days)


def test_gaps_are_rounded_to_the_nearest_week_and_order_is_found():
    assert whole_weeks([0, 3, 4, 10, 11, 364]) == (0, 0, 7, 7, 14, 364)
    days = dates([5, 0, 9])
    assert days_apart([days[3], days[0], days[2], days[1]]) == (5, 0, 9)
    with pytest.raises(ValueError, match="cannot be negative"):
        read_gaps([-1] * 30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4000), min_size=19, max_size=90), st.sampled_from(["page", "pack"]))
def test_labels_stay_inside_and_apart(days, size):
    svg = shown(days, size=size).svg
    assert_readable(svg)
    assert_lawful(svg)


def test_it_is_little_work_and_more_events_are_no_more_than_in_proportion():
    def of(gaps) -> int:
        events = dates(gaps)
        return calls_of(lambda: days_between(events, title="T", things="deaths"))

    assert of(PACK) < 2000
    assert of(PACK * 4) <= 4 * of(PACK)
