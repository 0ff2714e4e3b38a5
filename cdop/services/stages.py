"""From stage to stage, as far as the transition allows."""

from datetime import date

from django.db import transaction

from cdop.lifecycle import STAGES, Stage
from cdop.models import Analysis, ChildDeathReview
from cdop.services.lawful import cdr_start, require_lawful, write
from cdop.transition import ARCHIVE_PASSES, GRACE_END, HANDOVER, Act
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, cancel_deadlines, set_deadlines
from sscb.timetable.starts import CDR_START

ACTS: dict[Stage, Act] = {
    Stage.LOCAL_MEETING: Act.PANEL,
    Stage.WAITING: Act.CHASE,
    Stage.READY: Act.CHASE,
    Stage.GATHERING: Act.CHASE,
    Stage.ACTIONS: Act.CORRECT,
    Stage.CLOSED: Act.CORRECT,
    Stage.OUT_OF_SCOPE: Act.RECORD,
}
"""What each move is in the table of the transition. Opening, the agenda, completing, reopening and receipt have
their own doors."""


def act_of(review: ChildDeathReview, to: Stage, start: date) -> Act:
    """Which row of the transition's table a move to `to` is."""
    if to is Stage.GATHERING and review.stage == Stage.NOTIFIED:
        return Act.CHASE if review.notified_on < start else Act.OPEN
    return {Stage.PANEL: Act.PANEL, Stage.OTHER_AREA: Act.RECORD, Stage.REOPENED: Act.OPEN}.get(to) or ACTS[to]


@transaction.atomic(durable=True)
def move_review(*, review: ChildDeathReview, to: str, by: Person, on: date, why: str = "") -> ChildDeathReview:
    """Move a review on. `why` where the move needs one. Raises NotLawful, NotThere, NotYet or SomeoneElseWasFirst."""
    require(by, "cdop.run_review")
    before, stage = review.stage, Stage(to)
    if stage not in ACTS or (before == Stage.NOTIFIED and stage is Stage.GATHERING):
        raise ValueError(f"{stage} has a door of its own.")
    require_lawful(review, ACTS[stage])
    review.why_now = why
    move(review, to=stage, by=by, on=on, why=why)
    if stage is Stage.WAITING:
        write(review, waits_for=why)
    elif stage is Stage.OUT_OF_SCOPE:
        write(review, ended_because=why)
        cancel_deadlines(review, by=by, why="It is no child death in law.", on=on)
    elif stage is Stage.CLOSED:
        advance(review, closed_on=on)
        # Its archive still passes to the partners when the Board's panel has stopped.
        for row in Deadline.objects.open().filter(record_id=review.pk).exclude(rule=ARCHIVE_PASSES):
            cancel_deadline(row, by=by, why="The review is closed.", on=on)
    write_history(
        review, "cdop.review_moved", by=by, on=on, before=str(STAGES[before]), after=str(STAGES[stage])
    )
    return review


@transaction.atomic(durable=True)
def reopen_review(*, review: ChildDeathReview, why: str, by: Person, on: date) -> ChildDeathReview:
    """New facts on a closed review: a new review, so lawful before the start date only."""
    require(by, "cdop.run_review")
    require_lawful(review, Act.OPEN)
    review.why_now = why
    move(review, to=Stage.REOPENED, by=by, on=on, why=why)
    advance(review, closed_on=None)
    write(review, completed_on=None, completed_by=None)
    Analysis.objects.filter(review=review).update(agreed_on=None, agreed_by=None)
    for row in Deadline.objects.open().filter(record_id=review.pk, rule=ARCHIVE_PASSES).select_related("record"):
        cancel_deadline(row, by=by, why="The review is open again.", on=on)
    set_deadlines(review, trigger=CDR_START.code, on=cdr_start(), by=by, only=(GRACE_END, HANDOVER))
    write_history(review, "cdop.review_reopened", by=by, on=on, why=why)
    return review
