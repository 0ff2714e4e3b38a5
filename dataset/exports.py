"""The one writer of files that people open in a spreadsheet (SEC-37).

Text that a spreadsheet would take for a formula is made text again; numbers stay numbers, because they are typed.
"""

import csv
import io
from collections.abc import Iterable, Sequence

_LEADING = " \t\r\n\ufeff\u3000\u00a0"
_FORMULA = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")


def safe(cell) -> object:
    """The cell as it may be written: text that would run begins with an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, bool | int | float):
        return cell
    text = str(cell)
    bare = text.lstrip(_LEADING)
    if bare.startswith(_FORMULA) or any(ord(letter) < 32 for letter in text[:1]):
        return "'" + text
    return text


def as_csv(headings: Sequence[str], rows: Iterable[Sequence]) -> str:
    """The table as CSV: every text quoted, lines ended as spreadsheets expect."""
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    table.writerow([safe(one) for one in headings])
    table.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()
