"""Days, addresses and stages of what was heard, in words."""

from datetime import date
from typing import Any

from django.urls import reverse

from sscb.records.sockets import types

FEWER = "Fewer than five"


def full_day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def short_day(day: date | None) -> str:
    return f"{day:%-d %b %Y}" if day else ""


def url_of(one: Any) -> str:
    return reverse("learning:kept", args=[one.uuid])


def stage_words(one: Any) -> str:
    return types[one.type].stages[one.stage]
