"""Actions: asked, reported on, moved, done, closed with evidence, withdrawn."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import Decision, Refused, require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.learning.models import Action, LearningPoint, Proof, Recommendation
from sscb.learning.queries.actions import may_report
from sscb.learning.services.columns import write
from sscb.learning.services.independence import refuse, require_not_owner, require_others_proofs, require_own_group
from sscb.learning.status import MOST_CARRIED
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

UNCHANGED = "Nothing was changed."


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
    recommendation: Recommendation | None = None,
    impact: str = "",
    measure: str = "",
    starts_on: date | None = None,
    level: str = "P1",
) -> Action:
    """Write an action down, asked of an agency or promised by it. One without an end date is not allowed.

    `impact`: what should be different for children; `measure`: what would show it.

    In the caller's transaction, after the caller has required the right.
    """
    if due_on < on:
        raise ValidationError({"due_on": "Enter a date that is not in the past."})
    action = Action.objects.create(
        type="learning.action",
        reference=next_reference("ACT", on),
        title=title,
        level=level,
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
        plan=recommendation,
        impact=impact,
        measure=measure,
        starts_on=starts_on,
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
    write(action, progress=text, progress_on=on, **({"evidence": evidence} if evidence else {}))
    write_history(action, "learning.progress_said", by=by, on=on)
    return action


@transaction.atomic(durable=True)
def say_done(*, action: Action, evidence: str, by: Person, on: date) -> Action:
    """Done means carried out; whether it worked is another question, with other evidence."""
    require_own(by, action)
    action.evidence = evidence
    move(action, to="done", by=by, on=on)
    write(action, evidence=evidence, done_on=on, done_by=by)
    Proof.objects.create(
        record_id=action.pk, shows=Proof.Shows.DONE, kind=Proof.Kind.DOCUMENT, text=evidence.strip(), seen_on=on,
        added_on=on, added_by=by,
    )  # fmt: skip
    write_history(action, "learning.action_done", by=by, on=on)
    return action


@transaction.atomic(durable=True)
def close_action(*, action: Action, by: Person, on: date) -> Action:
    """The subgroup has checked the evidence: carried out. By nobody of the agency, and by nobody who handed it in."""
    require(by, "learning.close_action", action)
    require_own_group(by, action.group)
    proofs = list(action.proofs.filter(shows=Proof.Shows.DONE, verified_on=None))
    require_not_owner(by, [action])
    require_others_proofs(by, proofs)
    move(action, to="closed", by=by, on=on)
    for proof in proofs:
        write(proof, verified_on=on, verified_by=by)
    meet_deadlines(action, rules=("action-due",), by=by, on=on)
    write_history(action, "learning.action_closed", by=by, on=on)
    return action


@transaction.atomic(durable=True)
def send_back(*, action: Action, why: str, by: Person, on: date) -> Action:
    """The evidence does not show it, and why: the agency is asked again. What was handed in stays."""
    require(by, "learning.close_action", action)
    require_own_group(by, action.group)
    _require_why(why, "what the evidence does not show")
    move(action, to="asked", by=by, on=on, why=why)
    write(action, done_on=None, done_by=None)
    write_history(action, "learning.action_sent_back", by=by, on=on, why=why.strip())
    return action


@transaction.atomic(durable=True)
def carry_action(*, action: Action, due_on: date, why: str, by: Person, on: date) -> Action:
    """Agree a later date, and why. The first date stays for ever; a third move is for the Independent Chair."""
    require(by, "learning.carry_action", action)
    require_own_group(by, action.group)
    _require_why(why, "why the date moves")
    if action.stage != "asked":
        raise ValidationError(f"{action.reference} is not open any more, so its date stays. {UNCHANGED}")
    if due_on <= max(action.due_on, on):
        raise ValidationError({"due_on": f"Enter a day after {max(action.due_on, on):%-d %B %Y}. {UNCHANGED}"})
    if action.carried >= MOST_CARRIED and "CHAIR" not in standing(by).roles:
        refuse(
            f"{action.reference} was moved {action.carried} times. A further move is the Independent Chair’s to allow."
        )
    if action.carried >= MOST_CARRIED and not action.progress.strip():
        raise ValidationError(
            f"{action.reference} was moved {action.carried} times, and {action.agency.name} has not said why. Ask it "
            f"to say how the action stands first. {UNCHANGED}"
        )
    advance(action)
    write(action, due_on=due_on, carried=action.carried + 1)
    set_deadlines(
        action, trigger="action.due_on", on=due_on, by=by, organisation=action.agency, person=action.lead,
        only=("action-due",),
    )  # fmt: skip
    write_history(action, "learning.action_carried", by=by, on=on, why=why.strip(), due=f"{due_on:%-d %B %Y}")
    return action


@transaction.atomic(durable=True)
def withdraw_action(*, action: Action, why: str, by: Person, on: date) -> Action:
    """It is not asked any more, and why."""
    require(by, "learning.close_action", action)
    require_own_group(by, action.group)
    _require_why(why, "why it is withdrawn")
    move(action, to="cancelled", by=by, on=on, why=why)
    cancel_deadlines(action, by=by, why="The action was withdrawn.", on=on)
    write_history(action, "learning.action_withdrawn", by=by, on=on, why=why.strip())
    return action


def _require_why(why: str, what: str) -> None:
    if not why.strip():
        raise ValidationError({"why": f"Say {what}. {UNCHANGED}"})


def require_own(by: Person, action: Action) -> None:
    require(by, "learning.report_progress", action)
    if not may_report(by, action):
        raise Refused(
            Decision(False, "own agency", reveal_existence=True),
            f"Only {action.agency.name} and the Board's office can say how this action stands. Nothing was changed.",
        )
