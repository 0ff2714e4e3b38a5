"""A part of the report: one table of plain text, or a sentence where there is nothing. No Django."""

from dataclasses import dataclass
from typing import Any

LONGEST = 36
"""Millimetres: a column of text wraps beyond it."""


@dataclass(frozen=True)
class Part:
    """One part: its table with what each column holds, or a sentence where there is nothing. Plain text throughout."""

    code: str
    title: str
    columns: tuple[tuple[str, bool], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    empty: str = "Nothing is kept of this year."

    @property
    def lines(self) -> list[list]:
        """Each row as its head and [text, title of the column, is a number] of the rest: what a template prints."""
        return [[head, [[text, *column] for text, column in zip(rest, self.columns[1:], strict=True)]]
                for head, *rest in self.rows]  # fmt: skip

    @property
    def widths(self) -> list[int]:
        """Millimetres of each column on paper, by its longest text; nought for the first, which takes the rest."""
        wide = [0]
        for at, (title, _) in enumerate(self.columns[1:], 1):
            longest = max([max(len(word) for word in title.split()), *(len(row[at]) for row in self.rows)])
            wide.append(min(max(round(longest * 1.75) + 5, 14), LONGEST))
        return wide

    def as_facts(self) -> dict[str, Any]:
        return {"code": self.code, "title": self.title,
                "columns": [[*one, width] for one, width in zip(self.columns, self.widths, strict=True)],
                "lines": self.lines, "note": self.note, "empty": self.empty}  # fmt: skip
