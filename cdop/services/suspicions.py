"""The panel suspects abuse or neglect: written down, its deadline set, and those told who pass it on, all at once."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from cdop.models import ChildDeathReview, Suspicion
from cdop.services.lawful import not_ahead, write
from cdop.services.papers import paper_of
from cdop.transition import UNCHANGED
from sscb import clock
from sscb.access.policy import can, require
from sscb.access.services import grant_access
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Person, RoleHeld
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.queries.calendar import start_dates
from sscb.timetable.services import meet_deadlines, set_deadlines
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START

RULE = "cdop-abuse-suspected"
DAYS_OPEN = timedelta(days=80)
"""How long the business manager's access to it lasts: no named grant is longer than 90 days."""
PARTNERS = ("LA-CSC", "CCG", "POL")
"""Kinds of the three safeguarding partners: local authority, clinical commissioning group, police."""


def way_on(day: date) -> Suspicion.Way:
    """By the day: a referral for a serious case review until the partners' arrangements begin, then the partners."""
    begins = start_dates().get(SAFEGUARDING_PARTNER_START.code, SAFEGUARDING_PARTNER_START.latest)
    return Suspicion.Way.SCR if day < begins else Suspicion.Way.PARTNERS


@transaction.atomic(durable=True)
def suspect_abuse(*, review: ChildDeathReview, words: str, by: Person, on: date) -> Suspicion:
    """Record that the panel suspects abuse or neglect, and tell those who must pass it on: at once, `on` is today.

    The co-ordinator may, and the chair for a case whose paper is open to them. It is never too late in law: a
    suspicion is raised whatever the transition says of the review. Raises ValidationError without words.
    """
    require(by, "cdop.suspect_abuse")
    source = review if can(by, "read", review) else paper_of(review) or review
    require(by, "cdop.suspect_abuse", source)
    not_ahead(on, "The suspicion")
    if len(words.strip()) < 10:
        raise ValidationError({"words": f"Say in a few words what makes the panel suspect it. {UNCHANGED}"})
    way = way_on(on)
    made = Suspicion.objects.create(
        type=Suspicion.TYPE, level=Suspicion.LEVEL, title=Suspicion.TITLE, stage="raised", opened_on=on,
        reference=next_reference(Suspicion.PREFIX, on), review=review, way=way, words=words.strip(),
        suspected_on=on, suspected_by=by,
    )  # fmt: skip
    set_deadlines(made, trigger="death.suspected_on", on=on, by=by, only=(RULE,))
    for manager in _managers(on):
        _open_to(manager, made, source, by=by, on=on)
    for lead in _leads(on):
        send_mail(
            key=f"suspicion:{made.uuid}:{lead.uuid}", to=lead, on=on, about=made,
            subject="The child death overview panel raised a concern today",
            body=(
                "Abuse or neglect is suspected in a case before the panel, and your agency is a safeguarding partner. "
                "Telephone the Board’s business manager today: nothing about the child is written in mail."
            ),
        )  # fmt: skip
    write_history(review, "cdop.abuse_suspected", by=by, on=on, way=way.label)
    return made


def _managers(day: date) -> list[Person]:
    held = RoleHeld.objects.on(day).filter(role="BMGR", person__is_active=True)
    return [row.person for row in held.select_related("person")]


def _leads(day: date) -> list[Person]:
    held = RoleHeld.objects.on(day).filter(
        role="AGL", person__is_active=True, organisation__kind__in=PARTNERS
    )
    return [row.person for row in held.select_related("person")]


def _open_to(manager: Person, made: Suspicion, source: Any, *, by: Person, on: date) -> None:
    if manager.pk != by.pk:
        grant_access(
            record=made, to=manager, purpose="To pass a concern of the panel on at once", by=by, may_write=True,
            ends_at=clock.end_of(on + DAYS_OPEN),
            rule="cdop.suspect_abuse", of=source, chosen=False,
        )  # fmt: skip
    send_mail(
        key=f"suspicion:{made.uuid}:{manager.uuid}", to=manager, on=on, about=made,
        subject="A concern of the child death overview panel must be passed on today",
        body=(
            f"The panel suspects abuse or neglect in a case before it ({made.reference}). It must be passed on at "
            "once: telephone the co-ordinator, pass it on, and record that you did. Nothing about the child is written "
            "in mail or on that page."
        ),
        path=reverse("cdop:suspicion", args=[made.uuid]),
    )  # fmt: skip


@transaction.atomic(durable=True)
def pass_suspicion_on(
    *, suspicion: Suspicion, told_whom: str, by: Person, on: date, late_because: str = "", version: int | None = None
) -> Suspicion:
    """Record to whom it was passed on. After its day it must say why: it is a serious incident of the process."""
    require(by, "cdop.pass_suspicion_on", suspicion)
    not_ahead(on, "Passing it on")
    if not told_whom.strip():
        raise ValidationError({"told_whom": f"Say to whom it was passed on: bodies, no names. {UNCHANGED}"})
    if on < suspicion.suspected_on:
        raise ValidationError({"told_on": f"It cannot have been passed on before it was raised. {UNCHANGED}"})
    late = on > suspicion.suspected_on
    if late and not late_because.strip():
        fault = "It was not passed on the same day, which is a serious incident of the process. Say why."
        raise ValidationError({"late_because": f"{fault} {UNCHANGED}"})
    suspicion.version = suspicion.version if version is None else version
    advance(suspicion)
    move(suspicion, to="told", by=by, on=on)
    write(
        suspicion, told_on=on, told_by=by, told_whom=told_whom.strip(),
        late_because=late_because.strip() if late else "",
    )  # fmt: skip
    meet_deadlines(suspicion, rules=(RULE,), by=by, on=on)
    write_history(
        suspicion, "cdop.suspicion_told", by=by, on=on, whom=told_whom.strip(),
        days_late=(on - suspicion.suspected_on).days,
    )  # fmt: skip
    return suspicion
