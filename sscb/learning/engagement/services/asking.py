"""What every service of this room asks of what was typed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from sscb.disclosure.wording import small_counts_in
from sscb.people.models import Group

UNCHANGED = "Nothing was changed."


def no_small_counts(name: str, text: str) -> None:
    if found := small_counts_in(text):
        raise ValidationError({name: f"Write no number under five: “{found[0]}” could tell who it was. {UNCHANGED}"})


def not_later(day: date, name: str, on: date) -> None:
    if day > on:
        raise ValidationError({name: f"Enter a day that is not in the future. {UNCHANGED}"})


def the_board() -> Any:
    return Group.objects.filter(code="board").first()


def full_day(day: date) -> str:
    return f"{day:%-d %B %Y}"
