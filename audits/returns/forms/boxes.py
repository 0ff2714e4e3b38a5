"""The controls of an answer that is not a grade, by its question's kind; and the way from typed text to a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from audits.questions import Column, Question

YES_PARTLY_NO = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("na", "Not applicable"))
SPARE_ROWS, MOST_ROWS = 3, 40
Path = tuple[Any, ...]


@dataclass(frozen=True)
class Box:
    """One control. `path`: where in the value its text goes; `whole`: it is a number when it looks like one."""

    name: str
    label: str
    path: Path = ()
    kind: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    whole: bool = False
    row: str = ""
    column: str = ""


def boxes_of(question: Question, rows: int = SPARE_ROWS) -> list[Box]:
    """In the order in which the page shows them. `rows`: how many rows to offer where there may be any number."""
    text = question.text
    match question.answer:
        case "text":
            return [Box("v", text, kind="lines")]
        case "yes_partly_no":
            return [Box("v_said", text, ("said",), "radio", YES_PARTLY_NO),
                    Box("v_comment", "Comment", ("comment",), "lines")]  # fmt: skip
        case "number":
            return [Box("v", text, whole=True)]
        case "share":
            return _share("v", text, ())
        case "date":
            return [Box("v", text, kind="date")]
        case "dates":
            return [Box("v_from", "First day", ("from",), "date"), Box("v_to", "Last day", ("to",), "date")]
        case "date_and_person":
            return [Box("v_on", "Date", ("on",), "date"), Box("v_who", "Post of whoever did it", ("who",))]
        case "choice":
            return [Box("v", text, kind="radio", choices=tuple((one, one) for one in question.choices))]
        case "choices":
            return [Box("v", text, kind="checks", choices=tuple((one, one) for one in question.choices))]
        case "grid":
            return [box for place, row in enumerate(question.rows)
                    for box in _row(question.columns, f"v_{place}", row, (row,))]  # fmt: skip
        case "rows":
            return [box for place in range(min(rows, MOST_ROWS))
                    for box in _row(question.columns, f"v_{place}", f"Row {place + 1}", (place,))]  # fmt: skip
    return []


def _row(columns: tuple[Column, ...], name: str, row: str, path: Path) -> list[Box]:
    found: list[Box] = []
    for column in columns:
        found += _cell(column, f"{name}_{column.key}", row, (*path, column.key))
    return found


def _cell(column: Column, name: str, row: str, path: Path) -> list[Box]:
    label, where = f"{row}: {column.title.lower()}", {"row": row, "column": column.title}
    if column.cell == "share":
        return _share(name, label, path, **where)
    if column.cell == "yes_partly_no":
        return [Box(name, label, path, "select", YES_PARTLY_NO, **where)]
    kind = "date" if column.cell == "date" else "line"
    return [Box(name, label, path, kind, whole=column.cell in ("number", "months"), **where)]


def _share(name: str, label: str, path: Path, **where: str) -> list[Box]:
    return [Box(f"{name}_part", f"{label}: how many", (*path, "part"), whole=True, **where),
            Box(f"{name}_of", f"{label}: of how many", (*path, "of"), whole=True, **where)]  # fmt: skip


def field_of(box: Box) -> forms.Field:
    told: dict[str, Any] = {"label": box.label, "required": False}
    match box.kind:
        case "lines":
            return forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), **told)
        case "date":
            return forms.DateField(
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": "Enter a day that exists, such as 2019-03-27"}, **told,
            )  # fmt: skip
        case "radio":
            return forms.ChoiceField(choices=box.choices, widget=forms.RadioSelect, **told)
        case "select":
            return forms.ChoiceField(choices=[("", "Choose"), *box.choices], **told)
        case "checks":
            return forms.MultipleChoiceField(choices=box.choices, widget=forms.CheckboxSelectMultiple, **told)
    attrs = {"inputmode": "numeric"} if box.whole else {}
    return forms.CharField(max_length=20 if box.whole else 300, widget=forms.TextInput(attrs=attrs), **told)


def value_of(question: Question, boxes: list[Box], typed: Mapping[str, Any]) -> Any:
    """The answer's value from what was typed; None where nothing was. What is not a number stays text, to be told."""
    filled = [(box, told) for box in boxes if (told := _told(box, typed.get(box.name))) not in ("", None, [])]
    if not filled:
        return None
    if not filled[0][0].path:
        return filled[0][1]
    if question.answer == "rows":
        rows: dict[int, dict] = {}
        for box, told in filled:
            _put(rows, box.path, told)
        return [rows[place] for place in sorted(rows)]
    value: dict[str, Any] = {}
    for box, told in filled:
        _put(value, box.path, told)
    return value


def _told(box: Box, typed: Any) -> Any:
    if box.kind == "date":
        return typed.isoformat() if typed else ""
    if isinstance(typed, str):
        typed = typed.strip()
        return int(typed) if box.whole and typed.isdecimal() and typed.isascii() else typed
    return typed


def _put(value: Any, path: Path, told: Any) -> None:
    *before, last = path
    for step in before:
        value = value.setdefault(step, {})
    value[last] = told


def typed_of(boxes: list[Box], value: Any) -> dict[str, Any]:
    """A saved value as the controls show it."""
    return {box.name: told for box in boxes if (told := _get(value, box.path)) is not None}


def _get(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(value, list):
            value = value[step] if isinstance(step, int) and step < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def rows_shown(question: Question, value: Any, posted: Mapping[str, Any] | None) -> int:
    """As many rows as are filled, and some to spare; as many as were shown when the form comes back."""
    if question.answer != "rows":
        return 0
    told = str((posted or {}).get("v_rows", ""))
    if told.isdecimal() and told.isascii():
        return max(1, min(int(told[:3]), MOST_ROWS))
    return min(len(value or []) + SPARE_ROWS, MOST_ROWS)
