"""Annual reports as lists and pages show them to the Board."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from sscb.board.business.models import AnnualReport
from sscb.board.business.public_report import TEXTS, doubts, still_owed, years_of
from sscb.board.business.queries import _day, _short, _url, year_words
from sscb.board.business.yearly import Year, gather
from sscb.people import naming
from sscb.records.sockets import types
from sscb.records.stepping import Fact, Link, Mark, Part, Row, Shown, Table

DOUBTS = ("Part", "What was found")


def reports_for(person: Any):
    return AnnualReport.objects.visible_to(person).order_by("-year")


def report_mark(one: AnnualReport) -> Mark:
    code = {"draft": "soon", "consulted": "waiting", "agreed": "waiting", "published": "done", "sent": "done"}
    return Mark(code[one.stage], types[one.type].stages[one.stage])


def report_row(one: AnnualReport, as_at: date) -> Row:
    return Row(one.title, _url(one), one.reference, (("Agreed", _short(one.agreed_on)),), report_mark(one))


def reports_heading(rows: Sequence[Any], as_at: date) -> str:
    newest = next(iter(rows), None)
    if newest is None:
        return "No annual report was begun yet"
    return f"{newest.title}: {types[newest.type].stages[newest.stage].lower()}"


def report_shown(one: AnnualReport, person: Any, as_at: date) -> Shown:
    """Live until it is put to the agencies, frozen from then on."""
    sections = gather(Year(one.year, as_at), person) if one.sections is None else one.sections
    looked_at = [] if one.stage not in ("consulted", "agreed") else doubts(one)
    owed = still_owed(one) if one.stage == "draft" else []
    facts = [Fact("Of", naming.board(one.agreed_on or as_at).name), Fact("Year", year_words(one.year)),
             Fact("Figures", "Frozen" if one.sections is not None else "As the records stand today")]  # fmt: skip
    if owed:
        facts.append(Fact("Not written yet", "; ".join(owed)))
    if one.agreed_on:
        facts.append(Fact("Agreed", _day(one.agreed_on)))
    if one.published_on:
        page = reverse("board:annual_report", args=[years_of(one)])
        facts.append(Fact("For everybody", "", Link("The public page", page)))
    look = Table(
        "To look at before it is published", "Each was found by the portal. Take it out, or say why it may stand.",
        DOUBTS, [list(zip(DOUBTS, (doubt.part, doubt.words), strict=True)) for doubt in looked_at],
    )  # fmt: skip
    return Shown(
        report_mark(one), facts=facts, files=True,
        parts=[*(Part(title, getattr(one, name)) for name, title in TEXTS.items()),
               Part("To whom it was sent", one.sent_to), Part("Why what was found may stand", one.stands_why)],
        tables=[*([look] if looked_at else []), *(
            Table(part["title"], (one.left_out.get(part["code"]) and f"Left out: {one.left_out[part['code']]}")
                  or f"{part['note']} {part['source']}".strip(), part["columns"],
                  [list(zip(part["columns"], row, strict=True)) for row in part["rows"]]) for part in sections
        )],
    )  # fmt: skip
