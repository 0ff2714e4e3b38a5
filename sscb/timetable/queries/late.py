"""What is late, what is soon, and the clocks that run, each over what the reader may see and nothing else.

Days late and days left are worked out here, when somebody looks; nothing is counted down in the database.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from sscb.access.views import opens
from sscb.records.models import Record
from sscb.records.sockets import types
from sscb.timetable.allow import WorkingDays
from sscb.timetable.days import in_words
from sscb.timetable.holidays_list import working_days_listed
from sscb.timetable.models import Deadline
from sscb.timetable.queries.calendar import start_dates, working_days
from sscb.timetable.queries.listed import Listed
from sscb.timetable.rules import due_for
from sscb.timetable.sockets import rules
from sscb.timetable.starts import STARTS

SOON_DAYS = 14
MOST_CLOCKS = 8
RANKS = {"must": 0, "should": 0, "target": 1, "local": 2}
GROUPS = ("Set by statute or guidance", "Aims", "The Board’s own dates")
BINDING = ("must", "should")
NEED_TO_KNOW = ("P4", "P5")
"""Of these a list gives the reference alone: what they say is read on their own page, where it is noted who did."""
STRENGTHS = {"must": "must", "should": "should", "target": "aim", "local": "local"}
MARKS = {"late": "late", "soon": "soon", "running": "waiting", "ended": "stop"}


@dataclass(frozen=True)
class Mark:
    """A shape and words, as components/state_mark.html takes them."""

    code: str
    words: str


@dataclass(frozen=True)
class Clock:
    """One duty with a last day, as a reader sees it on `as_at`.

    `days_left` counts the days to the last day (0: today is the last); `days_late` those since. `words` say either.
    `state` is late, soon, running or ended; `strength` must, should, aim or local. `url` leads to the record and is
    empty for a clock of the whole Board.
    """

    rule: str
    title: str
    about: str
    reference: str
    record_title: str
    level: str
    url: str
    group: str
    counts_from: str
    from_on: date
    due_on: date
    days_left: int
    days_late: int
    words: str
    state: str
    strength: str
    owner: str
    citation: str
    sum: str

    @property
    def mark(self) -> Mark:
        return Mark(MARKS[self.state], self.words[:1].upper() + self.words[1:])


def _ranked(deadlines: QuerySet) -> QuerySet:
    """The binding ones first, then those longest past or nearest to their last day."""
    rank = Case(
        *[When(strength=strength, then=Value(place)) for strength, place in RANKS.items()],
        output_field=IntegerField(),
    )
    related = deadlines.select_related("record", "organisation")
    return related.annotate(rank=rank).order_by("rank", "due_on", "id")


def late_rows(person: Any, as_at: date) -> QuerySet:
    """Deadlines, of all programmes, whose last day has ended, on records that this person may read."""
    return _ranked(Deadline.objects.late(as_at).visible_to(person))


def late(person: Any, as_at: date, *, most: int | None = None) -> list[Clock]:
    """What is late, statute and guidance first, the longest late first. One query."""
    rows = late_rows(person, as_at)
    return [clock_of(row, as_at, person=person) for row in (rows[:most] if most else rows)]


def soon(person: Any, as_at: date, *, days: int = SOON_DAYS, most: int | None = None) -> list[Clock]:
    """What has its last day today or within so many days, the nearest first. One query."""
    rows = Deadline.objects.open().filter(sense="limit", due_on__range=(as_at, as_at + timedelta(days=days)))
    rows = rows.visible_to(person).select_related("record", "organisation").order_by("due_on", "id")
    return [clock_of(row, as_at, person=person) for row in (rows[:most] if most else rows)]


@dataclass(frozen=True)
class HomeClocks:
    """What a home page shows of the timetable: the statutory clocks, what is due soon, and what was not sent."""

    clocks: list[Clock]
    soon: list[Clock]
    unsent: list[Clock]


def home_deadlines(as_at: date, *, until: date | None = None, unsent_rules: Collection[str] = ()) -> Q:
    """Which deadlines a home page shows: the statutory ones, what is due until a day, what is late of these rules."""
    wanted = Q(strength__in=BINDING)
    if until:
        wanted |= Q(due_on__range=(as_at, until))
    if unsent_rules:
        wanted |= Q(rule__in=list(unsent_rules), due_on__lt=as_at)
    return wanted


def home_clocks(
    found: Iterable[Listed],
    as_at: date,
    *,
    until: date | None = None,
    unsent_rules: Collection[str] = (),
    most: int = MOST_CLOCKS,
) -> HomeClocks:
    """The Board's own transition first, then the nearest of the records found. One query: the start dates."""
    rows = sorted(((row, one) for one in found for row in one.deadlines), key=lambda pair: (pair[0].due_on, pair[0].pk))
    binding = [pair for pair in rows if pair[0].strength in BINDING][:most]

    def shown(pairs: Iterable[tuple[Deadline, Listed]]) -> list[Clock]:
        return [clock_of(row, as_at, record) for row, record in pairs]

    return HomeClocks(
        clocks=[*transition_clocks(as_at), *shown(binding)],
        soon=shown(pair for pair in rows if until and as_at <= pair[0].due_on <= until),
        unsent=shown(pair for pair in rows if pair[0].rule in unsent_rules and pair[0].due_on < as_at),
    )


def transition_clocks(as_at: date) -> list[Clock]:
    """The clocks that a local start date set running for the whole Board, once that date has come."""
    counted = [rule for rule in rules if rule.counts_from in STARTS]
    by_working_days = any(isinstance(version.allow, WorkingDays) for rule in counted for version in rule.versions)
    # Holidays are asked of the database only where one of these clocks counts working days.
    local, days = start_dates(), working_days() if by_working_days else working_days_listed()
    seen: dict[tuple[str, date], Clock] = {}
    for rule in counted:
        start = STARTS[rule.counts_from]
        from_on = local.get(start.code, start.latest)
        due = due_for(rule, from_on, days, local)
        own = due.version.strength == "local"
        if due.due_on is None or own or as_at < from_on or (start.code, due.due_on) in seen:
            continue
        left = (due.due_on - as_at).days
        seen[start.code, due.due_on] = Clock(
            rule=rule.code, title=rule.title, about="", reference="", record_title="", level="P1", url="",
            group=GROUPS[0], counts_from=rule.starts_from, from_on=from_on, due_on=due.due_on,
            days_left=max(left, 0), days_late=max(-left, 0),
            words=words_for(left) if left >= 0 else f"ended {many(-left, 'day')} ago",
            state="ended" if left < 0 else _state(left), strength=STRENGTHS[due.version.strength],
            owner=due.version.owner, citation=due.citation, sum=due.sum,
        )  # fmt: skip
    return list(seen.values())


def clock_of(row: Deadline, as_at: date, record: Record | Listed | None = None, *, person: Any = None) -> Clock:
    """As a list shows it; the caller has asked for rows that the reader may see. `record`: its own, where at hand.

    `person`: whose list it is; a page that is not for their roles is named and not linked.
    """
    left = (row.due_on - as_at).days
    record = record or row.record
    named = "" if record.level in NEED_TO_KNOW else record.title
    return Clock(
        rule=row.rule, title=row.title, about=f"{record.reference} {named}".strip(), reference=record.reference,
        record_title=named, level=record.level, url=url_of(record, person), group=GROUPS[RANKS[row.strength]],
        counts_from=starts_from(row), from_on=row.from_on, due_on=row.due_on, days_left=max(left, 0),
        days_late=max(-left, 0), words=words_for(left, row.strength), state=_state(left),
        strength=STRENGTHS[row.strength], owner=row.organisation.name if row.organisation else row.owner,
        citation=row.citation, sum=reckoning_of(row),
    )  # fmt: skip


def reckoning_of(row: Deadline) -> str:
    """The sum in words. A day that says who somebody is, such as that of a death, is told as what it is: no date."""
    rule = rules.get(row.rule)
    if not (row.sum and rule and rule.identifying):
        return row.sum
    allowed = row.sum.removeprefix(in_words(row.from_on))
    if allowed.startswith(" + "):
        return f"{allowed.removeprefix(' + ')} from {rule.starts_from}"
    return f"{rule.starts_from[:1].upper()}{rule.starts_from[1:]}{allowed}"


def starts_from(row: Deadline) -> str:
    rule = rules.get(row.rule)
    return rule.starts_from if rule else row.counts_from


def url_of(record: Any, person: Any = None) -> str:
    """The record's own page; empty where its type is not plugged in any more, or no role of `person` opens the page.

    What is need to know may be open by a named grant, so its own page is left to say.
    """
    kind = types.get(record.type)
    if kind is None:
        return ""
    if person is not None and record.level not in NEED_TO_KNOW and not opens(person, _page_of(kind.url_name)):
        return ""
    return reverse(kind.url_name, args=[record.uuid])


@cache
def _page_of(url_name: str) -> str:
    return reverse(url_name, args=[UUID(int=0)])


def many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def words_for(left: int, strength: str = "must") -> str:
    """late 18 days; today is the last day; 78 days left. What is only an aim is past, never late."""
    if left < 0:
        return f"{many(-left, 'day')} past the aim" if strength == "target" else f"late {many(-left, 'day')}"
    return "today is the last day" if left == 0 else f"{many(left, 'day')} left"


def _state(left: int) -> str:
    if left < 0:
        return "late"
    return "soon" if left <= SOON_DAYS else "running"
