"""Which picture suits a series: the cases in which the chart would mislead, each with its own sentence and picture."""

import re
from datetime import date, timedelta

import pytest

from dataset.models import EventDay
from dataset.queries import suiting
from dataset.queries.indicator_page import indicator_page
from dataset.queries.indicator_page.others import place_words
from dataset.queries.series import own_figures
from dataset.queries.standing import judged
from tests.dataset import figures

TODAY = date(2019, 11, 12)
pytestmark = pytest.mark.django_db


def page(indicator, audience="qp"):
    return indicator_page(indicator, audience=audience, as_at=TODAY)


def judge(indicator, audience="qp"):
    (one,) = judged(audience=audience, as_at=TODAY, indicators=[indicator])
    return one.judged


@pytest.mark.parametrize(
    ("more", "told", "why", "note"),
    [
        ({"measure_kind": "rolling12"}, figures.STEADY, "rolling figures overlap: see the table", suiting.ROLLING),
        ({"use_spc": False}, figures.STEADY, "read as a table, as agreed", suiting.BY_AGREEMENT),
        ({"unit": "n", "decimals": 0}, [n % 4 for n in range(24)], "counts too small to chart: see the table",
         suiting.TINY_COUNTS),
        ({"measure_kind": "ytd"}, figures.STEADY, "running totals: see the table", suiting.TO_DATE),
        ({}, [(n % 5, 4) for n in range(24)], "too few cases to chart: see the table", suiting.STILL_FEW),
    ],
)  # fmt: skip
def test_what_cannot_be_charted_is_a_table_with_its_own_sentence(more, told, why, note):
    one = figures.indicator(**more)
    figures.months(one, told)
    found = judge(one)
    assert (found.reading, found.group, found.variation.reason, found.notes) == (None, "table", why, (note,))
    shown = page(one)
    assert not shown.chart and shown.table.rows and note.split(":")[0] in shown.lead


def test_months_of_few_are_pooled_into_quarters_and_it_is_said():
    one = figures.indicator()
    figures.months(one, [(6 + n % 3, 10) for n in range(39)])
    found = judge(one)
    assert found.series.frequency == "quarter" and len(found.points) == 13
    assert (found.newest.numerator, found.newest.denominator) == (21.0, 30.0) and found.newest.value == 70.0
    assert suiting.POOLED in found.notes and found.reading.charted
    assert own_figures([one], as_at=TODAY)[one.pk].process.frequency == "month", "what was sent stays as it was"


@pytest.mark.req("SEC-30")
def test_a_quarter_with_a_hidden_month_is_hidden_too():
    one = figures.indicator()
    figures.months(one, [(6, 15)] * 36)
    series = own_figures([one], as_at=TODAY)[one.pk].process
    from dataclasses import replace

    masked = replace(series, points=(*series.points[:-1], replace(series.points[-1], mask="small")))
    assert suiting.by_quarter(masked).points[-1].mask == "protect"


def test_running_totals_are_read_by_the_months_under_them():
    one = figures.indicator(unit="n", decimals=0, multiplier=1, measure_kind="ytd", polarity="N", denominator_label="")
    totals, each = [], [20 + n % 4 for n in range(36)]
    for n, count in enumerate(each):  # the first month is April
        totals.append(count if n % 12 == 0 else totals[-1] + count)
    figures.months(one, totals, last=date(2019, 3, 1))
    found = judge(one)
    assert [point.value for point in found.points if point.file_name] == each
    assert suiting.UNDERLYING in found.notes


def test_a_season_has_its_like_periods_as_a_picture_and_no_limits():
    one = figures.indicator(unit="n", decimals=0, seasonal=True)
    figures.months(one, [70 + n % 12 * 5 for n in range(36)])
    shown = page(one)
    assert not shown.chart and shown.alike.startswith("<svg")
    assert re.findall(r">(September 20\d\d)<", shown.alike) == ["September 2019", "September 2018", "September 2017"]


@pytest.mark.req("SEC-30")
def test_rare_events_are_charted_by_the_time_between_them_for_the_subgroup_only(qp_chair):
    one = figures.indicator(unit="n", decimals=0, polarity="L")
    figures.months(one, [n % 3 for n in range(24)])
    first = date(2016, 1, 4)
    days = [first + timedelta(days=35 * n + n * n % 11) for n in range(24)]
    EventDay.objects.bulk_create(EventDay(indicator=one, on=day, added_on=TODAY, added_by=qp_chair) for day in days)
    shown = page(one)
    assert shown.between.svg.startswith("<svg") and "No gap is unusual" in shown.between.sentence
    assert len(shown.between.table.rows) == 12 and shown.between.listed.startswith("23 gaps between 24 events")
    assert not page(one, "wider").between.sentence
    EventDay.objects.filter(on__gt=days[9]).delete()
    assert not page(one).between.svg and "Read the list" in page(one).between.sentence


@pytest.mark.parametrize(
    ("own", "others", "polarity", "words"),
    [
        (20.0, (21.0, 22.0, 23.0), "L", "2018/19: best of four, ourselves and three neighbours with a figure."),
        (22.5, (21.0, 22.0, 23.0), "L", "2018/19: third best of four, ourselves and three neighbours with a figure."),
        (20.0, (21.0, 22.0, 23.0), "H", "2018/19: last of four, ourselves and three neighbours with a figure."),
        (21.0, (21.0, 19.0), "H", "2018/19: shared best of three, ourselves and two neighbours with a figure; "
                                  "one neighbour has none."),
    ],
)  # fmt: skip
def test_the_rank_is_in_words_best_first_and_counts_who_has_no_figure(own, others, polarity, words):
    among = 3
    assert place_words(own, others, polarity, among=among, year="2018/19") == words


@pytest.mark.parametrize(("polarity", "ranked"), [("L", True), ("N", False)])
def test_only_a_good_direction_is_ranked(polarity, ranked):
    others, one = figures.others(), figures.indicator(frequency="A", polarity=polarity)
    figures.years(one, [20.0, 23.0])
    for place, area in enumerate(others["near"]):
        figures.years(one, [21.0, 22.0 + place], area=area)
    assert bool(page(one).rank) is ranked


def test_the_funnel_needs_areas_with_both_parts_and_says_where_we_stand():
    others, one = figures.others(neighbours=9), figures.indicator(frequency="A", polarity="L")
    figures.years(one, [20.0], numerator=200.0, denominator=1000.0, out_of="parts")
    assert not page(one).funnel.svg
    for place, area in enumerate(others["near"]):
        figures.years(one, [10.0], area=area, numerator=50.0 + 10 * place, denominator=500.0 + 100 * place,
                      out_of="parts")  # fmt: skip
    beside = page(one).funnel
    assert beside.svg.startswith("<svg")
    assert beside.sentence.startswith("Ourshire, 20.0% of 1,000 things lies above the 11.")
    assert beside.sentence.endswith("by far more than chance allows, on the worse side.")
    assert beside.table.rows[0].cells[2].text == "above the outer limit"
