"""The words: from the rule that fired, honest about oddities, silent about small numbers."""

import re
import xml.etree.ElementTree as tree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.readings import (
    Facts,
    chart,
    indicator_heading,
    moving_range,
    pack_line,
    read,
    scorecard_heading,
    spark,
)
from dataset.readings.reading import DIRECTIONS
from dataset.spc import Options, analyse, to_oracle
from sscb.charts import icons

STEADY = [78, 80, 79, 81, 77, 80, 82, 79, 80, 78, 81, 80]


def months(count: int, first: int = 2018 * 12 + 9) -> list[str]:
    return [f"{(first + place) // 12}-{(first + place) % 12 + 1:02d}-01" for place in range(count)]


def reading_of(values, *, polarity="H", dates=None, rebase=(), screen=True, fix=None, **facts):
    facts = Facts("Return interviews", **({"unit": "%", "polarity": polarity} | facts))
    options = Options(DIRECTIONS[polarity], facts.target, rebase, fix, screen)
    analysis = analyse(dates or months(len(values)), values, options)
    return analysis, read(analysis, facts)


def test_a_fall_below_the_limits_is_a_concern_in_the_words_of_the_rule():
    analysis, reading = reading_of([*STEADY, 58.7], target=85, decimals=1,
                                   says="{value} of return interviews were held within 72 hours")  # fmt: skip
    assert reading.variation.label == "Concern, low"
    assert (reading.variation.icon, reading.variation.side) == (icons.CONCERN, "low")
    assert reading.variation.code == "special_cause_concern"
    assert indicator_heading(reading) == (
        "58.7% of return interviews were held within 72 hours in October 2019, below the usual range of 72.2% to 83.8%"
    )
    assert "lies below the usual range of 72.2% to 83.8%" in reading.sentence
    assert pack_line(reading) == "Concern: lower. Will not meet 85%"


@pytest.mark.parametrize(
    ("polarity", "last", "label", "icon"),
    [("H", 95, "Improving, high", icons.IMPROVEMENT), ("L", 95, "Concern, high", icons.CONCERN),
     ("N", 95, "Unusual, high", icons.UNUSUAL), ("N", 60, "Unusual, low", icons.UNUSUAL),
     ("L", 60, "Improving, low", icons.IMPROVEMENT), ("H", 80, "Usual variation", icons.USUAL)],
)  # fmt: skip
def test_variation_labels(polarity, last, label, icon):
    _, reading = reading_of([*STEADY, last], polarity=polarity)
    assert (reading.variation.label, reading.variation.icon) == (label, icon)


@pytest.mark.parametrize(
    ("polarity", "target", "label"),
    [("H", 70, "Will pass"), ("H", 80, "Hit and miss"), ("H", 95, "Will fail"), ("L", 70, "Will fail"),
     ("L", 95, "Will pass"), ("N", 95, "No target"), ("H", None, "No target")],
)  # fmt: skip
def test_assurance_labels(polarity, target, label):
    _, reading = reading_of([*STEADY, 80], polarity=polarity, target=target)
    assert reading.assurance.label == label


def test_each_rule_has_its_own_sentence():
    run = reading_of([*STEADY, *[81, 82] * 4], fix=12)[1]
    assert run.sentence == "82% in May 2020 is the 10th month in a row above the mean of 79.6%."
    assert indicator_heading(run).endswith(", the 10th month in a row above the mean of 79.6%")
    rise = reading_of([*STEADY, 76, 77, 78, 79, 80, 81, 82], fix=12)[1]
    assert rise.sentence == "The figure has risen six times running, to 82% in April 2020."
    near = reading_of([*STEADY, 84, 80, 84], fix=12, decimals=0)[1]
    assert near.sentence.startswith("84% in December 2019. Two of the last three figures lie close to the upper limit")
    usual = reading_of([*STEADY, 80])[1]
    assert usual.sentence.endswith("No rule was met: do not chase a single month.")


@pytest.mark.parametrize(
    ("count", "depth", "label", "icon"),
    [(1, "table", "Not charted", icons.TABLE), (7, "table", "Not charted", icons.TABLE),
     (8, "trial", "Trial limits", icons.TRIAL), (11, "trial", "Trial limits", icons.TRIAL),
     (12, "full", "Usual variation", icons.USUAL)],
)  # fmt: skip
def test_a_table_below_8_trial_limits_to_11_a_reading_from_12(count, depth, label, icon):
    analysis, reading = reading_of(STEADY[:count], target=85)
    assert (reading.depth, reading.variation.label, reading.variation.icon) == (depth, label, icon)
    svg = chart(analysis, reading, uid="c")
    assert bool(svg) == (count >= 8)
    assert ('stroke-dasharray="1.5 2.5"' in svg) == (depth == "trial")
    if depth == "trial":
        assert "trial limits" in svg.lower()
        assert reading.assurance.label == "No reading"
        assert pack_line(reading) == f"Trial limits: {count} points, no reading yet"


def test_trial_limits_colour_no_point_however_far_out():
    analysis, reading = reading_of([50, 51, 50, 51, 50, 51, 50, 90])
    assert analysis.summary.variation_type == "special_cause_improvement"
    assert reading.variation.label == "Trial limits"
    assert "#0b5c96" not in chart(analysis, reading, uid="c") + spark(analysis, reading, uid="s")


def test_annual_figures_are_never_charted():
    analysis, reading = reading_of(
        STEADY, dates=[f"{2008 + place}-03-31" for place in range(12)], frequency="year"
    )
    assert reading.variation.words == "Not charted: annual: see the table"
    assert chart(analysis, reading, uid="c") == spark(analysis, reading, uid="s") == ""
    assert "2018/19" in indicator_heading(reading)


def test_after_a_rebase_old_limits_stay_and_new_ones_wait_for_8_points():
    values = [*STEADY, 60, 61, 62]
    dates = months(15)
    analysis, reading = reading_of(values, rebase=[dates[12]])
    assert reading.depth == "fresh" and reading.variation.label == "No limits yet"
    svg = chart(analysis, reading, uid="c")
    assert moving_range(analysis, reading, uid="m").count('stroke-dasharray="4 2.5"') == 1
    assert svg.count('stroke-dasharray="4 2.5"') == 1 and "Before October 2019 the mean was 79.6%" in svg


def test_a_missing_last_value_hides_nothing():
    analysis, reading = reading_of([*STEADY, 95, None], target=70)
    assert analysis.summary.variation_type == reading.variation.code == "common_cause"
    assert reading.variation.words == "Not charted: no data for November 2019"
    assert reading.notes[0] == (
        "The figure for November 2019 was not sent. The newest is 95% in October 2019, which was an improvement, high."
    )
    assert indicator_heading(reading) == (
        "Return interviews: 95% in October 2019, the newest figure: November 2019 has not been sent"
    )
    assert reading.charted


def test_a_series_that_never_changes_has_no_usual_range():
    analysis, reading = reading_of([5] * 15, unit="n", target=5)
    assert analysis.summary.assurance_type == reading.assurance.code == "inconsistent"
    assert (reading.assurance.label, reading.variation.label) == ("No reading", "Not charted")
    assert reading.notes[0].startswith("Every figure is the same where the limits are worked out")


def test_limits_without_width_give_no_signal_and_say_why():
    analysis, reading = reading_of([0] * 10 + [6] * 8, unit="n", target=3)
    assert analysis.summary.variation_type == reading.variation.code == "special_cause_improvement"
    assert reading.variation.label == "Not charted"
    assert reading.notes[0].startswith("The limits have no width: one large step was left out")
    assert "#0b5c96" not in chart(analysis, reading, uid="c")


def test_absent_periods_and_gaps_are_named():
    dates = months(16)
    del dates[4:6]
    _, reading = reading_of([*STEADY[:8], None, *STEADY[:5]], dates=dates)
    assert any("missing from the series altogether: February 2019 and March 2019." in note for note in reading.notes)
    assert any(note.startswith("Not sent: August 2019.") for note in reading.notes)


def test_one_point_is_a_level_and_nothing_is_nothing():
    assert "One figure shows a level" in reading_of([7], unit="n")[1].notes[0]
    empty = reading_of([], unit="n")[1]
    assert indicator_heading(empty) == "Return interviews: no figures have been sent yet"
    assert not empty.charted


def test_limits_are_not_drawn_below_nought_or_above_a_hundred():
    analysis, reading = reading_of([97, 99, 100, 98, 99, 100, 97, 98, 100, 99, 97, 100], decimals=0)
    assert analysis.segments[0].upl > 100 and reading.limits[1] == 100
    assert any("is drawn at 100.0%" in note for note in reading.notes)
    analysis, reading = reading_of([6, 0, 9, 0, 8, 0, 7, 0, 9, 0, 8, 0], unit="n", polarity="L")
    assert analysis.segments[0].lpl < 0 and reading.limits[0] == 0


@pytest.mark.req("SEC-30")
@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 12), st.none()), min_size=1, max_size=30), st.sampled_from("HLN"))
def test_counts_of_one_to_four_never_reach_the_words_or_a_drawing(values, polarity):
    analysis, reading = reading_of(values, unit="n", polarity=polarity, target=10)
    if not any(value is not None and 0 < value < 5 for value in values):
        return
    words = " ".join([indicator_heading(reading), reading.sentence, reading.clause, pack_line(reading),
                      reading.latest, *reading.notes])  # fmt: skip
    words = re.sub(r"(January|February|March|April|May|June|July|August|September|October|November|December) \d{4}",
                   "", words)  # fmt: skip
    assert not re.search(r"(?<![\d,.])[1-4](?![\d,.])", words)
    assert not re.search(r"\b(usual range|mean of|limits? works? out)", words)
    assert reading.limits is None and reading.mean is None
    assert chart(analysis, reading, uid="c") == spark(analysis, reading, uid="s") == ""
    assert moving_range(analysis, reading, uid="m") == ""


def test_inside_quality_and_performance_small_counts_are_shown():
    analysis, reading = reading_of([3, 4] * 6, unit="n", protect=False)
    assert reading.depth == "full" and reading.latest == "4"


def test_a_share_hidden_by_date_is_not_charted():
    _, reading = reading_of(STEADY, hidden_on={months(12)[3]})
    assert reading.depth == "hidden" and reading.latest == "80%"
    _, reading = reading_of(STEADY, hidden_on={months(12)[-1]})
    assert reading.latest == "[c]" and "80" not in reading.sentence


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.integers(0, 100), st.integers(48, 53), st.none()), max_size=45),
    st.sampled_from("HLN"), st.one_of(st.none(), st.integers(0, 100)), st.booleans(), st.sets(st.integers(0, 44)),
    st.sampled_from(["%", "n", "per 10,000"]),
)  # fmt: skip
def test_words_and_drawings_for_every_series(values, polarity, target, screen, cuts, unit):
    dates = months(len(values))
    rebase = [dates[place] for place in sorted(cuts)[:2] if place < len(values)]
    analysis, reading = reading_of(values, polarity=polarity, target=target, screen=screen, rebase=rebase,
                                   unit=unit, protect=False)  # fmt: skip
    before = str(to_oracle(analysis))
    for words in (indicator_heading(reading), reading.sentence, pack_line(reading), reading.variation.words,
                  scorecard_heading([reading]), *reading.notes):  # fmt: skip
        assert words and words[0] == words[0].upper() and "None" not in words and "  " not in words
    for svg in (chart(analysis, reading, uid="c"), chart(analysis, reading, uid="p", size="pack", for_pdf=True),
                spark(analysis, reading, uid="s"), moving_range(analysis, reading, uid="m")):  # fmt: skip
        assert bool(svg) == reading.charted
        if svg:
            tree.fromstring(svg)
    assert str(to_oracle(analysis)) == before


def test_text_and_chart_take_the_limit_from_one_formatter():
    analysis, reading = reading_of([*STEADY, 80], target=85)
    svg = chart(analysis, reading, uid="c")
    low, high = re.search(r"usual range of ([\d.]+)% to ([\d.]+)%", reading.sentence).groups()
    assert f"Upper limit {high}" in svg and f"Lower limit {low}" in svg
    assert f"limits {low}% to {high}%" in svg


def test_a_figure_outside_by_less_than_the_rounding_says_so():
    _, reading = reading_of([75, 125] * 6 + [233.04], unit="n", fix=12, decimals=1)
    assert reading.sentence == (
        "233.0 in October 2019 lies above the usual range of 0.0 to 233.0, by less than the rounding shows."
    )


def test_the_scorecard_sentence_counts_concerns_and_failures():
    concern = reading_of([*STEADY, 60])[1]
    failing = reading_of([*STEADY, 80], target=95)[1]
    fine = reading_of([*STEADY, 80])[1]
    assert scorecard_heading([concern] * 2 + [failing] * 3 + [fine]) == (
        "Two indicators have turned for the worse and three will miss their target every month"
    )
    assert scorecard_heading([concern]) == "One indicator has turned for the worse"
    assert scorecard_heading([failing]) == (
        "One indicator will miss its target every month; none has turned for the worse"
    )
    assert scorecard_heading([fine]) == "No indicator has turned for the worse, and none is set to miss its target"
    assert scorecard_heading([]) == "No indicator has figures yet"
