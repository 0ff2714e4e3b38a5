"""What practitioners and the family said, and what was learned before the report."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reviews.law import UNCHANGED
from reviews.lifecycle import Stage
from reviews.models import CaseReview, EarlyLearning, FamilyVoice, PractitionerEvent
from reviews.services.commissioning import require_running
from reviews.services.lawful import not_ahead, write
from sscb.access.errors import Conflict
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.learning.services import write_point
from sscb.people.models import Group, Person
from sscb.records.moving import advance
from sscb.timetable.days import in_words

LATER = (Stage.AWAITING, Stage.DEFERRED, Stage.NOT_PUBLISHING)
"""The family is still told, and early learning still told on, while a report waits for its day."""


def _may(case: CaseReview, by: Person, *, later: bool = False) -> None:
    require(by, "reviews.work", case)
    if not (later and case.stage in LATER):
        require_running(case)
    advance(case)


@transaction.atomic(durable=True)
def plan_event(*, case: CaseReview, kind: str, planned_on: date, invited: str, by: Person, on: date):
    _may(case, by)
    made = PractitionerEvent.objects.create(case=case, kind=kind, planned_on=planned_on, invited=invited.strip())
    write_history(case, "reviews.event_planned", by=by, on=on, planned_on=planned_on)
    return made


@transaction.atomic(durable=True)
def hold_event(
    *, event: PractitionerEvent, case: CaseReview, held_on: date, came: int, notes: str, by: Person, on: date
) -> PractitionerEvent:
    """It was held: how many came, and what they said. The reviewer, the chair and the Board's office read it."""
    _may(case, by)
    not_ahead(held_on, "The event")
    if event.held_on:
        raise Conflict(f"What was said at this event is written down already. {UNCHANGED}")
    write(event, held_on=held_on, held_by=by, came=came, notes=notes.strip())
    write_history(case, "reviews.event_held", by=by, on=on, held_on=held_on)
    return event


@transaction.atomic(durable=True)
def invite_family(
    *, case: CaseReview, who: str, invited_on: date, invited_how: str, by: Person, on: date
) -> FamilyVoice:
    """Somebody of the family was asked to take part. By role: a name stands nowhere in the file."""
    _may(case, by)
    not_ahead(invited_on, "Inviting them")
    made = FamilyVoice.objects.create(case=case, who=who, invited_on=invited_on, invited_how=invited_how.strip())
    write_history(case, "reviews.family_invited", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def hear_family(
    *, voice: FamilyVoice, case: CaseReview, answer: str, answered_on: date, by: Person, on: date, said: str = "",
    heard_on: date | None = None,
) -> FamilyVoice:  # fmt: skip
    """What they answered and, where they take part, what they want the review to know. A later answer replaces it."""
    _may(case, by)
    for day, what in ((answered_on, "Their answer"), (heard_on, "Speaking with them")):
        not_ahead(day, what)
    faults = {}
    if answered_on < voice.invited_on:
        faults["answered_on"] = f"They were invited on {in_words(voice.invited_on)}; an answer comes after that."
    if said.strip() and answer != FamilyVoice.Answer.YES:
        faults["answer"] = "Whoever was spoken with takes part: choose that, or leave out what they said."
    if said.strip() and heard_on is None:
        faults["heard_on"] = "Say on which day they were spoken with."
    if heard_on and not said.strip():
        faults["said"] = "Say what they want the review to know."
    if faults:
        raise ValidationError(faults)
    write(voice, answer=answer, answered_on=answered_on, said=said.strip(), heard_on=heard_on)
    write_history(case, "reviews.family_answered", by=by, on=on)
    return voice


@transaction.atomic(durable=True)
def tell_family(*, voice: FamilyVoice, case: CaseReview, told_on: date, told_how: str, by: Person, on: date):
    """They were told of the report and of the day of its publication, whether or not they took part."""
    _may(case, by, later=True)
    not_ahead(told_on, "Telling them")
    if told_on < voice.invited_on:
        raise ValidationError({"told_on": f"They were invited on {in_words(voice.invited_on)}; this comes after that."})
    write(voice, told_on=told_on, told_how=told_how.strip())
    write_history(case, "reviews.family_told", by=by, on=on)
    return voice


@transaction.atomic(durable=True)
def sum_up_family(*, case: CaseReview, text: str, by: Person, on: date) -> CaseReview:
    """What the family said, in summary: Board and lay members read it beside their copy before they decide."""
    _may(case, by, later=True)
    if not case.family.filter(heard_on__isnull=False).exists():
        raise Conflict(f"Nobody of the family has been heard, so there is nothing to sum up. {UNCHANGED}")
    write(case, family_summary=text.strip())
    write_history(case, "reviews.family_summed_up", by=by, on=on)
    return case


@transaction.atomic(durable=True)
def note_early(*, case: CaseReview, text: str, by: Person, on: date, done: str = "") -> EarlyLearning:
    """What need not wait for the report."""
    _may(case, by)
    made = EarlyLearning.objects.create(case=case, noted_on=on, noted_by=by, text=text.strip(), done=done.strip())
    write_history(case, "reviews.early_noted", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def make_point(*, early: EarlyLearning, case: CaseReview, title: str, text: str, theme: str, by: Person, on: date):
    """Early learning becomes a learning point that the whole partnership reads: in words that lead to nobody."""
    require(by, "learning.write_point")
    _may(case, by, later=True)
    if early.point:
        raise Conflict(f"It is a learning point already. {UNCHANGED}")
    point = write_point(
        title=title.strip(), text=text.strip(), source="reviews", group=Group.objects.get(code="li"), by=by, on=on,
        theme=theme, source_uuid=case.uuid, source_words="A review that is under way",
    )  # fmt: skip
    write(early, point=point.uuid)
    write_history(case, "reviews.early_told_on", by=by, on=on)
    return point
