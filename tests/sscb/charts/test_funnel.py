"""The funnel plot: limits against exact sums, words that never judge without a direction, labels that can be read."""

from itertools import product
from math import comb, exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscb.charts.funnel import EXACT_BELOW, FEWEST, Place, funnel, limits
from tests.effort import calls_of
from tests.sscb.charts.test_drawings import assert_lawful, assert_readable


def places(own=30, among=100):
    return [Place("Ours", own, among, own=True), *(Place(f"Area {n}", 20 + n % 3, 90 + 40 * n) for n in range(20))]


def tail(chance, value):
    """Share of chance up to the count, with part of the next for what lies between whole numbers."""
    whole = int(value) if value >= 0 else -1
    return sum(chance(count) for count in range(whole + 1)) + (value - whole) * chance(whole + 1)


@pytest.mark.parametrize(("rate", "among"), [(0.2, 40), (0.2, 200), (0.03, 300), (0.9, 120), (0.5, 60)])
def test_exact_limits_of_a_share_leave_out_what_they_say(rate, among):
    def chance(count):
        return comb(among, count) * rate**count * (1 - rate) ** (among - count) if 0 <= count <= among else 0.0

    found = limits(100 * rate, among, multiplier=100, share=True)
    for value, wanted in zip(found, (0.001, 0.025, 0.975, 0.999), strict=True):
        count = value * among / 100
        if 0 < count < among:
            below = tail(chance, count) if rate <= 0.5 else 1 - tail(lambda n: chance(among - n), among - count)
            assert below == pytest.approx(wanted, abs=0.012)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("expected", [3.0, 12.0, 49.0])
def test_exact_limits_of_a_rate_leave_out_what_they_say(expected):
    found = limits(expected, 10_000, multiplier=10_000, share=False)

    def chance(count):
        return exp(-expected) * expected**count / factorial(count)

    for count, wanted in zip(found, (0.001, 0.025, 0.975, 0.999), strict=True):
        if count > 0:
            assert tail(chance, count) == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize("share", [True, False])
def test_the_approximation_is_near_the_exact_limits_where_it_takes_over(share, monkeypatch):
    for rate in (0.1, 0.3, 0.8):
        for expected in (EXACT_BELOW, 2 * EXACT_BELOW):
            among = round(expected / min(rate, 1 - rate))
            near = limits(rate * 100, among, multiplier=100, share=share)
            with monkeypatch.context() as patched:
                patched.setattr("sscb.charts.funnel.EXACT_BELOW", 10_000)
                exact = limits(rate * 100, among, multiplier=100, share=share)
            assert near == pytest.approx(exact, abs=0.25 * 100 / among)


@pytest.mark.parametrize(
    ("own", "polarity", "words"),
    [
        (5, "L", "lies within the funnel"), (60, "H", "by far more than chance allows, on the better side."),
        (60, "L", "by far more than chance allows, on the worse side."),
        (60, "N", "by far more than chance allows; neither way is good by itself."),
    ],
)  # fmt: skip
def test_the_words_judge_only_where_there_is_a_good_direction(own, polarity, words):
    found = funnel(places(own), uid="f", title="T", multiplier=100, polarity=polarity, among_words="referrals")
    assert words in found.sentence
    assert found.sentence.startswith(f"Ours, {own}.0% of 100 referrals lies ")
    assert found.rows[0].place.own and len(found.rows) == 21


def test_too_few_areas_or_none_of_ours_is_no_funnel():
    assert funnel(places()[: FEWEST - 1], uid="f", title="T", multiplier=100) is None
    assert funnel(places()[1:], uid="f", title="T", multiplier=100) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 20_000)), min_size=5, max_size=40), st.booleans(),
)  # fmt: skip
def test_any_areas_can_be_drawn_and_read(areas, share):
    told = [Place(f"Area {n}", part * among // 100, among, own=n == 0) for n, (part, among) in enumerate(areas)]
    found = funnel(told, uid="f", title="T", multiplier=100 if share else 10_000, unit="%" if share else "per 10,000")
    assert_lawful(found.svg)
    assert_readable(found.svg)


def test_it_is_little_work_and_more_areas_are_no_more_than_in_proportion():
    def of(areas: int) -> int:
        told = [Place(f"Area {n}", 20 + n % 9, 90 + 11 * n, own=n == 0) for n in range(areas)]
        return calls_of(lambda: funnel(told, uid="f", title="T", multiplier=100))

    assert of(40) < 7000
    assert of(160) <= 4 * of(40)


def test_who_is_taken_for_inside_without_working_limits_out_is_inside():
    """What `_stand` leaves out: within 1.8 standard deviations less one case, at least half a case from each limit."""
    for share, rate, among in product((True, False), (0.001, 0.01, 0.07, 0.3, 0.5, 0.93), (1, 3, 20, 77, 300, 4000)):
        if not share and rate > 0.5:
            continue
        expected = rate * among
        reach = 1.8 * (expected * (1 - rate if share else 1)) ** 0.5 - 1
        _, low, high, _ = (value * among / 100 for value in limits(100 * rate, among, multiplier=100, share=share))
        assert low <= 0 or expected - low > reach + 0.5, (share, rate, among)
        assert (share and high >= among) or high - expected > reach + 0.5, (share, rate, among)
