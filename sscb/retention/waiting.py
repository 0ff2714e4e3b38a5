"""What waits for somebody's yes, on the home pages: disposals, holds and the stop to be ended, periods to be signed."""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, Q, QuerySet, Value
from django.urls import reverse

from sscb.access.policy import can
from sscb.board.queries.shown import OwedRow, State, Step, full_day, number_words
from sscb.retention.models import Hold, Moratorium, Proposal
from sscb.retention.periods import versions

DISPOSAL, HOLD, STOP = "disposal", "hold", "stop"
AGREE = "Wants a second person"
WORDS = {
    DISPOSAL: ("One disposal wants your approval", "{} disposals want your approval",
               "The first was kept until {}", "Waits for you", "disposals"),
    HOLD: ("One legal hold is asked to be released", "{} legal holds are asked to be released",
           "Asked on {}", AGREE, "holds"),
    STOP: ("All disposal is stopped, and is to go on", "All disposal is stopped, and is to go on",
           "Asked on {}", AGREE, "holds"),
}  # fmt: skip
"""Of each sort: the title of one and of many, what stands below, the mark, and the page."""


def rows_for(person: Any, as_at: date) -> list[OwedRow]:
    """One row of each sort, with how many; two queries more for whoever signs periods off."""
    found = _of_two(person)
    if can(person, "retention.sign_off"):
        unsigned = sum(1 for every in versions().values() if every[-1].signed is None)
        if unsigned:
            title = (
                "One period wants your sign-off"
                if unsigned == 1
                else f"{number_words(unsigned)} periods want your sign-off"
            )
            url = reverse("retention:schedule")
            about, mark = "Until then nothing is disposed of by it", State("waiting", "Waits for you")
            found.append(OwedRow(title, url, about, "", mark, Step("Open", url, about=title)))
    return found


def _of_two(person: Any) -> list[OwedRow]:
    """What one person has asked for and another must agree to; whoever asked is never the other."""
    asked = []
    if can(person, "retention.approve"):
        free = (Q(record=None) | Q(record__held_on=None)) & ~Exists(Moratorium.objects.filter(released_on=None))
        undecided = Proposal.objects.filter(free, state__in=(Proposal.State.WAITING, Proposal.State.ONCE))
        others = undecided.filter(stands_in_the_way="").exclude(first_by=person)
        asked.append(_dated(others, DISPOSAL, "kept_until"))
    for sort, rule, model in ((HOLD, "retention.hold", Hold), (STOP, "retention.stop", Moratorium)):
        if can(person, rule):
            open_ones = model.objects.filter(asked_on__isnull=False, released_on=None).exclude(asked_by=person)
            asked.append(_dated(open_ones, sort, "asked_on"))
    if not asked:
        return []
    days: dict[str, list[date]] = {}
    for sort, day in asked[0].union(*asked[1:], all=True):
        days.setdefault(sort, []).append(day)
    return [_row(sort, days[sort]) for sort in WORDS if sort in days]


def _dated(rows: QuerySet, sort: str, day: str) -> QuerySet:
    told = rows.order_by().annotate(sort=Value(sort, CharField()), day=F(day))
    return told.values_list("sort", "day")


def _row(sort: str, days: list[date]) -> OwedRow:
    one, many, about, mark, page = WORDS[sort]
    title, url = one if len(days) == 1 else many.format(number_words(len(days))), reverse(f"retention:{page}")
    about = about.format(full_day(min(days)))
    return OwedRow(title, url, about, "", State("waiting", mark), Step("Open", url, about=title))
