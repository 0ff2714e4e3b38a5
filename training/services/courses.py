"""Courses, and what asked for them."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.learning.training_gaps import end_gap
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from training.models import Course, CoursePrompt, NeedAnswer

UNCHANGED = "Nothing was changed."
FIELDS = ("kind", "aims", "outcomes", "groups", "levels", "hours", "refresher_months", "before", "materials")


@transaction.atomic
def write_course(*, code: str, title: str, by: Person, on: date, **told) -> Course:
    """A draft: nobody sees it before something is named that asked for it, and it is offered."""
    require(by, "training.add")
    code = code.strip().upper()
    if Course.objects.all_for_job("a code is used once").filter(code=code).exists():
        raise ValidationError({"code": f"There is a course with the code {code}. {UNCHANGED}"})
    course = Course(
        type="training.course", reference=next_reference("TRC", on), title=title.strip(), level="P1", stage="draft",
        opened_on=on, code=code, **{name: told[name] for name in FIELDS if name in told},
    )  # fmt: skip
    course.save()
    write_history(course, "training.course_written", by=by, on=on)
    return course


@transaction.atomic
def change_course(*, course: Course, by: Person, on: date, title: str, **told) -> Course:
    require(by, "training.run", course)
    advance(course, title=title.strip())
    for name in FIELDS:
        if name in told:
            setattr(course, name, told[name])
    Course.objects.all_for_job("the course in hand").filter(pk=course.pk).update(
        **{name: told[name] for name in FIELDS if name in told}
    )
    return course


@transaction.atomic
def name_prompt(
    *, course: Course, kind: str, words: str, by: Person, on: date, record_uuid: UUID | None = None
) -> CoursePrompt:
    """What asked for the course. A learning point or gap that is named is answered by that."""
    require(by, "training.run", course)
    if not words.strip():
        raise ValidationError({"words": f"Say what asked for the course. {UNCHANGED}"})
    if record_uuid and course.prompts.filter(record_uuid=record_uuid).exists():
        raise ValidationError(f"It is named for this course already. {UNCHANGED}")
    made = CoursePrompt.objects.create(
        course=course, kind=kind, words=words.strip()[:300], record_uuid=record_uuid, named_on=on, named_by=by
    )
    write_history(course, "training.prompt_named", by=by, on=on, kind=made.get_kind_display().lower())
    return made


@transaction.atomic
def offer_course(*, course: Course, by: Person, on: date) -> Course:
    move(course, to="live", by=by, on=on)
    advance(course, released_on=on)
    write_history(course, "training.course_offered", by=by, on=on)
    return course


@transaction.atomic
def stop_course(*, course: Course, by: Person, on: date) -> Course:
    move(course, to="closed", by=by, on=on)
    write_history(course, "training.course_stopped", by=by, on=on)
    return course


@transaction.atomic
def answer_need(
    *, need: UUID, kind: str, words: str, end: str, why: str, by: Person, on: date, course: Course | None = None
) -> NeedAnswer:
    """A learning point or gap stops asking: a course answers it, or it is met or declined, with the reason.

    `words`: what asked for the course, as its public page says it, needed with a course; never the learning point's,
    which may be closed to some.
    """
    require(by, "training.add")
    if end not in NeedAnswer.End.values:
        raise ValidationError({"end": f"Choose how it is answered. {UNCHANGED}"})
    if not why.strip():
        raise ValidationError({"why": f"Say which way, or why not. {UNCHANGED}"})
    if end == NeedAnswer.End.PROGRAMME and course is None:
        raise ValidationError({"course": f"Choose the course that answers it. {UNCHANGED}"})
    if NeedAnswer.objects.filter(need_uuid=need).exists():
        raise ValidationError(f"It was answered already. {UNCHANGED}")
    made = NeedAnswer.objects.create(
        need_uuid=need, end=end, why=why.strip()[:300], answered_on=on, answered_by=by,
        course=course if end == NeedAnswer.End.PROGRAMME else None,
    )  # fmt: skip
    if made.course and not course.prompts.filter(record_uuid=need).exists():
        name_prompt(course=course, kind=kind, words=words, by=by, on=on, record_uuid=need)
    if kind == CoursePrompt.Kind.GAP:
        end_gap(need, end, f"{course.title}: {made.why}"[:300] if made.course else made.why, by, on)
    write_history(made.course, "training.need_answered", by=by, on=on, end=made.get_end_display().lower())
    return made
