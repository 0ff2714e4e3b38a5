"""A measure cell is a number, a marker, or a fault. A marker is never zero."""

import math
import re

from dataset.layouts.shapes import Cell

MARKERS = {
    "c": "suppressed: a small number, or hidden to protect one",
    "x": "not available",
    "z": "not applicable",
    "u": "unreliable, so not published",
    "low": "rounds to zero but is not zero",
    "k": "rounds to zero but is not zero (older releases)",
    "-": "missing",
    ":": "not available",
    "..": "not available",
    "*": "suppressed: a small number",
    "~": "suppressed: a small number",
    "<5": "fewer than 5",
    "": "empty",
}
"""Markers met in published figures, and what they say. `c` and its kin also come in brackets in newer releases."""
_BRACKETED = {f"[{marker}]" for marker in ("c", "x", "z", "u", "low", "k", "w", "e", ":")}
_ALL = frozenset(MARKERS) | _BRACKETED

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
LARGEST = 1e15


class NotAFigure(ValueError):
    """The text is neither a number nor a marker; the sentence says what it is."""


def is_marker(text: str) -> bool:
    """True for a marker, whatever its case."""
    return text in _ALL or text.lower() in _ALL


def number(text: str) -> float:
    """The number a cell states. Raises NotAFigure with a sentence."""
    if _NUMBER.fullmatch(text):
        value = float(text)
    elif _GROUPED.fullmatch(text):
        value = float(text.replace(",", ""))
    else:
        raise NotAFigure(_why(text))
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise NotAFigure("This number is too large to be a figure.")
    return value


def _why(text: str) -> str:
    if text.startswith("="):
        return "This cell is a formula. Put the figure itself in the cell."
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        return "Write a percentage as a number from 0 to 100, without the % sign."
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return "This is not a number, and not a marker that is known."
    if text.startswith("#"):
        return "This is an error message of the spreadsheet, not a figure."
    return "This is neither a number nor a marker that is known (such as c, x, z or -)."


def measure(column: str, raw: str) -> Cell:
    """Read one measure cell. Raises NotAFigure with a sentence."""
    try:
        if _NUMBER.fullmatch(raw):
            value = float(raw)
            if -LARGEST <= value <= LARGEST:
                return Cell(column, value, None, None)
        text = raw.strip()
        if text in _ALL or text.lower() in _ALL:
            return Cell(column, None, text, None)
        return Cell(column, number(text), None, None)
    except NotAFigure:
        raise
    except (ValueError, OverflowError):
        raise NotAFigure(_why(raw)) from None


def looks_measured(raw: str) -> bool:
    """True where a cell could stand in a column of figures."""
    text = raw.strip()
    return bool(_NUMBER.fullmatch(text) or _GROUPED.fullmatch(text) or is_marker(text))
