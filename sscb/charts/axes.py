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


# Periods from one label to the next that may be chosen, and the units a label needs.
_EVERY = {"month": (1, 3, 6, 12, 24, 60, 120, 600), "quarter": (1, 4, 8, 20, 40, 200)}
_LABEL, _YEAR = 32.0, 56.0


def calendar_ticks(dates: Sequence[datetime.date], frequency: str, apart: float) -> list[tuple[int, str, str]]:
    """Place in periods from the first date, short label and bold year (or "") for each tick worth a label.

    `apart`: units between two periods. Monthly: every month where there is room, otherwise quarters, and so on.
    """
    found: list[tuple[int, str, str]] = []
    if not dates:
        return found
    step = STEPS[frequency]
    last, a_year = positions(dates, frequency)[-1], 12 // step
    every = next(
        (n for n in _EVERY[frequency] if n * apart >= (_YEAR if n >= a_year and step > 1 else _LABEL) or n > last),
        _EVERY[frequency][-1],
    )
    start = (dates[0].year * 12 + dates[0].month - 1) // step
    offset = 1 if step == 3 else 0  # the year of quarters opens in April
    for place in range(last + 1):
        if (start + place - offset) % every:
            continue
        year, month = divmod((start + place) * step, 12)
        if frequency == "month":
            text, named, opens = MONTH_ABBREVIATIONS[month], str(year), month == 0
        else:
            number = (month - 3) % 12 // 3 + 1
            text, named, opens = f"Q{number}", financial_year(datetime.date(year, month + 1, 1)), number == 1
        found.append((place, text, named if opens or not found else ""))
    return found
