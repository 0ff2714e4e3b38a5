"""Answers from a file: read whole, and every cell that cannot be taken is named by its place. Nothing is written here.

A JSON file is a return taken away from a portal, this one or another board's. A workbook has the headings of the one
that is taken away here, in any order, and a sheet for each question that is a table; what it leaves out is left as it
is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from audits.questions import Question, QuestionSet
from audits.returns.files.cells import TABLES, read_sheet, sheet_name, value_of_cell
from audits.returns.files.making import FORMAT, HEADINGS
from audits.returns.values import value_fault
from audits.scales import Scale
from sscb.tables import Refused, Table, open_source

LARGEST = 5 * 1024 * 1024
MOST_ROWS, MOST_LINES = 2_000, 40
LONGEST = {"Grade": 4000, "How do you know": 4000, "What difference": 4000, "Reason": 300, "Action": 300, "Owner": 120,
           "By when": 20}  # fmt: skip
COLUMNS = dict(zip(HEADINGS, "ABCDEFGHIJ", strict=True))


@dataclass(frozen=True)
class Fault:
    """One cell, or one answer, that cannot be taken."""

    place: str
    typed: str
    sentence: str


@dataclass(frozen=True)
class Planned:
    text: str
    owner: str
    due_on: date


@dataclass
class Taken:
    """What a file says, by key of the question; or its faults: then nothing of it is taken."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    actions: dict[str, list[Planned]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Keys that are not asked here."""
    beside: dict[str, dict[str, str]] = field(default_factory=dict)
    """Words beside a table, by key: the table stands on its own sheet."""


def read_answers(path: Path, *, name: str, kind: str, asked: QuestionSet, scale: Scale, as_at: date) -> Taken:
    """Raises Refused, with a sentence, for a file that cannot be read at all."""
    if path.stat().st_size > LARGEST:
        raise Refused("This file is larger than 5 MB, and answers are far smaller. Choose another one.")
    questions = {question.key: question for _, question in asked}
    with path.open("rb") as stream:
        start = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _from_json(path, kind, questions, scale, as_at)
    return _from_table(path, name, questions, scale, as_at)


# --- JSON -------------------------------------------------------------------------------------------------------------


def _from_json(path: Path, kind: str, questions: Mapping[str, Question], scale: Scale, as_at: date) -> Taken:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused("This JSON file is damaged and cannot be read. Take it away again where it came from.") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("answers"), dict):
        raise Refused("This is not a return taken away from a portal. Choose the JSON file of an audit return.")
    if told.get("kind") != kind:
        raise Refused("This is the return of another kind of audit, so its answers do not belong here.")
    taken = Taken()
    for key, said in told["answers"].items():
        question = questions.get(key)
        if question is None or not isinstance(said, dict):
            taken.left_out.append(str(key)[:60])
            continue
        fields = {
            "self_grade": said.get("self_grade"), "not_applicable": said.get("not_applicable") is True,
            "why_not_applicable": said.get("why_not_applicable") or "", "value": said.get("value"),
            "words": said.get("words") or "", "impact": said.get("impact") or "",
            "gap_reason": said.get("gap_reason") or "",
        }  # fmt: skip
        place = f"Question {question.number}"
        fault = _fault_of(question, fields, scale)
        if fault:
            taken.faults.append(Fault(place, str(fields["self_grade"] or fields["value"] or "")[:60], fault))
        elif _is_given(fields):
            taken.answers[key] = fields
            taken.actions[key] = _planned(said.get("actions"), as_at)
    return taken


def _is_given(fields: Mapping[str, Any]) -> bool:
    return fields["self_grade"] is not None or fields["not_applicable"] or fields["value"] not in (None, "", [], {})


def _fault_of(question: Question, fields: Mapping[str, Any], scale: Scale) -> str:
    grade = fields["self_grade"]
    if grade is not None and (question.answer != "grade" or isinstance(grade, bool)
                              or grade not in [step.value for step in scale.steps]):  # fmt: skip
        return "This is no grade of this audit here."
    if any(not isinstance(fields[name], str) for name in ("words", "impact", "gap_reason", "why_not_applicable")):
        return "Its words are not words."
    if len(fields["words"]) > 4000 or len(fields["impact"]) > 4000 or len(fields["gap_reason"]) > 300:
        return "Its words are longer than an answer holds."
    if fields["not_applicable"] and not fields["why_not_applicable"].strip():
        return "It does not say why the question does not apply."
    if question.answer == "grade":
        return "" if fields["value"] is None else "This question is answered with a grade."
    return value_fault(question, fields["value"])


def _planned(told: Any, as_at: date) -> list[Planned]:
    """Actions that are still to come; what is past stays with the return that it was promised in."""
    found = []
    for one in told if isinstance(told, list) else ():
        try:
            due_on = date.fromisoformat(one["due"])
            text, owner = str(one["text"]).strip()[:300], str(one["owner"]).strip()[:120]
        except (TypeError, KeyError, ValueError):
            continue
        if text and owner and due_on >= as_at:
            found.append(Planned(text, owner, due_on))
    return found


# --- a workbook or a text file ----------------------------------------------------------------------------------------


def _from_table(path: Path, name: str, questions: Mapping[str, Question], scale: Scale, as_at: date) -> Taken:
    source = open_source(path, name=name)
    taken, found = Taken(), False
    by_number = {question.number: question for question in questions.values()}
    by_sheet = {sheet_name(question): question for question in questions.values() if question.answer in TABLES}
    for table in source.tables:
        if (question := by_sheet.get(table.sheet or "")) is not None:
            found = True
            _table(taken, question, table)
        elif at := _headings(table):
            found = True
            for number, cells in _below(table, at.pop("")):
                _row(taken, _Row(number, cells, at, source.kind), questions, by_number, scale, as_at)
    if not found:
        raise Refused("The row of headings is missing: Number, Grade, How do you know and so on. Take the workbook of "
                      "this return away, and fill that in.")  # fmt: skip
    for key, words in taken.beside.items():
        if key in taken.answers:
            taken.answers[key].update(words)
        elif any(words.values()) and not taken.faults:
            name = sheet_name(questions[key])
            taken.faults.append(Fault(f"question {questions[key].number}", "", f"There are words, and the sheet {name} "
                                      "is empty."))  # fmt: skip
    return taken


def _headings(table: Table) -> dict[str, int]:
    """Where each heading stands; under "" the number of their row. Empty where there are none."""
    for number, cells in table.head:
        titles = [cell.strip() for cell in cells]
        if "Grade" in titles and ("Key" in titles or "Number" in titles):
            return {"": number, **{title: place for place, title in enumerate(titles) if title in COLUMNS}}
    return {}


def _below(table: Table, head: int) -> Iterator[tuple[int, list[str]]]:
    for number, cells in table.rows():
        if number > MOST_ROWS:
            raise Refused(f"There is something below row {MOST_ROWS:,}. Delete it and choose the file again.")
        if number > head:
            yield number, cells


def _table(taken: Taken, question: Question, table: Table) -> None:
    def refuse(row: int, place: int, typed: str, sentence: str) -> None:
        where = f"{chr(65 + place)}{row}" if place < 26 else f"row {row}"
        taken.faults.append(Fault(f"{table.sheet}, {where}", typed[:60], sentence))

    value = read_sheet(question, _below(table, 0), refuse)
    if value is None:
        return
    if question.answer == "rows" and len(value) > MOST_LINES:
        refuse(MOST_LINES + 2, 0, "", f"A table holds at most {MOST_LINES} rows.")
    elif fault := value_fault(question, value):
        taken.faults.append(Fault(str(table.sheet), "", fault))
    else:
        taken.answers[question.key] = {"value": value}


@dataclass(frozen=True)
class _Row:
    number: int
    cells: list[str]
    at: Mapping[str, int]
    kind: str

    def text(self, heading: str) -> str:
        place = self.at.get(heading)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def place(self, heading: str) -> str:
        column = chr(65 + self.at[heading]) if self.at.get(heading, 99) < 26 else heading
        return f"{column}{self.number}" if self.kind != "csv" else f"line {self.number}, {heading}"


def _row(taken: Taken, row: _Row, questions, by_number, scale: Scale, as_at: date) -> None:
    def refuse(heading: str, sentence: str) -> None:
        taken.faults.append(Fault(row.place(heading), row.text(heading)[:60], sentence))

    where = "Key" if row.text("Key") else "Number"
    name = row.text(where)
    filled = [heading for heading in LONGEST if row.text(heading)]
    if not filled:
        return
    question = questions.get(name) if where == "Key" else by_number.get(name)
    if question is None:
        refuse(where if where in row.at else "Grade", "No question here has this number." if name
               else "This row does not say which question it is about.")  # fmt: skip
        return
    for heading in filled:
        if len(row.text(heading)) > LONGEST[heading]:
            refuse(heading, f"This is longer than {LONGEST[heading]} characters.")
            return
        if row.text(heading).startswith("="):
            refuse(heading, "This is a formula. Put what it says into the cell instead.")
            return
    _action(taken, row, question, refuse, as_at)
    if question.answer in TABLES:
        if row.text("Grade"):
            refuse("Grade", f"This question is a table: fill in the sheet {sheet_name(question)}, and empty this cell.")
        taken.beside[question.key] = {"words": row.text("How do you know"), "impact": row.text("What difference")}
        return
    if not row.text("Grade"):
        if set(filled) & {"How do you know", "What difference"} and question.answer == "grade":
            refuse("Grade", "There are words and no grade.")
        return
    if question.key in taken.answers:
        refuse(where, "This question stands here twice.")
        return
    fields = _graded(row, question, scale, refuse)
    if fields is not None:
        taken.answers[question.key] = fields


def _graded(row: _Row, question: Question, scale: Scale, refuse) -> dict[str, Any] | None:
    told = row.text("Grade")
    words = {"words": row.text("How do you know"), "impact": row.text("What difference")}
    if question.answer != "grade":
        value = value_of_cell(question, told)
        if fault := value_fault(question, value):
            refuse("Grade", fault)
            return None
        return {"value": value, **words}
    if told.upper() == "N" or told.casefold() == "does not apply":
        if not scale.not_applicable or not row.text("Reason"):
            refuse("Reason" if "Reason" in row.at else "Grade", "Say why it does not apply.")
            return None
        return {"self_grade": None, "not_applicable": True, "why_not_applicable": row.text("Reason"), **words}
    grades = {str(step.value): step.value for step in scale.steps}
    grades |= {f"{step.value}.0": step.value for step in scale.steps}
    grades |= {step.label.casefold(): step.value for step in scale.steps}
    grades |= {f"{step.value}, {step.label}".casefold(): step.value for step in scale.steps}
    if told.casefold() not in grades:
        steps = ", ".join(str(step.value) for step in scale.steps)
        refuse("Grade", f"This is no grade: enter {steps}{' or N' if scale.not_applicable else ''}.")
        return None
    grade = grades[told.casefold()]
    reason = row.text("Reason") if scale.is_gap(grade) else ""
    return {"self_grade": grade, "not_applicable": False, "why_not_applicable": "", "gap_reason": reason, **words}


def _action(taken: Taken, row: _Row, question: Question, refuse, as_at: date) -> None:
    text, owner, due = row.text("Action"), row.text("Owner"), row.text("By when")
    if not (text or owner or due):
        return
    for heading, told in (("Action", text), ("Owner", owner), ("By when", due)):
        if not told:
            refuse(heading if heading in row.at else "Action", "An action says what, whose, and by when.")
            return
    try:
        due_on = date.fromisoformat(due[:10])
    except ValueError:
        refuse("By when", "Enter a day such as 2019-09-30.")
        return
    if due_on < as_at:
        refuse("By when", "This day has gone by.")
        return
    taken.actions.setdefault(question.key, []).append(Planned(text, owner, due_on))
