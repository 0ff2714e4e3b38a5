"""What every page shows round its content: the menu, the date, the marking, who is signed in."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from sscb import clock
from sscb.access.levels import OFFICIAL
from sscb.access.policy import can
from sscb.access.queries import role_words
from sscb.board.sockets import menu
from sscb.jobs import bell
from sscb.people import naming


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class SignedIn:
    name: str
    role_words: object


@dataclass(frozen=True)
class Demonstration:
    date: date
    step_url: str
    may_step: bool


def house(request) -> dict:
    """Context of every page. Nothing here asks the database for a person who is not signed in."""
    person = getattr(request, "user", None)
    signed_in = bool(person and person.is_authenticated)
    context = {
        "board_name": naming.board(clock.today()).name,
        "as_at": clock.today(),
        "marking": OFFICIAL,
        "menu": [],
        "demonstration": None,
        "signed_in": None,
        "work_waits": False,
    }
    if settings.DEMONSTRATION:
        may_step = signed_in and bool(can(person, "board.step_date"))
        context["demonstration"] = Demonstration(clock.today(), reverse("board:step_date"), may_step)
    if signed_in:
        entries = [one for one in menu if can(person, one.rule) and not (one.unless and can(person, one.unless))]
        shown = [(entry, reverse(entry.url_name)) for entry in entries]
        begin = {entry.code: entry.under or url for entry, url in shown}
        # One entry may stand under another's address: the longest that fits is where the reader is.
        current = max((at for at in begin.values() if _is_current(request.path, at)), key=len, default="")
        context["menu"] = [Link(entry.title, url, begin[entry.code] == current) for entry, url in shown]
        context["work_waits"] = bell.is_away()
        context["search_url"] = reverse("records:search")
        context["signed_in"] = SignedIn(person.name, SimpleLazyObject(lambda: role_words(person)))
    return context


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
