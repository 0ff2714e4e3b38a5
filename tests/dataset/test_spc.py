"""The XmR chart's numbers: the reference's public cases, a second opinion in exact fractions, and the rules."""

import datetime
import json
import random
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.spc import Options, Refusal, analyse, read_case, to_oracle
from tests.effort import calls_of

PUBLIC = json.loads((Path(__file__).parent / "oracles" / "spc_public.json").read_text())
CASES, INVALID = PUBLIC["cases"], PUBLIC["invalid"]


def months(count: int) -> list[str]:
    return [datetime.date(1980 + place // 12, place % 12 + 1, 1).isoformat() for place in range(count)]


def assert_same(expected, found, where=""):
    """Numbers within a millionth, everything else equal in value and kind, keys in the same order."""
    if isinstance(expected, dict):
        assert list(expected) == list(found), where
        for key, value in expected.items():
            assert_same(value, found[key], f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(expected) == len(found), where
        for place, pair in enumerate(zip(expected, found, strict=True)):
            assert_same(*pair, f"{where}[{place}]")
    elif expected is None or isinstance(expected, bool | str):
        assert type(expected) is type(found) and expected == found, where
    else:
        assert type(found) in (int, float), where
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-9), where


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_public_case_is_exact(case):
    found = to_oracle(analyse(*read_case(case)))
    assert_same(case["expected"], found)
    assert all(type(side) is int for side in found["points"]["relative_to_mean"] if side is not None)
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize("case", INVALID, ids=[case["id"] for case in INVALID])
def test_what_the_reference_refuses_is_refused(case):
    with pytest.raises(Refusal):
        analyse(*read_case(case))


# -- a second opinion: the same rules, written plainly, in exact fractions -------------------------------------------


def second_opinion(values, options, starts):
    """Rules 1 to 15 of the oracle, point by point, in fractions of the decimals as written."""
    numbers = [None if value is None else Fraction(str(value)) for value in values]
    cuts = [*starts, len(numbers)]
    sides, outside, close, labels = [], [], [], []
    line = None
    for start, stop in pairwise(cuts):
        part = numbers[start:stop]
        base = part[: options.fix_after_n_points] if options.fix_after_n_points else part
        real = [value for value in base if value is not None]
        mean = sum(real) / Fraction(len(real)) if real else None
        ranges = [None if a is None or b is None else abs(b - a) for a, b in pairwise(base)]
        kept = [size for size in ranges if size is not None]
        average = sum(kept) / Fraction(len(kept)) if kept else None
        if kept and options.screen_outliers:
            kept = [size for size in kept if size < Fraction("3.267") * average]
            average = sum(kept) / Fraction(len(kept)) if kept else None
        wide = None if average is None else Fraction("2.66") * average
        line = (mean, wide)
        side = [None if v is None or mean is None else (v > mean) - (v < mean) for v in part]
        out = [None if v is None or wide is None else abs(v - mean) > wide for v in part]
        near = [
            None if o is None else not o and abs(v - mean) > wide * 2 / 3 for v, o in zip(part, out, strict=True)
        ]
        sides, outside, close = sides + side, outside + out, close + near
        labels += plain_labels(part, side, out, near)
    return sides, outside, close, labels, line


def plain_labels(part, side, out, near):
    count = len(part)
    step = [None if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(part)]
    trend, run, two = [False] * count, [False] * count, [False] * count
    for place in range(count - 6):
        if step[place] in (1, -1) and step[place : place + 6] == [step[place]] * 6:
            trend[place : place + 7] = [True] * 7
        if side[place] in (1, -1) and side[place : place + 7] == [side[place]] * 7:
            run[place : place + 7] = [True] * 7
    for place in range(count - 2):
        window = side[place : place + 3]
        if window in ([1] * 3, [-1] * 3) and near[place : place + 3].count(True) >= 2:
            for each in range(place, place + 3):
                two[each] = two[each] or near[each]
    labels = []
    for place in range(count):
        above = "Above" if side[place] == 1 else "Below"
        if out[place]:
            labels.append("Above UCL" if side[place] == 1 else "Below LCL")
        elif trend[place]:
            after = place + 1 < count and trend[place + 1]
            way = step[place] if after else step[place - 1]
            labels.append(f"7 Point Trend ({'In' if way == 1 else 'De'}creasing)")
        elif two[place]:
            labels.append(f"2 in 3 {above} CL")
        elif run[place]:
            labels.append(f"7 Points {above} CL")
        else:
            labels.append("Common Cause")
    return labels


small_decimals = st.integers(-60, 60).map(lambda tenths: tenths / 10)
whole = st.integers(-5, 5)
walks = st.lists(st.sampled_from([-1, -1, 0, 1, 1, 1, 5]), min_size=1, max_size=40).map(
    lambda moves: [round(50 + sum(moves[: place + 1]) * 0.1, 1) for place in range(len(moves))]
)
series = st.one_of(
    st.lists(small_decimals, min_size=1, max_size=40),
    st.lists(whole, min_size=1, max_size=40),
    st.lists(st.one_of(whole, whole, whole, st.none()), min_size=1, max_size=40),
    st.lists(st.sampled_from([0.1, 0.2, 0.3, 9.3, 9.7]), min_size=1, max_size=40),
    walks,
    walks.flatmap(lambda walk: st.lists(st.booleans(), min_size=len(walk), max_size=len(walk)).map(
        lambda keep: [value if kept else None for value, kept in zip(walk, keep, strict=True)])),
)
options_of = st.builds(
    Options,
    improvement_direction=st.sampled_from(["increase", "decrease", "neutral"]),
    target=st.one_of(st.none(), whole, small_decimals),
    fix_after_n_points=st.sampled_from([None, None, 12, 15, 100]),
    screen_outliers=st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(series, options_of, st.sets(st.integers(0, 39), max_size=2))
def test_a_second_opinion_in_exact_fractions_agrees(values, options, cuts):
    dates = months(len(values))
    places = sorted(place for place in cuts if place < len(values))
    options = Options(
        options.improvement_direction, options.target, [dates[place] for place in places],
        options.fix_after_n_points, options.screen_outliers,
    )  # fmt: skip
    found = analyse(dates, values, options)
    sides, outside, close, labels, (mean, wide) = second_opinion(values, options, sorted({0, *places}))
    points = found.points
    assert points.relative_to_mean == sides
    assert points.outside_limits == outside
    assert points.close_to_limits == close
    assert points.special_cause_type == labels
    last = found.segments[-1]
    assert last.mean == (None if mean is None else pytest.approx(float(mean), rel=1e-9, abs=1e-12))
    assert last.upl == (None if wide is None else pytest.approx(float(mean + wide), rel=1e-9, abs=1e-12))
    if options.target is None or options.improvement_direction == "neutral":
        assert found.summary.assurance_type is None
    elif wide is None or abs(Fraction(str(options.target)) - mean) <= wide:
        assert found.summary.assurance_type == "inconsistent"
    else:
        high = Fraction(str(options.target)) > mean
        good = "consistent_fail" if high == (options.improvement_direction == "increase") else "consistent_pass"
        assert found.summary.assurance_type == good


# -- what must hold whatever the figures -----------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(whole, whole, st.none()), max_size=30), st.integers(-1000, 1000), st.sampled_from([1, 3, 10]))
def test_moving_or_stretching_the_scale_changes_no_flag(values, shift, scale):
    dates = months(len(values))
    one = analyse(dates, values)
    other = analyse(dates, [None if value is None else value * scale + shift for value in values])
    assert one.points.special_cause_type == other.points.special_cause_type
    assert one.points.close_to_limits == other.points.close_to_limits


@settings(max_examples=150, deadline=None)
@given(series)
def test_turning_the_direction_swaps_improvement_and_concern(values):
    dates = months(len(values))
    up, down = (analyse(dates, values, Options(way)).points.point_type for way in ("increase", "decrease"))
    swap = {
        "special_cause_improvement": "special_cause_concern", "special_cause_concern": "special_cause_improvement",
        "common_cause": "common_cause",
    }  # fmt: skip
    assert [swap[kind] for kind in up] == down
    neutral = analyse(dates, values, Options("neutral")).points.point_type
    assert [kind == "common_cause" for kind in neutral] == [kind == "common_cause" for kind in up]


@settings(max_examples=150, deadline=None)
@given(series, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(values, chance):
    rows = list(zip(months(len(values)), values, strict=True))
    straight = to_oracle(analyse(*zip(*rows, strict=True)))
    chance.shuffle(rows)
    assert to_oracle(analyse(*zip(*rows, strict=True))) == straight


@settings(max_examples=150, deadline=None)
@given(series, st.booleans())
def test_limits_lie_evenly_about_the_mean_and_near_limits_two_thirds_of_the_way(values, screened):
    points = analyse(months(len(values)), values, Options(screen_outliers=screened)).points
    for mean, low, high, near in zip(points.mean, points.lpl, points.upl, points.near_upl, strict=True):
        if low is not None:
            assert high - mean == pytest.approx(mean - low, abs=1e-9)
            assert (near - mean) * 1.5 == pytest.approx(high - mean, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.lists(whole, min_size=2, max_size=20), st.lists(whole, min_size=1, max_size=20))
def test_each_segment_stands_alone(first, second):
    dates = months(len(first) + len(second))
    both = analyse(dates, first + second, Options(rebase_dates=[dates[len(first)]])).points
    alone = analyse(dates[len(first):], second).points
    assert both.special_cause_type[len(first):] == alone.special_cause_type
    assert both.upl[len(first):] == alone.upl
    assert both.moving_range[len(first)] is None


def test_a_rebase_on_the_first_point_or_on_no_point_changes_nothing():
    dates, values = months(20), [place * 7 % 11 for place in range(20)]
    plain = to_oracle(analyse(dates, values))
    assert to_oracle(analyse(dates, values, Options(rebase_dates=[dates[0]]))) == plain
    assert to_oracle(analyse(dates, values, Options(rebase_dates=["1980-04-15", "2030-01-01"]))) == plain


def test_a_value_on_a_mean_that_binary_arithmetic_misses_is_on_it():
    found = analyse(months(12), [0.1] * 10 + [0.3, 0.2], Options(screen_outliers=False))
    assert found.points.relative_to_mean[0] == -1
    tenths = analyse(months(10), [0.1] * 10, Options(screen_outliers=False))
    assert set(tenths.points.relative_to_mean) == {0} and set(tenths.points.outside_limits) == {False}
    assert analyse(months(3), [0.1, 0.2, 0.3]).points.relative_to_mean == [-1, 0, 1]


def test_a_value_exactly_on_a_limit_is_inside():
    # mean 100, average range 50: the upper limit is 233 and binary arithmetic of scaled copies need not say so
    base = [75, 125] * 6
    for scale in (1, 0.1, 0.01, 0.7):
        values = [round(value * scale, 6) for value in base]
        on = round(233 * scale, 6)
        found = analyse(months(14), [*values, on, round(on + 0.001 * scale, 6)], Options(fix_after_n_points=12)).points
        assert found.outside_limits[-2:] == [False, True]


def test_a_target_of_nought_is_a_target():
    found = analyse(months(12), [5, 6] * 6, Options("increase", 0))
    assert found.summary.assurance_type == "consistent_pass"
    assert analyse(months(12), [5, 6] * 6, Options("neutral", 0)).summary.assurance_type is None


def test_a_missing_last_value_is_common_cause_as_in_the_reference():
    found = analyse(months(14), [5, 6] * 6 + [40, None])
    assert found.points.point_type[-2] == "special_cause_improvement"
    assert found.summary.variation_type == "common_cause"


def test_nothing_and_nothing_but_gaps():
    empty = to_oracle(analyse([], []))
    assert set(map(len, empty["points"].values())) == {0} and empty["segments"] == []
    assert empty["summary"] == {"variation_type": None, "assurance_type": None}
    gaps = analyse(months(3), [None, None, None], Options(target=4))
    assert gaps.points.mean == [None] * 3 and gaps.points.relative_to_mean == [None] * 3
    assert (gaps.summary.variation_type, gaps.summary.assurance_type) == ("common_cause", "inconsistent")


def test_one_step_screened_collapses_the_limits_and_everything_is_outside():
    found = analyse(months(18), [0] * 10 + [6] * 8)
    assert found.segments[0].moving_ranges_screened_out == 1
    assert found.segments[0].lpl == found.segments[0].upl
    assert set(found.points.outside_limits) == {True}


def test_decimals_from_a_database_and_dates_are_taken():
    dates = [datetime.date.fromisoformat(date) for date in months(13)]
    values = [Decimal("9.3"), Decimal("9.7")] * 6 + [None]
    found = analyse(dates, values, Options(target=Decimal("9.5")))
    assert found.points.mean[0] == pytest.approx(9.5)
    json.dumps(to_oracle(found))


@pytest.mark.parametrize(
    ("dates", "values", "options"),
    [
        (months(2), [1, "2"], {}),
        (months(2), [1, True], {}),
        (months(2), [1, float("nan")], {}),
        (months(2), [1, float("inf")], {}),
        (months(2), [1, 10**400], {}),
        (months(2), [1, [2]], {}),
        (months(2), [1], {}),
        ([*months(1), "1980-02-30"], [1, 2], {}),
        ([*months(1), "1980-W05-1"], [1, 2], {}),
        ([*months(1), "February 1980"], [1, 2], {}),
        ([*months(1), None], [1, 2], {}),
        ([*months(1), 19800201], [1, 2], {}),
        (months(1) * 2, [1, 2], {}),
        (months(2), [1, 2], {"improvement_direction": "up"}),
        (months(2), [1, 2], {"improvement_direction": None}),
        (months(2), [1, 2], {"improvement_direction": ["increase"]}),
        (months(2), [1, 2], {"target": "4"}),
        (months(2), [1, 2], {"target": True}),
        (months(2), [1, 2], {"target": float("nan")}),
        (months(2), [1, 2], {"target": 10**400}),
        (months(2), [1, 2], {"fix_after_n_points": 11}),
        (months(2), [1, 2], {"fix_after_n_points": 12.5}),
        (months(2), [1, 2], {"fix_after_n_points": True}),
        (months(2), [1, 2], {"fix_after_n_points": "12"}),
        (months(2), [1, 2], {"rebase_dates": ["soon"]}),
        (months(2), [1, 2], {"rebase_dates": [4]}),
        (months(2), [1, 2], {"screen_outliers": "yes"}),
    ],
)
def test_refused_in_a_sentence(dates, values, options):
    with pytest.raises(Refusal) as refusal:
        analyse(dates, values, Options(**options))
    text = str(refusal.value)
    assert text[0].isupper() and text.endswith((".", "!")) and len(text) < 700


@pytest.mark.parametrize(
    "case", [None, [], "text", {}, {"input": []}, {"input": {"date": []}}, {"input": {"date": "a", "value": "b"}},
             {"input": {"date": [], "value": []}, "options": []},
             {"input": {"date": [], "value": []}, "options": {"rebase_dates": 4}}],
)  # fmt: skip
def test_a_case_of_the_wrong_shape_is_refused(case):
    with pytest.raises(Refusal):
        read_case(case)


def test_a_series_is_little_work_and_a_longer_one_no_more_than_in_proportion():
    """That five thousand series take a second at most is the bench's to measure."""

    def of(points: int) -> int:
        chance = random.Random(1)
        values = [round(chance.gauss(80, 3), 1) for _ in range(points)]
        return calls_of(lambda: analyse(months(points), values, Options(target=85)))

    assert of(24) < 600
    assert of(96) <= 4 * of(24)
