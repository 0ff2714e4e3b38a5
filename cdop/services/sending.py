"""Sending: a person does it, once, with a passphrase that is shown to them and kept nowhere (RULINGS 3)."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse

from cdop.models import Bundle, Handover, Sending
from cdop.services.bundling import still_as_bundled
from cdop.services.lawful import not_ahead, require_lawful, write
from cdop.transition import UNCHANGED, Act
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.people.models import Organisation, Person, RoleHeld
from sscb.records.bundles import archive, storing
from sscb.records.moving import SomeoneElseWasFirst, advance

SHA256 = re.compile(r"[0-9a-f]{64}")
AGAIN = {
    "archive-lost": "The archive did not arrive",
    "passphrase-lost": "The passphrase was lost",
    "damaged": "The archive arrived damaged: its hash was another",
    "wrong-body": "It was sent to the wrong body",
}
"""Why a case is sent again; fixed words, since they stay in the history for ever."""
RECEIVERS = "CDRP"
"""The kind of body that receives child death reviews: the area's own partners and those of other areas."""


def receiving_bodies(on: date):
    return Organisation.objects.on(on).filter(kind=RECEIVERS).order_by("name")


@transaction.atomic(durable=True)
def send_handover(
    *, handover: Handover, to: Organisation, method: str, checksum: str, by: Person, on: date, outstanding: str = "",
) -> Handover:  # fmt: skip
    """Record that the encrypted archive with this SHA-256 went to `to`. Sending twice is refused.

    Raises ValidationError without a checksum, a method, or for a day that has not come; nothing is changed then.
    """
    if outstanding:
        write(handover, outstanding=outstanding)
    return _record(handover, to=to, method=method, checksum=checksum, by=by, on=on)


def _record(
    handover: Handover, *, to: Organisation, method: str, checksum: str, by: Person, on: date
) -> Handover:
    review = handover.review
    require(by, "cdop.hand_over", review)
    require_lawful(review, Act.HAND_OVER)
    not_ahead(on, "Sending")
    if handover.sent_on:
        raise ValidationError(
            f"It was sent on {handover.sent_on:%-d %B %Y}. If it did not arrive, ask for its receipt. {UNCHANGED}"
        )
    if not SHA256.fullmatch(checksum) or not method.strip():
        raise ValidationError(f"Give the archive’s SHA-256 and how it is sent: nothing goes out unproven. {UNCHANGED}")
    advance(review, handed_to=to, handed_on=on, **({} if review.locked_on else {"locked_on": on}))
    write(
        handover, receiving_body=to, method=method, encrypted=True, checksum=checksum, sent_on=on, sent_by=by,
    )  # fmt: skip
    words = dict(Handover.Method.choices).get(method, method)
    write_history(review, "cdop.handover_sent", by=by, on=on, body=to.name, method=words, checksum=checksum)
    return handover


def bundle_ready(handover: Handover) -> Bundle | None:
    """The newest bundle that is whole."""
    return Bundle.objects.filter(handover=handover, built_on__isnull=False, destroyed_on=None).first()


def send_bundle(
    *, handover: Handover, to: Organisation, method: str, passphrase: str, by: Person, on: date
) -> Sending:
    """Encrypt the bundle with this passphrase and record that it goes to `to`: sent once, however often it is asked.

    The bytes are on disk, whole, before the row says so; a second press, or another window, finds it sent and is told
    whether its own passphrase is the one. Raises ValidationError or Refused; nothing is changed then.
    """
    require(by, "cdop.hand_over", handover.review)
    _refuse_what_was_sent(handover, passphrase)
    bundle = bundle_ready(handover)
    _check(handover, bundle, to, method, passphrase, on)
    content = archive.encrypt(storing.read(handover.uuid, bundle.sha256), passphrase)
    checksum = storing.keep(handover.uuid, content)
    try:
        with transaction.atomic(durable=True):
            _record(handover, to=to, method=method, checksum=checksum, by=by, on=on)
            sent = _note(handover, bundle, to=to, method=method, checksum=checksum, size=len(content), by=by, on=on)
    except (SomeoneElseWasFirst, IntegrityError):
        storing.forget(handover.uuid, checksum)
        _refuse_what_was_sent(Handover.objects.select_related("review").get(pk=handover.pk), passphrase)
        raise
    except Exception:
        storing.forget(handover.uuid, checksum)
        raise
    return sent


def _check(handover, bundle, to, method, passphrase, on) -> None:
    if bundle is None:
        raise ValidationError(f"Build the bundle first: there is nothing to send yet. {UNCHANGED}")
    if not archive.is_passphrase(passphrase):
        raise ValidationError(f"The passphrase is the one shown on the page. Open the page again. {UNCHANGED}")
    if method not in Handover.Method.values:
        raise ValidationError(f"Choose how it is sent. {UNCHANGED}")
    if not receiving_bodies(on).filter(pk=to.pk).exists():
        raise ValidationError(f"{to.name} receives no child death reviews. Choose another body. {UNCHANGED}")
    if method == Handover.Method.PORTAL and not _accounts_of(to, on):
        raise ValidationError(
            f"Nobody of {to.name} has an account here. Choose another way of sending it, or ask the business manager "
            f"to have an account opened. {UNCHANGED}"
        )
    if not still_as_bundled(handover, bundle):
        raise ValidationError(
            f"What is held has changed since the bundle was built. Build it again, then send it. {UNCHANGED}"
        )


def _refuse_what_was_sent(handover: Handover, passphrase: str) -> None:
    if not handover.sent_on:
        return
    said = f"It was sent on {handover.sent_on:%-d %B %Y}, once, and is not sent a second time."
    standing = Sending.objects.filter(handover=handover, withdrawn_on=None).first()
    if standing is None or not archive.is_passphrase(passphrase):
        raise ValidationError(f"{said} {UNCHANGED}")
    try:
        same = archive.opens(storing.read(handover.uuid, standing.sha256), passphrase)
    except (FileNotFoundError, ValueError):
        same = False
    if same:
        raise ValidationError(f"{said} The passphrase on this page is the one that opens it. {UNCHANGED}")
    raise ValidationError(
        f"{said} The passphrase on this page opens nothing: the one that counts was shown in the window from which it "
        f"was sent. If nobody has it, send the case again with a new one. {UNCHANGED}"
    )


def _note(handover, bundle, *, to, method, checksum, size, by, on, because="") -> Sending:
    last = Sending.objects.filter(handover=handover).aggregate(last=Max("number"))["last"] or 0
    sent = Sending.objects.create(
        handover=handover, bundle=bundle, number=last + 1, to=to, method=method, sha256=checksum, size=size,
        sent_on=on, sent_by=by, again_because=because,
    )  # fmt: skip
    if method == Handover.Method.PORTAL:
        _tell(handover, sent, on)
    return sent


def _tell(handover: Handover, sent: Sending, on: date, *, again: bool = False) -> int:
    """A letter to each account of the receiving body: that something waits, never what."""
    people, which = _accounts_of(sent.to, on), on if again else "sent"
    for person in people:
        send_mail(
            key=f"handover:{sent.uuid}:{person.uuid}:{which}", to=person, on=on, about=handover.review,
            subject="A receipt is waited for" if again else "Something was handed over to you",
            body="An encrypted archive waits for you in the portal. Collect it, check it and confirm its receipt. Its "
            "passphrase comes to you another way; the portal does not know it.",
            path=reverse("cdop:collect_one", args=[handover.review.uuid]),
        )  # fmt: skip
    return len(people)


def _accounts_of(body: Organisation, on: date) -> list[Person]:
    held = RoleHeld.objects.on(on).filter(role="CDRP", organisation=body, person__is_active=True)
    return [one.person for one in held.select_related("person")]


@transaction.atomic(durable=True)
def ask_for_receipt(*, handover: Handover, by: Person, on: date) -> int:
    """The receipt was lost or never came: ask once more. How many accounts were written to; 0: ask by telephone.

    Asked twice on one day it is one letter. Raises ValidationError where there is nothing to ask for.
    """
    require(by, "cdop.hand_over", handover.review)
    standing = _waiting_for_receipt(handover)
    told = _tell(handover, standing, on, again=True)
    if standing.asked_on != on:
        write(standing, asked_on=on)
        write_history(handover.review, "cdop.receipt_asked", by=by, on=on, body=standing.to.name, letters=told)
    return told


def send_again(
    *, handover: Handover, to: Organisation, method: str, because: str, passphrase: str, by: Person, on: date
) -> Sending:
    """The archive or its passphrase was lost: the same bundle, a new archive, a new passphrase; the old one is gone.

    Raises ValidationError where it was never sent, has arrived, or `because` is none of AGAIN.
    """
    require(by, "cdop.hand_over", handover.review)
    before = _waiting_for_receipt(handover)
    if because not in AGAIN:
        raise ValidationError(f"Choose why it is sent again. {UNCHANGED}")
    _check(handover, before.bundle, to, method, passphrase, on)
    content = archive.encrypt(storing.read(handover.uuid, before.bundle.sha256), passphrase)
    checksum = storing.keep(handover.uuid, content)
    try:
        with transaction.atomic(durable=True):
            review = handover.review
            advance(review, handed_to=to, handed_on=on)
            write(before, withdrawn_on=on)
            write(handover, receiving_body=to, method=method, checksum=checksum, sent_on=on, sent_by=by,
                  told_on=None, told_by=None, evidence=None)  # fmt: skip
            sent = _note(
                handover, before.bundle, to=to, method=method, checksum=checksum, size=len(content), by=by, on=on,
                because=AGAIN[because],
            )  # fmt: skip
            write_history(
                review, "cdop.handover_sent_again", by=by, on=on, body=to.name, checksum=checksum,
                because=AGAIN[because], number=sent.number,
            )  # fmt: skip
    except Exception:
        storing.forget(handover.uuid, checksum)
        raise
    storing.forget(handover.uuid, before.sha256)
    return sent


def _waiting_for_receipt(handover: Handover) -> Sending:
    if handover.received_on:
        raise ValidationError(
            f"Its receipt was confirmed on {handover.received_on:%-d %B %Y}: there is nothing to ask for. {UNCHANGED}"
        )
    standing = Sending.objects.select_related("to", "bundle").filter(handover=handover, withdrawn_on=None).first()
    if standing is None:
        raise ValidationError(f"It was not sent yet: build the bundle and send it. {UNCHANGED}")
    return standing
