"""Each stage, each move, each role, through the pages that people use (SEC-11): the table is the handbook's."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from audits.returns.lifecycle import MOVES, STAGES
from audits.returns.models import Answer, AuditReturn, Plea
from sscb import clock
from sscb.records.models import Record

AFTER = date(2019, 7, 1)
LINES = [line for line in Path(__file__).with_name("stages.csv").read_text().splitlines() if not line.startswith("#")]
TABLE = list(csv.DictReader(LINES))
LAWFUL = {(row["from"], row["to"]): row for row in TABLE}
PAGES = sorted({row["page"] for row in TABLE if row["page"]})
HANDED_IN = {"submitted", "in_moderation", "moderated", "appealed", "closed"}
SENT = {
    "sign": {"office": "head of agency", "sure": "on"}, "take_back": {"why": "A figure was wrong"},
    "send_back": {"why": "No evidence"}, "appeal": {"why": "We sent it"}, "begin": {"kind": "desk"},
    "decide_appeal": {"why": "We read it again"},
}  # fmt: skip


def test_the_moves_are_the_handbooks():
    assert {(str(move.start), str(move.to)) for move in MOVES} == set(LAWFUL)
    assert set(STAGES) == {stage for pair in LAWFUL for stage in pair}


def put(one, stage: str, stand: dict) -> None:
    """As a return at this stage stands: the table's columns are set, nothing is walked."""
    Record._plain.filter(pk=one.pk).update(
        stage=stage, version=1, released_on=AFTER if stage in HANDED_IN else None,
        closed_on=AFTER if stage == "closed" else None,
    )  # fmt: skip
    AuditReturn._base_manager.filter(pk=one.pk).update(appealed_on=None, **stand)
    one.signatures.all().delete()
    Plea.objects.filter(of=one).update(decided_on=None, decided_by=None, granted=None, answered="")


@pytest.mark.req("SEC-11")
def test_each_move_is_made_by_whom_the_table_says_and_by_nobody_else(
    as_, one, contributor, head, business_manager, moderator, other_lead, practitioner, chair
):
    Answer.objects.filter(of=one).update(
        self_grade=2, words="So.", confirmed=True, moderated_grade=2, moderated_on=AFTER, moderated_by=moderator,
        changed_on=AFTER, changed_by=contributor,
    )  # fmt: skip
    Plea.objects.create(of=one, kind="excused", why="Closed", asked_on=AFTER, asked_by=contributor)
    approved = {"exempt_because": "Closed", "exempt_approved_by": chair, "exempt_approved_on": AFTER}
    people = {"A": contributor, "H": head, "O": business_manager, "M": moderator}
    strangers = {"lead of another agency": other_lead, "practitioner": practitioner}
    clients = {who: as_(person) for who, person in {**people, **strangers}.items()}
    wrong, tried = [], 0
    with clock.at(AFTER):
        for stage in STAGES:
            for page in PAGES:
                put(one, stage, approved)
                lawful = next((row for row in TABLE if row["from"] == stage and row["page"] == page), None)
                whos = (*people, *strangers) if lawful else people
                for who in whos:
                    address = reverse(f"audits:{page}", args=[one.uuid])
                    answer = clients[who].post(address, SENT.get(page, {}))
                    now = Record._plain.values_list("stage", flat=True).get(pk=one.pk)
                    may = lawful and (who == lawful["who"] or (who == "H" and lawful["who"] == "A"))
                    wanted = lawful["to"] if may else stage
                    if now != wanted or answer.status_code >= 500:
                        wrong.append(f"{stage}, {page}, {who}: {now} and not {wanted} ({answer.status_code})")
                    tried += 1
                    if now != stage:
                        put(one, stage, approved)
    assert not wrong, "\n".join(wrong)
    assert tried > 400
