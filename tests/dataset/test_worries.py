"""What worries the Board: worst first, at most five, as the reader may see it."""

from datetime import date

import pytest

from dataset.queries.worries import worries
from dataset.services.readings import refresh_readings
from sscb.board.sockets import tiles
from tests.dataset import figures

TODAY = date(2019, 11, 12)
pytestmark = pytest.mark.django_db


def test_the_worst_come_first_and_there_are_at_most_five(qp_chair, django_assert_max_num_queries):
    figures.months(figures.indicator("FF01", title="Checks", target=99), figures.STEADY)
    figures.months(figures.indicator("BB01", title="Both", target=99), figures.FALLING)
    for n in range(4):
        figures.months(figures.indicator(f"CC0{n}", title="Worse", target=80), figures.FALLING)
    figures.months(figures.indicator("UU01", title="Usual", target=80), figures.STEADY)
    refresh_readings()
    with django_assert_max_num_queries(5):
        found = worries(qp_chair, TODAY)
    assert [one.title for one in found] == ["Both: lower than usual, and set to miss 99%"] + 4 * [
        "Worse: lower than usual"
    ]
    assert found[0].weight > found[1].weight
    assert found[0].url == "/dataset/BB01/" and found[0].icon.words == "Concern, low"


def test_one_that_improves_and_still_fails_says_both(qp_chair):
    figures.months(figures.indicator("II01", title="Waits", target=99),
                   [60.0 + n % 3 for n in range(20)] + [75.0, 76.0, 77.0, 78.0])  # fmt: skip
    refresh_readings()
    (one,) = worries(qp_chair, TODAY)
    assert one.title == "Waits: improving, and still set to miss 99%"
    assert one.icon.words == "Will fail"


def test_a_quiet_board_has_none(qp_chair):
    figures.months(figures.indicator(target=80), figures.STEADY)
    refresh_readings()
    assert worries(qp_chair, TODAY) == []


@pytest.mark.req("SEC-30")
def test_what_is_hidden_from_a_reader_does_not_worry_them_by_name(board_member, qp_member):
    small = figures.indicator("SS01", unit="n", polarity="L", decimals=0)
    figures.months(small, [2, *(12 + n % 3 for n in range(21)), 30, 31])
    refresh_readings()
    assert [one.title for one in worries(qp_member, TODAY)] == ["Things in time SS01: higher than usual"]
    assert worries(board_member, TODAY) == []


def test_the_tile_is_plugged():
    assert tiles["dataset.worries"].rule == "dataset.read"
