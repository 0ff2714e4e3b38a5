"""When the last day has ended: what is incomplete is locked and owed to the partners. Called by the sweep."""

from datetime import date

from cdop.models import ChildDeathReview, Handover
from cdop.services.bundling import ask_for_bundle
from cdop.transition import GRACE_END
from sscb.history.services import write_history
from sscb.records.moving import advance
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline


def lock_unfinished(deadline: Deadline, as_at: date) -> None:
    """Lock one review whose last day, `deadline.due_on`, has ended. In the sweep's transaction, with its done-mark.

    A review completed, ended or locked already is left alone. Whoever completes it in the same moment wins or loses
    by the record's version, never both: then this raises SomeoneElseWasFirst, and the next sweep looks again.
    """
    review = _to_lock(deadline, as_at)
    if review is None:
        return
    advance(review, locked_on=as_at)
    owed, _ = Handover.objects.get_or_create(
        review=review,
        defaults={"what": Handover.What.UNFINISHED, "owed_on": deadline.due_on, "last_day": deadline.due_on},
    )
    # The four months were a permission to finish, not a duty (handbook 0.3): what is late now is the handover alone.
    cancel_deadline(deadline, by=None, why="The four months have ended; what is unfinished is handed over.", on=as_at)
    last = in_words(deadline.due_on)
    write_history(review, "cdop.review_locked", by=None, on=as_at, last_day=last, rule=GRACE_END)
    ask_for_bundle(owed, by=None, on=as_at)


def would_lock(deadline: Deadline, as_at: date) -> list[str]:
    """What a sweep on that day would do to this case, in a sentence; nothing where it would leave it alone."""
    review = _to_lock(deadline, as_at)
    if review is None:
        return []
    return [
        f"{review.reference}: would be locked, its last day, {in_words(deadline.due_on)}, having ended (rule "
        f"{GRACE_END}); its bundle would be built and made ready to hand over"
    ]


def _to_lock(deadline: Deadline, as_at: date) -> ChildDeathReview | None:
    found = ChildDeathReview.objects.all_for_job("the sweep locks what is not finished").unfinished()
    review = found.filter(pk=deadline.record_id, locked_on=None).first()
    return review if deadline.due_on is not None and as_at > deadline.due_on else None
