"""The one formatter of figures: text, table and chart take every printed number from here, so they agree.

Rounding is half up, in decimals: 32.5 is 33 wherever it stands. A minus is U+2212, thousands have a comma.
Not sent, not counted, nought and hidden are four things with four signs.
"""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

MINUS = "\N{MINUS SIGN}"
SMALL = "<5"  # 1 to 4 children
GUARDED = "[c]"  # hidden to protect a small number beside it
NOT_SENT = "not sent"
NOT_COUNTED = "\N{EN DASH}"
PER_CENT, COUNT = "%", "n"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_ABBREVIATIONS = tuple(name[:3] for name in MONTHS)
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NOISE = Context(prec=12, rounding=ROUND_HALF_UP)  # what binary arithmetic leaves behind the twelfth figure
_UP = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure that may not be shown: `small` for 1 to 4 ("<5"), otherwise hidden to protect another ("[c]")."""

    small: bool = True


@lru_cache(maxsize=64)
def _place(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def rounded(value, decimals: int = 0) -> Decimal:
    """The figure rounded half up; 2.675 to two places is 2.68. `value`: int, float or Decimal."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    result = _UP.quantize(_NOISE.plus(exact) if isinstance(value, float) else exact, _place(decimals))
    return abs(result) if result == 0 else result


@lru_cache(maxsize=4096)
def plain(value, decimals: int = 0) -> str:
    """The bare figure: "−1,234.5". `value`: int, float or Decimal."""
    text = f"{rounded(value, decimals):,.{decimals}f}"
    return MINUS + text[1:] if text[0] == "-" else text


def trimmed(value, most: int = 2) -> str:
    """A figure that somebody chose, such as a target, without idle noughts: "85", "97.5"."""
    text = plain(value, most)
    return text.rstrip("0").rstrip(".") if "." in text else text


def limit(value, decimals: int = 1) -> str:
    """A mean or limit: `decimals` places, but a single one is dropped from 1,000 upwards, where it says nothing."""
    return plain(value, 0 if decimals == 1 and abs(value) >= 1000 else decimals)


def shown(value, unit: str = COUNT, decimals: int = 0) -> str:
    """A figure as table and chart print it: "58.7%", "2,142", "31.4", "<5", "[c]" or "not sent".

    `value`: a number, `Hidden`, or None for a figure that was not sent. `unit`: "%" is printed with the figure;
    "n" and units such as "per 10,000" stand in the heading.
    """
    if value is None:
        return NOT_SENT
    if isinstance(value, Hidden):
        return SMALL if value.small else GUARDED
    return plain(value, decimals) + (PER_CENT if unit == PER_CENT else "")


def said(value, unit: str = COUNT, decimals: int = 0) -> str:
    """A figure as a sentence says it: "58.7%", "31.4 per 10,000", "fewer than 5", "a hidden number"."""
    if value is None:
        return NOT_SENT
    if isinstance(value, Hidden):
        return "fewer than 5" if value.small else "a number that is not shown"
    text = shown(value, unit, decimals)
    return text if unit in (PER_CENT, COUNT, "") else f"{text} {unit}"


def small(count) -> bool:
    """Whether a count of children is 1 to 4 and must be hidden outside the Quality and Performance subgroup."""
    return count is not None and 0 < count < 5


def in_words(count: int) -> str:
    """Nought to nine in words, more in figures."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else plain(count)


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "one month", "three months", "12 months"."""
    return f"{in_words(count)} {one if count == 1 else many or one + 's'}"


def listed(things) -> str:
    """ "a", "a and b", "a, b and c"."""
    things = list(things)
    return things[0] if len(things) == 1 else ", ".join(things[:-1]) + (" and " + things[-1] if things else "")


def capital(sentence: str) -> str:
    """The sentence with a capital at its beginning; the rest as it was."""
    return sentence[:1].upper() + sentence[1:]


def day(date: datetime.date, *, short: bool = False) -> str:
    """ "12 November 2019", or "12 Nov" in a narrow column whose caption has the year."""
    return f"{date.day} {MONTH_ABBREVIATIONS[date.month - 1]}" if short else (
        f"{date.day} {MONTHS[date.month - 1]} {date.year}"
    )


def month(date: datetime.date, *, short: bool = False) -> str:
    """ "September 2019" or "Sep 2019"."""
    return f"{(MONTH_ABBREVIATIONS if short else MONTHS)[date.month - 1]} {date.year}"


def financial_year(date: datetime.date) -> str:
    """The April to March year that holds the date: "2018/19"."""
    first = date.year - (date.month < 4)
    return f"{first}/{(first + 1) % 100:02d}"


def quarter(date: datetime.date) -> str:
    """The quarter of the April to March year that holds the date: "Q2 2019/20"."""
    return f"Q{(date.month - 4) % 12 // 3 + 1} {financial_year(date)}"


def year_ending(date: datetime.date) -> str:
    """ "year ending 31 March 2019"."""
    return f"year ending {day(date)}"


def period(date: datetime.date, frequency: str, *, short: bool = False) -> str:
    """The words for the period that holds `date`. `frequency`: "month", "quarter" or "year" (April to March)."""
    if frequency == "month":
        return month(date, short=short)
    return quarter(date) if frequency == "quarter" else financial_year(date)
