"""Answers that are no grade in a workbook: one cell for what fits into one, and a sheet of its own for each table."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from audits.questions import Column, Question
from audits.returns.values import cell_fault

TABLES = ("grid", "rows")
SAID = {"yes": "yes", "partly": "partly", "no": "no", "na": "na", "not applicable": "na", "n/a": "na"}
ROW, PART, OF = "Row", "how many", "of how many"
Refuse = Callable[[int, int, str, str], None]
"""Row, column (from 0), what stands there, what to do."""


def sheet_name(question: Question) -> str:
    return f"Table {question.number}"


# --- one cell ---------------------------------------------------------------------------------------------------------


def cell_of(question: Question, value: Any) -> Any:
    """As `value_of_cell` reads it again; empty for a table, which has its sheet."""
    if value is None or question.answer in TABLES:
        return ""
    match question.answer:
        case "share":
            return f"{value['part']} of {value['of']}"
        case "yes_partly_no":
            return ": ".join(part for part in (value["said"], value.get("comment", "")) if part)
        case "dates":
            return f"{value['from']} to {value['to']}"
        case "date_and_person":
            return f"{value['on']}: {value['who']}"
        case "choices":
            return "; ".join(value)
    return value


def value_of_cell(question: Question, text: str) -> Any:
    """What cannot be read stays as it is, for `value_fault` to refuse with its own sentence."""
    before, _, after = (part.strip() for part in text.partition(":"))
    match question.answer:
        case "number":
            return _whole(text)
        case "share":
            part, _, of = text.partition(" of ")
            return {"part": _whole(part.strip()), "of": _whole(of.strip())}
        case "yes_partly_no":
            comment = {"comment": after} if after else {}
            return {"said": SAID.get(before.casefold(), before), **comment}
        case "dates":
            first, _, last = text.partition(" to ")
            return {"from": first.strip(), "to": last.strip()}
        case "date_and_person":
            return {"on": before, "who": after}
        case "choice":
            return _one_of(question.choices, text)
        case "choices":
            return [_one_of(question.choices, one.strip()) for one in text.split(";") if one.strip()]
    return text


def _whole(text: str) -> Any:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else text


def _one_of(choices: Iterable[str], text: str) -> str:
    return next((one for one in choices if one.casefold() == text.casefold()), text)


# --- a sheet ----------------------------------------------------------------------------------------------------------


def _headings(question: Question) -> dict[str, tuple[Column, str]]:
    """Heading -> its column, and which half of a share."""
    found: dict[str, tuple[Column, str]] = {}
    for column in question.columns:
        if column.cell == "share":
            found[f"{column.title}: {PART}"] = (column, "part")
            found[f"{column.title}: {OF}"] = (column, "of")
        else:
            found[column.title] = (column, "")
    return found


def sheet_of(question: Question, value: Any) -> tuple[list[str], list[list[Any]]]:
    """Its headings and rows: every row of a grid, filled or not."""
    headings = _headings(question)
    if question.answer == "grid":
        named = [(name, (value or {}).get(name) or {}) for name in question.rows]
        return [ROW, *headings], [[name, *_cells(row, headings)] for name, row in named]
    return list(headings), [_cells(row, headings) for row in value or []]


def _cells(row: dict[str, Any], headings: dict[str, tuple[Column, str]]) -> list[Any]:
    told = ((row.get(column.key), half) for column, half in headings.values())
    return [(cell or {}).get(half) if half else cell for cell, half in told]


def read_sheet(question: Question, rows: Iterator[tuple[int, list[str]]], refuse: Refuse) -> Any:
    """The value of a table from its own sheet; None where nothing is filled in, or where anything was refused."""
    headings = _headings(question)
    number, head = next(rows, (1, []))
    at = {title.strip(): place for place, title in enumerate(head)}
    strangers = [title for title in at if title and title not in headings and title != ROW]
    if strangers or not set(headings) & set(at) or (question.answer == "grid" and ROW not in at):
        refuse(
            number,
            at[strangers[0]] if strangers else 0,
            strangers[0] if strangers else "",
            f"The headings of this sheet are: {', '.join([ROW] * (question.answer == 'grid') + list(headings))}.",
        )
        return None
    names, value, whole = {name.casefold(): name for name in question.rows}, {}, True
    for number, cells in rows:
        row, fine = _read_row(number, cells, at, headings, refuse)
        whole = whole and fine
        if not row:
            continue
        name = str(number)
        if question.answer == "grid":
            typed = _cell(cells, at[ROW])
            name = names.get(typed.casefold(), "")
            if not name or name in value:
                refuse(number, at[ROW], typed, "This row stands here twice." if name else
                       f"No row of this table has this name. Its rows are: {', '.join(question.rows)}.")  # fmt: skip
                whole = False
                continue
        value[name] = row
    if not (whole and value):
        return None
    return value if question.answer == "grid" else list(value.values())


def _read_row(number: int, cells: list[str], at: dict[str, int], headings, refuse: Refuse) -> tuple[dict, bool]:
    row: dict[str, Any] = {}
    places: dict[str, tuple[Column, int]] = {}
    for title, (column, half) in headings.items():
        place = at.get(title)
        text = _cell(cells, place) if place is not None else ""
        if not text:
            continue
        places[column.key] = (column, place)
        told = _told(column, text)
        if half:
            row.setdefault(column.key, {})[half] = told
        else:
            row[column.key] = told
    fine = True
    for key, (column, place) in places.items():
        text = _cell(cells, place)
        if text.startswith("="):
            fault = "This is a formula. Put what it says into the cell instead."
        elif len(text) > 300:
            fault = "This is longer than 300 characters."
        else:
            fault = cell_fault(column, row[key])
        if fault:
            refuse(number, place, text, fault)
            fine = False
    return row, fine


def _told(column: Column, text: str) -> Any:
    if column.cell in ("number", "months", "share"):
        return _whole(text)
    return SAID.get(text.casefold(), text) if column.cell == "yes_partly_no" else text


def _cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
