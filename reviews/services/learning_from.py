"""What a review teaches goes into the Board's learning: while it is live, its readers alone see what it recommends."""

from datetime import date
from typing import Any

from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import CaseReview
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.access.services import exclude_person, kept_out
from sscb.history.services import write_history
from sscb.learning.models import LearningPoint, Recommendation
from sscb.learning.services import write_point, write_recommendation
from sscb.people.models import Person

LIVE = (
    Stage.DECIDED_SCR, Stage.DECIDED_MLR, Stage.COMMISSIONED, Stage.UNDER_REVIEW, Stage.ON_HOLD, Stage.DRAFT,
    Stage.FACTUAL_CHECK, Stage.SIGN_OFF, Stage.AWAITING, Stage.DEFERRED,
)  # fmt: skip
TEACHES_AT = (*LIVE, Stage.NOT_PUBLISHING, Stage.PUBLISHED, Stage.ACTIONS)
"""Early learning does not wait for publication (rule scr-complete)."""
METHOD = "reviews"


@transaction.atomic(durable=True)
def recommend_from(*, case: CaseReview, by: Person, on: date, **told: Any) -> Recommendation:
    """A recommendation of this review. Takes what the learning room takes, but for where it comes from."""
    _require(case, by)
    made = write_recommendation(
        **told, source=METHOD, source_uuid=case.uuid, group=case.group, by=by, on=on,
        level="P4" if case.stage in LIVE else "P1",
    )  # fmt: skip
    # Whoever has a conflict of interest in the case stays out of what it recommends.
    for person in kept_out(case):
        exclude_person(record=made, person=person, why=f"As on {case.reference}", by=by)
    write_history(case, "reviews.recommended", by=by, on=on, strength=made.get_strength_display().partition(":")[0])
    return made


@transaction.atomic(durable=True)
def learn_from(*, case: CaseReview, by: Person, on: date, **told: Any) -> LearningPoint:
    """Something learned, for the whole partnership to read: it says that a review taught it, and never which."""
    _require(case, by)
    made = write_point(**told, source=METHOD, source_uuid=case.uuid, group=case.group, by=by, on=on)
    write_history(case, "reviews.learned", by=by, on=on)
    return made


def _require(case: CaseReview, by: Person) -> None:
    require(by, "reviews.recommend")
    require(by, "reviews.recommend", case)
    if case.stage not in TEACHES_AT or case.locked_on:
        raise Conflict(f"Learning is written down once a review was decided, until it is closed. {UNCHANGED}")
