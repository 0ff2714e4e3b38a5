"""The one formatter of figures."""

import datetime
from decimal import Decimal

import pytest

from sscb.charts import numbers
from sscb.charts.numbers import Hidden


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (32.5, 0, "33"), (33.5, 0, "34"), (2.675, 2, "2.68"), (1.005, 2, "1.01"), (32.45, 1, "32.5"), (0, 0, "0"),
        (-32.5, 0, "−33"), (-0.04, 1, "0.0"), (1234567, 0, "1,234,567"), (-1234.55, 1, "−1,234.6"),
        (0.1 + 0.2, 1, "0.3"), (Decimal("58.65"), 1, "58.7"), (58.69565217391305, 1, "58.7"), (99.95, 1, "100.0"),
        (32.449999999999996, 1, "32.5"), (1e-9, 2, "0.00"),
    ],
)  # fmt: skip
def test_rounding_is_half_up_with_a_true_minus_and_commas(value, decimals, text):
    assert numbers.plain(value, decimals) == text


def test_not_sent_nought_small_and_guarded_are_four_signs():
    signs = [numbers.shown(figure) for figure in (None, 0, Hidden(), Hidden(small=False))]
    assert signs == ["not sent", "0", "<5", "[c]"]
    assert numbers.said(Hidden()) == "fewer than 5"


def test_units_stand_with_the_figure_only_where_they_should():
    assert numbers.shown(58.7, "%", 1) == "58.7%"
    assert numbers.shown(31.4, "per 10,000", 1) == "31.4"
    assert numbers.said(31.4, "per 10,000", 1) == "31.4 per 10,000"
    assert numbers.shown(2142) == "2,142"


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False), (None, False)])
def test_one_to_four_are_small(count, hidden):
    assert numbers.small(count) is hidden


def test_a_single_decimal_is_dropped_from_a_thousand_upwards():
    assert (numbers.limit(999.94), numbers.limit(1000.04), numbers.limit(1000.04, 2)) == ("999.9", "1,000", "1,000.04")


def test_dates_in_words():
    september = datetime.date(2019, 9, 1)
    assert numbers.month(september) == "September 2019"
    assert numbers.quarter(september) == "Q2 2019/20"
    assert numbers.quarter(datetime.date(2020, 3, 31)) == "Q4 2019/20"
    assert numbers.financial_year(datetime.date(2019, 3, 31)) == "2018/19"
    assert numbers.financial_year(datetime.date(1999, 4, 1)) == "1999/00"
    assert numbers.year_ending(datetime.date(2019, 3, 31)) == "year ending 31 March 2019"
    assert numbers.day(datetime.date(2019, 11, 12), short=True) == "12 Nov"


def test_words_for_counts_and_lists():
    assert [numbers.counted(count, "month") for count in (0, 1, 2, 12)] == [
        "no months", "one month", "two months", "12 months",
    ]  # fmt: skip
    assert [numbers.listed(things) for things in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert numbers.trimmed(85.0) == "85" and numbers.trimmed(97.5) == "97.5" and numbers.trimmed(100) == "100"
