"""Notifiable incidents: the record, its clocks by the day of becoming aware, and the rapid review."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.guards import partner_start
from reviews.law import UNCHANGED, regime_on
from reviews.models import Incident
from reviews.services.lawful import not_ahead, require_role, write
from reviews.services.telling import owe_notices
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.regimes import PANEL
from sscb.timetable.services import meet_deadlines, set_deadlines


@transaction.atomic(durable=True)
def record_incident(
    *,
    kind: str,
    aware_on: date,
    authority: Organisation,
    summary: str,
    by: Person,
    on: date,
    happened_on: date | None = None,
    died_on: date | None = None,
    outside_england: bool = False,
) -> Incident:
    """The local authority became aware of an incident on `aware_on`: every duty in force that day begins to run.

    Raises ValidationError for dates that cannot be, and for a kind that was not notifiable on that day.
    """
    require(by, "reviews.record_incident")
    not_ahead(aware_on, "Becoming aware")
    _check(kind, aware_on, happened_on, died_on)
    incident = Incident.objects.create(
        type=Incident.TYPE, reference=next_reference(Incident.PREFIX, on), title=Incident.TITLE, level=Incident.LEVEL,
        group=Group.objects.get(code="li"), stage="open", opened_on=on, kind=kind,
        regime=regime_on(aware_on, partner_start()), aware_on=aware_on, authority=authority, happened_on=happened_on,
        died_on=died_on, outside_england=outside_england, summary=summary.strip(),
    )  # fmt: skip
    write_history(
        incident, "reviews.incident_recorded", by=by, on=on, aware_on=aware_on, regime=incident.regime
    )
    duties: list[Deadline] = []
    if kind == Incident.Kind.LOOKED_AFTER and aware_on >= PANEL:
        duties += set_deadlines(
            incident, trigger="looked_after_death.died_on", on=died_on or aware_on, by=by, organisation=authority
        )
    else:
        duties += set_deadlines(incident, trigger="incident.aware_on", on=aware_on, by=by, organisation=authority)
    owe_notices(incident, duties, on=on)
    return incident


def _check(kind: str, aware_on: date, happened_on: date | None, died_on: date | None) -> None:
    fault = ""
    if kind == Incident.Kind.SETTING and aware_on >= PANEL:
        fault = (
            f"From {in_words(PANEL)} a death in a regulated setting is notifiable only where abuse or neglect is known "
            "or suspected, or the child was looked after. Choose the kind that fits."
        )
    elif happened_on and happened_on > aware_on:
        fault = f"The authority cannot have known on {in_words(aware_on)} of what happened on {in_words(happened_on)}."
    elif died_on and died_on > aware_on:
        fault = f"The authority cannot have known on {in_words(aware_on)} of a death on {in_words(died_on)}."
    elif kind == Incident.Kind.LOOKED_AFTER and aware_on >= PANEL and died_on is None:
        fault = "Enter the day on which the looked-after child died: the duty counts from it."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")


@transaction.atomic(durable=True)
def record_rapid_review(
    *,
    incident: Incident,
    completed_on: date,
    by: Person,
    on: date,
    sent_on: date | None = None,
    route: str = "",
    route_why: str = "",
    matters_nationally: bool | None = None,
    late_because: str = "",
) -> Incident:
    """The rapid review was completed, and sent to the Panel. Late: the reasons go with what there is.

    Raises ValidationError where no rapid review is asked for: an incident known before 29 June 2018.
    """
    require_role(by, "reviews.change_incident", incident)
    not_ahead(completed_on, "Completing it")
    not_ahead(sent_on, "Sending it")
    due = Deadline.objects.filter(record_id=incident.pk, rule="rapid-review-complete").first()
    fault = ""
    if due is None:
        fault = (
            f"No rapid review is asked for: the authority knew of this incident on {in_words(incident.aware_on)}, and "
            f"rapid reviews began on {in_words(PANEL)}."
        )
    elif completed_on < incident.aware_on:
        fault = f"It cannot be complete before {in_words(incident.aware_on)}, when the incident was known."
    elif sent_on and sent_on < completed_on:
        fault = "It cannot be sent before it is complete."
    elif completed_on > due.due_on and not late_because.strip():
        fault = f"Its last day was {in_words(due.due_on)}. Say why it is late: the reason goes to the Panel with it."
    elif incident.regime == "partners-wt2018" and sent_on and not (route and route_why.strip()):
        fault = "Say whether a local review is held, and why: the decision goes to the Panel with the rapid review."
    if fault:
        raise ValidationError(f"{fault} {UNCHANGED}")
    advance(incident)
    write(
        incident, rapid_completed_on=completed_on, rapid_sent_on=sent_on, route=route, route_why=route_why.strip(),
        matters_nationally=matters_nationally, rapid_late_because=late_because.strip(),
    )  # fmt: skip
    meet_deadlines(incident, rules=["rapid-review-complete"], by=by, on=completed_on)
    set_deadlines(incident, trigger="rapid_review.completed_on", on=completed_on, by=by)
    if sent_on:
        meet_deadlines(incident, rules=["rapid-review-send"], by=by, on=sent_on)
        if route == Incident.Route.REVIEW:
            set_deadlines(incident, trigger="lcspr.decided_on", on=sent_on, by=by, only={"lcspr-publish"})
    write_history(
        incident, "reviews.rapid_review_recorded", by=by, on=on, completed_on=completed_on, sent_on=sent_on
    )
    return incident


@transaction.atomic(durable=True)
def settle_incident(*, incident: Incident, by: Person, on: date) -> Incident:
    """Everybody was told, and the rapid review sent where one was asked for."""
    require_role(by, "reviews.change_incident", incident)
    return move(incident, to="settled", by=by, on=on)
