"""The bytes of a return as JSON, workbook and PDF; each says to whom it was issued, and when (SEC-25)."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from audits.returns.files.cells import TABLES, cell_of, sheet_name, sheet_of
from audits.returns.models import AuditReturn
from audits.returns.queries.checking import Check
from audits.returns.reading import questions_of
from sscb.pdf import merging
from sscb.pdf.printing import Printer, pack_stylesheet
from sscb.pdf.properties import Properties
from sscb.pdf.stamping import Stamps
from sscb.records.files import Issued
from sscb.tables.writing import as_xlsx

FORMAT = "sscb-audit-return/1"
HEADINGS = ("Key", "Number", "Question", "Grade", "How do you know", "What difference", "Reason", "Action", "Owner",
            "By when")  # fmt: skip
"""The workbook that is taken away is the one that may be taken in."""


def as_json(content: dict[str, Any], issued: Issued) -> bytes:
    told = {"format": FORMAT, "marking": issued.marking, "issued": issued.words, **content}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_workbook(one: AuditReturn, shown: Check, said: dict[str, Any], issued: Issued) -> bytes:
    """A row a question; a further row for each further action of a gap; a sheet for each question that is a table.

    `said`: key of a question -> its grade, or its value.
    """
    asked = questions_of(one.cycle)
    tables = [question for _, question in asked.asked_of(one.agency_kind) if question.answer in TABLES]
    grades = {key: value if asked.question(key).answer == "grade" else cell_of(asked.question(key), value)
              for key, value in said.items()}  # fmt: skip
    return as_xlsx(
        HEADINGS, [row for part in shown.parts for checked in part.rows for row in _rows(checked, grades)],
        marking=issued.marking, issued=issued.words,
        about=[("What", f"{one.title}, {one.reference}, {one.owner.name}")],
        further=[(sheet_name(question), *sheet_of(question, said.get(question.key))) for question in tables],
    )  # fmt: skip


def _rows(checked: Any, grades: dict[str, Any]) -> list[Sequence]:
    told = [checked.key, checked.number, checked.text, grades.get(checked.key, ""), checked.words,
            checked.impact, checked.reason]  # fmt: skip
    actions = [[one.text, one.owner, one.due_on.isoformat()] for one in checked.actions] or [["", "", ""]]
    further = [[checked.key, checked.number, "", "", "", "", "", *action] for action in actions[1:]]
    return [[*told, *actions[0]], *further]


def as_pdf(one: AuditReturn, shown: Check, whose_move: str, issued: Issued) -> bytes:
    """Raises CannotPrint where no PDF can be made here, ValidationError with a sentence when this one cannot be."""
    html = render_to_string("audits/pack/own_return.html", {"one": one, "shown": shown, "whose_move": whose_move})
    with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
        printed = printer.print_one(html, pack_stylesheet(), key="return")
    if not printed.ok:
        raise ValidationError(printed.error)
    labels = [str(number) for number in range(1, printed.pages + 1)]
    return merging.merge(
        [merging.Part(key="return", pdf=printed.pdf, run=one.reference)],
        {"return": labels},
        Stamps(board=one.owner.name, marking=issued.marking, version=one.reference, last=labels[-1]),
        Properties(title=f"{one.title}, {one.reference} ({issued.marking})", author=one.owner.name,
                   subject="Audit return", issued_at=issued.at, keywords=(issued.marking,),
                   custom={"sscbmarking": issued.marking}),
        fonts_folder=settings.FONTS,
    )  # fmt: skip
