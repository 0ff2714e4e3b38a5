"""A child may be unsafe now: the same day, whoever can act is told, without a name; and what was done is kept."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from audits.cases.checking import check_words
from audits.cases.models import AgencyAudit, AuditCase, SafetyFlag
from audits.cases.services.letting_in import leads_of, let_in
from audits.cases.services.writing import UNCHANGED, write
from sscb import clock
from sscb.access.policy import can, require
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Membership, Person, RoleHeld
from sscb.records.moving import advance
from sscb.timetable.services import meet_deadlines, set_deadlines

RULE = "case-audit-unsafe"


@transaction.atomic(durable=True)
def raise_flag(*, tool: AgencyAudit, why: str, by: Person, on: date, keep_because: str = "") -> SafetyFlag:
    """The meeting, or whoever holds it, says that a child may be unsafe; this agency is the one to act."""
    require(by, "audits.hold_meeting", tool.case)
    if not why.strip():
        raise ValidationError({"why": "Say what makes the child unsafe, without a name."})
    check_words(tool.case, by=by, on=on, keep_because=keep_because, why=why)
    return raise_flag_for(tool, why.strip(), by=by, on=on)


def raise_flag_for(tool: AgencyAudit, why: str, *, by: Person, on: date) -> SafetyFlag:
    """In the caller's transaction, after the caller has required the right."""
    flag = SafetyFlag.objects.create(tool=tool, agency=tool.owner, why=why, raised_on=on, raised_by=by)
    set_deadlines(tool, trigger="case_tool.unsafe_on", on=on, by=by, organisation=tool.owner)
    write_history(tool, "audits.safety_raised", by=by, on=on, agency=tool.owner.name)
    # The group's chair must be able to open what they are told of; answers stay shut until the grades are opened.
    advance(tool, group_id=tool.case.group_id)
    asker = tool.asked_by
    may_let_in = can(asker, "audits.run_cases", tool.case.theme)
    for lead in leads_of(tool.owner):
        if may_let_in and not can(lead, "audits.answer_safety", tool):
            let_in(tool, lead, by=asker, may_write=False, rule="audits.run_cases", of=tool.case.theme)
    for person in _told(tool):
        send_mail(
            key=f"case-audit-unsafe:{flag.uuid}:{person.uuid}", to=person, about=tool, on=on,
            subject="Act today: a child may be unsafe",
            body="In an audit somebody says that a child may be unsafe now. The agency is to act today and to say what "
            "it did. Sign in with the link below; for the child’s sake nothing more is said here. Telephone as well.",
            path=reverse("audits:tool", args=[tool.uuid]),
        )  # fmt: skip
    return flag


def _told(tool: AgencyAudit) -> list[Person]:
    """The agency's leads and its auditor, the business manager and the chair of the audit group; each once."""
    today = clock.today()
    managers = RoleHeld.objects.on(today).filter(role="BMGR", person__is_active=True).select_related("person")
    chairs = Membership.objects.on(today).filter(
        group_id=tool.case.group_id, position=Membership.Position.CHAIR, person__is_active=True
    )
    everybody = [
        *leads_of(tool.owner), tool.auditor, *(one.person for one in managers),
        *(one.person for one in chairs.select_related("person")),
    ]  # fmt: skip
    return list({person.pk: person for person in everybody}.values())


@transaction.atomic(durable=True)
def answer_flag(*, flag: SafetyFlag, what_was_done: str, by: Person, on: date, keep_because: str = "") -> SafetyFlag:
    """The agency says what it did. The deadline of the same day is met, or was missed, and both stay on record."""
    tool = flag.tool
    require(by, "audits.answer_safety", tool)
    if by.organisation_id != flag.agency_id:
        raise ValidationError(f"Only {flag.agency.name} can say what was done. {UNCHANGED}")
    if flag.answered_on:
        raise ValidationError(f"It was answered already. {UNCHANGED}")
    if not what_was_done.strip():
        raise ValidationError({"what_was_done": "Say what was done for the child, and by which post."})
    check_words(tool, by=by, on=on, keep_because=keep_because, what_was_done=what_was_done)
    write(flag, what_was_done=what_was_done.strip(), answered_on=on, answered_by=by)
    if not tool.flags.filter(answered_on=None).exists():
        meet_deadlines(tool, rules=(RULE,), by=by, on=on)
    write_history(tool, "audits.safety_answered", by=by, on=on)
    return flag


@transaction.atomic(durable=True)
def say_safe(*, case: AuditCase, because: str, by: Person, on: date, keep_because: str = "") -> AuditCase:
    """The chair answers that no child is unsafe now, and why."""
    require(by, "audits.hold_meeting", case)
    if not because.strip():
        raise ValidationError({"because": "Say why no child is unsafe now."})
    check_words(case, by=by, on=on, keep_because=keep_because, because=because)
    write(case, safe_because=because.strip(), safe_on=on, safe_by=by)
    write_history(case, "audits.safe_said", by=by, on=on)
    return case
