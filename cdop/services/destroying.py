"""Ninety days after the receipt: what was held here is destroyed, and the proof of it stays. Called by the sweep."""

from datetime import date
from typing import Any

from django.db import transaction

from cdop.bundle.tables import everything_of, tables
from cdop.models import Bundle, ChildDeathReview, Counted, Handover, Sending
from cdop.services.lawful import write
from sscb.history.services import write_history
from sscb.records.bundles import storing
from sscb.records.models import Attachment, Record
from sscb.records.moving import advance
from sscb.records.services import stored_path
from sscb.retention.certifying import BY_RULE, certify, put_in_log
from sscb.retention.reach import disposal_may_go_on
from sscb.retention.sockets import Gone
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline

RULE = "cdop-content-destroyed"
KEPT = (Counted,)
"""Groups wide enough to be reported after suppression, with no name, day or place: the Board still counts the death."""


def destroy_content(deadline: Deadline, as_at: date) -> None:
    """Rows and files of a case whose receiver has held it for 90 days. In the sweep's transaction.

    Raises NotNow under a legal hold: the step stays on the plan until the hold is released.
    """
    handover = _of(deadline)
    if handover is None or handover.destroyed_on or handover.received_on is None:
        return
    review = ChildDeathReview.objects.all_for_job("the sweep destroys what was handed over").get(pk=deadline.record_id)
    disposal_may_go_on(review)
    archive = handover.what == Handover.What.ARCHIVE
    gone = {} if archive else _destroy_rows(review, handover)
    hashes = [*Bundle.objects.filter(handover=handover).exclude(sha256="").values_list("sha256", flat=True)]
    hashes += Sending.objects.filter(handover=handover).values_list("sha256", flat=True)
    Bundle.objects.filter(handover=handover).update(destroyed_on=as_at, inventory=[])
    write(handover, destroyed_on=as_at, outstanding="", inventory=[])
    if not archive:
        advance(review, disposed_on=as_at)
        _blank(review)
        Deadline.objects.filter(record_id=review.pk).exclude(pk=deadline.pk).delete()
    storing.destroy(handover.uuid)
    write_history(
        review, "cdop.content_destroyed", by=None, on=as_at, rows=_in_words(gone), hashes=", ".join(hashes), rule=RULE,
        received=in_words(handover.received_on),
    )  # fmt: skip
    told = certify(
        review, line="RET-4", kind="Bundle of a child death review" if archive else "Child death review",
        gone=Gone(rows=gone, files=[one for one in hashes if one]), method=BY_RULE.format(rule=RULE), on=as_at,
        began_on=handover.received_on, kept_until=deadline.due_on,
    )  # fmt: skip
    transaction.on_commit(lambda: put_in_log(told))
    cancel_deadline(deadline, by=None, why="What was held is destroyed.", on=as_at)


def would_destroy(deadline: Deadline, as_at: date) -> list[str]:
    handover = _of(deadline)
    if handover is None or handover.destroyed_on or handover.received_on is None:
        return []
    reference = deadline.record.reference
    if deadline.record.held_on:
        return [f"{reference}: under a legal hold since {in_words(deadline.record.held_on)}; it would not be destroyed"]
    what = "its bundle" if handover.what == Handover.What.ARCHIVE else "all that was held on it"
    return [
        f"{reference}: {what} would be destroyed, 90 days after its receipt on {in_words(handover.received_on)} "
        f"(rule {RULE})"
    ]


def _of(deadline: Deadline) -> Handover | None:
    return Handover.objects.filter(review_id=deadline.record_id).first()


def _destroy_rows(review: ChildDeathReview, handover: Handover) -> dict[str, int]:
    """Of every table that hangs on the review, the furthest first; the letter of receipt alone stays."""
    gone = {}
    for model, path in reversed(tables().items()):
        if model in KEPT:
            continue
        rows = everything_of(model).filter(**{path: review.pk})
        if issubclass(model, Record):
            Deadline.objects.filter(record_id__in=rows.values("pk")).delete()
        count, _ = rows.delete()
        if count:
            gone[str(model._meta.verbose_name_plural)] = count
    kept = handover.evidence_id
    attached = Attachment.objects.filter(record_id=review.pk).exclude(pk=kept)
    gone["attachments"] = _destroy_attachments(attached)
    return {name: count for name, count in gone.items() if count}


def _destroy_attachments(attached: Any) -> int:
    """The bytes too, unless another record keeps the same file."""
    hashes = set(attached.values_list("sha256", flat=True))
    count, _ = attached.delete()
    for sha256 in hashes - set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)):
        stored_path(sha256).unlink(missing_ok=True)
    return count


def _blank(review: ChildDeathReview) -> None:
    """What of the review's own row says who the child was. What is counted and reported in sums stays."""
    write(review, died_on=None, waits_for="", ended_because="")


def _in_words(gone: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(gone.items())) or "none"
