"""When the last day has ended the archives of completed reviews pass to the partners too (row 21 of the handbook)."""

from datetime import date

from cdop.models import ChildDeathReview, Handover
from cdop.services.bundling import ask_for_bundle
from sscb.history.services import write_history
from sscb.timetable.models import Deadline


def pass_archive(deadline: Deadline, as_at: date) -> None:
    """Owe the archive of one completed review. A copy: the Board's own stays, read only. In the sweep's transaction."""
    review = _completed(deadline)
    if review is None:
        return
    owed = Handover.objects.create(
        review=review, what=Handover.What.ARCHIVE, owed_on=as_at, last_day=None
    )
    write_history(review, "cdop.archive_owed", by=None, on=as_at)
    ask_for_bundle(owed, by=None, on=as_at)


def would_pass(deadline: Deadline, as_at: date) -> list[str]:
    review = _completed(deadline)
    return [] if review is None else [
        f"{review.reference}: completed in time; its archive would be bundled and made ready to pass to the partners"
    ]  # fmt: skip


def _completed(deadline: Deadline) -> ChildDeathReview | None:
    found = ChildDeathReview.objects.all_for_job("the sweep passes archives on").filter(pk=deadline.record_id)
    return found.filter(completed_on__isnull=False, handover=None).first()
