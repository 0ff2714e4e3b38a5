"""The meeting is held: who is there, and is that enough?"""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import MeetingStage
from cdop.models import PanelMeeting
from cdop.queries.quorum import quorum_on, sitting_of
from cdop.quorum import missing
from cdop.services.lawful import cdr_start, not_ahead, write
from cdop.services.panel.seats import seat_of, still_open
from cdop.transition import GRACE_END, UNCHANGED, last_day
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Organisation, Person
from sscb.records.moving import move
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, meet_deadline, set_deadlines

NEXT = "cdop-meeting"


@transaction.atomic(durable=True)
def hold_panel(
    *, meeting: PanelMeeting, by: Person, on: date, present: Iterable[tuple[Person, Organisation | None]] = (),
    seats: Collection[UUID] = (),
) -> PanelMeeting:  # fmt: skip
    """Record that the meeting was held on `on`, and who sat for which agency. Lawful up to the last day.

    `seats`: of those on the list, who is there; `present`: further people with an account. Without a quorum it is
    held all the same; then nothing is decided unless it is recorded why.
    """
    require(by, "cdop.minute_panel", meeting)
    not_ahead(on, "The meeting")
    still_open(meeting)
    last = last_day(cdr_start())
    if on > last:
        raise ValidationError(
            f"The Board’s panel could meet until {in_words(last)} (rule {GRACE_END}), and not after. {UNCHANGED}"
        )
    rows = list(meeting.attendance.select_related("person"))
    there = {row.pk: row for row in rows if row.uuid in set(seats)}
    for person, agency in present:
        row = next((one for one in rows if one.person_id == person.pk), None) or seat_of(person, meeting, agency)
        row.agency = agency or row.agency
        row.save()
        there[row.pk] = row
    if not there:
        raise ValidationError(f"Say who was there. {UNCHANGED}")
    meeting.attendance.filter(pk__in=there).update(present=True)
    meeting.attendance.exclude(pk__in=there).update(present=False)
    move(meeting, to=MeetingStage.HELD, by=by, on=on)
    write(meeting, met_on=on)
    lacks = missing(sitting_of(meeting.attendance.filter(present=True)), quorum_on(on))
    write_history(
        meeting, "cdop.panel_held", by=by, on=on, present=len(there), quorum="no" if lacks else "met"
    )
    _remind_of_the_next(meeting, on, last, by)
    return meeting


def _remind_of_the_next(meeting: PanelMeeting, on: date, last: date, by: Person) -> None:
    """The panel's own custom, about every two months (rule cdop-meeting); none where the panel may not meet then."""
    for row in Deadline.objects.open().filter(rule=NEXT).select_related("record"):
        meet_deadline(row, by=by, on=on)
    for row in set_deadlines(meeting, trigger="cdop.met_on", on=on, by=by, only=(NEXT,)):
        if row.due_on > last:
            cancel_deadline(row, by=by, why=f"The panel may not meet after {in_words(last)}.", on=on)
