"""Building the bundle of a case: asked for with a row, built by a job, there whole or not at all."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from cdop.bundle import files
from cdop.bundle.facts import counts, facts_of, fingerprint, schema
from cdop.bundle.pages import CannotBePrinted, print_case
from cdop.models import Bundle, ChildDeathReview, Handover
from cdop.services.lawful import write
from cdop.transition import UNCHANGED
from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.jobs.running import CannotFinish
from sscb.jobs.services import ring
from sscb.pdf.parts import MergeFailed
from sscb.pdf.printing import CannotPrint
from sscb.people.models import Person
from sscb.records.bundles import packing, storing
from sscb.records.models import Attachment
from sscb.records.services import read_stored

BUILD = "cdop.build_bundle"
FILES_TAKEN = Attachment.OPEN


@transaction.atomic(durable=True)
def build_bundle(*, handover: Handover, outstanding: str, by: Person, on: date) -> Bundle:
    """Keep what is still to come, and ask for the bundle. One that is being built is returned instead of a second.

    Raises ValidationError once the case was received; nothing is changed then.
    """
    review = handover.review
    require(by, "cdop.hand_over", review)
    if handover.received_on:
        raise ValidationError(f"{review.reference} has arrived: nothing more is sent. {UNCHANGED}")
    if handover.sent_on:
        raise ValidationError(
            f"{review.reference} was sent on {handover.sent_on:%-d %B %Y}, with what was held then. {UNCHANGED}"
        )
    write(handover, outstanding=outstanding.strip())
    return ask_for_bundle(handover, by=by, on=on)


def ask_for_bundle(handover: Handover, *, by: Person | None, on: date) -> Bundle:
    """The row and the job, in the caller's transaction; the sweep asks with `by` None."""
    under_way = Bundle.objects.filter(handover=handover, built_on=None, problem="").first()
    if under_way is None:
        last = Bundle.objects.filter(handover=handover).aggregate(last=Max("number"))["last"] or 0
        under_way = Bundle.objects.create(handover=handover, number=last + 1, asked_on=on, asked_by=by)
        write_history(handover.review, "cdop.bundle_asked", by=by, on=on, number=under_way.number)
    ring(
        BUILD, by=by, key=f"bundle:{under_way.uuid}", args={"bundle": str(under_way.uuid)}, about=handover.review
    )
    return under_way


def run_bundle(job: Any, progress: Any) -> dict[str, Any]:
    """The job. Killed anywhere, it leaves no row; begun again, it builds the same and puts it in place once."""
    bundle = Bundle.objects.select_related("handover").get(uuid=job.args["bundle"])
    if bundle.built_on or bundle.problem:
        return {"sha256": bundle.sha256, "pages": bundle.pages}
    review = _review_of(bundle.handover)
    if review.sealed_on or bundle.handover.sent_on:
        _give_up(bundle, "The case was sent before this bundle was built.")
        raise CannotFinish("The case was sent before this bundle was built. Nothing was lost.")
    progress.step(0, 1, "Reading what is held")
    try:
        built = _build(review, bundle.handover, as_at=bundle.asked_on, step=progress.step)
    except (CannotBePrinted, CannotPrint, MergeFailed, NotTaken) as fault:
        _give_up(bundle, str(fault))
        raise CannotFinish(str(fault)) from fault
    content = packing.pack(review.reference, built["files"])
    sha256 = storing.keep(bundle.handover.uuid, content)
    put_in_place(bundle, review, sha256=sha256, size=len(content), **built)
    return {"sha256": sha256, "pages": built["pages"]}


class NotTaken(Exception):
    """A file of the case cannot go into the bundle; the text is a sentence."""


def contents_of(review: ChildDeathReview, handover: Handover | None, *, as_at: date, step: Any) -> dict[str, Any]:
    """Files, inventory, counts and fingerprint of what is held now. For the job, and for the command."""
    return _build(review, handover, as_at=as_at, step=step)


def _build(review: ChildDeathReview, handover: Handover | None, *, as_at: date, step: Any) -> dict[str, Any]:
    with transaction.atomic():
        facts = facts_of(review, handover=handover, as_at=as_at)
    mark = fingerprint(facts)
    pdf, pages = print_case(facts, mark=mark, at=clock.end_of(as_at), step=step)
    found = files.files_of(facts, schema(), pdf, [_attached(review, one) for one in facts["attachments"]])
    return {
        "files": found, "inventory": [one.told for one in found], "counts": counts(facts), "fingerprint": mark,
        "pages": pages,
    }  # fmt: skip


def _attached(review: ChildDeathReview, told: dict[str, Any]) -> bytes:
    if told["state"] not in FILES_TAKEN:
        raise NotTaken(
            f"A file of {review.reference} is not scanned or was found harmful: it must be scanned or taken out "
            "before the bundle can be built."
        )
    return read_stored(told["sha256"])


def put_in_place(bundle: Bundle, review: ChildDeathReview, *, sha256: str, size: int, **built: Any) -> bool:
    """The row, once: False where another worker was first. What no row speaks of is taken away."""
    on = clock.today()
    with transaction.atomic():
        placed = Bundle.objects.filter(pk=bundle.pk, built_on=None).update(
            built_on=on, sha256=sha256, size=size, fingerprint=built["fingerprint"], pages=built["pages"],
            inventory=built["inventory"], counts=built["counts"], problem="",
        )  # fmt: skip
        if placed:
            Handover.objects.filter(pk=bundle.handover_id, sent_on=None).update(ready_on=on)
            write_history(
                review, "cdop.bundle_built", by=None, on=on, number=bundle.number, files=len(built["inventory"]),
                sha256=sha256,
            )  # fmt: skip
    return bool(placed)


def gave_up(job: Any, sentence: str) -> None:
    """The job failed for good: the page says so, and may ask again."""
    Bundle.objects.filter(uuid=job.args["bundle"], built_on=None, problem="").update(problem=sentence)


def _give_up(bundle: Bundle, sentence: str) -> None:
    Bundle.objects.filter(pk=bundle.pk, built_on=None).update(problem=sentence)


def _review_of(handover: Handover) -> ChildDeathReview:
    return ChildDeathReview.objects.all_for_job("the bundle of this case is built").get(pk=handover.review_id)


def still_as_bundled(handover: Handover, bundle: Bundle) -> bool:
    """Nobody wrote in the case since its bundle was built."""
    facts = facts_of(_review_of(handover), handover=handover, as_at=bundle.asked_on)
    return fingerprint(facts) == bundle.fingerprint
