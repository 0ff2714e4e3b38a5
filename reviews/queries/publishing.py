"""What the publishing of a report is worked out from: what was found in its words, when the copies went."""

import hashlib
from datetime import date, timedelta

from reviews.law import SEND_BEFORE
from reviews.models import CaseReview, Identity, Notice, PublicReport
from sscb.disclosure.identifiers import Place, Secrets, faults, places
from sscb.timetable.queries.calendar import start_dates, working_days
from sscb.timetable.rules import NotInForce, due_for
from sscb.timetable.sockets import rules

TEXTS = ("heading", "summary", "words", "response")
NOT_TO_PUBLISH = "That the report is not to be published, and why"
"""The line of the ledger by which the Panel is told before the chair decides so."""


def fingerprint(made: PublicReport) -> str:
    return hashlib.sha256("\n\n".join(getattr(made, name) for name in TEXTS).encode()).hexdigest()


def secrets_of(case_id: int) -> Secrets:
    """What is known of the child and the family of a case, and may stand in no paper of its review."""
    who = Identity.objects.filter(case=case_id).first()
    known = (who.name, *who.family.splitlines()) if who else ()
    where = (who.address,) if who and who.address else ()
    return Secrets(names=tuple(one for one in known if one.strip()), places=where)


def tells_who(text: str, secrets: Secrets) -> list[str]:
    """Sentences on what in a paper of a review says who somebody is: what is known of the case, and numbers. Days and
    names of places stay: such a paper is not for the public."""
    usual = {one.found for one in faults(text) if not one.never}
    return [one.sentence for one in faults(text, secrets) if one.found not in usual]


def found_in(made: PublicReport) -> list[tuple[str, Place]]:
    """Everything in its texts that could say who somebody is, with its place; what was kept with a reason too."""
    secrets = secrets_of(made.case_id)
    return [(name, one) for name in TEXTS for one in places(getattr(made, name), secrets, wider=True)]


def unresolved(made: PublicReport) -> list[tuple[str, Place]]:
    """What must still be mended, or kept with a reason. Numbers, postcodes and addresses are never kept."""
    kept = {one.casefold() for one in made.kept.values_list("words", flat=True)}
    return [(name, one) for name, one in found_in(made) if one.never or one.found.casefold() not in kept]


def copies_sent_on(case: CaseReview) -> date | None:
    """The day on which the last of the copies went; None while one has not gone."""
    days = list(Notice.objects.filter(record_id=case.pk, rule=SEND_BEFORE).values_list("told_on", flat=True))
    return max(days) if days and None not in days else None


def earliest_publication(sent_on: date) -> date:
    """The first day on which a report may be published whose copies went on `sent_on`: the rule, counted forward."""
    days, local, day = working_days(), start_dates(), sent_on
    while True:
        day += timedelta(days=1)
        try:
            due_on = due_for(rules[SEND_BEFORE], day, days, local).due_on
        except NotInForce:
            return day
        if due_on is None or due_on >= sent_on:
            return day
