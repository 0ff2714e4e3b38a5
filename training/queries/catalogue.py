"""The public catalogue: courses that are offered, with their next dates. The same few queries whatever its length."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from training.lifecycle import OFFERED
from training.models import Course, Event
from training.queries.marks import Mark

WHY = "the public catalogue: courses that are offered, for everybody"
GROUPS = {
    1: "Little contact with children", 2: "Regular contact", 3: "Work mostly with children or parents",
    4: "Particular duties, such as section 47", 5: "Named and designated professionals", 6: "Operational managers",
    7: "Senior managers", 8: "Board and subgroup members, trainers",
}  # fmt: skip
"""Training groups 1 to 8 in short words."""


@dataclass(frozen=True)
class DateShown:
    event: Event
    left: int
    closed: bool

    @property
    def words(self) -> str:
        if self.closed:
            return "Closed for booking"
        if self.left:
            return f"{self.left} {'place' if self.left == 1 else 'places'} left"
        return "Full: waiting list"

    @property
    def mark(self) -> Mark:
        return Mark("waiting" if self.closed else "done" if self.left else "soon", self.words)


def dates_of(course: Course, as_at: date) -> list[DateShown]:
    """Of a course whose events are prefetched as `dates`."""
    return [DateShown(one, max(one.capacity - one.taken, 0), one.closes_on < as_at) for one in course.dates]


def _upcoming(as_at: date) -> Prefetch:
    events = Event.objects.all_for_job(WHY).filter(stage__in=OFFERED, first_day__gte=as_at)
    return Prefetch("events", events.select_related("venue").order_by("first_day", "pk"), to_attr="dates")


def offered_courses(as_at: date, *, words: str = "", kind: str = "", group: int | None = None):
    """What is offered, by title; narrowed by words, kind and training group."""
    rows = Course.objects.all_for_job(WHY).filter(stage="live")
    for word in words.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(aims__icontains=word) | Q(code__iexact=word))
    if kind in Course.Kind.values:
        rows = rows.filter(kind=kind)
    if group:
        meant = [pk for pk, groups in rows.values_list("pk", "groups") if group in groups]
        rows = rows.filter(pk__in=meant)
    return rows.prefetch_related(_upcoming(as_at)).order_by("title", "pk")


def course_shown(uuid, as_at: date, *, drafts: bool) -> Course | None:
    rows = Course.objects.all_for_job(WHY).filter(uuid=uuid)
    if not drafts:
        rows = rows.filter(stage="live")
    return rows.prefetch_related(_upcoming(as_at), "prompts").first()


def groups_in_words(course: Course) -> list[str]:
    return [f"Group {number}: {GROUPS[number].lower()}" for number in course.groups if number in GROUPS]
