"""Every write of the Board's own business: one function for each thing a person does."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.board.business import lifecycle
from sscb.board.business.models import (
    BoardLink,
    BoardRisk,
    BudgetLine,
    FrameworkReview,
    Letter,
    PlanAction,
    Priority,
)
from sscb.board.business.standing import score
from sscb.history.services import write_history
from sscb.learning.services.columns import write
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

UNCHANGED = "Nothing was changed."
REVIEW, RISK, PLAN = "framework-review", "risk-review", "plan-action-due"


def begin(model: Any, code: str, prefix: str, stage: str, level: str, *, title: str, on: date, **more: Any) -> Any:
    """One record of the Board's own. Whoever may read the Board's papers knows of it at once."""
    more.setdefault("group", Group.objects.filter(code="board").first())
    return model.objects.create(
        type=f"board.{code}", reference=next_reference(prefix, on), title=title[:200], level=level, stage=stage,
        opened_on=on, released_on=on, **more,
    )  # fmt: skip


# --- the framework's yearly review ------------------------------------------------------------------------------------


@transaction.atomic
def set_review(*, due_on: date, by: Person, on: date) -> FrameworkReview:
    """The next yearly look at the framework."""
    require(by, lifecycle.RUN)
    return _next_review(due_on, by, on)


def _next_review(due_on: date, by: Person, on: date) -> FrameworkReview:
    made = begin(
        FrameworkReview, "framework_review", "LIF", "due", "P1", on=on, due_on=due_on,
        title=f"Review of the Learning and Improvement Framework, {due_on.year}",
    )  # fmt: skip
    set_deadlines(made, trigger="framework.due_on", on=due_on, by=by)
    write_history(made, "board.review_set", by=by, on=on, day=_day(due_on))
    return made


@transaction.atomic(durable=True)
def draft_review(
    *, record: FrameworkReview, version_name: str, changes: str, text: str, by: Person, on: date
) -> FrameworkReview:
    """What changes against the version before; "nothing" is said in words too."""
    record.changes = changes
    move(record, to="drafted", by=by, on=on)
    write(record, version_name=version_name.strip(), changes=changes.strip(), text=text.strip())
    write_history(record, "board.review_drafted", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def agree_review(
    *, record: FrameworkReview, agreed_where: str, agreed_on: date, by: Person, on: date
) -> FrameworkReview:
    """This version is in force; the next review is due a year after."""
    _not_later(agreed_on, "agreed_on", on)
    move(record, to="agreed", by=by, on=on)
    write(record, agreed_on=agreed_on, agreed_by=by, agreed_where=agreed_where.strip())
    meet_deadlines(record, rules=(REVIEW,), by=by, on=on)
    write_history(record, "board.review_agreed", by=by, on=on, version=record.version_name)
    if not FrameworkReview.objects.all_for_job("whether the next review stands").filter(stage="due").exists():
        _next_review(_a_year_after(agreed_on), by, on)
    return record


@transaction.atomic(durable=True)
def plan_review(*, record: FrameworkReview, action: PlanAction, by: Person, on: date) -> FrameworkReview:
    """The framework is part of the business plan: name the action that carries it."""
    record.in_plan = action
    move(record, to="planned", by=by, on=on)
    write(record, in_plan=action)
    write_history(record, "board.review_planned", by=by, on=on, action=action.reference)
    return record


# --- the business plan ------------------------------------------------------------------------------------------------


@transaction.atomic
def set_priority(
    *, title: str, why: str, outcome: str, measures: str, group: Group, from_year: int, to_year: int, by: Person,
    on: date,
) -> Priority:  # fmt: skip
    """Why it was chosen stands with it."""
    require(by, lifecycle.DECIDE)
    if to_year < from_year:
        raise ValidationError({"to_year": f"It ends before it begins. {UNCHANGED}"})
    made = begin(
        Priority, "priority", "PRI", "current", "P1", title=title, on=on, group=group, why=why, outcome=outcome,
        measures=measures, from_year=from_year, to_year=to_year,
    )  # fmt: skip
    write_history(made, "board.priority_set", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def end_priority(*, record: Priority, came_of_it: str, by: Person, on: date) -> Priority:
    """Raises ValidationError while one of its actions is open."""
    if PlanAction.objects.all_for_job("whether the priority has open actions").filter(
        priority_of=record, closed_on=None
    ).exists():  # fmt: skip
        raise ValidationError(f"An action of it is still open: close or drop it first. {UNCHANGED}")
    record.came_of_it = came_of_it
    move(record, to="ended", by=by, on=on)
    write(record, came_of_it=came_of_it.strip())
    write_history(record, "board.priority_ended", by=by, on=on)
    return record


@transaction.atomic
def ask_of_plan(
    *, above: Priority, title: str, text: str, lead: str, due_on: date, by: Person, on: date,
    starts_on: date | None = None,
) -> PlanAction:  # fmt: skip
    """One action of the plan, with its end: no action is "ongoing" (handbook 6.6)."""
    require(by, lifecycle.RUN)
    if due_on < on or (starts_on and starts_on > due_on):
        raise ValidationError({"due_on": f"Enter a last day that is to come, after the first. {UNCHANGED}"})
    made = begin(
        PlanAction, "plan_action", "PLA", "open", "P1", title=title, on=on, group=above.group, priority_of=above,
        text=text, lead=lead, starts_on=starts_on, due_on=due_on, first_due_on=due_on,
    )  # fmt: skip
    set_deadlines(made, trigger="plan_action.due_on", on=due_on, by=by)
    write_history(made, "board.plan_asked", by=by, on=on, day=_day(due_on))
    return made


@transaction.atomic(durable=True)
def say_plan(*, record: PlanAction, progress: str, by: Person, on: date) -> PlanAction:
    """How it stands, in the lead's words; the colour follows from dates alone."""
    require(by, "board.say_plan", record)
    advance(record)
    write(record, progress=progress.strip(), progress_on=on)
    write_history(record, "board.plan_said", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def move_plan(*, record: PlanAction, due_on: date, why: str, by: Person, on: date) -> PlanAction:
    """A later last day, with its reason; how often is counted and shown."""
    require(by, lifecycle.DECIDE, record)
    if due_on <= record.due_on:
        raise ValidationError({"due_on": f"Enter a day after {_day(record.due_on)}. {UNCHANGED}"})
    advance(record)
    write(record, due_on=due_on, slipped=record.slipped + 1)
    cancel_deadlines(record, by=by, why="A later day was agreed.", on=on)
    set_deadlines(record, trigger="plan_action.due_on", on=due_on, by=by)
    write_history(record, "board.plan_moved", by=by, on=on, why=why.strip(), day=_day(due_on))
    return record


@transaction.atomic(durable=True)
def close_plan(*, record: PlanAction, evidence: str, impact: str, by: Person, on: date) -> PlanAction:
    """Done, what shows it, and what it changed for children."""
    record.evidence = evidence
    move(record, to="done", by=by, on=on)
    write(record, evidence=evidence.strip(), impact=impact.strip())
    meet_deadlines(record, rules=(PLAN,), by=by, on=on)
    write_history(record, "board.plan_done", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def drop_plan(*, record: PlanAction, why: str, by: Person, on: date) -> PlanAction:
    """It will not be done, and why."""
    move(record, to="dropped", by=by, on=on)
    write(record, progress=why.strip(), progress_on=on)
    cancel_deadlines(record, by=by, why="It was dropped.", on=on)
    write_history(record, "board.plan_dropped", by=by, on=on, why=why.strip())
    return record


# --- risks ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def note_risk(
    *, title: str, cause: str, effect: str, controls: str, likelihood: int, impact: int, left_likelihood: int,
    left_impact: int, held_by: str, review_on: date, by: Person, on: date,
) -> BoardRisk:  # fmt: skip
    """What may happen, how likely, how bad, and what is left after what is done about it."""
    require(by, lifecycle.RUN)
    if score(left_likelihood, left_impact) > score(likelihood, impact):
        raise ValidationError({"left_impact": f"What is done about it cannot make it worse. {UNCHANGED}"})
    if review_on < on:
        raise ValidationError({"review_on": f"Enter a day that is to come. {UNCHANGED}"})
    made = begin(
        BoardRisk, "risk", "RSK", "open", "P3", title=title, on=on, cause=cause, effect=effect, controls=controls,
        likelihood=likelihood, impact=impact, left_likelihood=left_likelihood, left_impact=left_impact,
        held_by=held_by, review_on=review_on,
    )  # fmt: skip
    set_deadlines(made, trigger="risk.review_on", on=review_on, by=by)
    write_history(made, "board.risk_noted", by=by, on=on, score=score(left_likelihood, left_impact))
    return made


@transaction.atomic(durable=True)
def look_at_risk(
    *, record: BoardRisk, left_likelihood: int, left_impact: int, note: str, review_on: date, by: Person, on: date
) -> BoardRisk:
    """Looked at again: what is left of it now, and when next."""
    require(by, lifecycle.RUN, record)
    if review_on <= on:
        raise ValidationError({"review_on": f"Enter a day that is to come. {UNCHANGED}"})
    now = score(left_likelihood, left_impact)
    advance(record)
    meet_deadlines(record, rules=(RISK,), by=by, on=on)
    told = f"{record.notes}\n\n{_day(on)}: {now}. {note.strip()}".strip()
    write(record, left_likelihood=left_likelihood, left_impact=left_impact, notes=told, review_on=review_on)
    set_deadlines(record, trigger="risk.review_on", on=review_on, by=by)
    write_history(record, "board.risk_looked_at", by=by, on=on, score=now)
    return record


@transaction.atomic(durable=True)
def close_risk(*, record: BoardRisk, why: str, by: Person, on: date) -> BoardRisk:
    """It is no risk any more, and why."""
    move(record, to="closed", by=by, on=on)
    write(record, notes=f"{record.notes}\n\n{_day(on)}: closed. {why.strip()}".strip())
    cancel_deadlines(record, by=by, why="The risk is closed.", on=on)
    write_history(record, "board.risk_closed", by=by, on=on, why=why.strip())
    return record


# --- money ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_line(
    *, title: str, year: int, side: str, planned: Decimal, by: Person, on: date, agency: Organisation | None = None,
    notes: str = "",
) -> BudgetLine:  # fmt: skip
    """A partner's contribution, or what the Board means to spend."""
    require(by, lifecycle.RUN)
    made = begin(
        BudgetLine, "budget_line", "BUD", "open", "P3", title=title, on=on, owner=agency, year=year, side=side,
        planned=planned, notes=notes,
    )  # fmt: skip
    write_history(made, "board.budget_written", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def settle_line(*, record: BudgetLine, actual: Decimal, notes: str, by: Person, on: date) -> BudgetLine:
    """What it came to."""
    move(record, to="settled", by=by, on=on)
    write(record, actual=actual, notes=notes.strip() or record.notes)
    write_history(record, "board.budget_settled", by=by, on=on)
    return record


# --- letters and other boards -----------------------------------------------------------------------------------------


@transaction.atomic
def write_letter(*, title: str, to: str, body: str, by: Person, on: date) -> Letter:
    """A letter of the Independent Chair, as a draft."""
    require(by, lifecycle.RUN)
    made = begin(Letter, "letter", "LET", "draft", "P3", title=title, on=on, to=to, body=body)
    write_history(made, "board.letter_written", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def send_letter(*, record: Letter, sent_on: date, by: Person, on: date) -> Letter:
    _not_later(sent_on, "sent_on", on)
    move(record, to="sent", by=by, on=on)
    write(record, sent_on=sent_on, sent_by=by)
    write_history(record, "board.letter_sent", by=by, on=on)
    return record


@transaction.atomic(durable=True)
def answer_letter(*, record: Letter, reply: str, replied_on: date, by: Person, on: date) -> Letter:
    _not_later(replied_on, "replied_on", on)
    move(record, to="answered", by=by, on=on)
    write(record, reply=reply.strip(), replied_on=replied_on)
    write_history(record, "board.letter_answered", by=by, on=on)
    return record


@transaction.atomic
def link_board(
    *, title: str, other: str, way: str, theme: str, text: str, happened_on: date, by: Person, on: date
) -> BoardLink:
    """A paper or a theme shared with another board."""
    require(by, lifecycle.RUN)
    _not_later(happened_on, "happened_on", on)
    made = begin(
        BoardLink, "board_link", "LNK", "open", "P3", title=title, on=on, other=other, way=way, theme=theme, text=text,
        happened_on=happened_on,
    )  # fmt: skip
    write_history(made, "board.link_written", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def answer_link(*, record: BoardLink, result: str, by: Person, on: date) -> BoardLink:
    move(record, to="answered", by=by, on=on)
    write(record, result=result.strip())
    write_history(record, "board.link_answered", by=by, on=on)
    return record


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def _not_later(day: date, name: str, on: date) -> None:
    if day > on:
        raise ValidationError({name: f"Enter a day that is not in the future. {UNCHANGED}"})


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
