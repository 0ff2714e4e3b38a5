"""A cycle: planned, opened to whoever has the duty, closed, reported."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.comparing import compare_question
from audits.returns.lifecycle import CycleStage, Stage
from audits.returns.models import Answer, AuditCycle, AuditReturn
from audits.returns.reading import kind_of, questions_of
from audits.returns.services.due import set_due
from audits.returns.services.writing import UNCHANGED, move_cycle_on, write
from audits.sockets import kinds
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.services import cancel_deadlines

NEVER_ASKED = ("LSCB", "CDRP")
"""Kinds of body: the Board's own office, and who receives child death reviews. Neither works with children."""


@transaction.atomic(durable=True)
def plan_cycle(
    *, kind: str, title: str, opens_on: date, closes_on: date, by: Person, on: date, follows: AuditCycle | None = None
) -> AuditCycle:
    """Plan a cycle with the questions in force when it opens. Raises ValidationError; nothing is changed then."""
    require(by, "audits.run_cycle")
    found = kinds.get(kind)
    if found is None:
        raise ValidationError(f"There is no kind of audit called “{kind}”. {UNCHANGED}")
    if closes_on <= opens_on:
        raise ValidationError(f"The window closes on {in_words(closes_on)}, before it opens. {UNCHANGED}")
    if follows is not None and follows.kind != kind:
        raise ValidationError(f"{follows.reference} is another kind of audit, so this cannot follow it. {UNCHANGED}")
    asked = found.questions_on(opens_on)
    cycle = AuditCycle.objects.create(
        type=AuditCycle.TYPE, reference=next_reference(AuditCycle.PREFIX, on), title=title, level=AuditCycle.LEVEL,
        group=Group.objects.get(code=found.moderated_by), stage=CycleStage.DRAFT, opened_on=on, kind=kind,
        questions=asked.name, fingerprint=asked.fingerprint, opens_on=opens_on, closes_on=closes_on, follows=follows,
    )  # fmt: skip
    write_history(
        cycle, "audits.cycle_planned", by=by, on=on, kind=found.title, questions=cycle.questions,
        opens=in_words(opens_on), closes=in_words(closes_on),
    )  # fmt: skip
    return cycle


@transaction.atomic(durable=True)
def open_cycle(*, cycle: AuditCycle, by: Person, on: date) -> list[AuditReturn]:
    """Open the window and invite each agency that has the duty on that day. Returns the returns, one an agency.

    What an agency answered in the cycle before is carried forward where it can be compared, to be confirmed.
    """
    require(by, "audits.run_cycle", cycle)
    if on < cycle.opens_on:
        raise ValidationError(f"The window opens on {in_words(cycle.opens_on)}, which has not come. {UNCHANGED}")
    move_cycle_on(cycle, to=CycleStage.OPEN, by=by, on=on)
    advance(cycle, released_on=on)
    agencies = Organisation.objects.on(on).filter(duty_basis__in=kind_of(cycle).asks).exclude(kind__in=NEVER_ASKED)
    invited = [_invite(cycle, agency, by=by, on=on) for agency in agencies.order_by("name")]
    write_history(cycle, "audits.cycle_opened", by=by, on=on, invited=len(invited))
    return invited


@transaction.atomic(durable=True)
def invite_agency(*, cycle: AuditCycle, agency: Organisation, by: Person, on: date) -> AuditReturn:
    """One more agency, while the window is open: one that took up its work since, or that agreed to take part."""
    require(by, "audits.run_cycle", cycle)
    if cycle.stage not in (CycleStage.OPEN, CycleStage.EXTENDED):
        raise ValidationError(f"{cycle.reference} is not open for returns, so nobody can be invited. {UNCHANGED}")
    if cycle.returns.model.objects.all_for_job("one return an agency").filter(cycle=cycle, owner=agency).exists():
        raise ValidationError(f"{agency.name} was invited already. {UNCHANGED}")
    return _invite(cycle, agency, by=by, on=on)


def _invite(cycle: AuditCycle, agency: Organisation, *, by: Person, on: date) -> AuditReturn:
    one = AuditReturn.objects.create(
        type=AuditReturn.TYPE, reference=next_reference(AuditReturn.PREFIX, on), title=cycle.title,
        level=AuditReturn.LEVEL, owner=agency, group=cycle.group, stage=Stage.NOT_STARTED, opened_on=on, cycle=cycle,
        agency_kind=agency.kind, due_on=cycle.closes_on,
    )  # fmt: skip
    asked = questions_of(cycle).asked_of(agency.kind)
    before = _answered_before(cycle, agency)
    rows = [_carried(one, question.key, before.get(question.key), cycle) for _, question in asked]
    Answer.objects.bulk_create(rows)
    set_due(one, one.due_on, by=by)
    write_history(
        one, "audits.return_invited", by=by, on=on, agency=agency.name,
        carried=sum(row.carried_from_id is not None for row in rows),
    )  # fmt: skip
    return one


def _answered_before(cycle: AuditCycle, agency: Organisation) -> dict[str, Answer]:
    if cycle.follows_id is None:
        return {}
    found = Answer.objects.filter(of__cycle_id=cycle.follows_id, of__owner=agency)
    return {answer.key: answer for answer in found if answer.is_given}


def _carried(one: AuditReturn, key: str, before: Answer | None, cycle: AuditCycle) -> Answer:
    if before is None or not compare_question(key, questions_of(cycle.follows), questions_of(cycle)):
        return Answer(of=one, key=key)
    return Answer(
        of=one, key=key, self_grade=before.self_grade, not_applicable=before.not_applicable,
        why_not_applicable=before.why_not_applicable, value=before.value, words=before.words, impact=before.impact,
        carried_from=before,
    )  # fmt: skip


@transaction.atomic(durable=True)
def move_cycle(*, cycle: AuditCycle, to: str, by: Person, on: date) -> AuditCycle:
    """Move a cycle on by a person's hand. Raises Refused, NotThere or NotYet; nothing is changed then."""
    require(by, "audits.run_cycle", cycle)
    move_cycle_on(cycle, to=to, by=by, on=on)
    return cycle


@transaction.atomic(durable=True)
def close_window(*, cycle: AuditCycle, by: Person, on: date) -> AuditCycle:
    """The window has closed: on to moderation. What was not handed in is written off one by one, not here."""
    require(by, "audits.run_cycle", cycle)
    move_cycle_on(cycle, to=CycleStage.MODERATION, by=by, on=on)
    return cycle


@transaction.atomic(durable=True)
def receive_report(*, cycle: AuditCycle, by: Person, on: date) -> AuditCycle:
    """The Board received the thematic report: the cycle closes, and with it what its returns still had open."""
    require(by, "audits.run_cycle", cycle)
    write(cycle, received_on=on)
    move_cycle_on(cycle, to=CycleStage.CLOSED, by=by, on=on)
    for one in AuditReturn.objects.all_for_job("the cycle in hand is closed").filter(cycle=cycle):
        cancel_deadlines(one, by=by, why="The cycle was closed.", on=on)
    return cycle
