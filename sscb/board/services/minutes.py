"""A meeting as it happens and after it: who came, what was declared, said, decided, asked; minutes and corrections."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.board.bodies import cycle_of, is_boards
from sscb.board.models import AgendaItem, Attendance, Correction, Decision, Interest, Meeting, Minute
from sscb.board.packs.freezing import digest, frozen_text
from sscb.board.queries.shown import full_day
from sscb.board.services.challenges import open_challenge
from sscb.history.services import write_history
from sscb.learning.services import open_action
from sscb.people.models import Membership, Organisation, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import meet_deadlines

KEPT = "Nothing was lost."


class Approved(Conflict):
    """Approved minutes do not change."""

    def __init__(self, meeting: Meeting):
        super().__init__(
            f"The minutes of {meeting.reference} are approved, so their words do not change. Your text is kept below: "
            f"copy it into a correction, which stands beside the minutes. {KEPT}"
        )


class Rewritten(Conflict):
    def __init__(self, item: AgendaItem):
        super().__init__(
            f"Somebody else minuted item {item.number} while you were writing. Your text is kept below and nothing was "
            "overwritten. Read theirs beside it, and save again."
        )


@dataclass(frozen=True)
class Came:
    """How one person was there, as typed."""

    person: Person
    status: str
    deputy: str = ""


@transaction.atomic(durable=True)
def record_attendance(*, meeting: Meeting, rows: list[Came], by: Person, on: date) -> list[str]:
    """Write down who came. Gives a sentence for each who is no member any more: what is recorded of them stays."""
    _require_open(meeting, by)
    members = set(
        Membership.objects.on(meeting.meets_on).filter(group=meeting.group).values_list("person_id", flat=True)
    )
    said = []
    for row in rows:
        if row.status == Attendance.Status.DEPUTY and not row.deputy.strip():
            raise ValidationError(f"Enter who came in the place of {row.person.name}. Nothing was changed.")
        Attendance.objects.update_or_create(
            meeting=meeting, person=row.person,
            defaults={"status": row.status, "deputy": row.deputy.strip() if row.status == "deputy" else ""},
            create_defaults={
                "status": row.status, "deputy": row.deputy.strip() if row.status == "deputy" else "",
                "agency": row.person.organisation,
            },
        )  # fmt: skip
        if row.person.pk not in members:
            said.append(
                f"{row.person.name} is not a member any more. That they came is kept in the minutes, and they count "
                f"for the quorum until they left. {KEPT}"
            )
    advance(meeting)
    present = sum(row.status in ("present", "deputy") for row in rows)
    write_history(meeting, "board.attendance_recorded", by=by, on=on, present=present, of=len(rows))
    return said


@transaction.atomic(durable=True)
def declare_interest(*, meeting: Meeting, person: Person, text: str, handled: str, by: Person, on: date) -> Interest:
    _require_open(meeting, by)
    interest = Interest.objects.create(meeting=meeting, person=person, text=text, handled=handled)
    write_history(meeting, "board.interest_declared", by=by, on=on)
    return interest


@dataclass(frozen=True)
class Said:
    """What the person who minutes typed under one item. Empty parts are not written."""

    text: str = ""
    decision: str = ""
    reason: str = ""
    voted: str = ""
    review_on: date | None = None
    action: str = ""
    action_agency: Organisation | None = None
    action_due_on: date | None = None
    challenge: str = ""
    challenge_agency: Organisation | None = None
    challenge_office: str = ""


@transaction.atomic(durable=True)
def minute_item(*, item: AgendaItem, said: Said, version: int, by: Person, on: date) -> list[str]:
    """Write down one item as it happens: what was said, decided, asked of an agency and put to a chief officer.

    `version`: of the minute that the form showed, 0 where there was none. Gives the references that were made.
    """
    meeting = item.meeting
    _require_open(meeting, by)
    _write_words(item, said.text, version, by, on)
    made = []
    if said.decision.strip():
        decision = Decision.objects.create(
            item=item, reference=next_reference("D", meeting.meets_on), text=said.decision, reason=said.reason,
            voted=said.voted, taken_on=meeting.meets_on, review_on=said.review_on,
        )  # fmt: skip
        write_history(meeting, "board.decided", by=by, on=on, decision=decision.reference)
        made.append(decision.reference)
    where = {"source_words": f"{meeting.title}, item {item.number}"}
    if said.action.strip():
        require(by, "learning.ask_action")
        if said.action_agency is None or said.action_due_on is None:
            raise ValidationError("An action needs an agency and a last day. Nothing was changed.")
        action = open_action(
            title=said.action.strip()[:120], text=said.action, agency=said.action_agency, due_on=said.action_due_on,
            group=meeting.group, by=by, on=on, **where,
        )  # fmt: skip
        made.append(action.reference)
    if said.challenge.strip():
        require(by, "board.raise_challenge")
        if said.challenge_agency is None or not said.challenge_office.strip():
            raise ValidationError("A challenge needs an agency and the office it is put to. Nothing was changed.")
        challenge = open_challenge(
            agency=said.challenge_agency, to_office=said.challenge_office, title=item.title[:120], asks=said.challenge,
            by=by, on=on, evidence=f"Put at {meeting.title}, item {item.number}.",
        )  # fmt: skip
        made.append(challenge.reference)
    write_history(meeting, "board.minuted", by=by, on=on, item=item.number)
    return made


def _write_words(item: AgendaItem, text: str, version: int, by: Person, on: date) -> None:
    told: dict[str, Any] = {"text": text, "written_by": by, "written_on": on}
    next_one = {**told, "version": F("version") + 1}
    if version == 0:
        _, fresh = Minute.objects.get_or_create(item=item, defaults=told)
        if not fresh:
            raise Rewritten(item)
    elif not Minute.objects.filter(item=item, version=version).update(**next_one):
        raise Rewritten(item)


@transaction.atomic(durable=True)
def write_messages(*, meeting: Meeting, text: str, by: Person, on: date) -> Meeting:
    """What staff are to be told of this meeting."""
    _require_open(meeting, by)
    advance(meeting)
    Meeting._base_manager.filter(pk=meeting.pk).update(messages=text)
    meeting.messages = text
    write_history(meeting, "board.messages_written", by=by, on=on)
    return meeting


@transaction.atomic(durable=True)
def record_held(*, meeting: Meeting, by: Person, on: date) -> Meeting:
    move(meeting, to="held", by=by, on=on)
    write_history(meeting, "board.meeting_held", by=by, on=on)
    return meeting


@transaction.atomic(durable=True)
def send_minutes(*, meeting: Meeting, by: Person, on: date) -> Meeting:
    """The draft minutes are open to the members from now on."""
    move(meeting, to="minutes", by=by, on=on)
    meet_deadlines(meeting, rules=cycle_of(meeting.group).minutes_sent, by=by, on=on)
    write_history(meeting, "board.minutes_sent", by=by, on=on)
    return meeting


@transaction.atomic(durable=True)
def approve_minutes(*, meeting: Meeting, by: Person, on: date) -> Meeting:
    """From here on their words do not change. Never by the person who wrote them (R-P-1)."""
    if Minute.objects.filter(item__meeting=meeting, written_by=by).exists():
        raise Conflict(
            f"You wrote some of the minutes of {meeting.reference}, and nobody approves their own work. Ask "
            f"{'the Independent Chair' if is_boards(meeting.group) else 'its chair, or the business manager,'} to "
            "record the approval. Nothing was changed."
        )
    move(meeting, to="approved", by=by, on=on)
    write_history(meeting, "board.minutes_approved", by=by, on=on, sha256=minutes_digest(meeting))
    return meeting


@transaction.atomic(durable=True)
def correct_minutes(*, meeting: Meeting, text: str, item: AgendaItem | None, by: Person, on: date) -> Correction:
    """What is put right in approved minutes, beside them."""
    require(by, "board.approve_minutes", meeting)
    if meeting.stage != "approved":
        raise Conflict(
            f"The minutes of {meeting.reference} are not approved yet: change them where they stand. {KEPT}"
        )
    correction = Correction.objects.create(meeting=meeting, item=item, text=text, written_by=by, written_on=on)
    write_history(meeting, "board.minutes_corrected", by=by, on=on)
    return correction


def minutes_digest(meeting: Meeting) -> str:
    """A mark of the approved words, so that anybody can show later that nothing of them was changed."""
    words = [
        [minute.item.number, minute.text] for minute in Minute.objects.filter(item__meeting=meeting).order_by("item_id")
    ]
    decided = Decision.objects.filter(item__meeting=meeting).order_by("reference").values_list("reference", "text")
    return digest(frozen_text([meeting.reference, full_day(meeting.meets_on), words, [list(one) for one in decided]]))


def _require_open(meeting: Meeting, by: Person) -> None:
    if meeting.stage == "approved":
        raise Approved(meeting)
    require(by, "board.minute", meeting)
