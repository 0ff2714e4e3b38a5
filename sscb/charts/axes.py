"""Scales and ticks: from figures to units of the drawing."""

import datetime
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, log10

from sscb.charts.numbers import MONTH_ABBREVIATIONS, financial_year

STEPS = {"month": 1, "quarter": 3, "year": 12}


def span(numbers: Sequence[float], decimals: int = 0) -> tuple[float, float]:
    """Lowest and highest with a little air; a flat series gets a range of its own around it."""
    low, high = min(numbers), max(numbers)
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-300):
        around = max(abs(high) * 0.1, 2.5 * 10.0**-decimals)
        return low - around, high + around
    air = (high - low) * 0.06
    return low - air, high + air


def ticks(low: float, high: float, most: int) -> tuple[list[float], int]:
    """At most `most` round numbers between low and high, and how many decimals they need."""
    rough = (high - low) / most
    power = floor(log10(rough))
    for power_now in (power, power + 1):
        for lead in (1, 2, 2.5, 5):
            step = lead * 10.0**power_now
            first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
            if step >= rough * 0.999 and 1 <= last - first + 1 <= most:
                decimals = max(0, -power_now + (lead == 2.5))
                return [round(number * step, decimals + 2) for number in range(first, last + 1)], decimals
    return [], 0


def fitting(dates: Sequence[datetime.date], frequency: str | None) -> str | None:
    """The frequency if every date falls in a later period than the one before, otherwise None."""
    step = STEPS.get(frequency or "")
    if not step:
        return None
    periods = [(date.year * 12 + date.month - 1) // step for date in dates]
    return frequency if all(before < after for before, after in pairwise(periods)) else None


def positions(dates: Sequence[datetime.date], frequency: str | None) -> list[int]:
    """Each point's place counted in periods from the first, so that an absent period leaves a hole.

    Without a fitting frequency, points stand one after the other.
    """
    if not dates or fitting(dates, frequency) is None:
        return list(range(len(dates)))
    step = STEPS[frequency]
    periods = [(date.year * 12 + date.month - 1) // step for date in dates]
    return [period - periods[0] for period in periods]


def calendar_ticks(
    dates: Sequence[datetime.date], frequency: str | None, apart: float
) -> list[tuple[int, str, str]]:
    """Place in periods from the first date, short label and bold year (or "") for each tick worth a label.

    `apart`: units between two periods. Monthly: every month where there is room, otherwise quarters.
    """
    found: list[tuple[int, str, str]] = []
    places = positions(dates, frequency)
    if not dates:
        return found
    first, last = dates[0], places[-1]
    step = STEPS[frequency]
    start = (first.year * 12 + first.month - 1) // step
    for place in range(last + 1):
        year, month = divmod((start + place) * step, 12)
        if frequency == "month":
            if apart < 34 and month % 3:
                continue
            opens = month == 0
            text = MONTH_ABBREVIATIONS[month]
            named = str(year)
        else:
            number = (month - 3) % 12 // 3 + 1
            if apart < 26 and number != 1:
                continue
            opens = number == 1
            text, named = f"Q{number}", financial_year(datetime.date(year, month + 1, 1))
        found.append((place, text, named if opens or not found else ""))
    return found
