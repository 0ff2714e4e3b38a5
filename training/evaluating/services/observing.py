"""Quality: a session is observed, its trainer is told, stories are judged, a course is linked to what should move."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import Decision, Refused, require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.models import Deadline
from sscb.timetable.services import meet_deadlines, set_deadlines
from training.evaluating.models import Answered, CourseReading, Observation
from training.evaluating.observing import GRADES, STANDARDS, needs_another
from training.evaluating.scoring import STRENGTHS
from training.evaluating.timetable import AGAIN, LATER, OBSERVED, OBSERVED_ON, WANTING_ON
from training.models import Course, Event
from training.registering.who import gives

UNCHANGED = "Nothing was changed."


@transaction.atomic(durable=True)
def observe(
    *, event: Event, observed_on: date, standards: dict[str, str], grade: str, strengths: str, change: str, by: Person,
    on: date,
) -> Observation:  # fmt: skip
    """Write down what was seen. Raises ValidationError; the trainer of a session never observes it."""
    require(by, "training.observe", event)
    if gives(by, event):
        raise Refused(Decision(False, "own session", True), f"Nobody observes a session that they give. {UNCHANGED}")
    faults = {}
    if not event.first_day <= observed_on <= min(event.last_day, on):
        faults["observed_on"] = "Enter a day of this event that has come."
    graded = {key: int(value) for key, value in standards.items() if key in STANDARDS and value in GRADES}
    if not graded:
        faults["grade"] = "Grade at least one standard."
    if grade not in GRADES:
        faults["grade"] = "Choose a grade for the whole."
    if not strengths.strip():
        faults["strengths"] = "Say what went well."
    if grade in ("1", "2") and not change.strip():
        faults["change"] = "Say what the trainer is asked to do otherwise."
    if faults:
        raise ValidationError(faults)
    made = Observation.objects.create(
        event=event, observed_on=observed_on, observed_by=by, standards=graded, grade=int(grade),
        strengths=strengths.strip(), change=change.strip(),
    )  # fmt: skip
    set_deadlines(event, trigger=OBSERVED_ON, on=observed_on, by=by, person=by)
    _observed_again(event, by=by, on=on)
    if needs_another(made.grade):
        set_deadlines(event, trigger=WANTING_ON, on=observed_on, by=by)
    write_history(event, "training.session_observed", by=by, on=on)
    return made


def _observed_again(event: Event, *, by: Person, on: date) -> None:
    """An earlier event of one of these trainers was graded low: this is the observation that it asked for."""
    others = Event.objects.all_for_job("earlier events of the same trainers").filter(
        trainers__person__in=event.trainers.values("person")
    ).exclude(pk=event.pk)  # fmt: skip
    for row in Deadline.objects.open().filter(rule=AGAIN, record__in=others).select_related("record"):
        meet_deadlines(row.record, rules={AGAIN}, by=by, on=on)


@transaction.atomic(durable=True)
def feed_back(*, observation: Observation, by: Person, on: date) -> None:
    """The trainer was told, face to face or by this page."""
    event = observation.event
    require(by, "training.observe", event)
    if observation.fed_back_on:
        raise ValidationError(f"The trainer was told already. {UNCHANGED}")
    Observation.objects.filter(pk=observation.pk).update(fed_back_on=on)
    meet_deadlines(event, rules={OBSERVED}, by=by, on=on)
    write_history(event, "training.trainer_told", by=by, on=on)


@transaction.atomic(durable=True)
def reply_to_observation(*, observation: Observation, words: str, by: Person, on: date) -> None:
    """The trainer says what they take from it."""
    event = observation.event
    require(by, "training.read", event)
    if not gives(by, event):
        raise Refused(Decision(False, "own session", False))
    if not words.strip():
        raise ValidationError({"words": "Say what you take from it."})
    Observation.objects.filter(pk=observation.pk).update(trainer_says=words.strip())
    write_history(event, "training.trainer_replied", by=by, on=on)


@transaction.atomic(durable=True)
def judge_story(*, answer: Answered, event: Event, strength: str, by: Person, on: date) -> None:
    """Training and Development says how strongly a story shows that something changed for a child."""
    require(by, "training.judge_story", event)
    if strength not in STRENGTHS:
        raise ValidationError({"strength": f"Choose how strongly it shows it. {UNCHANGED}"})
    Answered.objects.filter(pk=answer.pk).update(strength=strength, judged_on=on, judged_by=by)
    write_history(event, "training.story_judged", by=by, on=on, strength=STRENGTHS[strength].lower())


@transaction.atomic(durable=True)
def close_evaluation(*, event: Event, by: Person, on: date) -> None:
    """Three months on has been asked and read: the duty is met."""
    require(by, "training.run_evaluation", event)
    if not meet_deadlines(event, rules={LATER}, by=by, on=on):
        raise ValidationError(f"Its evaluation is closed already, or has not begun. {UNCHANGED}")
    write_history(event, "training.evaluation_closed", by=by, on=on)


@transaction.atomic(durable=True)
def link_reading(*, course: Course, source: str, code: str, why: str, by: Person, on: date) -> CourseReading:
    """Say which figure should move if the course works, before it does."""
    require(by, "training.run_evaluation", course)
    if not why.strip():
        raise ValidationError({"why": "Say why it should move if the course works."})
    if CourseReading.objects.filter(course=course, code=code).exists():
        raise ValidationError({"code": f"It is linked to this course already. {UNCHANGED}"})
    made = CourseReading.objects.create(course=course, source=source, code=code, why=why.strip(), linked_on=on,
                                        linked_by=by)  # fmt: skip
    write_history(course, "training.reading_linked", by=by, on=on, code=code)
    return made
