"""Stage by move by person, through the web forms: the table is typed from the handbook, not from the code."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse

from audits.cases.lifecycle import CASE_MOVES, ISSUE_MOVES, THEME_MOVES, TOOL_MOVES
from audits.cases.models import AgencyAudit, AuditCase, AuditIssue, Draw
from sscb.access.models import Grant
from sscb.people.models import Group
from sscb.records.models import Record
from tests.audits.cases.conftest import MET, fresh, tools_of

TABLE = Path(__file__).with_name("stages.csv")
MOVES = {"theme": THEME_MOVES, "case": CASE_MOVES, "tool": TOOL_MOVES, "issue": ISSUE_MOVES}
WHY = {"why": "For a reason"}
HOW = {
    # (record, to) -> the page and what is sent; else the record's own page of moves
    ("theme", "sampled"): ("theme_draw", {"method": "simple", "seed": "abcd", "size": 1, "spare": 0}),
    ("theme", "accepted"): ("theme_accept", {}),
    ("case", "opened"): ("case_open", WHY),
    ("case", "swapped"): ("case_swap", WHY),
    ("case", "agreed"): ("case", {"grade": "RI", "grade_why": "So it was.", "apart_why": "More seen.", "version": 0}),
    ("tool", "in_progress"): ("tool", {"save": "A"}),
    ("tool", "handed_in"): ("tool", {"hand_in": "yes"}),
    ("tool", "not_involved"): ("tool_not_involved", WHY),
    ("tool", "withdrawn"): ("tool_withdraw", {}),
    ("issue", "tasked"): ("issue_task", {"text": "Do it", "due_on": "2019-12-20"}),
}  # fmt: skip
BACK = {
    ("tool", "handed_in", "in_progress"): ("tool_back", WHY),
    ("issue", "responded", "tasked"): ("issue_move", None),
}


def rows():
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_the_table_and_the_lifecycle_name_the_same_moves():
    typed = {(row["record"], row["from"], row["to"]) for row in rows()}
    built = {(name, str(move.start), str(move.to)) for name, moves in MOVES.items() for move in moves}
    assert typed == built


@pytest.mark.req("SEC-02")
@pytest.mark.req("SEC-03")
def test_each_move_is_made_by_those_the_handbook_names_and_by_nobody_else(
    bring, business_manager, board_office, chair, audit_chair, audit_member, qp_chair, qp_member, contributor,
    other_auditor, board_member, agency_lead, agency, as_,
):  # fmt: skip
    theme = bring("auditing")
    tool = tools_of(theme)[0]
    issue = AuditIssue.objects.create(
        type="audits.issue", reference="AUI-1", title="Weekends", level="P3", group=Group.objects.get(code="qp"),
        stage="raised", opened_on=MET, theme=theme, text="So", tag="planning", raised_by=audit_chair,
    )  # fmt: skip
    other = AuditIssue.objects.create(
        type="audits.issue", reference="AUI-2", title="Other", level="P3", group=issue.group, stage="accepted",
        opened_on=MET, theme=theme, text="So", tag="planning", raised_by=audit_chair,
    )  # fmt: skip
    records = {"theme": theme, "case": tool.case, "tool": tool, "issue": issue}
    people = {
        "manager": business_manager, "office": board_office, "group_chair": audit_chair, "qp_chair": qp_chair,
        "auditor": contributor, "chair": chair, "member": audit_member, "qp_member": qp_member,
        "other_auditor": other_auditor, "lead": agency_lead, "board": board_member,
    }  # fmt: skip
    clients = {name: as_(person) for name, person in people.items()}
    grants = list(Grant.objects.values_list("pk", "may_write"))
    wrong = []
    for row in rows():
        record = records[row["record"]]
        url, told = _how(row, record, agency, other)
        for name, client in clients.items():
            _put_back(record, row["from"], grants)
            if row["record"] == "case" and row["to"] != "swapped":
                Record._plain.filter(pk=theme.pk).update(stage="meeting")
            answer = client.post(url, {**told, **({"version": fresh(record).version} if "version" in told else {})})
            Record._plain.filter(pk=theme.pk).update(stage="auditing")
            let = answer.status_code in (302, 409, 422)
            if let != (name in row["who"].split()):
                wrong.append(f"{row['record']} {row['from']} to {row['to']} by {name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def _how(row, record, agency, other):
    kind, to = row["record"], row["to"]
    name, told = BACK.get((kind, row["from"], to)) or HOW.get((kind, to)) or (f"{kind}_move", None)
    if told is None:
        told = {"to": to, "why": "For a reason", "joined_to": str(other.uuid)}
    if name == "issue_task":
        told = told | {"agency": str(agency.uuid)}
    return reverse(f"audits:{name}", args=[record.uuid]), told


def _put_back(record, stage, grants):
    Record._plain.filter(pk=record.pk).update(stage=stage, closed_on=None, released_on=None)
    for pk, may_write in grants:
        Grant.objects.filter(pk=pk).update(may_write=may_write, revoked_at=None)
    if isinstance(record, AuditCase):
        AuditCase._base_manager.filter(instead_of=record).update(instead_of=None)
        Draw.objects.update(substitutes=[record.drawn_as])
        AuditCase._base_manager.filter(pk=record.pk).update(
            opened_at=None, opened_by=None, agreed_on=None, agreed_by=None
        )
    if isinstance(record, AgencyAudit):
        record.deadlines.filter(state="open").delete()
