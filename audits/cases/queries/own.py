"""What an agency is asked for in case audits: its tools, and what it owes on home pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from audits.cases.lifecycle import AWAITED, Issue, Theme, Tool
from audits.cases.models import AgencyAudit, SafetyFlag
from sscb.board.queries.shown import OwedRow, State, by_date
from sscb.board.sockets import Owing, Whose


@dataclass(frozen=True)
class OwnRow:
    uuid: UUID
    reference: str
    title: str
    agency: str
    due_on: date
    state: State


def tool_state(tool: AgencyAudit, as_at: date) -> State:
    if tool.stage in AWAITED:
        return by_date(tool.due_on, as_at)
    if tool.stage == Tool.HANDED_IN:
        return State("done", "Handed in")
    return State("stop", "Not involved" if tool.stage == Tool.NOT_INVOLVED else "No longer asked for")


def own_tools(person: Any) -> Any:
    """Of the person's own agency, among those they were let in to; what waits first."""
    found = AgencyAudit.objects.visible_to(person).filter(owner_id=person.organisation_id)
    return found.select_related("owner", "case", "auditor").order_by("closed_on", "due_on", "reference")


def own_rows(person: Any, as_at: date) -> list[OwnRow]:
    rows = [
        OwnRow(one.uuid, one.reference, one.title, one.owner.name, one.due_on, tool_state(one, as_at))
        for one in own_tools(person)
    ]  # fmt: skip
    order = {"late": 0, "soon": 1, "waiting": 2, "done": 3, "stop": 4}
    return sorted(rows, key=lambda row: order[row.state.code])


# --- what waits on home pages, as data ----------------------------------------------------------------------------

EVERY = tuple(str(stage) for stage in Tool)
NOT_ANSWERED = Exists(SafetyFlag.objects.filter(tool_id=OuterRef("pk"), answered_on=None))
SOON = 14
"""A theme stands on home pages once its next step is this near, in days."""


def _if_unsafe(name: str) -> Callable:
    """The row, only while a child may be unsafe and nobody has said what was done."""

    def row(one: Any, as_at: date, made: OwedRow) -> OwedRow | None:
        if not one.more[name]:
            return None
        return replace(made, due_words="Today", state=State("late", "Act today"), due_on=date.min)

    return row


def _if_near(one: Any, as_at: date, made: OwedRow) -> OwedRow | None:
    near = made.due_on is not None and (made.due_on - as_at).days <= SOON
    return made if near else None


def _if_written(one: Any, as_at: date, made: OwedRow) -> OwedRow | None:
    return made if one.more["casetheme__written_by"] else None


SAFETY = (
    Owing("audits.tool", EVERY, "audits.own_tools", "Say what was done", whose=Whose.AGENCY,
          title="A child may be unsafe: act today", more=(NOT_ANSWERED,), row=_if_unsafe("audits.safety.0.0")),
    Owing("audits.tool", EVERY, "audits.hold_meeting", "Open", title="A child may be unsafe: {owner} has not answered",
          more=(NOT_ANSWERED,), row=_if_unsafe("audits.safety.1.0")),
)  # fmt: skip
OWN = (
    Owing("audits.tool", tuple(AWAITED), "audits.fill_tool", "Carry on", whose=Whose.PERSON,
          person="agencyaudit__auditor", title="Audit a file of your agency"),
)  # fmt: skip
OPEN = (Theme.PLANNED, Theme.SAMPLED, Theme.AUDITING, Theme.MEETING, Theme.REPORTING, Theme.ACCEPTED)
WAITING = (
    Owing("audits.theme", (Theme.REPORTING,), "audits.accept_case_report", "Read it", url_name="audits:theme_report",
          title="Accept the report: {title}", more=("casetheme__written_by",), row=_if_written),
    Owing("audits.theme", OPEN, "audits.run_cases", "Go on", title="Case audit: {title}", row=_if_near),
    Owing("audits.issue", (Issue.RAISED,), "audits.triage_issue", "Decide", about="{reference}, from a case audit",
          due="opened_on", late=None, state=("soon", "Waits for a decision")),
)  # fmt: skip
