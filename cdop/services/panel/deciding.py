"""What the panel decides on one case of its agenda: agreed, or deferred. Not without a quorum, unless it says why."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import PanelItem
from cdop.queries.quorum import missing_for
from cdop.quorum import joined
from cdop.services.anonymising import check_plain
from cdop.services.completing import complete
from cdop.services.lawful import require_lawful, write
from cdop.services.panel.agenda import defer
from cdop.transition import UNCHANGED, Act
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.days import in_words


@transaction.atomic(durable=True)
def agree_item(
    *, item: PanelItem, decision: str, by: Person, on: date, without_quorum_because: str = ""
) -> PanelItem:
    """The panel agreed the analysis form: the review is complete, on the day of the meeting.

    Lawful until the last day has ended in London. Raises NotLawful, ValidationError (no quorum, the form not whole,
    a name in the minute), or the conflicts of moving; nothing is changed then.
    """
    lacks = _may_decide(item, decision, without_quorum_because, by)
    require_lawful(item.review, Act.CLASSIFY)
    complete(item.review, by=by, on=item.meeting.met_on)
    write(
        item, outcome=PanelItem.Outcome.REVIEWED, decision=decision.strip(), decided_on=on, decided_by=by,
        without_quorum_because=without_quorum_because.strip() if lacks else "",
    )  # fmt: skip
    _note(item, "reviewed", lacks, by, on)
    return item


@transaction.atomic(durable=True)
def defer_item(
    *, item: PanelItem, why: str, by: Person, on: date, decision: str = "", without_quorum_because: str = ""
) -> PanelItem:
    """The panel wants more before it decides, and says what. A deferral needs no quorum: it decides nothing."""
    if not why.strip():
        raise ValidationError({"why": f"Say what the panel still wants to know. {UNCHANGED}"})
    _may_minute(item, by)
    check_plain(item.review, by, why=why, decision=decision)
    require_lawful(item.review, Act.PANEL)
    defer(item, why=why, by=by, on=on, decision=decision.strip())
    _note(item, "deferred", missing_for(item, item.meeting.met_on), by, on)
    return item


def _may_minute(item: PanelItem, by: Person) -> None:
    meeting = item.meeting
    require(by, "cdop.minute_panel", meeting)
    if not meeting.met_on:
        raise ValidationError(f"Record first who is at the meeting. {UNCHANGED}")
    if item.outcome != PanelItem.Outcome.OPEN:
        raise ValidationError(f"The panel’s outcome is recorded: {item.get_outcome_display().lower()}. {UNCHANGED}")
    if item.conflicts.filter(attendance__person=by).exists():
        raise ValidationError(
            f"You declared a conflict of interest on this case. Somebody else records the decision. {UNCHANGED}"
        )


def _may_decide(item: PanelItem, decision: str, because: str, by: Person) -> list[str]:
    _may_minute(item, by)
    if not decision.strip():
        raise ValidationError({"decision": f"Write what the panel decided. {UNCHANGED}"})
    check_plain(item.review, by, decision=decision, without_quorum_because=because)
    lacks = missing_for(item, item.meeting.met_on)
    if lacks and not because.strip():
        raise ValidationError(
            {
                "without_quorum_because": "There is no quorum for this case: it lacks "
                f"{joined(lacks)}. Defer it, or say why the panel decides all the same. {UNCHANGED}"
            }
        )
    return lacks


def _note(item: PanelItem, outcome: str, lacks: list[str], by: Person, on: date) -> None:
    write_history(
        item.review, "cdop.panel_decided", by=by, on=on, day=in_words(item.meeting.met_on), outcome=outcome,
        quorum="no" if lacks else "met",
    )  # fmt: skip
