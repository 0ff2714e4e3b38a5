"""Sending what waits. Each letter is claimed before it is sent, and what the mail server answers decides the rest."""

import logging
import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F

from sscb import clock, database
from sscb.jobs.leases import back_off, in_seconds, is_due
from sscb.jobs.models import Mail

log = logging.getLogger("sscb.jobs")

MOST_ATTEMPTS = 6
MOST_AT_ONCE = 200
SERVER_SECONDS = 30


@dataclass(frozen=True)
class Delivered:
    """How many letters went, must be tried again, were refused, and were not to be sent."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    skipped: int = 0


def deliver_waiting_mail(*, most: int = MOST_AT_ONCE) -> Delivered:
    """Send the letters that are due, oldest first. One that cannot go does not hold up the others (REL-24)."""
    waiting = Mail.objects.filter(is_due(), state=Mail.State.WAITING).order_by("id").values_list("pk", flat=True)
    counts = {"sent": 0, "later": 0, "refused": 0, "skipped": 0}
    server = get_connection(timeout=SERVER_SECONDS)
    try:
        for pk in list(waiting[:most]):
            mail = _claim(pk)
            if mail is not None:
                outcome = _deliver(mail, server)
                counts[outcome] += 1
                if outcome == "later":
                    # The talk may have broken off half-way; the next letter begins a new one.
                    _hang_up(server)
    finally:
        _hang_up(server)
    return Delivered(**counts)


def _claim(pk: int) -> Mail | None:
    """Nobody else may take it until MAIL_CLAIM_SECONDS from now; after a crash it comes back by itself."""
    taken = Mail.objects.filter(is_due(), pk=pk, state=Mail.State.WAITING).update(
        due_at=in_seconds(settings.MAIL_CLAIM_SECONDS), attempts=F("attempts") + 1
    )
    return Mail.objects.select_related("to").get(pk=pk) if taken else None


def _write(mail: Mail, **changes) -> None:
    """Only while the claim is still ours."""
    if mail.secret and changes.get("state", Mail.State.WAITING) != Mail.State.WAITING:
        changes["body"] = ""
    ours = Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING, attempts=mail.attempts)
    database.patiently(ours.update, **changes)


def _deliver(mail: Mail, server) -> str:
    if not mail.to.is_active:
        _write(mail, state=Mail.State.SKIPPED, error="Not sent: the account is closed.", due_at=None)
        return "skipped"
    if mail.attempts > MOST_ATTEMPTS:
        # It was claimed that often and never came to an end: whoever sent it died each time.
        return _give_up(mail, f"Not delivered after {MOST_ATTEMPTS} attempts.")
    mail.to_address = mail.to.email  # an address corrected meanwhile is the right one
    try:
        server.send_messages([as_message(mail, server)])
    except smtplib.SMTPRecipientsRefused as refusal:
        return _answered(mail, *next(iter(refusal.recipients.values())), refusal)
    except (smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as refusal:
        return _answered(mail, getattr(refusal, "smtp_code", 554), getattr(refusal, "smtp_error", b""), refusal)
    except (smtplib.SMTPException, OSError) as fault:
        # Everything else is the server's trouble or ours (sign-in, sender, line), never the recipient's.
        return _later(mail, fault)
    _write(mail, state=Mail.State.SENT, sent_at=clock.now(), to_address=mail.to_address, due_at=None, error="")
    return "sent"


def _answered(mail: Mail, code: int, words: bytes | str, refusal: Exception) -> str:
    if code < 500:
        return _later(mail, refusal)
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    log.warning("A letter was refused by the mail server for good: %s, code %s", mail.uuid, code)
    return _give_up(mail, f"The mail server refused it for good ({code} {text.strip()[:200]}).", address_refused=True)


def _later(mail: Mail, fault: Exception) -> str:
    if mail.attempts >= MOST_ATTEMPTS:
        return _give_up(mail, f"Not delivered after {MOST_ATTEMPTS} attempts: {type(fault).__name__}.")
    log.warning("A letter waits to be tried again: %s, %s", mail.uuid, type(fault).__name__)
    _write(mail, due_at=back_off(mail.attempts), error=f"The mail server could not take it: {type(fault).__name__}.")
    return "later"


def _give_up(mail: Mail, sentence: str, *, address_refused: bool = False) -> str:
    _write(mail, state=Mail.State.FAILED, error=sentence, address_refused=address_refused, due_at=None)
    return "refused"


def _hang_up(server) -> None:
    try:
        server.close()
    except (smtplib.SMTPException, OSError) as fault:
        log.info("The mail server ended the talk first: %s", type(fault).__name__)


def as_message(mail: Mail, server=None) -> EmailMessage:
    """The letter as it leaves: marking in the subject and at both ends, the link, always the same Message-ID."""
    parts = [mail.marking, mail.body.strip()]
    if mail.path:
        parts.append(f"Read more in the portal:\n{settings.BASE_URL.rstrip('/')}{mail.path}")
    parts.append(mail.marking)
    return EmailMessage(
        subject=f"{mail.marking}: {mail.subject}",
        body="\n\n".join(parts) + "\n",
        to=[mail.to_address],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=server,
    )
