"""A meeting of the panel is planned, moved to another day, or cancelled; and what the panel needs to decide."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import MeetingStage
from cdop.models import PanelItem, PanelMeeting, QuorumRule
from cdop.services.lawful import cdr_start, write
from cdop.services.panel.agenda import give_back
from cdop.services.panel.seats import ask_the_members, still_open
from cdop.transition import GRACE_END, UNCHANGED, last_day
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.days import in_words


@transaction.atomic(durable=True)
def plan_panel(*, planned_on: date, by: Person, on: date, place: str = "", room_for: int = 6) -> PanelMeeting:
    """Plan a meeting and ask the panel's members to it. ValidationError for a day gone, taken, or after the last."""
    require(by, "cdop.plan_panel")
    _check_day(planned_on, on)
    if room_for < 1:
        raise ValidationError({"room_for": f"A meeting has room for one case at least. {UNCHANGED}"})
    meeting = PanelMeeting.objects.create(
        type=PanelMeeting.TYPE, level=PanelMeeting.LEVEL, title=PanelMeeting.TITLE, stage=MeetingStage.PLANNED,
        reference=next_reference(PanelMeeting.PREFIX, planned_on), group=Group.objects.filter(code="cdop").first(),
        opened_on=on, planned_on=planned_on, first_planned_on=planned_on, place=place, room_for=room_for,
    )  # fmt: skip
    ask_the_members(meeting)
    write_history(meeting, "cdop.panel_planned", by=by, on=on, day=in_words(planned_on), room_for=room_for)
    return meeting


def _check_day(planned_on: date, on: date) -> None:
    last = last_day(cdr_start())
    if planned_on < on:
        fault = f"{in_words(planned_on)} has gone."
    elif planned_on > last:
        fault = (
            f"The Board’s panel may not meet after {in_words(last)} (rule {GRACE_END}). What it cannot finish by then "
            "is handed over to the child death review partners."
        )
    elif PanelMeeting._base_manager.filter(planned_on=planned_on, cancelled_on=None).exists():
        fault = f"The panel meets on {in_words(planned_on)} already."
    else:
        return
    raise ValidationError({"planned_on": f"{fault} {UNCHANGED}"})


@transaction.atomic(durable=True)
def move_panel(*, meeting: PanelMeeting, to: date, why: str, by: Person, on: date) -> PanelMeeting:
    """Postpone a meeting, or bring it forward. Its agenda stays; papers that are out must go out again."""
    require(by, "cdop.plan_panel", meeting)
    still_open(meeting)
    if to == meeting.planned_on:
        raise ValidationError({"planned_on": f"The meeting is on {in_words(to)} already. {UNCHANGED}"})
    _check_day(to, on)
    _says_why(why)
    before = meeting.planned_on
    advance(meeting)
    write(meeting, planned_on=to)
    write_history(
        meeting, "cdop.panel_moved", by=by, on=on, why=why.strip(), before=in_words(before), after=in_words(to)
    )
    return meeting


@transaction.atomic(durable=True)
def cancel_panel(*, meeting: PanelMeeting, why: str, by: Person, on: date) -> PanelMeeting:
    """Cancel a meeting. Its cases go back to those that are ready for another."""
    require(by, "cdop.plan_panel", meeting)
    still_open(meeting)
    _says_why(why)
    for item in meeting.items.filter(outcome=PanelItem.Outcome.OPEN).select_related("review"):
        give_back(item, why="The meeting was cancelled", by=by, on=on)
    move(meeting, to=MeetingStage.CANCELLED, by=by, on=on)
    write(meeting, cancelled_on=on, cancelled_because=why.strip())
    write_history(meeting, "cdop.panel_cancelled", by=by, on=on, why=why.strip())
    return meeting


def _says_why(why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": f"Say why, in a few words and without a name. {UNCHANGED}"})


@transaction.atomic(durable=True)
def set_quorum(
    *, from_on: date, agencies: int, source: str, by: Person, on: date, needs_chair: bool = True,
    needs_health: bool = True,
) -> QuorumRule:  # fmt: skip
    """Record what the panel agreed that it needs to decide, from a day on. A day recorded before is put right."""
    require(by, "cdop.set_quorum")
    if agencies < 1:
        raise ValidationError({"agencies": f"Enter how many agencies at least. {UNCHANGED}"})
    if not source.strip():
        raise ValidationError({"source": f"Say where the panel agreed it. {UNCHANGED}"})
    rule, _ = QuorumRule.objects.update_or_create(
        from_on=from_on,
        defaults={
            "agencies": agencies, "needs_chair": needs_chair, "needs_health": needs_health, "source": source.strip(),
            "recorded_on": on, "recorded_by": by,
        },
    )  # fmt: skip
    write_history(
        None, "cdop.quorum_set", by=by, on=on, agencies=agencies, day=in_words(from_on), source=source.strip()
    )
    return rule
