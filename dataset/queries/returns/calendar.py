"""The data calendar: what is due from whom, when, through the year, and how punctual it was. Never ranked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dataset.models import DataReturn
from dataset.queries.returns.asked import agencies, due_days, expected, span_of_return
from dataset.returns.spans import Span
from sscb.access.standing import standing
from sscb.board.queries.shown import State, by_date, many
from sscb.charts import numbers

ALL_AGENCIES = {"BM", "SGM", "SGC", "CHAIR", "OFF", "BMGR"}
"""Those who may see what is due from every agency; others see their own agency's line."""


COMING_DAYS = 31


@dataclass(frozen=True)
class Entry:
    """One return in the calendar: due when, and how it went."""

    agency_id: int
    agency: str
    yours: bool
    period: str
    due_on: date
    due: str
    due_short: str
    state: State
    how: str
    """sent, late-sent, late, open"""


@dataclass(frozen=True)
class AgencyYear:
    """One agency's year: its returns month by month of their last day, and how many came in time."""

    agency: str
    yours: bool
    months: list[list[Entry]]
    punctual: str


@dataclass(frozen=True)
class DataCalendar:
    heading: str
    year: str
    months: list[str]
    late: list[Entry]
    coming: list[Entry]
    agencies: list[AgencyYear]
    earlier: int | None
    later: int | None


def data_calendar(person: Any, as_at: date, *, first_year: int | None = None) -> DataCalendar:
    """The returns whose last day lies in a financial year. Derived on reading: right even if no sweep has run."""
    now = as_at.year if as_at.month >= 4 else as_at.year - 1
    year = now if first_year is None or abs(first_year - now) > 5 else first_year
    start, end = date(year, 4, 1), date(year + 1, 3, 31)
    mine = _own(person)
    entries = [one for one in _entries(start, end, as_at, mine[0]) if mine[1] or one.yours]
    late = sorted((one for one in entries if one.how == "late"), key=lambda one: (one.due_on, one.agency))
    coming = sorted((one for one in entries if one.how == "open" and one.due_on >= as_at),
                    key=lambda one: (one.due_on, one.agency))  # fmt: skip
    by_agency: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        by_agency[one.agency].append(one)
    return DataCalendar(
        heading=heading(len(late), coming[0] if coming else None),
        year=f"{year}/{(year + 1) % 100:02}",
        months=[numbers.month(_month(start, n), short=True) for n in range(12)],
        late=late, coming=[one for one in coming if (one.due_on - as_at).days <= COMING_DAYS] or coming[:1],
        agencies=[_year(name, by_agency[name], start) for name in sorted(by_agency)],
        earlier=year - 1 if year > now - 5 else None, later=year + 1 if year < now + 1 else None,
    )  # fmt: skip


def heading(late: int, coming: Entry | None) -> str:
    """The sentence the page opens with."""
    next_one = f"the next {'are' if coming else 'is'} due on {coming.due}" if coming else "none is to come this year"
    if not late:
        return numbers.capital(f"no figures are late; {next_one}")
    told = numbers.capital(numbers.counted(late, "return"))
    return f"{told} of figures {'is' if late == 1 else 'are'} late; {next_one}"


def punctual(entries: list[Entry]) -> str:
    """ "5 of 6 in time, one not sent": a count of what was due, never a score."""
    due = [one for one in entries if one.how != "open"]
    if not due:
        return "nothing due yet"
    in_time = sum(one.how == "sent" for one in due)
    unsent = sum(one.how == "late" for one in due)
    return f"{in_time} of {len(due)} in time" + (f", {numbers.in_words(unsent)} not sent" if unsent else "")


def _own(person: Any) -> tuple[set[int], bool]:
    who = standing(person)
    held = {agency for _, agency, _ in who.held} | {who.organisation_id}
    return held - {None}, bool(who.roles & ALL_AGENCIES)


def _entries(start: date, end: date, as_at: date, mine: set[int]) -> list[Entry]:
    records = DataReturn.objects.all_for_job("when each agency sent is the Board's to know; what was typed is not told")
    there: dict[tuple, Entry] = {}
    for one in records.filter(due_on__range=(start, end)).select_related("agency"):
        span = span_of_return(one)
        there[one.agency_id, one.period_start, one.period_end] = _entry(
            one.agency_id, one.agency.name, mine, span, one.due_on, one.sent_on, as_at
        )
    moved = set(
        records.filter(period_end__range=(start - timedelta(days=200), end)).exclude(due_on__range=(start, end))
        .values_list("agency_id", "period_start", "period_end")
    )  # fmt: skip
    due_on = due_days()
    coming = [
        (one, due) for one in expected(start - timedelta(days=100), end)
        if one.key not in there and one.key not in moved and start <= (due := due_on(one.span)) <= end
    ]  # fmt: skip
    names = agencies({one.agency_id for one, _ in coming}) if coming else {}
    for one, due in coming:
        name = names[one.agency_id].name
        there[one.key] = _entry(one.agency_id, name, mine, one.span, due, None, as_at)
    return sorted(there.values(), key=lambda one: (one.due_on, one.agency))


def _entry(agency_id, name, mine, span: Span, due_on: date, sent_on: date | None, as_at: date) -> Entry:
    # Punctual is what came by the last day it had; sent back afterwards, it was sent all the same.
    if sent_on is not None:
        late = (sent_on - due_on).days
        how = "late-sent" if late > 0 else "sent"
        state = State("soon", f"Sent {many(late, 'day')} late") if late > 0 else State("done", "Sent in time")
    elif due_on < as_at:
        how, state = "late", State("late", f"Late {many((as_at - due_on).days, 'day')}")
    else:
        how, state = "open", by_date(due_on, as_at)
    due, short = numbers.day(due_on), numbers.day(due_on, short=True)
    return Entry(agency_id, name, agency_id in mine, span.words, due_on, due, short, state, how)


def _year(name: str, entries: list[Entry], start: date) -> AgencyYear:
    months: list[list[Entry]] = [[] for _ in range(12)]
    for one in entries:
        months[(one.due_on.year - start.year) * 12 + one.due_on.month - start.month].append(one)
    return AgencyYear(name, entries[0].yours, months, punctual(entries))


def _month(start: date, after: int) -> date:
    at = start.year * 12 + start.month - 1 + after
    return date(at // 12, at % 12 + 1, 1)
