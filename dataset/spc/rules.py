"""The rules, each on one segment: a stretch of points between two rebases, in date order.

1 A point outside a limit. 2 Seven (or six) points rising or falling. 3 Two of three near the same limit, all three on
that side of the mean. 4 Seven (or eight) points on one side of the mean. The first that applies gives the label, in
that order.

Comparisons are right, not merely close. A value within a hair of a line is compared again in exact fractions of
the decimals as they were written, so that 9.5 lies on a mean of 9.5 whatever binary arithmetic makes of it.
Points are held as bytes, one per point, so that searches for runs are done by the interpreter and not in a loop.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import fsum

LIMIT = 2.66
NEAR = 2 * (LIMIT / 3)
SCREEN = 3.267
EXACT_LIMIT = Fraction(266, 100)
EXACT_NEAR = EXACT_LIMIT * 2 / 3
EXACT_SCREEN = Fraction(3267, 1000)
HAIR = 1e-11  # relative; rounding errors of these sums are about a ten-thousandth of it

# Bands: where a point lies between the five lines, counted upwards. Odd bands are the lines themselves.
BELOW_LIMIT, ON_MEAN, ABOVE_LIMIT, GAP = 0, 5, 10, 11
RELATIVE = (-1, -1, -1, -1, -1, 0, 1, 1, 1, 1, 1, None)
OUTSIDE = (True, False, False, False, False, False, False, False, False, False, True, None)
NEAR_LIMIT = (False, True, True, False, False, False, False, False, True, True, False, None)

_pad = bytes(244)
_SIDE = bytes((0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 3)) + _pad
_CLOSE = bytes((0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0)) + _pad
_AT_LEAST = {
    count: (b"\x02" * count, b"\x00" * count, re.compile(rb"\x02{%d,}|\x00{%d,}" % (count, count)))
    for count in (5, 6, 7, 8)
}  # so many up, so many down, and a search for stretches at least that long
_SAME_SIDE = (b"\x02\x02\x02", b"\x00\x00\x00")

COMMON = "Common Cause"
ABOVE_UCL, BELOW_LCL = "Above UCL", "Below LCL"
RISING, FALLING = "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"
TWO_ABOVE, TWO_BELOW = "2 in 3 Above CL", "2 in 3 Below CL"
RUN_ABOVE, RUN_BELOW = "7 Points Above CL", "7 Points Below CL"
HIGH = frozenset((ABOVE_UCL, RISING, TWO_ABOVE, RUN_ABOVE))
LOW = frozenset((BELOW_LCL, FALLING, TWO_BELOW, RUN_BELOW))


def exact(value: float) -> Fraction:
    """The number as it was written: 0.1 is one tenth, not its nearest binary fraction."""
    return Fraction(repr(value)) if type(value) is float else Fraction(value)


def moving_ranges(values: Sequence[float | None], gaps: bool) -> list[float | None]:
    """Differences between neighbours, one fewer than the values; None beside a gap, which is not bridged."""
    if gaps:
        return [None if a is None or b is None else abs(b - a) for a, b in pairwise(values)]
    return [abs(b - a) for a, b in pairwise(values)]


def screen(ranges: list[float | None], present: list[float], average: float, base: Sequence) -> list[float | None]:
    """Ranges with None in place of each that is not strictly below 3.267 times the average. Done once."""
    edge = SCREEN * average
    slack = HAIR * (edge + max(abs(value) for value in base if value is not None))
    if max(present) < edge - slack:
        return ranges
    exact_edge = None
    kept: list[float | None] = []
    for place, size in enumerate(ranges):
        if size is not None and size >= edge - slack:
            below = False
            if size <= edge + slack:
                if exact_edge is None:
                    exact_edge = EXACT_SCREEN * exact_average_range(base)
                below = abs(exact(base[place + 1]) - exact(base[place])) < exact_edge
            size = size if below else None
        kept.append(size)
    return kept


def exact_average_range(base: Sequence, used: Sequence | None = None) -> Fraction:
    """Average of the moving ranges of `base` in fractions; with `used`, of those that screening kept."""
    numbers = [None if value is None else exact(value) for value in base]
    sizes = [
        abs(b - a)
        for place, (a, b) in enumerate(pairwise(numbers))
        if a is not None and b is not None and (used is None or used[place] is not None)
    ]
    return sum(sizes, Fraction(0)) / len(sizes)


class Lines:
    """The mean and the four limits of one segment, and where a value lies among them.

    `base`: the values the limits were made of; `used`: their moving ranges after screening.
    """

    __slots__ = ("_base", "_fractions", "_used", "average", "lpl", "mean", "near_lpl", "near_upl", "upl")

    def __init__(self, base: Sequence, present: list[float], used: list[float | None], average: float | None):
        self._base, self._used, self._fractions = base, used, None
        lowest, highest = min(present), max(present)
        self.mean = mean = lowest if lowest == highest else fsum(present) / len(present)
        self.average = average
        if average is None:
            self.lpl = self.upl = self.near_lpl = self.near_upl = None
        else:
            self.lpl, self.upl = mean - LIMIT * average, mean + LIMIT * average
            self.near_lpl, self.near_upl = mean - NEAR * average, mean + NEAR * average

    def fractions(self) -> tuple[Fraction, Fraction | None]:
        """The mean and the average range, exactly."""
        if self._fractions is None:
            numbers = [exact(value) for value in self._base if value is not None]
            average = None if self.average is None else exact_average_range(self._base, self._used)
            self._fractions = sum(numbers, Fraction(0)) / len(numbers), average
        return self._fractions

    def limit_against(self, number: float) -> int:
        """1 if the number is above the upper limit, -1 if below the lower, 0 if between them or on one."""
        if self.average is None:
            return 0
        return {BELOW_LIMIT: -1, ABOVE_LIMIT: 1}.get(self.bands([number], gaps=False)[0], 0)

    def bands(self, values: Sequence[float | None], gaps: bool) -> bytes:
        """One byte a value: its band."""
        mean, average = self.mean, self.average
        present = [value for value in values if value is not None] if gaps else values
        if not present:
            return bytes((GAP,)) * len(values)
        hair = HAIR * (max(abs(max(present)), abs(min(present)), abs(mean)) + (average or 0.0))
        if hair == 0 or (average is not None and average <= 4 * hair):  # the lines touch: compare everything exactly
            return bytes(GAP if value is None else self._exact_band(value) for value in values)
        if average is None:
            edges, first = (mean - hair, mean + hair), 4
        else:
            first = 0
            lpl, upl, near_lpl, near_upl = self.lpl, self.upl, self.near_lpl, self.near_upl
            edges = (
                lpl - hair, lpl + hair, near_lpl - hair, near_lpl + hair, mean - hair,
                mean + hair, near_upl - hair, near_upl + hair, upl - hair, upl + hair,
            )  # fmt: skip
        found = [
            GAP if value is None else first + bisect_left(edges, value) for value in values
        ] if gaps else [first + bisect_left(edges, value) for value in values]
        for place, band in enumerate(found):
            if band & 1 and band != GAP:
                found[place] = self._exact_band(values[place])
        return bytes(found)

    def _exact_band(self, value: float) -> int:
        mean, average = self.fractions()
        away = exact(value) - mean
        if away == 0:
            return ON_MEAN
        up = away > 0
        if average is None:
            return 6 if up else 4
        away = abs(away)
        if away > EXACT_LIMIT * average:
            return ABOVE_LIMIT if up else BELOW_LIMIT
        if away > EXACT_NEAR * average:
            return 8 if up else 2
        return 6 if up else 4


def steps(values: Sequence[float | None], gaps: bool) -> bytes:
    """One byte a step between neighbours: 0 down, 1 level, 2 up, 3 beside a gap."""
    if gaps:
        return bytes(
            3 if a is None or b is None else 2 if b > a else 0 if b < a else 1 for a, b in pairwise(values)
        )
    return bytes([2 if b > a else 0 if b < a else 1 for a, b in pairwise(values)])


def labels(
    values: Sequence[float | None], bands: bytes, limits: bool, gaps: bool, run_length: int = 7, trend_length: int = 7
) -> list[str] | None:
    """The reference's label for each point, or None where every point is common cause.

    `limits`: whether the segment has limits; without them only trends and runs can be found.
    """
    many_above, many_below, runs = _AT_LEAST[run_length]
    steps_up, steps_down, trends = _AT_LEAST[trend_length - 1]
    side, moves = bands.translate(_SIDE), steps(values, gaps)
    outside = limits and (0 in bands or 10 in bands)
    trend = steps_up in moves or steps_down in moves
    run = many_above in side or many_below in side
    close = bands.translate(_CLOSE) if limits else b""
    pairs = close.count(1) >= 2
    if not (outside or trend or run or pairs):
        return None
    given = [COMMON] * len(values)
    if run:
        for found in runs.finditer(side):
            start, end = found.span()
            given[start:end] = [RUN_ABOVE if side[start] else RUN_BELOW] * (end - start)
    if pairs:
        for start in range(len(values) - 2):
            if side[start:start + 3] in _SAME_SIDE and sum(close[start:start + 3]) >= 2:
                for place in range(start, start + 3):
                    if close[place]:
                        given[place] = TWO_ABOVE if side[place] else TWO_BELOW
    if trend:
        inside = bytearray(len(values) + 1)
        for found in trends.finditer(moves):
            start, end = found.span()
            inside[start:end + 1] = b"\x01" * (end + 1 - start)
        for place in range(len(values)):
            if inside[place]:  # the step after it where the next point is in a trend too, else the step before
                given[place] = RISING if moves[place if inside[place + 1] else place - 1] == 2 else FALLING
    if outside:
        for place, band in enumerate(bands):
            if band == BELOW_LIMIT:
                given[place] = BELOW_LCL
            elif band == ABOVE_LIMIT:
                given[place] = ABOVE_UCL
    return given
