"""Asking: a link for one form, once, to whoever has a place and to their manager. A new link ends the old one."""

import hashlib
import secrets
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.jobs.services import MailRefused, send_mail
from sscb.people.models import Person
from sscb.timetable.days import in_words
from training.evaluating.models import Asking
from training.evaluating.points import Point, Window, window_of
from training.evaluating.queries.asked import who_is_asked
from training.models import Event

UNCHANGED = "Nothing was changed."
SUBJECTS = {
    Point.BEFORE: "Three minutes before your course",
    Point.END: "What was your course worth?",
    Point.LATER: "Three months on: what changed?",
    Point.MANAGER: "A course that one of your team was at: what do you see?",
}


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(24)


@transaction.atomic(durable=True)
def ask_event(*, event: Event, point: Point, by: Person, on: date) -> int:
    """Ask everybody of this event who was not asked yet. Raises ValidationError while the point is not open."""
    require(by, "training.run_evaluation", event)
    window = window_of_event(event, point, on)
    if not window.holds(on):
        raise ValidationError(
            f"It is asked from {in_words(window.opens_on)} to {in_words(window.closes_on)}, and today is "
            f"{in_words(on)}. {UNCHANGED}"
        )
    return _ask(event, point, by=by, on=on)


def ask_what_is_open(event: Event, as_at: date) -> int:
    """What the sweep does each day: whoever may be asked on this day and was not, is."""
    with transaction.atomic():
        open_now = [point for point in Point if window_of_event(event, point, as_at).holds(as_at)]
        return sum(_ask(event, point, by=None, on=as_at) for point in open_now)


def window_of_event(event: Event, point: Point, on: date) -> Window:
    return window_of(point, asked_from=min(on, event.first_day), first_day=event.first_day, last_day=event.last_day)


def _ask(event: Event, point: Point, *, by: Person | None, on: date) -> int:
    window = window_of_event(event, point, on)
    made = []
    for booking in who_is_asked(event, point):
        token = new_token()
        made.append((token, Asking(
            booking=booking, point=point, token_hash=hashed(token), opens_on=window.opens_on, due_on=window.due_on,
            closes_on=window.closes_on, made_on=on,
        )))  # fmt: skip
    Asking.objects.bulk_create([asking for _, asking in made])
    for token, asking in made:
        _write_letter(asking, token, event, on)
    if made:
        write_history(event, "training.evaluation_asked", by=by, on=on, count=len(made), point=_words(point))
    return len(made)


def letter_key(asking: Asking) -> str:
    """Names the letter that carries this link; a new link has a letter of its own, if any."""
    return f"training-{asking.uuid}-{asking.token_hash[:8]}"


def _words(point: Point) -> str:
    return {Point.BEFORE: "before", Point.END: "at the end", Point.LATER: "three months on",
            Point.MANAGER: "managers"}[point]  # fmt: skip


def _write_letter(asking: Asking, token: str, event: Event, on: date) -> None:
    """To an account only; whoever has none gets the link from the co-ordinator. The letter is emptied once it went."""
    booking = asking.booking
    to = booking.manager or booking.agreed_by if asking.point == Point.MANAGER else booking.person
    if to is None or not to.is_active:
        return
    link = reverse("training:evaluate", args=[token])
    whose = f", which {booking.person.name} was at" if asking.point == Point.MANAGER else ""
    body = (
        f"{event.title}{whose}. Please answer by {in_words(asking.due_on)}; it takes three minutes.\n\n"
        "The link below works once, needs no password, and shows nothing. Do not pass it on."
    )
    try:
        send_mail(key=letter_key(asking), to=to, subject=SUBJECTS[Point(asking.point)],
                  body=f"{body}\n\n{_whole(link)}", on=on, about=event, secret=True)  # fmt: skip
    except MailRefused:
        return


def _whole(path: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{path}"


@transaction.atomic(durable=True)
def make_new_link(*, asking: Asking, event: Event, by: Person, on: date) -> str:
    """For somebody without an account, or who lost the letter: shown once to whoever made it. The old link ends."""
    require(by, "training.run_evaluation", event)
    if asking.answered_on:
        raise ValidationError(f"It was answered on {in_words(asking.answered_on)}, so no link is needed. {UNCHANGED}")
    if on > asking.closes_on:
        raise ValidationError(f"It could be answered until {in_words(asking.closes_on)}. {UNCHANGED}")
    token = new_token()
    Asking.objects.filter(pk=asking.pk, answered_on=None).update(token_hash=hashed(token))
    write_history(event, "training.link_made", by=by, on=on, point=_words(Point(asking.point)))
    return token
