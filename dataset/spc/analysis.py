"""From a series to its chart's numbers: segments, limits, flags and the two answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from dataset.spc.questions import Options, check_options, check_series
from dataset.spc.rules import (
    COMMON,
    HIGH,
    LOW,
    NEAR_LIMIT,
    OUTSIDE,
    RELATIVE,
    Lines,
    fsum,
    labels,
    moving_ranges,
    screen,
)

COMMON_CAUSE = "common_cause"
IMPROVEMENT, CONCERN = "special_cause_improvement", "special_cause_concern"
NEUTRAL_HIGH, NEUTRAL_LOW = "special_cause_neutral_high", "special_cause_neutral_low"
PASS, FAIL, INCONSISTENT = "consistent_pass", "consistent_fail", "inconsistent"
SHORT = 13  # the reference warns below 13 points, although its message says 12


def _types(high: str, low: str) -> dict[str, str]:
    return {COMMON: COMMON_CAUSE} | dict.fromkeys(HIGH, high) | dict.fromkeys(LOW, low)


TYPES = {1: _types(IMPROVEMENT, CONCERN), 0: _types(NEUTRAL_HIGH, NEUTRAL_LOW), -1: _types(CONCERN, IMPROVEMENT)}


@dataclass(slots=True)
class Points:
    """Parallel lists in date order, one item a point; None is undefined. `date` is ISO text, `segment` from 1."""

    date: list[str]
    value: list[float | None]
    segment: list[int]
    mean: list[float | None]
    lpl: list[float | None]
    upl: list[float | None]
    near_lpl: list[float | None]
    near_upl: list[float | None]
    moving_range: list[float | None]
    moving_range_used: list[float | None]
    relative_to_mean: list[int | None]
    outside_limits: list[bool | None]
    close_to_limits: list[bool | None]
    special_cause_type: list[str]
    special_cause_flag: list[bool]
    point_type: list[str]


@dataclass(slots=True)
class Segment:
    """One stretch between rebases. `n` counts its points, missing ones too; ranges are in the unit of the values."""

    segment: int
    first_date: str
    n: int
    mean: float | None
    lpl: float | None
    upl: float | None
    average_moving_range: float | None
    average_moving_range_unscreened: float | None
    moving_ranges_screened_out: int
    short_group_warning: bool
    common_cause: int
    special_cause_improvement: int
    special_cause_concern: int
    variation_type: str


@dataclass(slots=True)
class Summary:
    """The last point's type, and what its limits say of the target. None where there is nothing to say."""

    variation_type: str | None
    assurance_type: str | None


@dataclass(slots=True)
class Analysis:
    """All that the chart, the table and the sentences are made of."""

    points: Points
    segments: list[Segment]
    summary: Summary
    options: Options


def analyse(dates: Sequence, values: Sequence, options: Options = Options()) -> Analysis:  # noqa: B008 (frozen)
    """The XmR analysis of one series.

    `dates`: dates or YYYY-MM-DD text, in any order; `values`: numbers in one unit, None where missing.
    Raises `Refusal` with a sentence. An empty series gives empty points, no segment and a summary of None.
    Source: NHSRplotthedots 0.2.2's results, as written down in the project's chart oracle.
    """
    direction, rebase_dates = check_options(options)
    texts, numbers, gaps = check_series(dates, values)
    count = len(texts)
    columns = Points(texts, numbers, *([] for _ in range(14)))
    if not count:
        return Analysis(columns, [], Summary(None, None), options)
    if rebase_dates:
        starts = [0] + [place for place in range(1, count) if texts[place] in rebase_dates]
        stops = [*starts[1:], count]
    else:
        starts, stops = (0,), (count,)
    types, fix = TYPES[direction], options.fix_after_n_points
    if fix is not None:
        fix = int(fix)
    segments: list[Segment] = []
    lines: Lines | None = None
    for number, (start, stop) in enumerate(zip(starts, stops, strict=True), 1):
        part = numbers if len(starts) == 1 else numbers[start:stop]
        lines = _segment(number, texts[start], part, gaps, fix, options, types, columns, segments)
    summary = Summary(columns.point_type[-1], _assurance(lines, options.target, direction))
    return Analysis(columns, segments, summary, options)


def _segment(number, first_date, part, gaps, fix, options, types, columns, segments) -> Lines | None:
    """Works one segment out and adds it to the columns and the list; gives its lines, None if it has no value."""
    count = len(part)
    base = part if fix is None or fix >= count else part[:fix]
    ranges = moving_ranges(base, gaps)
    known = [size for size in ranges if size is not None] if gaps else ranges
    unscreened = average = fsum(known) / len(known) if known else None
    used, dropped = ranges, 0
    if known and options.screen_outliers:
        used = screen(ranges, known, unscreened, base)
        if used is not ranges:
            kept = [size for size in used if size is not None]
            dropped = len(known) - len(kept)
            if dropped:
                average = fsum(kept) / len(kept) if kept else None
    present = [value for value in base if value is not None] if gaps else base
    if present:
        lines = Lines(base, present, used, average)
        bands = lines.bands(part, gaps)
        mean, lpl, upl, near_lpl, near_upl = lines.mean, lines.lpl, lines.upl, lines.near_lpl, lines.near_upl
        columns.relative_to_mean += [RELATIVE[band] for band in bands]
    else:
        lines, bands = None, bytes((11,)) * count
        mean = lpl = upl = near_lpl = near_upl = None
        columns.relative_to_mean += [None] * count
    if lpl is None:
        columns.outside_limits += [None] * count
        columns.close_to_limits += [None] * count
    else:
        columns.outside_limits += [OUTSIDE[band] for band in bands]
        columns.close_to_limits += [NEAR_LIMIT[band] for band in bands]
    columns.segment += [number] * count
    columns.mean += [mean] * count
    columns.lpl += [lpl] * count
    columns.upl += [upl] * count
    columns.near_lpl += [near_lpl] * count
    columns.near_upl += [near_upl] * count
    beyond = [None] * (count - len(base))
    columns.moving_range += [None, *ranges, *beyond]
    columns.moving_range_used += [None, *used, *beyond]
    given = labels(part, bands, lpl is not None, gaps, options.run_length, options.trend_length)
    if given is None:
        columns.special_cause_type += [COMMON] * count
        columns.special_cause_flag += [False] * count
        columns.point_type += [COMMON_CAUSE] * count
        common, better, worse, last = count, 0, 0, COMMON_CAUSE
    else:
        kinds = [types[label] for label in given]
        columns.special_cause_type += given
        columns.special_cause_flag += [label is not COMMON for label in given]
        columns.point_type += kinds
        common, better, worse = kinds.count(COMMON_CAUSE), kinds.count(IMPROVEMENT), kinds.count(CONCERN)
        last = kinds[-1]
    segments.append(Segment(
        number, first_date, count, mean, lpl, upl, average, unscreened, dropped, count < SHORT,
        common, better, worse, last,
    ))  # fmt: skip
    return lines


def _assurance(lines: Lines | None, target: float | None, direction: int) -> str | None:
    if target is None or direction == 0:
        return None
    where = 0 if lines is None else lines.limit_against(target if type(target) in (int, float) else float(target))
    if where == 0:
        return INCONSISTENT
    return FAIL if where == direction else PASS
