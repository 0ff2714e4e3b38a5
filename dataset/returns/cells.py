"""How what somebody typed for an indicator is read: a number, "not available", or a fault with its sentence.

Nought is a value. An empty cell is no value and never nought. The portal works out percentages and rates itself.
"""

import math
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

LARGEST = 1e12
_SPACES = re.compile("[\\s\u00a0\u2009\u202f\u200b\ufeff]+")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?", re.ASCII)
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})*,\d{1,2}|\d+,\d+", re.ASCII)
_DATE = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}.*", re.ASCII)

UNAVAILABLE = {"x": "x", ":": "x", "..": "x", "n/a": "x", "not available": "x", "z": "z", "not applicable": "z"}
"""What may be typed instead of a number: not available, or not applicable. Either needs a reason."""

HIDDEN = ("Enter the true number. The portal hides small numbers itself from everybody outside Quality and "
          "Performance.")  # fmt: skip
REFUSED = {
    "c": HIDDEN, "*": HIDDEN, "~": HIDDEN, "<5": HIDDEN, "[c]": HIDDEN,
    "k": "Enter the true number, even if it rounds to nought.",
    "low": "Enter the true number, even if it rounds to nought.",
    "u": "Enter the number, and say in the words beside it why it cannot be relied on.",
    "-": "A dash may mean nought or not known. Enter 0, or x with a reason.",
    "–": "A dash may mean nought or not known. Enter 0, or x with a reason.",
}
"""Markers of published tables that say nothing in a return, with what to enter instead."""


@dataclass(frozen=True)
class Asked:
    """One indicator as it is asked: what is counted, among what, and how the figure is worked out."""

    code: str
    title: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    multiplier: int
    decimals: int
    version: int = 1

    @property
    def has_parts(self) -> bool:
        return bool(self.denominator)

    @property
    def whole(self) -> tuple[bool, bool]:
        """Whether the number, and what it is counted among, must be whole: people are, posts and weeks are not."""
        counted = self.unit not in ("weeks", "score", "points")
        return (counted and "FTE" not in self.numerator, "FTE" not in self.denominator and self.denominator != "posts")


@dataclass(frozen=True)
class Typed:
    """What was typed for one indicator, word for word."""

    numerator: str = ""
    denominator: str = ""
    missing: bool = False
    why: str = ""

    @property
    def empty(self) -> bool:
        return not (self.numerator.strip() or self.denominator.strip() or self.missing)


@dataclass(frozen=True)
class Fault:
    """One cell that cannot be taken: which, what stands in it, and a sentence that says what to do."""

    cell: str
    typed: str
    sentence: str


@dataclass(frozen=True)
class Read:
    """What a row says. `marker`: x not available, z not applicable. Without value and marker it says nothing yet."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    marker: str = ""
    faults: tuple[Fault, ...] = field(default=())

    @property
    def says_something(self) -> bool:
        return not self.faults and (self.value is not None or bool(self.marker))


class NotANumber(ValueError):
    """The cell holds no number that can be taken; the sentence says what to enter."""


def tidy(text: str) -> str:
    """Without spaces of any kind at the ends, and with ordinary ones inside."""
    return _SPACES.sub(" ", text).strip()


def read_number(text: str, *, whole: bool = False) -> float | None:
    """The number in a cell, or None where it is empty. Raises NotANumber with a sentence."""
    text = tidy(text)
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        value = float(text)
    elif _GROUPED.fullmatch(text):
        value = float(text.replace(",", "").replace(" ", ""))
    else:
        raise NotANumber(_why(text))
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise NotANumber("This number is too large to be a figure.")
    if value < 0:
        raise NotANumber("A count cannot be below nought.")
    if whole and not value.is_integer():
        raise NotANumber("Enter a whole number: this counts children, cases or events.")
    return value


def _why(text: str) -> str:
    small = text.lower()
    if small in REFUSED:
        return REFUSED[small]
    if text.startswith("="):
        return "This is a formula. Put the number itself in the cell."
    if text.startswith("#"):
        return "This is an error message of the spreadsheet, not a number."
    if text.endswith("%"):
        return "Enter the two numbers; the portal works out the percentage."
    if _DATE.fullmatch(text):
        return "This is a date, not a number."
    if _CONTINENTAL.fullmatch(text):
        return "Write the decimals after a point, and thousands with commas or without anything."
    return "This is not a number. Enter digits only, or x with a reason where the figure is not available."


def read_row(asked: Asked, typed: Typed) -> Read:
    """Read one row. Every cell that cannot be taken has its own fault; what is right is still read."""
    marker = "x" if typed.missing else ""
    parts = {"numerator": typed.numerator, "denominator": typed.denominator if asked.has_parts else ""}
    for cell, text in parts.items():
        if said := UNAVAILABLE.get(tidy(text).lower()):
            marker, parts[cell] = said, ""
    faults, found = [], {}
    for (cell, text), whole in zip(parts.items(), asked.whole, strict=True):
        try:
            found[cell] = read_number(text, whole=whole)
        except NotANumber as why:
            faults.append(Fault(cell, text, str(why)))
            found[cell] = None
    over, under = found["numerator"], found["denominator"]
    if marker:
        if over is not None or under is not None:
            faults.append(Fault("numerator" if over is not None else "denominator", "",
                                "You say that this is not available and give a number too. Take one of them out."))
        if not typed.why.strip():
            faults.append(Fault("why", "", "Say why the figure is not available."))
        return Read(marker="" if faults else marker, faults=tuple(faults))
    if faults:
        return Read(faults=tuple(faults))
    if not asked.has_parts:
        return Read(value=over, numerator=over)
    return _share(asked, typed, over, under)


def _share(asked: Asked, typed: Typed, over: float | None, under: float | None) -> Read:
    if over is None and under is None:
        return Read()
    if over is None or under is None:
        cell, label = ("numerator", asked.numerator) if over is None else ("denominator", asked.denominator)
        return Read(faults=(Fault(cell, "", f"Enter this number too: {label}."),))
    if not under:
        if over:
            return Read(faults=(Fault("denominator", typed.denominator, "Nothing can be counted among nought."),))
        return Read(numerator=over, denominator=under, marker="z")
    if asked.unit == "%" and over > under:
        return Read(faults=(Fault("numerator", typed.numerator, "This is more than the number it is counted among."),))
    return Read(value=worked_out(asked, over, under), numerator=over, denominator=under)


def worked_out(asked: Asked, over: float, under: float) -> float:
    """The figure from its parts, to the decimals that the indicator is printed with; the parts are kept exactly.

    Worked out in decimals, a half rounded up: 238 of 4,000 is 6.0%, as people round it.
    """
    exact = Decimal(repr(over)) * asked.multiplier / Decimal(repr(under))
    return float(exact.quantize(Decimal(1).scaleb(-asked.decimals), ROUND_HALF_UP))
