"""When the last day has ended: what is incomplete is locked and owed to the partners. Called by the sweep."""

from datetime import date

from cdop.models import ChildDeathReview, Handover
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
    found = ChildDeathReview.objects.all_for_job("the sweep locks what is not finished").unfinished()
    review = found.filter(pk=deadline.record_id, locked_on=None).first()
    if review is None or deadline.due_on is None or as_at <= deadline.due_on:
        return
    advance(review, locked_on=as_at)
    Handover.objects.get_or_create(
        review=review,
        defaults={"what": Handover.What.UNFINISHED, "owed_on": deadline.due_on, "last_day": deadline.due_on},
    )
    # The four months were a permission to finish, not a duty (handbook 0.3): what is late now is the handover alone.
    cancel_deadline(deadline, by=None, why="The four months have ended; what is unfinished is handed over.", on=as_at)
    last = in_words(deadline.due_on)
    write_history(review, "cdop.review_locked", by=None, on=as_at, last_day=last, rule=GRACE_END)
