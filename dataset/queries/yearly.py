"""What the dataset gives to the Board's annual report: the newest figure of the year of each indicator it owes."""

from datetime import date
from typing import Any

from dataset.models import Indicator, Reading
from dataset.queries.values_file import every_row
from sscb.timetable.days import in_words

WIDER = Reading.Audience.WIDER.value
MISSING = ("MI01", "MI02", "MI03", "MI04", "EX01", "EX02", "EX03", "EX04")
ALLEGATIONS = ("LD01", "LD02")
PRIVATE_FOSTERING = ("PF01",)


def year_of_figures(codes: tuple[str, ...], first: date, last: date) -> dict[str, Any]:
    """Small numbers are hidden as in every pack. An indicator without a figure in the year says so."""
    asked = {one.code: one for one in Indicator.objects.filter(code__in=codes)}
    newest: dict[str, tuple] = {}
    for row in every_row([asked[code] for code in codes if code in asked], WIDER, last):
        code, began, ended = row[0], date.fromisoformat(row[4]), date.fromisoformat(row[5])
        if first <= began and ended <= last and (code not in newest or newest[code][5] <= row[5]):
            newest[code] = row
    rows = []
    for code in codes:
        if code not in asked:
            continue
        row = newest.get(code)
        told = ("–", "No figure", "–", "–")
        if row:
            told = (row[3], f"{row[6]} {row[8]}".removesuffix(" n"), row[7] or "–", row[9])
        rows.append((asked[code].title, *told))
    note = "" if newest else "No agency has sent a figure for this year."
    return {"note": note, "columns": ("What", "Period", "Figure", "Out of", "State"), "rows": rows,
            "source": f"Source: Quality and Performance dataset, as at {in_words(last)}"}  # fmt: skip
