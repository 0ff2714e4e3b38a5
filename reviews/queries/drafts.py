"""The drafts of a report as their readers see them: who has which copy, what was said, what became of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from reviews.models import AgencyReport, AgencySummary, BoardMinute, CaseReview, DraftCopy
from reviews.queries.shown import State, many
from sscb.access.services import kept_out
from sscb.board.queries.shown import by_date
from sscb.people.models import Person
from sscb.timetable.days import in_words

MOST_PEOPLE = 200


@dataclass(frozen=True)
class CopyShown:
    uuid: UUID
    number: int
    reader: str
    purpose: str
    state: State
    opened: str
    said: str
    outcome: str
    waits: bool
    """An answer that nobody has settled yet."""
    out: bool
    """Still with its reader."""
    with_office: bool


@dataclass(frozen=True)
class DraftShown:
    number: int
    uuid: UUID
    by: str
    on: date
    changed: str
    copies: list[CopyShown]
    minutes: list[BoardMinute]
    newest: bool


def drafts_of(case: CaseReview, as_at: date) -> list[DraftShown]:
    """Every draft, the newest first, with its copies. Four queries, however many there are."""
    drafts = list(case.drafts.select_related("written_by").prefetch_related("minutes"))
    copies: dict[int, list[DraftCopy]] = {}
    for one in DraftCopy.objects.of(case).select_related("to", "to__organisation", "draft").order_by("number"):
        copies.setdefault(one.draft_id, []).append(one)
    return [
        DraftShown(
            one.number, one.uuid, one.written_by.name, one.written_on, one.changed,
            [copy_shown(copy, as_at, newest=len(drafts)) for copy in copies.get(one.pk, [])], list(one.minutes.all()),
            one.number == len(drafts),
        )
        for one in reversed(drafts)
    ]  # fmt: skip


def reader_of(copy: DraftCopy) -> str:
    if copy.to is None:
        return copy.to_words
    return f"{copy.to.name}, {copy.to.organisation.name}" if copy.to.organisation else copy.to.name


def copy_shown(copy: DraftCopy, as_at: date, *, newest: int) -> CopyShown:
    """`newest`: the number of the last draft. Nobody owes an answer on an earlier one any more."""
    if copy.stage == "recalled":
        state = State("stop", "Taken back")
    elif copy.answered_on:
        waits = copy.stage == "answered"
        done = State("done", f"Answered {in_words(copy.answered_on)}")
        state = State("soon", "Answered, to be settled") if waits else done
    elif copy.draft.number < newest:
        state = State("stop", f"Not answered; draft {newest} followed")
    else:
        state = by_date(copy.due_on, as_at, soon=3)
    opened = "" if copy.answered_on or copy.to_id is None else "Not opened yet"
    if copy.first_opened_on:
        opened = f"Opened {in_words(copy.first_opened_on)}"
    outcome = copy.get_outcome_display() if copy.outcome else ""
    return CopyShown(
        copy.uuid, copy.number, reader_of(copy), copy.get_purpose_display(), state,
        opened,
        copy.said or ("Nothing to correct." if copy.answer == DraftCopy.Answer.NOTHING else ""),
        f"{outcome}. {copy.outcome_why}".strip() if outcome else "",
        copy.stage == "answered", copy.stage == "sent", copy.to_id is None,
    )  # fmt: skip


def drafts_heading(drafts: list[DraftShown]) -> str:
    """Draft 2 is with 3 readers; 1 answer waits to be settled."""
    if not drafts:
        return "No draft has been handed in yet"
    out = sum(copy.out for copy in drafts[0].copies)
    waits = sum(copy.waits for one in drafts for copy in one.copies)
    newest = f"Draft {drafts[0].number} is"
    first = f"{newest} with {many(out, 'reader')}" if out else f"{newest} the newest"
    return f"{first}; {many(waits, 'answer')} wait{'s' if waits == 1 else ''} to be settled" if waits else first


def readers_to_choose(case: CaseReview, by: Any, on: date) -> dict[str, tuple[str, Person]]:
    """Who may be given a copy: those named for their agency, the panel, the subgroup and the Board; nobody with a
    conflict of interest."""
    wanted = (
        Q(pk__in=AgencySummary.objects.of(case).values("named")) | Q(pk__in=case.panel.values("person"))
        | Q(pk__in=AgencyReport.objects.of(case).values("author"))
        | Q(memberships__group__code__in=("board", "li")) | Q(roles_held__role="CHAIR")
    )  # fmt: skip
    people = (
        Person.objects.filter(wanted, is_active=True).exclude(pk__in=kept_out(case)).exclude(pk=by.pk)
        .select_related("organisation").distinct().order_by("organisation__name", "name")
    )  # fmt: skip
    return {
        str(one.uuid): (f"{one.name}, {one.organisation.name}" if one.organisation else one.name, one)
        for one in people[:MOST_PEOPLE]
    }


def copies_for(person: Any) -> list[DraftCopy]:
    """The copies that this person was given and may still open."""
    found = DraftCopy.objects.visible_to(person).filter(to=person).exclude(stage="recalled")
    return list(found.select_related("draft").order_by("-sent_on", "-pk"))


