"""Two different people approve a disposal; or one of them keeps the record longer and says why."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.access.standing import standing
from sscb.database import swap
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.models import Record
from sscb.retention.access import KEEPERS
from sscb.retention.models import KeptLonger, Proposal
from sscb.retention.reach import is_held, person_is_held, stopped
from sscb.retention.schedule import LINE, REVIEW
from sscb.retention.services.asking import ask
from sscb.retention.services.releasing import NOTHING, needs_words
from sscb.timetable.days import in_words

State = Proposal.State
OVERTAKEN = f"Somebody else decided at this moment. Look at what they decided. {NOTHING}"


@transaction.atomic(durable=True)
def approve(*, proposal: Proposal, by: Person, on: date, looked: bool = False) -> Proposal:
    """The first approves, another one approves too; then a job does it. Raises Conflict where a hold or a moratorium
    stands. `looked`: for working files of reviews, that the child was not looked after and no sexual abuse is alleged.
    """
    require(by, "retention.approve")
    one = Proposal.objects.get(pk=proposal.pk)
    was = one.state
    if was not in (State.WAITING, State.ONCE):
        raise Conflict(f"This is “{one.get_state_display().lower()}” already. {NOTHING}")
    if why := standing_in_the_way(one):
        raise Conflict(f"{why}, so it is not disposed of. {NOTHING}")
    if LINE[one.line].end == REVIEW and not looked:
        raise ValidationError(
            f"Say that you have looked: a child who was looked after, or where sexual abuse is alleged, is kept 75 "
            f"years from birth. {NOTHING}"
        )
    if one.state == State.WAITING:
        decided = {"state": State.ONCE, "first_on": on, "first_by": by}
    elif one.first_by_id == by.pk:
        raise Conflict(f"You approved it already, so somebody else must be the second. {NOTHING}")
    elif LINE[one.line].end == REVIEW and not _both_offices(one.first_by, by):
        raise Conflict(f"One of the two is the data protection officer, the other the business manager. {NOTHING}")
    else:
        decided = {"state": State.APPROVED, "second_on": on, "second_by": by}
    if not swap(Proposal.objects.filter(state=was), one, **decided):
        raise Conflict(OVERTAKEN)
    which = "second" if one.state == State.APPROVED else "first"
    write_history(one.record or one.person, "retention.approved", by=by, on=on, line=one.line, which=which)
    if one.state == State.APPROVED:
        ask(one, by)
    return one


@transaction.atomic(durable=True)
def extend(
    *, proposal: Proposal, until: date | None, why: str, by: Person, on: date, because: str = ""
) -> Proposal:
    """Kept longer, until a day, with the reason; or `because` of a child who was looked after or sexually abused."""
    require(by, "retention.approve")
    one = Proposal.objects.get(pk=proposal.pk)
    was = one.state
    if one.state not in (State.WAITING, State.ONCE):
        raise Conflict(f"This is “{one.get_state_display().lower()}” already. {NOTHING}")
    if because:
        if LINE[one.line].end != REVIEW or because not in KeptLonger.Because.values:
            raise ValidationError(f"75 years from birth is for working files of reviews alone. {NOTHING}")
        KeptLonger.objects.get_or_create(
            record_id=one.record_id, defaults={"because": because, "said_on": on, "said_by": by}
        )
        # The sweep works out the new end from the day of birth; until tomorrow nobody is asked again.
        until, why = on, why.strip() or "75 years from birth"
    needs_words(why=why)
    if until is None or (until <= on and not because):
        raise ValidationError({"until": f"Enter a day that is still to come. {NOTHING}"})
    if not swap(Proposal.objects.filter(state=was), one, state=State.EXTENDED, extended_on=on, extended_by=by,
                extended_to=until, extended_why=why):  # fmt: skip
        raise Conflict(OVERTAKEN)
    write_history(one.record or one.person, "retention.extended", by=by, on=on, why=why, line=one.line, until=until)
    return one


def _both_offices(first: Person, second: Person) -> bool:
    """RET-1 is looked at by the business manager and by the data protection officer."""
    sides = [standing(one).roles & KEEPERS for one in (first, second)]
    return sides[0] | sides[1] == KEEPERS


def standing_in_the_way(one: Proposal) -> str:
    """Why it may not be disposed of now, in words; "" when nothing stands against it."""
    if why := stopped():
        return why
    if one.person_id:
        return "A legal hold stands on this person" if person_is_held(one.person) else ""
    record = Record._plain.get(pk=one.record_id)
    if is_held(record):
        since = f" since {in_words(record.held_on)}" if record.held_on else ""
        return f"{record.reference} is under a legal hold{since}"
    return ""
