"""Who sits at a meeting against what the panel needs to decide."""

from collections.abc import Iterable
from datetime import date

from cdop.models import Attendance, PanelItem, QuorumRule
from cdop.quorum import DEFAULT, Quorum, Sitting, missing

CHAIRING = (Attendance.Seat.CHAIR, Attendance.Seat.DEPUTY_CHAIR)


def quorum_rule_on(day: date) -> QuorumRule | None:
    """The panel's own rule that holds on `day`, if it recorded one."""
    return QuorumRule.objects.filter(from_on__lte=day).first()


def quorum_on(day: date) -> Quorum:
    rule = quorum_rule_on(day)
    return Quorum(rule.agencies, rule.needs_chair, rule.needs_health) if rule else DEFAULT


def sitting_of(rows: Iterable[Attendance]) -> list[Sitting]:
    """People at the table as the rule counts them; whoever is in attendance only counts for nothing."""
    return [
        Sitting(row.agency_id, row.seat in CHAIRING, row.is_health)
        for row in rows
        if row.seat != Attendance.Seat.IN_ATTENDANCE
    ]


def missing_for(item: PanelItem, day: date) -> list[str]:
    """What the meeting lacks to decide this one case: who declared a conflict has left for it."""
    rows = item.meeting.attendance.filter(present=True).exclude(conflicts__item=item)
    return missing(sitting_of(rows), quorum_on(day))
