"""What the co-ordinator plans from: what asks for training, the programme of the year, who of the pool is in date."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from sscb.learning.methods import BY_CODE
from sscb.learning.models import LearningPoint
from sscb.learning.training_gaps import gaps_asked
from training.lifecycle import When
from training.models import (
    CoursePrompt,
    Event,
    NeedAnswer,
    Programme,
    ProgrammeChange,
    ProgrammeVersion,
    Register,
    Trainer,
)
from training.queries.marks import Mark
from training.trainers import in_date


@dataclass(frozen=True)
class Need:
    """One thing that asks for training: a learning point or a gap, in words its reader may see."""

    uuid: UUID
    kind: str
    words: str
    source: str
    found_on: date
    url_name: str = ""


def needs_open(person, as_at: date) -> list[Need]:
    """The newest first. What a course names, or an answer ends, asks no more."""
    told = set(NeedAnswer.objects.values_list("need_uuid", flat=True))
    told |= set(CoursePrompt.objects.exclude(record_uuid=None).values_list("record_uuid", flat=True))
    points = LearningPoint.objects.visible_to(person).filter(stage="open", found_on__lte=as_at).exclude(uuid__in=told)
    found = [
        Need(one.uuid, CoursePrompt.Kind.LEARNING, one.title, _source(one), one.found_on, "learning:point")
        for one in points.order_by("-found_on", "pk")
    ]
    found += [
        Need(one.uuid, CoursePrompt.Kind.GAP, one.words, one.source, one.found_on)
        for one in gaps_asked(as_at) if one.uuid not in told
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.found_on, reverse=True)


def _source(point: LearningPoint) -> str:
    method = BY_CODE.get(point.source)
    return point.source_words or (method.title if method else "Something that was learned")


def need_of(uuid: UUID, person, as_at: date) -> Need | None:
    return next((one for one in needs_open(person, as_at) if one.uuid == uuid), None)


@dataclass(frozen=True)
class PlannedShown:
    course: object
    runs: int
    dates: int
    asked: list[str]

    @property
    def missing(self) -> int:
        return 0 if self.course.kind == "e-learning" else max(self.runs - self.dates, 0)


def year_of(day: date) -> str:
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def bounds(year: str) -> tuple[date, date]:
    first = int(year[:4])
    return date(first, 4, 1), date(first + 1, 3, 31)


def planned_rows(programme: Programme) -> list[PlannedShown]:
    first, last = bounds(programme.year)
    rows = list(
        programme.planned.filter(dropped_on=None).select_related("course").prefetch_related("course__prompts")
        .order_by("course__title")
    )  # fmt: skip
    events = Event.objects.all_for_job("dates of the programme").filter(
        course__in=[one.course_id for one in rows], first_day__gte=first, first_day__lte=last
    )
    held: dict[int, int] = {}
    for course in events.exclude(stage__in=("cancelled", "postponed")).values_list("course_id", flat=True):
        held[course] = held.get(course, 0) + 1
    return [
        PlannedShown(one.course, one.runs, held.get(one.course_id, 0), [p.words for p in one.course.prompts.all()])
        for one in rows
    ]


def changed_since(version: ProgrammeVersion, changes: list[ProgrammeChange], rows: list[PlannedShown]) -> int:
    """How many changes came after what was agreed; of those of the very day, the ones that it does not hold."""
    held, now = {row["code"]: row["runs"] for row in version.holds}, {row.course.code: row.runs for row in rows}
    return sum(
        one.changed_on > version.agreed_on
        or (one.changed_on == version.agreed_on and held.get(one.course.code) != now.get(one.course.code))
        for one in changes
    )


def held_in(year: str, person) -> list[Event]:
    """Events of the year that are over, the newest first, with `closed`: whether the register is."""
    first, last = bounds(year)
    rows = Event.objects.visible_to(person).filter(stage=When.DELIVERED, first_day__gte=first, first_day__lte=last)
    return list(
        rows.annotate(closed=Exists(Register.objects.filter(event=OuterRef("pk")))).select_related("venue")
        .order_by("-first_day", "pk")
    )  # fmt: skip


@dataclass(frozen=True)
class TrainerShown:
    trainer: Trainer
    current: bool
    newest: date

    @property
    def mark(self) -> Mark:
        return Mark("done", "In date") if self.current else Mark("late", "Out of date")


def pool(as_at: date) -> list[TrainerShown]:
    rows = Trainer.objects.filter(left_on=None).select_related("person", "agency")
    return [
        TrainerShown(one, in_date(one.prepared_on, one.refreshed_on, one.left_on, as_at),
                     max(one.prepared_on, one.refreshed_on or one.prepared_on))
        for one in rows
    ]  # fmt: skip


def trainers_on(day: date) -> list[Trainer]:
    """Those who may be chosen for an event that ends on this day."""
    rows = Trainer.objects.filter(left_on=None, person__is_active=True).select_related("person")
    return [one for one in rows if in_date(one.prepared_on, one.refreshed_on, one.left_on, day)]
