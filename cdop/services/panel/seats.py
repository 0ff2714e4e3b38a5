"""Who is asked to a meeting, for which agency, and who must leave for a case."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import Attendance, Conflict, PanelItem, PanelMeeting, PanelPaper
from cdop.transition import UNCHANGED
from sscb.access.policy import can, require
from sscb.access.services import exclude_person
from sscb.history.services import write_history
from sscb.people.models import Group, Membership, Organisation, Person, RoleHeld
from sscb.records.moving import ClosedToWriting
from sscb.timetable.days import in_words

PANEL = "cdop"
SEATS = {
    Membership.Position.CHAIR: Attendance.Seat.CHAIR,
    Membership.Position.DEPUTY: Attendance.Seat.DEPUTY_CHAIR,
    Membership.Position.ADVISER: Attendance.Seat.ADVISER,
    Membership.Position.MEMBER: Attendance.Seat.MEMBER,
}
HEALTH = ("designated doctor", "designated nurse", "designated paediatrician", "designated health")
"""How the title of a designated health professional begins; the co-ordinator may say otherwise."""


def still_open(meeting: PanelMeeting) -> None:
    """Raises ValidationError once the meeting was held or cancelled."""
    if meeting.met_on or meeting.cancelled_on:
        word = "held" if meeting.met_on else "cancelled"
        raise ValidationError(
            f"This meeting was {word} on {in_words(meeting.met_on or meeting.cancelled_on)}. {UNCHANGED}"
        )
    if meeting.locked_on or meeting.disposed_on:
        raise ClosedToWriting(meeting)


def seat_of(person: Person, meeting: PanelMeeting, agency: Organisation | None = None) -> Attendance:
    """Where somebody with an account sits, as their place in the panel's group and their title say. Not saved."""
    place = Membership.objects.on(meeting.planned_on).filter(person=person, group__code=PANEL).first()
    office = RoleHeld.objects.on(meeting.planned_on).filter(person=person, role="CDC").exists()
    seat = Attendance.Seat.IN_ATTENDANCE if office or place is None else SEATS[place.position]
    return Attendance(
        meeting=meeting, person=person, agency=agency or person.organisation, seat=seat,
        job_title=person.job_title, is_health=person.job_title.lower().startswith(HEALTH) and not office,
    )  # fmt: skip


def ask_the_members(meeting: PanelMeeting) -> None:
    group = Group.objects.filter(code=PANEL).first()
    places = Membership.objects.on(meeting.planned_on).filter(group=group, person__is_active=True)
    people = [place.person for place in places.select_related("person", "person__organisation") if group]
    order = list(Attendance.Seat.values)
    seats = [seat_of(person, meeting) for person in people]
    Attendance.objects.bulk_create(sorted(seats, key=lambda row: (order.index(row.seat), row.person.name)))


@transaction.atomic(durable=True)
def ask_to_meeting(
    *, meeting: PanelMeeting, by: Person, on: date, person: Person | None = None, name: str = "", job_title: str = "",
    agency: Organisation | None = None, seat: str = "", is_health: bool | None = None, stands_in_for: str = "",
) -> Attendance:  # fmt: skip
    """Put somebody on the list: an account, or a name and what they are. Again: their seat is put right.

    Raises ValidationError without a name, or without what a typed-in person is.
    """
    require(by, "cdop.minute_panel", meeting)
    if meeting.cancelled_on:
        still_open(meeting)
    if person is None and (not name.strip() or not job_title.strip()):
        raise ValidationError(f"Choose somebody, or enter a name and what the person is. {UNCHANGED}")
    if person is not None:
        row = meeting.attendance.filter(person=person).first() or seat_of(person, meeting, agency)
        row.agency = agency or row.agency
    else:
        row = meeting.attendance.filter(person=None, name=name.strip()).first() or Attendance(
            meeting=meeting, name=name.strip()
        )
        row.agency, row.job_title = agency, job_title.strip()
    row.seat = seat or row.seat
    row.is_health = row.is_health if is_health is None else is_health
    row.stands_in_for = stands_in_for.strip()
    row.save()
    write_history(
        meeting, "cdop.panel_asked", by=by, on=on, agency=row.agency.name if row.agency else "",
        seat=row.get_seat_display(),
    )  # fmt: skip
    return row


@transaction.atomic(durable=True)
def let_go(*, attendance: Attendance, by: Person, on: date) -> None:
    """Take somebody off the list of a meeting that was not held yet, and who has not got its papers."""
    meeting = attendance.meeting
    require(by, "cdop.minute_panel", meeting)
    still_open(meeting)
    if attendance.conflicts.exists() or meeting.copies.filter(person=attendance.person_id).exists():
        raise ValidationError(
            f"{attendance.who} has a numbered copy or a declared conflict, which stay with the meeting. Leave them on "
            f"the list, and mark them as not there. {UNCHANGED}"
        )
    attendance.delete()
    write_history(meeting, "cdop.panel_let_go", by=by, on=on)


@transaction.atomic(durable=True)
def declare_conflict(*, item: PanelItem, attendance: Attendance, why: str, by: Person, on: date) -> Conflict:
    """Somebody's own work touches this case: from now on it is closed to them, whatever their role.

    The person may declare it, or whoever keeps the minutes. Raises ValidationError without a reason.
    """
    meeting = item.meeting
    if attendance.person_id == by.pk:
        require(by, "cdop.read_panel", meeting)
    else:
        require(by, "cdop.minute_panel", meeting)
    if attendance.meeting_id != meeting.pk:
        raise ValidationError(f"That person is not on this meeting’s list. {UNCHANGED}")
    if not why.strip():
        raise ValidationError({"why": f"Say what the conflict is, without a name. {UNCHANGED}"})
    made, new = Conflict.objects.get_or_create(
        item=item, attendance=attendance, defaults={"why": why.strip(), "declared_on": on, "declared_by": by}
    )
    if attendance.person:
        keep_out(item.review, attendance.person, why=why, by=by)
    if new:
        write_history(item.review, "cdop.conflict_declared", by=by, on=on, day=in_words(meeting.planned_on))
    return made


def keep_out(review, person: Person, *, why: str, by: Person) -> None:
    """Out of the case and of its paper; in the caller's transaction."""
    exclude_person(record=review, person=person, why=why, by=by)
    paper = PanelPaper.objects.all_for_job("a conflict closes the paper").filter(review=review).first()
    if paper is not None:
        exclude_person(record=paper, person=person, why=why, by=by)


def may_minute(person: Person, meeting: PanelMeeting) -> bool:
    return bool(can(person, "cdop.minute_panel", meeting))
