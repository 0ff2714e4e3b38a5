"""What the report says of the programme itself: prompts, e-learning, trainers, changes, cost, priorities."""

from collections import Counter
from datetime import date

from django.db.models import Count, Sum

from sscb.learning.models import LearningPoint
from training.models import Booking, Completion, CoursePrompt, EventTrainer, NeedAnswer, ProgrammeChange
from training.reporting.counting import YearCounted
from training.reporting.parts import Part
from training.reporting.years import Year

MOST_NEEDS = 20


def prompts_of(course_ids: set[int]) -> list[tuple[str, int]]:
    """(kind of prompt, courses it asked for), the most first."""
    rows = CoursePrompt.objects.filter(course__in=course_ids).values_list("kind").annotate(
        courses=Count("course", distinct=True)
    )  # fmt: skip
    return [(CoursePrompt.Kind(kind).label, count) for kind, count in sorted(rows, key=lambda row: (-row[1], row[0]))]


def elearning(year: Year, as_at: date) -> Part:
    rows = Completion.objects.filter(completed_on__gte=year.first, completed_on__lte=min(year.last, as_at))
    known = rows.exclude(person=None).values_list("course__title").annotate(people=Count("person", distinct=True))
    waiting = rows.filter(person=None).count()
    return Part(
        "elearning", "E-learning", (("Course", False), ("People who completed it", True)),
        tuple((title, f"{people:,}") for title, people in sorted(known)),
        f"{waiting} completions wait: whose they are is not known yet." if waiting
        else "As brought in from agencies’ own systems.",
        "No completion of e-learning was brought in for this year.",
    )  # fmt: skip


def trainers(counted: YearCounted) -> Part:
    """Days given, by the trainer's agency: each trainer of an event gives its days."""
    days = {event.pk: len(event.days.all()) for event in counted.events if event.pk in counted.of_event}
    given: Counter = Counter()
    for event, agency in EventTrainer.objects.filter(event__in=days).values_list(
        "event_id", "person__organisation__name"
    ):
        given[agency or "No agency"] += days[event]
    ranked = sorted(given.items(), key=lambda one: (-one[1], one[0]))
    return Part("trainers", "What agencies gave to the pool of trainers", (("Agency", False), ("Days", True)),
                tuple((agency, str(count)) for agency, count in ranked),
                "Each trainer of an event gives its days.",
                "No trainer is named for an event of this year.")  # fmt: skip


def changes(year: Year, as_at: date) -> Part:
    rows = ProgrammeChange.objects.filter(
        changed_on__gte=year.first, changed_on__lte=min(year.last, as_at)
    ).select_related("course")  # fmt: skip
    return Part(
        "changes", "Changes within the year, and what prompted each",
        (("Course", False), ("What changed", False), ("Why", False), ("On", False)),
        tuple((one.course.title, one.get_what_display(), one.why, f"{one.changed_on:%-d %B %Y}") for one in rows),
        "Each change with its reason, as it was logged.", "The programme was not changed within the year.",
    )  # fmt: skip


def cost(counted: YearCounted) -> Part:
    places = sum(event.cost * counted.of_event[event.pk].attended for event in counted.events
                 if event.pk in counted.of_event)  # fmt: skip
    owed = Booking.objects.all_for_job("totals of a year").filter(event__in=[one.pk for one in counted.events])
    charged = owed.filter(waived_why="").aggregate(sum=Sum("charge"))["sum"] or 0
    waived = owed.exclude(waived_why="").aggregate(sum=Sum("charge"))["sum"] or 0
    rows = (("Places that were paid for", _pounds(places)), ("Charged for not coming or cancelling late",
            _pounds(charged)), ("Charges waived", _pounds(waived)))  # fmt: skip
    return Part("cost", "Cost and charges", (("What", False), ("Pounds", True)),
                rows if places or charged or waived else (),
                "As written down with events and places.",
                "No price and no charge was written down in this year.")  # fmt: skip


def _pounds(pence: int) -> str:
    return f"{pence / 100:,.2f}"


OF_ALL = ("P0", "P1")
"""Levels that every reader of the report may see."""


def priorities(open_needs: list[str]) -> Part:
    """What asks for training and is not answered yet: what next year begins with."""
    return Part("priorities", "Priorities for next year",
                (("It asks for training, and no course answers it yet", False),),
                tuple((words,) for words in open_needs), "The programme of next year begins with these.",
                "Everything that asked for training is answered.")  # fmt: skip


def open_needs() -> list[str]:
    """Learning points of the whole partnership that neither a course nor an answer names."""
    told = set(NeedAnswer.objects.values_list("need_uuid", flat=True))
    told |= set(CoursePrompt.objects.exclude(record_uuid=None).values_list("record_uuid", flat=True))
    points = LearningPoint.objects.all_for_job("the report lists those that all its readers may see")
    rows = points.filter(stage="open", level__in=OF_ALL).exclude(uuid__in=told).order_by("-found_on", "pk")
    return [f"{one.title} ({one.reference})" for one in rows[:MOST_NEEDS]]
