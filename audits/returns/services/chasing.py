"""Reminding agencies, by the sweep: each step of the ladder once, whatever days were missed."""

import logging
from collections import defaultdict
from datetime import date

from django.db import transaction
from django.urls import reverse

from audits.ladders import AUTHORS, CHAIR, HEAD, LEADS, OFFICE, Step, letter_words, steps_due
from audits.returns.lifecycle import WITH_THE_AGENCY, CycleStage
from audits.returns.models import Answer, AuditReturn, Chased
from audits.returns.reading import kind_of
from sscb.history.services import write_history
from sscb.jobs.services import MailRefused, send_mail
from sscb.people.models import Person, RoleHeld
from sscb.timetable.days import in_words

log = logging.getLogger("sscb.audits")
ROLES = {LEADS: "AGL", HEAD: "AGL", CHAIR: "CHAIR", OFFICE: "BMGR"}
OWN = (LEADS, HEAD)


def chase_returns(as_at: date) -> int:
    """Whatever the ladders ask for by `as_at` and has not gone out; how many steps. Run again, it does nothing."""
    waiting = AuditReturn.objects.all_for_job("the sweep reminds every agency").filter(
        stage__in=WITH_THE_AGENCY, opened_on__lte=as_at
    )
    rows = waiting.exclude(cycle__stage=CycleStage.CLOSED).select_related("owner", "cycle").prefetch_related("chases")
    made = 0
    for one in rows:
        gone = {(row.step, row.due_on) for row in one.chases.all()}
        due = steps_due(
            kind_of(one.cycle).chase, one.owner.duty_basis, invited_on=one.opened_on, due_on=one.due_on, as_at=as_at
        )
        new = [step for step in due if (step.code, one.due_on) not in gone]
        if new:
            _chase(one, new, as_at)
            made += len(new)
    return made


@transaction.atomic(durable=True)
def _chase(one: AuditReturn, steps: list[Step], as_at: date) -> None:
    """The last of them goes out; those that it overtook are kept as skipped."""
    for step in steps[:-1]:
        Chased.objects.create(of=one, step=step.code, due_on=one.due_on, sent_on=as_at, to=", ".join(step.to),
                              skipped=True)  # fmt: skip
    last = steps[-1]
    readers = _readers(one, last, as_at)
    sent = sum(_write(one, last, reader, as_at) for reader in readers)
    Chased.objects.create(of=one, step=last.code, due_on=one.due_on, sent_on=as_at, to=", ".join(last.to), letters=sent)
    write_history(one, "audits.return_chased", by=None, on=as_at, step=last.code, to=", ".join(last.to))


def _readers(one: AuditReturn, step: Step, as_at: date) -> list[Person]:
    found: dict[int, Person] = {}
    held = defaultdict(list)
    roles = RoleHeld.objects.on(as_at).filter(person__is_active=True).select_related("person")
    for row in roles.filter(role__in=("AGC", "AGL"), organisation=one.owner):
        held[row.role].append(row.person)
    for office in step.to:
        if office == AUTHORS:
            wrote = set(Answer.objects.filter(of=one, changed_by__isnull=False).values_list("changed_by", flat=True))
            people = [person for person in (*held["AGC"], *held["AGL"]) if person.pk in wrote] or held["AGC"]
        elif office in OWN:
            people = held["AGL"]
        else:
            people = [row.person for row in roles.filter(role=ROLES[office])]
        found.update((person.pk, person) for person in people)
    return list(found.values())


def _write(one: AuditReturn, step: Step, to: Person, as_at: date) -> bool:
    subject, body = letter_words(
        step, one.owner.duty_basis, title=one.title, reference=one.reference, due_on=in_words(one.due_on),
        days=(as_at - one.due_on).days,
    )  # fmt: skip
    at_home = to.organisation_id == one.owner_id and to.organisation_id is not None
    path = reverse("audits:return", args=[one.uuid]) if at_home else reverse("audits:cycle", args=[one.cycle.uuid])
    try:
        send_mail(
            key=f"audit-chase:{one.uuid}:{step.code}:{one.due_on}:{to.uuid}", to=to, subject=subject, body=body,
            on=as_at, path=path, about=one,
        )  # fmt: skip
    except MailRefused as refused:
        why = type(refused).__name__
        log.warning("A reminder of an audit return was not written: %s", why, extra={"object": one.uuid})
        return False
    return True
