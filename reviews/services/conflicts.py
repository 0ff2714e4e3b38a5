"""A conflict of interest: from then on the case does not exist for this person."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.models import AgencyReport, AgencySummary, CaseReview, DraftCopy, PublicReport
from sscb.access.policy import can, require
from sscb.access.services import end_access, exclude_person
from sscb.history.services import write_history
from sscb.learning.models import Recommendation
from sscb.people.models import Person


@transaction.atomic(durable=True)
def declare_conflict(*, case: CaseReview, person: Person, why: str, by: Person, on: date) -> None:
    """Of oneself, or of another by whoever runs or considers the case. It reaches all that belongs to the case."""
    if person.pk == by.pk:
        require(by, "reviews.read", case)
    elif not can(by, "reviews.consider", case):
        require(by, "reviews.run")
        require(by, "reviews.run", case)
    if len(why.strip()) < 5:
        raise ValidationError(f"Say in a few words what the conflict is; no names. {UNCHANGED}")
    exclude_person(record=case, person=person, why=why, by=by)
    belong = (AgencySummary, AgencyReport, DraftCopy, PublicReport)
    for one in (*(row for model in belong for row in model.objects.of(case)), *_recommended(case)):
        exclude_person(record=one, person=person, why=why, by=by)
    end_access(record=case, by=by, of=person)
    told = {"left_on": on, "left_by": by, "left_why": "A conflict of interest.", "conflicted": True}
    case.panel.filter(person=person, left_on=None).update(**told)
    case.reviewers.filter(person=person, ended_on=None).update(
        ended_on=on, ended_by=by, ended_why="A conflict of interest."
    )
    if case.from_incident_id:
        exclude_person(record=case.from_incident, person=person, why=why, by=by)
    write_history(case, "reviews.conflict_declared", by=by, on=on)


def _recommended(case: CaseReview):
    """What a live case recommends is its readers' alone, so a conflict reaches it too."""
    every = Recommendation.objects.all_for_job("the recommendations of the case in hand")
    return every.filter(source_uuid=case.uuid, level="P4")
