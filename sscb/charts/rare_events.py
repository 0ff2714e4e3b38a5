"""Time between rare events: limits for gaps in days, and the rules that mark an unusual one.

Counts of rare events are nearly all nought, and limits worked out from them mean nothing; the time from one event to
the next does carry a signal. Gaps are not spread evenly about their mean, so each is raised to the power 1/3.6, which
makes them nearly normal; the limits are then those of an XmR chart (mean ± 2.66 times the average moving range), and
mean and limits are turned back into days. Source: L. S. Nelson, "A control chart for parts-per-million nonconforming
items", Journal of Quality Technology 26 (1994) 239-240; J. C. Benneyan, "Number-between g-type statistical quality
control charts for monitoring adverse events", Health Care Management Science 4 (2001) 305-318, on when to use it.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

POWER = 1 / 3.6
LIMIT = 2.66
FEWEST_EVENTS = 20
"""Fewer events are a list: limits from so few gaps would move with every one that comes."""

OUTSIDE, TREND, TWO_OF_THREE, RUN = "outside", "trend", "two of three", "run"
LONGER, SHORTER = "longer", "shorter"
_HAIR = 1e-9  # of the scale of the transformed gaps, which lies between 0 and about 12


@dataclass(frozen=True, slots=True)
class Signal:
    """Which rule marks a gap, and on which side: `OUTSIDE` before `TREND` before `TWO_OF_THREE` before `RUN`."""

    rule: str
    side: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gaps in days, oldest first, and what may be said of them. Without `centre` there are too few for a chart."""

    days: tuple[int, ...]
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    signals: tuple[Signal | None, ...] = ()
    run: int = 7
    trend: int = 7

    @property
    def events(self) -> int:
        """How many events these gaps lie between."""
        return len(self.days) + 1 if self.days else 0

    @property
    def charted(self) -> bool:
        return self.centre is not None

    @property
    def newest(self) -> Signal | None:
        """What marks the newest gap."""
        return self.signals[-1] if self.signals else None


def days_apart(dates: Sequence[datetime.date]) -> tuple[int, ...]:
    """Days from each event to the next, whatever the order given; two on one day are nought days apart."""
    return tuple((after - before).days for before, after in pairwise(sorted(dates)))


def whole_weeks(days: Sequence[int]) -> tuple[int, ...]:
    """Each gap as the nearest number of whole weeks, in days: no gap then tells the day of an event."""
    return tuple(7 * ((gap + 3) // 7) for gap in days)


def read_gaps(days: Sequence[int], *, run: int = 7, trend: int = 7, fewest: int = FEWEST_EVENTS) -> Gaps:
    """Centre, limits (in days) and the rules met.

    `run`: gaps on one side of the centre that make a run (7 or 8). `trend`: gaps each longer (or shorter) than the
    one before that make a trend (6 or 7). Raises ValueError for a negative gap.
    """
    days = tuple(days)
    if any(gap < 0 for gap in days):
        raise ValueError("A gap between two events cannot be negative.")
    if len(days) + 1 < fewest or len(days) < 2:
        return Gaps(days, run=run, trend=trend)
    turned = [gap**POWER for gap in days]
    mean = fsum(turned) / len(turned)
    average = fsum(abs(after - before) for before, after in pairwise(turned)) / (len(turned) - 1)
    away = LIMIT * average
    return Gaps(
        days, centre=_back(mean), lower=_back(mean - away), upper=_back(mean + away),
        signals=_signals(days, turned, mean, away, run, trend), run=run, trend=trend,
    )  # fmt: skip


def _back(turned: float) -> float:
    return max(turned, 0.0) ** (1 / POWER)


def _signals(days, turned, mean, away, run, trend) -> tuple[Signal | None, ...]:
    """Every gap of a run or a trend is marked, and of two in three those near the limit; the first rule names it."""
    found: list[Signal | None] = [None] * len(days)
    sides = [0 if abs(one - mean) <= _HAIR else 1 if one > mean else -1 for one in turned]
    for start, stop, side in _streaks(sides, run):
        found[start:stop] = [Signal(RUN, _side(side))] * (stop - start)
    near = [abs(one - mean) > away * 2 / 3 + _HAIR and abs(one - mean) <= away + _HAIR for one in turned]
    for start in range(len(days) - 2):
        three = range(start, start + 3)
        if sides[start] and len({sides[place] for place in three}) == 1 and sum(near[place] for place in three) >= 2:
            for place in three:
                if near[place]:
                    found[place] = Signal(TWO_OF_THREE, _side(sides[place]))
    steps = [(after > before) - (after < before) for before, after in pairwise(days)]
    for start, stop, side in _streaks(steps, trend - 1):
        found[start : stop + 1] = [Signal(TREND, _side(side))] * (stop + 1 - start)
    for place, one in enumerate(turned):
        if abs(one - mean) > away + _HAIR:
            found[place] = Signal(OUTSIDE, _side(sides[place]))
    return tuple(found)


def _side(sign: int) -> str:
    return LONGER if sign > 0 else SHORTER


def _streaks(signs: Sequence[int], least: int) -> list[tuple[int, int, int]]:
    """Start, stop and sign of each stretch of at least so many signs alike; noughts break a stretch."""
    found, start = [], 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if signs[start] and place - start >= least:
                found.append((start, place, signs[start]))
            start = place
    return found
