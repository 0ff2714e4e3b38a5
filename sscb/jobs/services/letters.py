"""Writing letters. What they say is checked here; `delivering` sends them."""

import hashlib
import unicodedata
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from sscb import clock
from sscb.jobs import bell
from sscb.jobs.models import Mail, about
from sscb.people.models import Person

OFFICIAL = "OFFICIAL"
OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"
SENSITIVE_LEVELS = frozenset({"P3", "P4", "P5"})
SHORTEST_NAME = 3


class MailRefused(ValueError):
    """A letter that may not be written: a name in it, a line break in its subject, nobody to receive it."""


def send_mail(
    *,
    key: str,
    to: Person,
    subject: str,
    body: str,
    on: date,
    about: Any = None,
    path: str = "",
    marking: str = "",
    secret: bool = False,
) -> Mail:
    """Write a letter to be delivered by the worker. The same key gives the letter already written (REL-25).

    `subject` and `body` say what there is to do, without a name; `path` is the page that shows the rest, and the
    link to it and the marking are added on delivery (SEC-33). Without a `marking` it follows from the level of what
    the letter is about. `secret`: the body is emptied once it has gone, for links that let somebody in.
    Raises MailRefused.
    """
    standing = Mail.objects.filter(key=key).first()
    if standing:
        return standing
    check_letter(to=to, subject=subject, body=body, path=path, thing=about)
    try:
        with transaction.atomic():
            mail = _write_letter(
                key=key, to=to, subject=subject, body=body, on=on, thing=about, path=path, secret=secret,
                marking=marking or _marking_of(about),
            )  # fmt: skip
    except IntegrityError:
        return Mail.objects.get(key=key)
    bell.ring_for_mail()
    return mail


def _write_letter(*, key: str, to: Person, thing: Any, **said: Any) -> Mail:
    return Mail.objects.create(
        key=key, to=to, to_address=to.email, message_id=message_id(key), created_at=clock.wall(), **about(thing), **said
    )


def _marking_of(thing: Any) -> str:
    return OFFICIAL_SENSITIVE if getattr(thing, "level", "") in SENSITIVE_LEVELS else OFFICIAL


def message_id(key: str) -> str:
    """The same letter always carries the same mark, so that a mail program shows a repeat once."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def check_letter(*, to: Person, subject: str, body: str, path: str, thing: Any) -> None:
    """Raises MailRefused for what must never leave the house by mail."""
    if not isinstance(to, Person) or not to.pk:
        raise MailRefused("A letter goes to somebody with an account, never to an address typed in.")
    try:
        validate_email(to.email)
    except ValidationError:
        raise MailRefused("The account's address is not one that mail can be sent to. Correct it first.") from None
    if not subject.strip():
        raise MailRefused("A letter needs a subject.")
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in subject + path):
        raise MailRefused("A subject is one line of ordinary letters. The letter was not written.")
    if path and not (path.startswith("/") and not path.startswith("//")):
        raise MailRefused("A letter links to a page of the portal only, written from its root: /...")
    words = f"{subject}\n{body}".casefold()
    for name in identifying_values(thing):
        if name.casefold() in words:
            raise MailRefused("A letter names nobody who is in a record. The letter was not written.")


def identifying_values(thing: Any) -> list[str]:
    """What the thing's own classified fields say must never be in mail."""
    privacy = getattr(type(thing), "Privacy", None)
    fields = getattr(privacy, "identifying", ()) if thing is not None else ()
    values = (str(getattr(thing, field, None) or "").strip() for field in fields)
    return [value for value in values if len(value) >= SHORTEST_NAME]
