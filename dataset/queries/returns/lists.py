"""Lists of returns: those that a reader may see, what is theirs to do first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from dataset.models import DataReturn
from dataset.queries.returns.asked import span_of_return
from dataset.queries.returns.standing import NOT_SENT, days_late, own_agencies, state_of
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.board.queries.shown import State, Step
from sscb.charts import numbers


@dataclass(frozen=True)
class ReturnRowShown:
    """One return in a list, ending in the next lawful step."""

    title: str
    url: str
    agency: str
    yours: bool
    asked: str
    due: str
    due_on: date
    state: State
    step: Step | None
    late: int
    stage: str


@dataclass(frozen=True)
class ReturnsPage:
    """What the page of returns shows."""

    heading: str
    lead: str
    groups: list[tuple[str, list[ReturnRowShown]]]
    empty: str
    may_ask: bool


def visible_returns(person: Any, verb: str = "read"):
    """Returns that this person may see, each with how many indicators it asks and how many say something."""
    said = ~Q(rows__numerator="") | Q(rows__missing=True)
    return (
        DataReturn.objects.visible_to(person, verb)
        .select_related("agency")
        .annotate(asked=Count("rows"), said=Count("rows", filter=said))
    )


def return_rows(person: Any, as_at: date, *, own_only: bool = False) -> list[ReturnRowShown]:
    """Late first, then by last day; what is checked comes last, the newest first. As many queries for 300 as for 3."""
    mine = own_agencies(person)
    found = visible_returns(person)
    if own_only:
        found = found.filter(agency__in=mine)
    lawful = _lawful(person, mine)
    rows = [_row(one, as_at, mine, lawful) for one in found]
    open_ = sorted((row for row in rows if row.stage != "checked"), key=lambda row: (-row.late, row.due_on, row.agency))
    done = sorted((row for row in rows if row.stage == "checked"), key=lambda row: row.due_on, reverse=True)
    return open_ + done


def returns_page(person: Any, as_at: date) -> ReturnsPage:
    """For an agency: what it owes. For those who check: what waits for them."""
    rows = return_rows(person, as_at)
    sends = bool(standing(person).roles & {"AGC", "AGL"}) and not can(person, "dataset.check_return")
    unsent = [row for row in rows if row.stage in NOT_SENT]
    waiting = [row for row in rows if row.stage == "submitted"]
    done = [row for row in rows if row.stage == "checked"]
    late = [row for row in unsent if row.late]
    return ReturnsPage(
        heading=heading(len(unsent), len(late), len(waiting), sends=sends),
        lead=_lead(unsent, sends=sends),
        groups=[
            (title, group) for title, group in (
                ("To be sent" if sends else "Not sent yet", unsent),
                ("Handed in, to be checked", waiting),
                ("Checked", done),
            ) if group
        ],
        empty="No figures are asked for yet.",
        may_ask=bool(can(person, "dataset.ask_provider")),
    )  # fmt: skip


def heading(unsent: int, late: int, waiting: int, *, sends: bool) -> str:
    """The sentence the page opens with."""
    if sends:
        if not unsent:
            return "Your agency has sent every figure that is asked of it"
        told = f"Your agency owes {numbers.counted(unsent, 'return')} of figures"
        if late == unsent == 1:
            return f"{told}, and it is late"
        return f"{told}, {numbers.in_words(late)} of them late" if late else told
    parts = []
    if late:
        parts.append(f"{numbers.counted(late, 'return')} {'is' if late == 1 else 'are'} late")
    if waiting:
        parts.append(f"{numbers.in_words(waiting)} {'waits' if waiting == 1 else 'wait'} to be checked")
    if parts:
        return numbers.capital(" and ".join(parts))
    return f"No return is late; {numbers.counted(unsent, 'return')} still to come" if unsent else "Every return is in"


def _lead(unsent: list[ReturnRowShown], *, sends: bool) -> str:
    if not sends or not unsent:
        return ""
    first = unsent[0]
    return f"First: {first.title.lower() if first.title.startswith('Figures') else first.title}, due {first.due}."


@dataclass(frozen=True)
class _Lawful:
    """Ids of the returns that this person may fill in, and may check: asked of the policy once for the whole list."""

    fill: frozenset[int]
    check: frozenset[int]


def _lawful(person: Any, mine: set[int]) -> _Lawful:
    def ids(rule: str, *verbs: str) -> frozenset[int]:
        if not can(person, rule):
            return frozenset()
        found: set[int] = set()
        for verb in verbs:
            found.update(DataReturn.objects.visible_to(person, verb).values_list("pk", flat=True))
        return frozenset(found)

    return _Lawful(
        fill=ids("dataset.fill_return", "change"), check=ids("dataset.check_return", "moderate", "reopen"),
    )  # fmt: skip


def _row(record, as_at: date, mine: set[int], lawful: _Lawful) -> ReturnRowShown:
    url = reverse("dataset:return", args=[record.uuid])
    span = span_of_return(record)
    yours = record.agency_id in mine
    step = Step("Open", url, about=f"{record.agency.name}, {span.words}")
    if record.stage in NOT_SENT and record.pk in lawful.fill:
        again = {"due": "Fill in", "filling": "Carry on", "sent_back": "Look again"}[record.stage]
        step = Step(again, reverse("dataset:fill_return", args=[record.uuid]), about=span.words)
    elif record.stage == "submitted" and record.pk in lawful.check and not yours:
        step = Step("Check", reverse("dataset:check_return", args=[record.uuid]), about=step.about)
    return ReturnRowShown(
        title=f"Figures for {span.words}", url=url, agency=record.agency.name, yours=yours,
        asked=f"{record.said} of {record.asked} begun", due=numbers.day(record.last_day), due_on=record.last_day,
        state=state_of(record, as_at), step=step, late=days_late(record.stage, record.last_day, as_at),
        stage=record.stage,
    )  # fmt: skip
