"""The ledger of who must be told and who was. A duty is met when every body that its rule names was told."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.models import Incident, Notice
from reviews.services.lawful import not_ahead, require_role, write
from sscb.access.errors import Conflict
from sscb.database import swap
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.regimes import PANEL
from sscb.timetable.services import meet_deadlines

B = Notice.Body


def panel_on(day: date) -> str:
    """Whom a decision goes to: the national panel of independent experts until 28 June 2018, then the Panel."""
    return B.PANEL if day >= PANEL else B.EXPERTS


def bodies_of(rule: str, version: int, day: date) -> tuple[str, ...]:
    """Who must be told under a rule (reviews handbook 1.3)."""
    return {
        "incident-notify-ofsted": (B.OFSTED, B.BOARD),
        "incident-notify-panel": (B.PANEL,),
        "incident-notify-lscb": (B.BOARD if version == 1 else B.PARTNERS,),
        "incident-notify-ofsted-dfe": (B.OFSTED, B.DFE),
        "lac-death-notify": (B.DFE, B.OFSTED),
        "scr-decision-notify": (B.OFSTED, B.DFE, panel_on(day)),
        "scr-no-decision-to-panel": (B.PANEL,),
        "scr-reviewer-names": (panel_on(day),),
        "scr-send-before-publish": (B.OFSTED, B.DFE, panel_on(day)),
    }.get(rule, ())


def owe_notices(record: Any, deadlines: Iterable[Deadline], *, on: date) -> list[Notice]:
    """A line in the ledger for each body that these duties name. In the caller's transaction."""
    lines = [
        Notice(record_id=record.pk, body=body, about=row.title[:120], rule=row.rule, noted_on=on)
        for row in deadlines
        for body in bodies_of(row.rule, row.rule_version, row.from_on)
    ]
    return Notice.objects.bulk_create(lines)


def rule_for(record: Any) -> str:
    return "reviews.change_incident" if record.type == Incident.TYPE else "reviews.run"


@transaction.atomic(durable=True)
def add_notice(*, record: Any, body: str, about: str, by: Person, on: date) -> Notice:
    """Somebody else is to be told, whom no rule names: the coroner, the family, another area."""
    require_role(by, rule_for(record), record)
    if body not in B.values or not about.strip():
        raise ValidationError(f"Say who is to be told, and of what. {UNCHANGED}")
    return Notice.objects.create(record_id=record.pk, body=body, about=about.strip(), noted_on=on)


@transaction.atomic(durable=True)
def record_told(
    *, notice: Notice, record: Any, told_on: date, how: str, by: Person, on: date, late_because: str = ""
) -> Notice:
    """This body was told on that day. The duty behind it is met once everybody that it names was told.

    Raises ValidationError for a day before there was anything to tell, and for a late one that does not say why.
    """
    require_role(by, rule_for(record), record)
    not_ahead(told_on, "Telling them")
    line = Notice.objects.get(pk=notice.pk)
    told_already = ValidationError(f"{line.get_body_display()} was told already, as the ledger says. {UNCHANGED}")
    if line.told_on is not None:
        raise told_already
    if how not in Notice.How.values:
        raise ValidationError(f"Say how they were told. {UNCHANGED}")
    duty = Deadline.objects.open().filter(record_id=record.pk, rule=line.rule).first() if line.rule else None
    counted_back = duty and duty.due_on and duty.due_on < duty.from_on
    if duty and told_on < duty.from_on and not counted_back:
        raise ValidationError(f"There was nothing to tell before {in_words(duty.from_on)}. {UNCHANGED}")
    if duty and duty.due_on and told_on > duty.due_on and not late_because.strip():
        raise ValidationError(
            {"late_because": f"The last day was {in_words(duty.due_on)} (rule {line.rule}). Say why it is late."}
        )
    if not swap(Notice.objects.filter(told_on=None), line, told_on=told_on, how=how, recorded_by=by,
                late_because=late_because.strip()):  # fmt: skip
        raise told_already
    if record.type == Incident.TYPE and record.notified_on is None:
        write(record, notified_on=told_on)
    write_history(record, "reviews.told", by=by, on=on, body=line.get_body_display(), told_on=told_on, rule=line.rule)
    if line.rule:
        rest = Notice.objects.filter(record_id=record.pk, rule=line.rule)
        if not rest.filter(told_on=None).exists():
            met_on = max(rest.values_list("told_on", flat=True))
            meet_deadlines(record, rules=[line.rule], by=by, on=met_on)
    return line


@transaction.atomic(durable=True)
def record_reply(*, notice: Notice, record: Any, reply: str, replied_on: date, by: Person, on: date) -> Notice:
    """What came back, such as the Panel's answer to a decision not to review."""
    require_role(by, rule_for(record), record)
    not_ahead(replied_on, "The reply")
    line = Notice.objects.get(pk=notice.pk)
    if line.told_on is None or replied_on < line.told_on:
        raise ValidationError(f"A reply comes after they were told. Record first when that was. {UNCHANGED}")
    as_read = Notice.objects.filter(told_on=line.told_on, reply=line.reply, replied_on=line.replied_on)
    if not swap(as_read, line, reply=reply.strip(), replied_on=replied_on):
        raise Conflict(f"Somebody else wrote a reply down at this moment. Look at it first. {UNCHANGED}")
    write_history(record, "reviews.reply_recorded", by=by, on=on, body=line.get_body_display())
    return line
