"""What must be true from the draft of a report to the end of its actions: the questions that the guards ask."""

from datetime import date
from typing import Any

from reviews.models import DraftCopy, Notice, PublicReport
from reviews.queries.publishing import NOT_TO_PUBLISH, copies_sent_on, earliest_publication, fingerprint
from sscb.learning.models import Action, Recommendation
from sscb.learning.queries.actions import with_proofs
from sscb.learning.queries.plans import AT_ITS_END


def latest_copies(case: Any):
    draft = case.drafts.last()
    copies = DraftCopy.objects.of(case).exclude(stage="recalled")
    return copies.filter(draft=draft, purpose=DraftCopy.Purpose.FACTS) if draft else copies.none()


def responses_logged(case: Any, on: date) -> bool:
    stages = set(latest_copies(case).values_list("stage", flat=True))
    return stages == {"settled"}


def panel_told(case: Any, on: date) -> bool:
    """A learning review need not be published, so nobody beyond the Board is asked."""
    if case.kind != "scr":
        return True
    return Notice.objects.filter(record_id=case.pk, about=NOT_TO_PUBLISH, told_on__isnull=False).exists()


def copies_sent(case: Any, on: date) -> bool:
    return case.kind != "scr" or copies_sent_on(case) is not None


def copy_period_over(case: Any, on: date) -> bool:
    sent_on = copies_sent_on(case)
    return case.kind != "scr" or (sent_on is not None and on >= earliest_publication(sent_on))


def publication_has(case: Any, **wanted: Any) -> bool:
    return PublicReport.objects.of(case).filter(**wanted).exists()


def family_told(case: Any, on: date) -> bool:
    """The publication says so, and no record of one of the family says otherwise."""
    return publication_has(case, family_told_on__isnull=False) and not family_not_told(case)


def family_not_told(case: Any) -> int:
    """How many of the family who were invited have not been told of the day."""
    return case.family.filter(told_on=None).count()


def redacted(case: Any, on: date) -> bool:
    made = PublicReport.objects.of(case).first()
    return made is not None and made.legal_on is not None and made.checked == fingerprint(made)


def actions_of(case: Any):
    """Every action that its recommendations ask for, whoever sees them."""
    every = Action.objects.all_for_job("the actions of the case in hand")
    return with_proofs(every.filter(plan__source_uuid=case.uuid))


def actions_or_none(case: Any, on: date) -> bool:
    return publication_has(case, no_actions_why__gt="") or actions_of(case).exists()


def actions_evidenced(case: Any, on: date) -> bool:
    """Each carried out with evidence that was checked, or withdrawn; and nothing recommended is left unanswered."""
    open_ones = Recommendation.objects.all_for_job("the recommendations of the case in hand").filter(
        source_uuid=case.uuid, closed_on=None
    )
    found = [one.status(on).colour for one in actions_of(case)]
    return not open_ones.exclude(stage="closed").exists() and all(one in AT_ITS_END for one in found)
