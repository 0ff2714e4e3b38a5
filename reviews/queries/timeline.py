"""Clocks and events of a case on one line: what was due, what happened, what is next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.lifecycle import STAGES
from reviews.models import AgencyReport, CaseReview
from reviews.queries.shown import State, state_of
from sscb import clock
from sscb.history.queries import history_of
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline


@dataclass(frozen=True)
class Knot:
    """`code`: done, late, next or ahead; `kind`: what it is, in a word."""

    on: date
    when: str
    words: str
    kind: str
    code: str
    more: str = ""


@dataclass(frozen=True)
class Timeline:
    before: list[Knot]
    after: list[Knot]
    today: str
    next_words: str


def timeline_of(case: CaseReview, person: Any, as_at: date, *, reads_file: bool) -> Timeline:
    """`reads_file`: the reader may know of the family, of agencies' reports and of other proceedings."""
    found = [*_clocks(case, person, as_at), *_steps(case), *_panel(case, as_at)]
    if reads_file:
        found += [*_reports(case, as_at), *_voices(case, as_at), *_processes(case, as_at)]
    found.sort(key=lambda one: (one.on, one.words))
    before = [one for one in found if one.on <= as_at and one.code in ("done", "late")]
    after = [one for one in found if one not in before]
    first = next(iter(after), None)
    return Timeline(
        before, after, in_words(as_at),
        f"Next: {first.words[:1].lower()}{first.words[1:]}, {first.when}" if first else "Nothing has a day yet",
    )  # fmt: skip


def _knot(on: date, words: str, kind: str, as_at: date, *, done: bool, more: str = "") -> Knot:
    code = "done" if done else "late" if on < as_at else "ahead"
    return Knot(on, in_words(on), words, kind, code, more)


def _clocks(case: CaseReview, person: Any, as_at: date) -> list[Knot]:
    """What was done in time or late stands on the day it was done; what is open on its last day."""
    rows = Deadline.objects.filter(record_id=case.pk, due_on__isnull=False).exclude(state="cancelled")
    found = []
    for row in rows.visible_to(person):
        state: State = state_of(row, as_at)
        if row.state == Deadline.State.MET:
            due = f"Last day {in_words(row.due_on)}. {state.words}. Rule {row.rule}."
            found.append(Knot(row.met_on, in_words(row.met_on), row.title, "Duty", "done", due))
        else:
            code = "late" if state.code == "late" else "ahead"
            more = f"{state.words}. Rule {row.rule}."
            found.append(Knot(row.due_on, in_words(row.due_on), f"Last day: {row.title}", "Duty", code, more))
    return found


def _steps(case: CaseReview) -> list[Knot]:
    """Where the case came to, from the history that nobody can change."""
    found = [Knot(case.received_on, in_words(case.received_on), "The case was referred", "Step", "done")]
    for one in history_of(case, most=200, of="reviews.moved"):
        day = clock.day_of(one.at)
        words = next((words for words in STAGES.values() if one.sentence.endswith(f" to {words}")), one.sentence)
        found.append(Knot(day, in_words(day), words, "Step", "done"))
    for row in case.terms.all():
        found.append(
            Knot(row.agreed_on, in_words(row.agreed_on), f"{row}", "Agreed", "done", f"Agreed by {row.agreed_words}.")
        )
    return found


def _panel(case: CaseReview, as_at: date) -> list[Knot]:
    return [
        _knot(row.held_on or row.planned_on, "The panel met" if row.held_on else "The panel meets", "Panel", as_at,
              done=bool(row.held_on))
        for row in case.panel_meetings.all()
    ]  # fmt: skip


def _reports(case: CaseReview, as_at: date) -> list[Knot]:
    found = []
    for row in AgencyReport.objects.of(case).exclude(stage="withdrawn").select_related("agency"):
        if row.received_on:
            late = f" Due {in_words(row.due_on)}." if row.received_on > row.due_on else ""
            found.append(_knot(row.received_on, f"Report of {row.agency.name} came", "Report", as_at, done=True,
                               more=f"{row_stage(row)}.{late}"))  # fmt: skip
        else:
            found.append(_knot(row.due_on, f"Report of {row.agency.name} is due", "Report", as_at, done=False))
    return found


def row_stage(row: AgencyReport) -> str:
    return {"received": "Waits to be read", "accepted": "Accepted", "sent-back": "Sent back", "asked": "Asked for",
            "withdrawn": "No longer asked for"}[row.stage]  # fmt: skip


def _voices(case: CaseReview, as_at: date) -> list[Knot]:
    found = [
        _knot(row.held_on or row.planned_on, row.get_kind_display(), "Event", as_at, done=bool(row.held_on),
              more=f"{row.came} came." if row.held_on else "")
        for row in case.events.all()
    ]  # fmt: skip
    for row in case.family.all():
        found.append(_knot(row.invited_on, f"{row.get_who_display()} invited", "Family", as_at, done=True))
        if row.heard_on:
            found.append(_knot(row.heard_on, f"{row.get_who_display()} spoken with", "Family", as_at, done=True))
        if row.told_on:
            found.append(_knot(row.told_on, f"{row.get_who_display()} told of the report", "Family", as_at, done=True))
    found += [_knot(row.noted_on, "Early learning noted", "Learning", as_at, done=True)
              for row in case.early_learning.all()]  # fmt: skip
    return found


def _processes(case: CaseReview, as_at: date) -> list[Knot]:
    found = []
    for row in case.processes.all():
        if row.next_on and not row.ended_on:
            found.append(_knot(row.next_on, f"{row.get_kind_display()}: next day", "Beside it", as_at, done=False))
        if row.ended_on:
            found.append(_knot(row.ended_on, f"{row.get_kind_display()} ended", "Beside it", as_at, done=True,
                               more=row.outcome))  # fmt: skip
    for row in case.stops.select_related("process"):
        what = "The review was put on hold" if row.holds_case else "The clock of a step stood still"
        found.append(_knot(row.from_on, what, "Stop", as_at, done=True,
                           more=f"{row.get_ground_display()}. On the authority of: {row.authority}."))  # fmt: skip
        if row.to_on:
            found.append(_knot(row.to_on, "The clock ran again", "Stop", as_at, done=True,
                               more=f"It had stood still since {in_words(row.from_on)}."))  # fmt: skip
    return found


__all__ = ["Knot", "Timeline", "row_stage", "timeline_of"]
