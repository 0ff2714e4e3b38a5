"""An answer that is no grade, in the words of its question: for pages and for paper. Pure: no Django."""

from datetime import date
from typing import Any

from audits.questions import Column, Question
from sscb.timetable.days import in_words

SAID = {"yes": "Yes", "partly": "Partly", "no": "No", "na": "Not applicable"}


def answer_said(question: Question, value: Any) -> str:
    """Lines of text: a table row by row, each cell under its column's title. Empty where nothing was answered."""
    if value in (None, "", [], {}):
        return ""
    match question.answer:
        case "grid":
            lines = (f"{name}: {_row(question.columns, row, named=False)}" for name, row in value.items() if _any(row))
            return "\n".join(lines)
        case "rows":
            return "\n".join(_row(question.columns, row, named=True) for row in value if _any(row))
        case "dates":
            return f"{_day(value['from'])} to {_day(value['to'])}"
        case "date_and_person":
            return f"{_day(value['on'])}, {value['who']}"
        case "yes_partly_no":
            return ": ".join(part for part in (SAID[value["said"]], value.get("comment", "")) if part)
        case "choices":
            return "\n".join(value)
    return _cell({"share": "share", "date": "date"}.get(question.answer, "text"), value)


def _any(row: dict[str, Any]) -> bool:
    return any(told not in (None, "") for told in row.values())


def _row(columns: tuple[Column, ...], row: dict[str, Any], *, named: bool) -> str:
    """In the order of the columns; a grid of one column needs no title of its own."""
    told = [(column, row.get(column.key)) for column in columns if row.get(column.key) not in (None, "")]
    if not named and len(columns) == 1:
        return "; ".join(_cell(column.cell, value) for column, value in told)
    return "; ".join(f"{column.title}: {_cell(column.cell, value)}" for column, value in told)


def _cell(kind: str, value: Any) -> str:
    match kind:
        case "share":
            return f"{value['part']:,} of {value['of']:,}"
        case "yes_partly_no":
            return SAID[value].lower()
        case "months":
            return f"{value} months"
        case "date":
            return _day(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _day(text: str) -> str:
    return in_words(date.fromisoformat(text))
