"""What may be asked of a chart, and the sentences that refuse what may not."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, isfinite

DIRECTIONS = {"increase": 1, "neutral": 0, "decrease": -1}
FEWEST_TO_FIX = 12
RUNS, TRENDS = (7, 8), (6, 7)
LARGEST = 1e150  # beyond this a product of two of our sums would leave the range of a float

_NUMBERS = frozenset((int, float))
_NUMBERS_AND_GAPS = frozenset((int, float, type(None)))
_read_date = datetime.date.fromisoformat


class Refusal(ValueError):
    """The series cannot be analysed as it stands. Its text is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a series is to be read.

    `improvement_direction`: "increase", "decrease" or "neutral". `target`: a number or None; nought is a target.
    `rebase_dates`: dates (or YYYY-MM-DD text) at which a new segment starts. `fix_after_n_points`: limits from the
    first n points of each segment, at least 12, or None for all. `screen_outliers`: leave out, once, the moving
    ranges that are not below 3.267 times their average. `run_length`: points on one side of the mean that make a
    run (7 or 8). `trend_length`: points rising or falling that make a trend (6 or 7). The labels keep the
    reference's names, which say 7, whatever the lengths.
    """

    improvement_direction: str = "increase"
    target: float | None = None
    rebase_dates: Sequence[str | datetime.date] = ()
    fix_after_n_points: int | None = None
    screen_outliers: bool = True
    run_length: int = 7
    trend_length: int = 7


def check_options(options: Options) -> tuple[int, frozenset]:
    """The direction as 1, 0 or -1, and the rebase dates as ISO text. Raises `Refusal`."""
    direction = options.improvement_direction
    sign = DIRECTIONS.get(direction) if isinstance(direction, str) else None
    if sign is None:
        raise Refusal(f"The improvement direction must be increase, decrease or neutral; it is {direction!r}.")
    target = options.target
    if target is not None and (
        type(target) not in (int, float, Decimal) or not abs(target) <= LARGEST  # "not", so that NaN is caught too
    ):
        raise Refusal(f"The target must be a number; it is {target!r}.")
    fix = options.fix_after_n_points
    if fix is not None:
        if type(fix) is float and fix.is_integer():
            fix = int(fix)
        if type(fix) is not int:
            raise Refusal(f"The number of points to fix the limits on must be a whole number; it is {fix!r}.")
        if fix < FEWEST_TO_FIX:
            raise Refusal(f"Limits can only be fixed on {FEWEST_TO_FIX} points or more; {fix} were asked for.")
    if type(options.screen_outliers) is not bool:
        raise Refusal(f"Screening must be switched on or off (true or false); it is {options.screen_outliers!r}.")
    if options.run_length not in RUNS or options.trend_length not in TRENDS:
        raise Refusal(
            f"A run is 7 or 8 points and a trend 6 or 7; {options.run_length!r} and {options.trend_length!r} "
            "were asked for."
        )
    dates = options.rebase_dates
    if not dates:
        return sign, frozenset()
    if isinstance(dates, str | datetime.date):
        dates = (dates,)
    return sign, frozenset(map(iso_date, dates))


def check_series(dates: Sequence, values: Sequence) -> tuple[list[str], list[float | None], bool]:
    """Dates as ISO text and values as numbers, both in date order, and whether a value is missing. Raises `Refusal`."""
    count = len(dates)
    if count != len(values):
        raise Refusal(f"Every date needs one value: there are {count} dates and {len(values)} values.")
    texts = [
        text
        if type(text) is str and len(text) == 10 and text[4] == text[7] == "-" and text.isascii() and _readable(text)
        else iso_date(text)
        for text in dates
    ]
    if len(set(texts)) != count:
        twice = next(text for text in texts if texts.count(text) > 1)
        raise Refusal(f"The date {twice} is given more than once. Each period may have one value only.")
    kinds = set(map(type, values))
    if kinds <= _NUMBERS_AND_GAPS:
        numbers = list(values)
    else:
        numbers = [_number(value) for value in values]
        kinds = set(map(type, numbers))
    gaps = not kinds <= _NUMBERS
    present = [value for value in numbers if value is not None] if gaps else numbers
    try:
        usable = isfinite(fsum(present)) and all(-LARGEST < value < LARGEST for value in (min(present), max(present))) \
            if present else True
    except (OverflowError, ValueError):
        usable = False
    if not usable:
        raise Refusal("A value is not a number that can be charted (it is infinite, too large or not a number).")
    ordered = sorted(texts)
    if ordered != texts:
        order = sorted(range(count), key=texts.__getitem__)
        numbers = [numbers[place] for place in order]
    return ordered, numbers, gaps


def iso_date(value) -> str:
    """One date as YYYY-MM-DD. Raises `Refusal` for anything that is not a calendar date written that way."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" and _readable(value):
        return value
    raise Refusal(f"The date {value!r} cannot be read. Write dates as year-month-day, like 2019-04-01.")


def _readable(text: str) -> bool:
    try:
        _read_date(text)
    except ValueError:
        return False
    return True


def _number(value) -> float | None:
    if value is None or type(value) in _NUMBERS:
        return value
    if type(value) is Decimal:
        return float(value)
    if isinstance(value, bool):
        raise Refusal("A value is true or false where a number is needed.")
    raise Refusal(f"The value {value!r} is not a number. Leave a missing value empty; do not write text.")
