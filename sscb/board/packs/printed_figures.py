"""The figures a pack prints, each once with all its pages, and the annex that says where each comes from. Pure."""

import re
from datetime import date
from typing import Any

from sscb.board.packs import numbering
from sscb.board.packs.freezing import check_mark
from sscb.board.packs.laying_out import Kept
from sscb.board.packs.parts import Part

LONG_MONTH = re.compile(r"(\d+) ([A-Z][a-z]{2})[a-z]* (\d{4})")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class TwoValues(Exception):
    """One figure is printed with two values: the Board would be told both. Nothing is built."""


def figures_of(parts: list[Part], placed: list[numbering.Placed], pages: dict[str, Kept]) -> list[dict[str, Any]]:
    """Every figure of the pack once, in the order of its first page, with all pages on which it is printed."""
    where = {one.code: one for one in placed}
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        for figure in part.facts.get("figures", []) if part.item else []:
            anchors = pages[part.code].anchors if part.code in pages else {}
            labels = where[part.code].labels
            sheet = anchors.get(figure["anchor"], 1)
            label = labels[min(sheet, len(labels)) - 1]
            known = found.setdefault(figure["key"], {**figure, "pages": [], "papers": []})
            if known["shown"] != figure["shown"]:
                raise TwoValues(
                    f"“{figure['what']}, {figure['period']}” is printed as {known['shown']} and as {figure['shown']}. "
                    "Both cannot be right, so no pack was built. The pack before this one is unchanged."
                )
            if label not in known["pages"]:
                known["pages"].append(label)
            paper = f"Item {part.item}, {part.title}"
            if paper not in known["papers"]:
                known["papers"].append(paper)
    return [{**one, "page": ", ".join(one["pages"])} for one in found.values()]


def annex_rows(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """The annex's two tables: figures that stand alone, and series with all their values in one row."""
    by_series: dict[str, list[dict[str, Any]]] = {}
    for one in figures:
        if one["series"]:
            by_series.setdefault(one["series"], []).append(one)
    for rows in by_series.values():
        rows.sort(key=lambda one: one["key"])  # keys of a series end with the period, so this is oldest first
    alone = [one for one in figures if not one["series"] or one is by_series[one["series"]][-1]]
    alone = [
        {**one, "number": f"F-{place:02d}", "received": _short_day(one["received"])}
        for place, one in enumerate(alone, start=1)
    ]
    series = [_series_row(many) for many in by_series.values() if len(many) > 1]
    return {"figures": alone, "series": series}


def _short_day(words: str) -> str:
    if ISO_DAY.fullmatch(words):
        return f"{date.fromisoformat(words):%-d %b %Y}"
    return LONG_MONTH.sub(r"\1 \2 \3", words)


def _series_row(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """One indicator and place: every value printed, with the files and rows they came from."""
    files: dict[str, list[str]] = {}
    for one in figures:
        file, has_row, row = one["source"].rpartition(", row ")
        files.setdefault(file if has_row else one["source"], []).append(row if has_row else "")
    pages = sorted({page for one in figures for page in one["pages"]}, key=_reading_order)
    periods = f"{figures[0]['period']} to {figures[-1]['period']}" if len(figures) > 1 else figures[0]["period"]
    return {
        "what": figures[-1]["what"],
        "periods": periods,
        "count": len(figures),
        "values": ", ".join(one["shown"] for one in figures),
        "page": ", ".join(pages),
        "source": "; ".join(f"{file}, rows {_rows(rows)}" if any(rows) else file for file, rows in files.items()),
        "check": check_mark(*(one["check"] for one in figures)),
    }


def _reading_order(label: str) -> tuple[int, str]:
    digits = "".join(char for char in label if char.isdigit())
    return int(digits or 0), label


def _rows(rows: list[str]) -> str:
    """ "3 to 26" where they follow one another, else "3, 9, 15" shortened to first and last."""
    numbers = [int(row) for row in rows if row.isdigit()]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{min(numbers)} to {max(numbers)}"
