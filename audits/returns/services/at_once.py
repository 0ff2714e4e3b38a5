"""Many answers at a stroke: from a spreadsheet, from an earlier tool, and what a moderator agrees with."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from audits.returns.lifecycle import CycleStage, Stage
from audits.returns.models import Answer, AnswerRevision, AuditCycle, AuditReturn
from audits.returns.reading import questions_of
from audits.returns.services.answering import OWN, check_said
from audits.returns.services.handing_in import freeze
from audits.returns.services.moderating import require_moderator
from audits.returns.services.standing import begin
from audits.returns.services.writing import UNCHANGED
from audits.sockets import kinds
from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Organisation, Person
from sscb.records.services import next_reference

Graded = Mapping[str, tuple[int | None, int | None]]
"""Key of a question -> the agency's own grade and the moderated one."""


@transaction.atomic(durable=True)
def answer_many(*, one: AuditReturn, said: Mapping[str, Mapping[str, Any]], by: Person, on: date, why: str = "") -> int:
    """Save many answers at once, all or none. `said`: key of a question -> any of OWN. Returns how many.

    For a file that an agency has looked at before it takes it: it replaces what stands there, and the trail keeps both.
    Raises ValidationError naming the question for what cannot be, KeyError for a question that is not asked.
    """
    require(by, "audits.answer", one)
    return save_many(one, said, by=by, on=on, why=why)


def save_many(
    one: AuditReturn, said: Mapping[str, Mapping[str, Any]], *, by: Person, on: date, why: str = "",
    confirmed: bool = True,
) -> int:  # fmt: skip
    """In the caller's transaction, after `require`. `confirmed` False: somebody who knows has still to say so."""
    begin(one, by=by, on=on)
    asked, answers = questions_of(one.cycle), {answer.key: answer for answer in Answer.objects.filter(of=one)}
    alike: dict[str, tuple[dict, list[Answer]]] = {}
    trail = []
    for key, fields in said.items():
        question, answer = asked.question(key), answers[key]
        if set(fields) - set(OWN):
            raise TypeError(f"No answer holds {sorted(set(fields) - set(OWN))}.")
        try:
            check_said(question, one, dict(fields))
        except ValidationError as fault:
            raise ValidationError(f"Question {question.number}: {' '.join(fault.messages)} {UNCHANGED}") from fault
        new = {name: value for name, value in fields.items() if getattr(answer, name) != value}
        trail += [
            AnswerRevision(answer=answer, field=name, before=getattr(answer, name), after=value, why=why,
                           made_at=clock.now(), made_on=on, made_by=by)
            for name, value in new.items()
        ]  # fmt: skip
        alike.setdefault(json.dumps(new, sort_keys=True), (new, []))[1].append(answer)
    for new, those in alike.values():
        Answer.objects.filter(pk__in=[answer.pk for answer in those]).update(
            **new, confirmed=confirmed, changed_on=on, changed_by=by, edition=F("edition") + 1
        )
    AnswerRevision.objects.bulk_create(trail)
    write_history(one, "audits.answers_saved", by=by, on=on, count=len(said), why=why)
    return len(said)


@transaction.atomic(durable=True)
def agree_with_rest(*, one: AuditReturn, by: Person, on: date) -> int:
    """The moderator agrees with every grade not yet moderated. Returns how many."""
    require_moderator(by, one)
    if one.stage != Stage.IN_MODERATION:
        raise ValidationError(f"{one.reference} is not in moderation. {UNCHANGED}")
    asked = {question.key for _, question in questions_of(one.cycle) if question.answer == "grade"}
    rest = Answer.objects.filter(of=one, key__in=asked, moderated_on=None)
    count = rest.exclude(self_grade=None, not_applicable=False).update(
        moderated_grade=F("self_grade"), moderated_not_applicable=F("not_applicable"), moderated_on=on, moderated_by=by
    )
    write_history(one, "audits.answers_agreed", by=by, on=on, count=count)
    return count


@transaction.atomic(durable=True)
def carry_over_cycle(
    *, kind: str, title: str, opens_on: date, closes_on: date, received_on: date,
    returns: Mapping[Organisation, Graded], by: Person, on: date, follows: AuditCycle | None = None,
) -> AuditCycle:  # fmt: skip
    """A cycle of an earlier tool, with both grades of each agency, closed as it was. Raises ValidationError.

    What is not graded (words, evidence, signatures) stays in the earlier tool's own archive.
    """
    require(by, "audits.run_cycle")
    found = kinds.get(kind)
    if found is None or not opens_on < closes_on <= received_on <= on:
        raise ValidationError(f"The kind is not known, or its dates do not follow one another. {UNCHANGED}")
    asked, group = found.questions_on(opens_on), Group.objects.get(code=found.moderated_by)
    cycle = AuditCycle.objects.create(
        type=AuditCycle.TYPE, reference=next_reference(AuditCycle.PREFIX, opens_on), title=title,
        level=AuditCycle.LEVEL, group=group, stage=CycleStage.CLOSED, opened_on=opens_on, closed_on=received_on,
        kind=kind, questions=asked.name, opens_on=opens_on, closes_on=closes_on, follows=follows,
        received_on=received_on, released_on=received_on,
    )  # fmt: skip
    for agency, grades in returns.items():
        one = AuditReturn.objects.create(
            type=AuditReturn.TYPE, reference=next_reference(AuditReturn.PREFIX, opens_on), title=title,
            level=AuditReturn.LEVEL, owner=agency, group=group, stage=Stage.CLOSED, opened_on=opens_on,
            closed_on=received_on, released_on=closes_on, cycle=cycle, agency_kind=agency.kind, due_on=closes_on,
        )  # fmt: skip
        Answer.objects.bulk_create(
            Answer(of=one, key=question.key, self_grade=own, confirmed=own is not None, moderated_grade=moderated,
                   moderated_on=None if moderated is None else received_on,
                   moderated_by=None if moderated is None else by)
            for _, question in asked.asked_of(agency.kind)
            for own, moderated in [grades.get(question.key, (None, None))]
        )  # fmt: skip
        freeze(one, why="carried over", on=on)
    write_history(
        cycle, "audits.cycle_carried_over", by=by, on=on, kind=found.title, questions=asked.name, returns=len(returns)
    )
    return cycle
