"""Learning points and actions: every write."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import Decision, Refused, require
from sscb.history.services import write_history
from sscb.learning.models import Action, LearningPoint
from sscb.learning.queries import may_report
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import meet_deadlines, set_deadlines

OWN_COLUMNS = ("progress", "progress_on", "evidence", "done_on", "done_by", "carried", "due_on")


@transaction.atomic
def write_point(
    *, title: str, text: str, source: str, group: Group, by: Person | None, on: date, theme: str = "", **more: Any
) -> LearningPoint:
    """What the Board has learned, and from which of the framework's methods."""
    if by is not None:
        require(by, "learning.write_point")
    point = LearningPoint.objects.create(
        type="learning.point",
        reference=next_reference("LP", on),
        title=title,
        level="P1",
        group=group,
        stage="open",
        opened_on=on,
        text=text,
        source=source,
        theme=theme,
        found_on=on,
        **more,
    )
    write_history(point, "learning.point_written", by=by, on=on, source=source)
    return point


@transaction.atomic
def ask_action(*, by: Person | None, **told: Any) -> Action:
    """Ask an agency to act by a date. Takes what `open_action` takes."""
    if by is not None:
        require(by, "learning.ask_action")
    return open_action(by=by, **told)


def open_action(
    *,
    title: str,
    text: str,
    agency: Organisation,
    due_on: date,
    group: Group,
    by: Person | None,
    on: date,
    points: list[LearningPoint] | None = None,
    lead: Person | None = None,
    source_words: str = "",
) -> Action:
    """Write an action down, asked of an agency or promised by it. One without an end date is not allowed.

    In the caller's transaction, after the caller has required the right.
    """
    if due_on < on:
        raise ValidationError({"due_on": "Enter a date that is not in the past."})
    action = Action.objects.create(
        type="learning.action",
        reference=next_reference("ACT", on),
        title=title,
        level="P1",
        owner=agency,
        group=group,
        stage="asked",
        opened_on=on,
        text=text,
        agency=agency,
        lead=lead,
        due_on=due_on,
        first_due_on=due_on,
        source_words=source_words,
    )
    action.points.add(*(points or []))
    set_deadlines(action, trigger="action.due_on", on=due_on, by=by, organisation=agency, person=lead)
    write_history(action, "learning.action_asked", by=by, on=on, agency=agency.name, due=f"{due_on:%-d %B %Y}")
    return action


@transaction.atomic(durable=True)
def say_progress(
    *, action: Action, text: str, by: Person, on: date, evidence: str = "", version: int | None = None
) -> Action:
    """The agency says how it stands. It comments; it cannot overwrite the state.

    `version`: the one that the form showed; raises SomeoneElseWasFirst when it is no longer the record's (REL-14).
    """
    require_own(by, action)
    action.version = action.version if version is None else version
    advance(action)
    _write(action, progress=text, progress_on=on, **({"evidence": evidence} if evidence else {}))
    write_history(action, "learning.progress_said", by=by, on=on)
    return action


@transaction.atomic(durable=True)
def say_done(*, action: Action, evidence: str, by: Person, on: date) -> Action:
    """Done means carried out; whether it worked is another question, with other evidence."""
    require_own(by, action)
    action.evidence = evidence
    move(action, to="done", by=by, on=on)
    _write(action, evidence=evidence, done_on=on, done_by=by)
    write_history(action, "learning.action_done", by=by, on=on)
    return action


@transaction.atomic(durable=True)
def close_action(*, action: Action, by: Person, on: date) -> Action:
    """The chair or the business manager closes, with evidence."""
    move(action, to="closed", by=by, on=on)
    meet_deadlines(action, rules=("action-due",), by=by, on=on)
    write_history(action, "learning.action_closed", by=by, on=on)
    return action


def require_own(by: Person, action: Action) -> None:
    require(by, "learning.report_progress", action)
    if not may_report(by, action):
        raise Refused(
            Decision(False, "own agency", reveal_existence=True),
            f"Only {action.agency.name} and the Board's office can say how this action stands. Nothing was changed.",
        )


def _write(action: Action, **fields: Any) -> None:
    unknown = set(fields) - set(OWN_COLUMNS)
    if unknown:
        raise TypeError(f"Not an action's own column: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(action, name, value)
    Action._base_manager.filter(pk=action.pk).update(**fields)
