"""Passing a case to the safeguarding partners: asked, agreed, sent, received. After the receipt only a stub remains."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.bundle import bundle_of
from reviews.guards import partner_start
from reviews.law import GRACE_END, UNCHANGED, no_new_review
from reviews.lifecycle import UNDECIDED, UNFINISHED, Stage
from reviews.models import AgencyReport, AgencySummary, CaseReview, DraftCopy, Handover, PublicReport
from reviews.services.lawful import move_case, not_ahead, require_role
from sscb import clock
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.database import swap
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.records.bundles import archive, storing
from sscb.records.moving import advance
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadlines


def refusal_to_hand_over(case: CaseReview) -> str:
    """Why this case cannot pass to the partners now; or "". A serious case review may pass before its last day."""
    if case.stage in UNDECIDED and not no_new_review(clock.today(), partner_start()):
        return (
            f"The safeguarding partners begin on {in_words(partner_start())}; until then the Board decides on "
            f"{case.reference}. {UNCHANGED}"
        )
    if case.stage in UNDECIDED or (case.kind == CaseReview.Kind.SCR and case.stage in UNFINISHED):
        return ""
    return f"{case.reference} is neither an open serious case review nor undecided: nothing passes on. {UNCHANGED}"


@transaction.atomic(durable=True)
def ask_handover(
    *, case: CaseReview, to: Organisation, why: str, inventory: str, by: Person, on: date, outstanding: str = ""
) -> Handover:
    """The business manager asks that a case pass to the partners. Nothing is sent until the chair agrees."""
    require_role(by, "reviews.hand_over", case)
    if fault := refusal_to_hand_over(case):
        raise Conflict(fault)
    if Handover.objects.filter(case=case).exists():
        raise Conflict(f"It is asked already that {case.reference} be handed over. {UNCHANGED}")
    if not why.strip() or not inventory.strip():
        raise ValidationError(f"Say why it passes to the partners, and what is handed over. {UNCHANGED}")
    advance(case, locked_on=case.locked_on)
    made = Handover.objects.create(
        case=case, to=to, why=why.strip(), inventory=inventory.strip(), outstanding=outstanding.strip(), asked_on=on,
        asked_by=by,
    )  # fmt: skip
    write_history(case, "reviews.handover_asked", by=by, on=on, body=to.name)
    return made


@transaction.atomic(durable=True)
def agree_handover(*, case: CaseReview, by: Person, on: date) -> Handover:
    """The Independent Chair agrees: from now on the Board changes nothing in the case."""
    require(by, "reviews.agree_handover")
    require(by, "reviews.agree_handover", case)
    row = Handover.objects.filter(case=case).first()
    nothing = Conflict(f"There is nothing to agree on {case.reference}. {UNCHANGED}")
    if row is None:
        raise nothing
    if row.asked_by_id == by.pk:
        raise ValidationError(f"Somebody else must agree to what you asked. {UNCHANGED}")
    if not swap(Handover.objects.filter(agreed_on=None), row, agreed_on=on, agreed_by=by):
        raise nothing
    advance(case, locked_on=case.locked_on or on)
    write_history(case, "reviews.handover_agreed", by=by, on=on)
    return row


@transaction.atomic(durable=True)
def record_sending(
    *, case: CaseReview, sent_on: date, method: str, passphrase: str, by: Person, on: date
) -> Handover:
    """What is held goes to the partners in one archive, encrypted with a passphrase that is kept nowhere (RULINGS 3).

    Raises ValidationError for a passphrase that was not made here. They have not confirmed it yet.
    """
    require_role(by, "reviews.hand_over", case)
    not_ahead(sent_on, "Sending it")
    row = Handover.objects.filter(case=case).first()
    if row is None or row.agreed_on is None:
        raise Conflict(f"The Independent Chair has not agreed to hand {case.reference} over. {UNCHANGED}")
    once = ValidationError(f"It is sent once, after it was agreed on {in_words(row.agreed_on)}. {UNCHANGED}")
    if row.sent_on is not None or sent_on < row.agreed_on:
        raise once
    if not archive.is_passphrase(passphrase):
        raise ValidationError(f"The passphrase is the one that this page made. Open the page again. {UNCHANGED}")
    # Before the archive is made: there is one place for it, and one passphrase that opens it.
    if not swap(Handover.objects.filter(sent_on=None), row, method=method, sent_on=sent_on, sent_by=by):
        raise once
    row.archive = storing.keep(case.uuid, archive.encrypt(bundle_of(case, on), passphrase))
    row.save(update_fields=["archive"])
    write_history(case, "reviews.handover_sent", by=by, on=on, sent_on=sent_on)
    return row


@transaction.atomic(durable=True)
def record_receipt(*, case: CaseReview, received_on: date, receipt: str, by: Person, on: date) -> CaseReview:
    """The partners confirmed it: the case is handed over, and from now on only a stub of it is read here."""
    require_role(by, "reviews.hand_over", case)
    not_ahead(received_on, "The receipt")
    row = Handover.objects.select_related("to").filter(case=case).first()
    if row is None or row.sent_on is None or received_on < row.sent_on:
        raise Conflict(f"A receipt comes after the sending, and {case.reference} has not been sent. {UNCHANGED}")
    if not receipt.strip():
        raise ValidationError({"receipt": "Say who confirmed it for the partners, and how."})
    if not swap(Handover.objects.filter(received_on=None), row, received_on=received_on, receipt=receipt.strip()):
        raise Conflict(f"The receipt of {case.reference} is recorded already. {UNCHANGED}")
    # A lock keeps everybody out but this: the one act that it leaves open (RULINGS 3).
    advance(case, locked_on=None)
    move_case(case, to=Stage.TRANSFERRED, by=by, on=on)
    advance(case, handed_to=row.to, handed_on=received_on, locked_on=on, sealed_on=on)
    _seal_what_belongs(case, on)
    cancel_deadlines(case, by=by, why="The case was handed over to the safeguarding partners.", on=on)
    transaction.on_commit(lambda: storing.destroy(case.uuid))
    return case


def _seal_what_belongs(case: CaseReview, on: date) -> None:
    """Agencies' pages and reports, copies and the publication go with it; what is published stays public."""
    for model in (AgencySummary, AgencyReport, DraftCopy, PublicReport):
        for one in model.objects.of(case).filter(sealed_on=None).exclude(level="P0"):
            advance(one, locked_on=on, sealed_on=on)


def take_archive(*, case: CaseReview, by: Person) -> bytes:
    """The encrypted archive, to be sent; until its receipt is confirmed."""
    require_role(by, "reviews.hand_over", case)
    row = Handover.objects.filter(case=case, received_on=None).exclude(archive="").first()
    if row is None:
        raise Conflict(f"There is no archive of {case.reference} to take. {UNCHANGED}")
    return storing.read(case.uuid, row.archive)


def lock_unfinished(deadline: Deadline, as_at: date) -> None:
    """The twelve months have ended: a serious case review still open is locked, and owed to the partners."""
    found = CaseReview.objects.all_for_job("the sweep locks what is not finished").unfinished()
    case = found.filter(pk=deadline.record_id, locked_on=None).first()
    if case is None or deadline.due_on is None or as_at <= deadline.due_on:
        return
    advance(case, locked_on=as_at)
    write_history(case, "reviews.locked", by=None, on=as_at, last_day=in_words(deadline.due_on), rule=GRACE_END)


def would_lock(deadline: Deadline, as_at: date) -> list[str]:
    """What a sweep on that day would do, in a sentence; nothing where it would leave the case alone."""
    found = CaseReview.objects.all_for_job("the sweep locks what is not finished").unfinished()
    case = found.filter(pk=deadline.record_id, locked_on=None).first()
    if case is None or deadline.due_on is None or as_at <= deadline.due_on:
        return []
    return [f"{case.reference}: would be locked, its last day having ended (rule {GRACE_END}), and owed to partners"]
