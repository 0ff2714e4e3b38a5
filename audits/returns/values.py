"""What may stand in an answer that is not a grade, by its question's kind. Pure: no Django."""

from collections.abc import Callable
from datetime import date
from typing import Any

from audits.questions import Column, Question


def value_fault(question: Question, value: Any) -> str:
    """Why this cannot be the answer, in a sentence; empty where it can. None is no answer, which is always allowed."""
    if value is None:
        return ""
    return _FAULTS[question.answer](question, value)


def share_fault(value: Any) -> str:
    """So many of so many: {"part": 12, "of": 40}. Never without what it is out of."""
    if not isinstance(value, dict) or set(value) != {"part", "of"}:
        return "Say how many, and of how many."
    part, of = value["part"], value["of"]
    if not (_whole(part) and _whole(of)):
        return "Enter whole numbers, without a sign or a comma."
    if part > of:
        return f"{part} of {of} cannot be: the first is part of the second."
    return ""


def percentage(value: dict[str, int] | None) -> float | None:
    """Of a share, in per cent; None where it is missing or out of nobody."""
    return 100 * value["part"] / value["of"] if value and value["of"] else None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _text(question: Question, value: Any) -> str:
    return "" if isinstance(value, str) else "Write it in words."


def _number(question: Question, value: Any) -> str:
    return "" if _whole(value) else "Enter a whole number, without a sign or a comma."


def _yes_partly_no(question: Question, value: Any) -> str:
    known = isinstance(value, dict) and value.get("said") in ("yes", "partly", "no", "na")
    return "" if known else "Choose yes, partly, no or not applicable."


def _date(question: Question, value: Any) -> str:
    return "" if _is_date(value) else "Enter a date, such as 27 3 2019."


def _dates(question: Question, value: Any) -> str:
    if not isinstance(value, dict) or not (_is_date(value.get("from")) and _is_date(value.get("to"))):
        return "Enter the first and the last day."
    return "The last day comes before the first." if value["to"] < value["from"] else ""


def _date_and_person(question: Question, value: Any) -> str:
    known = isinstance(value, dict) and _is_date(value.get("on")) and str(value.get("who", "")).strip()
    return "" if known else "Enter the date, and the post of whoever did it."


def _choice(question: Question, value: Any) -> str:
    return "" if value in question.choices else "Choose one of the list."


def _choices(question: Question, value: Any) -> str:
    known = isinstance(value, list) and set(value) <= set(question.choices)
    return "" if known else "Choose from the list."


def cell_fault(column: Column, value: Any) -> str:
    """Why this cannot stand in a cell of this column, in a sentence."""
    if value in (None, ""):
        return ""
    if column.cell == "share":
        return share_fault(value)
    if column.cell in ("number", "months"):
        return "" if _whole(value) else "Enter a whole number, without a sign or a comma."
    if column.cell == "date":
        return "" if _is_date(value) else "Enter a date, such as 27 3 2019."
    if column.cell == "yes_partly_no":
        return "" if value in ("yes", "partly", "no", "na") else "Choose yes, partly, no or not applicable."
    return "" if isinstance(value, str) else "Write it in words."


def _row(columns: tuple[Column, ...], place: str, row: Any) -> str:
    if not isinstance(row, dict) or set(row) - {column.key for column in columns}:
        return f"{place}: this row does not fit the table."
    for column in columns:
        if fault := cell_fault(column, row.get(column.key)):
            return f"{place}, {column.title.lower()}: {fault[0].lower()}{fault[1:]}"
    return ""


def _grid(question: Question, value: Any) -> str:
    if not isinstance(value, dict) or set(value) - set(question.rows):
        return "These rows do not belong to this table."
    return next((fault for name, row in value.items() if (fault := _row(question.columns, name, row))), "")


def _rows(question: Question, value: Any) -> str:
    if not isinstance(value, list):
        return "Give one row after the other."
    told = (_row(question.columns, f"Row {place}", row) for place, row in enumerate(value, 1))
    return next((fault for fault in told if fault), "")


def _grade(question: Question, value: Any) -> str:
    return "This question is answered with a grade."


_FAULTS: dict[str, Callable[[Question, Any], str]] = {
    "grade": _grade, "text": _text, "number": _number, "share": lambda question, value: share_fault(value),
    "yes_partly_no": _yes_partly_no, "date": _date, "dates": _dates, "date_and_person": _date_and_person,
    "choice": _choice, "choices": _choices, "grid": _grid, "rows": _rows,
}  # fmt: skip
