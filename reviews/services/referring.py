"""The Case for Consideration form: any agency or Board member asks that a case be looked at."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.guards import partner_start
from reviews.law import UNCHANGED, regime_on
from reviews.lifecycle import Stage
from reviews.models import CaseReview, Identity, Incident, Referral
from reviews.services.lawful import not_ahead
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Organisation, Person
from sscb.records.services import next_reference
from sscb.timetable.days import in_words
from sscb.timetable.services import set_deadlines

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class ChildTold:
    """Who the child is, as the sender knows it. Kept apart from the case."""

    name: str
    born_on: date | None = None
    address: str = ""
    family: str = ""


def name_key(name: str) -> str:
    return " ".join(sorted(name.casefold().split()))


@transaction.atomic(durable=True)
def refer_case(
    *,
    child: ChildTold,
    what_happened: str,
    learning: str,
    abuse: str,
    by: Person,
    on: date,
    died: bool = False,
    seriously_harmed: bool = False,
    joint_working: str = "",
    agencies: str = "",
    incident_on: date | None = None,
    aware_on: date | None = None,
    received_on: date | None = None,
    incident: Incident | None = None,
    agency: Organisation | None = None,
) -> CaseReview:
    """A form was received on `received_on` (today, where it is sent here). Its clock counts from that day.

    The regime is chosen by the day on which the authority became aware, or else of receipt, and frozen.
    """
    require(by, "reviews.refer")
    received_on = received_on or on
    for day, what in ((received_on, "Receiving it"), (aware_on, "Becoming aware"), (incident_on, "The incident")):
        not_ahead(day, what)
    if aware_on and aware_on > received_on:
        raise ValidationError(
            f"The authority cannot have known only on {in_words(aware_on)} of a case received on "
            f"{in_words(received_on)}. {UNCHANGED}"
        )
    if not child.name.strip() or not what_happened.strip() or not learning.strip():
        raise ValidationError(f"Say who the child is, what happened and what there may be to learn. {UNCHANGED}")
    # Where the Board was told of the incident before the form came, the month runs from that day.
    notified_on = incident.notified_on if incident and incident.notified_on else received_on
    aware_on = aware_on or (incident.aware_on if incident else None)
    case = CaseReview.objects.create(
        type=CaseReview.TYPE, reference=next_reference(CaseReview.PREFIX, on), title=CaseReview.TITLE,
        level=CaseReview.LEVEL, group=Group.objects.get(code="li"), stage=Stage.REFERRED, opened_on=received_on,
        regime=regime_on(aware_on or received_on, partner_start()), from_incident=incident, pseudonym=_next_pseudonym(),
        received_on=received_on, notified_on=notified_on, aware_on=aware_on,
    )  # fmt: skip
    Referral.objects.create(
        case=case, sent_on=on, sent_by=by, agency=agency or by.organisation, incident_on=incident_on,
        what_happened=what_happened.strip(), abuse=abuse, died=died, seriously_harmed=seriously_harmed,
        joint_working=joint_working.strip(), learning=learning.strip(), agencies=agencies.strip(),
    )  # fmt: skip
    Identity.objects.create(
        case=case, name=child.name.strip(), name_key=name_key(child.name), born_on=child.born_on,
        address=child.address.strip(), family=child.family.strip(),
    )  # fmt: skip
    told_by = agency or by.organisation
    write_history(
        case, "reviews.case_referred", by=by, on=on, agency=told_by.name if told_by else "", regime=case.regime
    )
    # Of a case on which the Board cannot decide any more, the month of the chair's decision does not run.
    set_deadlines(case, trigger="scr.notified_on", on=notified_on, by=by)
    return case


def _next_pseudonym() -> str:
    """Child A, Child B, ... Child A2: in the order of referral, so that it says nothing of the child."""
    number = CaseReview.objects.all_for_job("the number of cases so far").count()
    rounds, letter = divmod(number, len(LETTERS))
    return f"Child {LETTERS[letter]}{rounds + 1 if rounds else ''}"
