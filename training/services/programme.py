"""The strategy, and the programme of a year: begun, changed with a reason, and agreed version by version."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from training.models import Course, PlannedCourse, Programme, ProgrammeChange, ProgrammeVersion, Strategy

UNCHANGED = "Nothing was changed."
AGREEING = "td"


def _group() -> Group | None:
    return Group.objects.filter(code=AGREEING).first()


@transaction.atomic
def write_strategy(
    *, title: str, from_on: date, to_on: date, text: str, evaluation: list[dict], supervision: str, by: Person,
    on: date,
) -> Strategy:  # fmt: skip
    require(by, "training.add")
    if to_on < from_on:
        raise ValidationError({"to_on": f"It ends before it begins. {UNCHANGED}"})
    strategy = Strategy(
        type="training.strategy", reference=next_reference("LDS", on), title=title.strip(), level="P1", stage="draft",
        opened_on=on, group=_group(), from_on=from_on, to_on=to_on, text=text.strip(), evaluation=evaluation,
        supervision=supervision.strip(),
    )  # fmt: skip
    strategy.save()
    write_history(strategy, "training.strategy_written", by=by, on=on)
    return strategy


@transaction.atomic
def agree_strategy(*, strategy: Strategy, minute: str, by: Person, on: date) -> Strategy:
    """The one agreed before it is replaced."""
    _minute(minute)
    move(strategy, to="agreed", by=by, on=on)
    rows = Strategy.objects.all_for_job("the strategy before this one")
    rows.filter(pk=strategy.pk).update(minute=minute.strip())
    strategy.minute = minute.strip()
    for older in rows.filter(stage="agreed").exclude(pk=strategy.pk):
        move(older, to="replaced", by=None, on=on)
    write_history(strategy, "training.strategy_agreed", by=by, on=on)
    return strategy


@transaction.atomic
def begin_programme(*, year: str, by: Person, on: date, strategy: Strategy | None = None) -> Programme:
    require(by, "training.add")
    if Programme.objects.all_for_job("one programme a year").filter(year=year).exists():
        raise ValidationError({"year": f"There is a programme of {year}. {UNCHANGED}"})
    programme = Programme(
        type="training.programme", reference=next_reference("TRP", on), title=f"Training programme {year}", level="P1",
        stage="draft", opened_on=on, group=_group(), year=year, strategy=strategy,
    )  # fmt: skip
    programme.save()
    write_history(programme, "training.programme_begun", by=by, on=on, year=year)
    return programme


@transaction.atomic
def change_programme(
    *, programme: Programme, course: Course, what: str, why: str, by: Person, on: date, runs: int = 1
) -> ProgrammeChange | None:
    """Add a course, take it out, alter it, or change how often it runs. Once agreed, each change says why."""
    require(by, "training.run", programme)
    if programme.stage == "closed":
        raise ValidationError(f"The year is over. {UNCHANGED}")
    if programme.stage != "draft" and not why.strip():
        raise ValidationError({"why": f"Say why: the programme was agreed, and the change is reported. {UNCHANGED}"})
    planned = programme.planned.filter(course=course).first()
    _do_change(programme, course, planned, what, runs, on)
    advance(programme)
    change = None
    if programme.stage != "draft":
        change = ProgrammeChange.objects.create(
            programme=programme, course=course, what=what, why=why.strip()[:300], changed_on=on, changed_by=by
        )
    words = ProgrammeChange.What(what).label.lower()
    write_history(programme, "training.programme_changed", by=by, on=on, what=words, course=course.title)
    return change


def _do_change(programme: Programme, course: Course, planned: PlannedCourse | None, what: str, runs: int, on: date):
    kinds = ProgrammeChange.What
    live = planned is not None and planned.dropped_on is None
    if what == kinds.ADD:
        if live:
            raise ValidationError({"course": f"“{course.title}” is in the programme. {UNCHANGED}"})
        if not course.prompts.exists():
            raise ValidationError({
                "course": f"Nothing says what asked for “{course.title}”. Name it on the page of the course first. "
                f"{UNCHANGED}"
            })  # fmt: skip
        PlannedCourse.objects.update_or_create(
            programme=programme, course=course, defaults={"runs": max(runs, 1), "added_on": on, "dropped_on": None}
        )
        return
    if not live:
        raise ValidationError({"course": f"“{course.title}” is not in the programme. {UNCHANGED}"})
    if what == kinds.DROP:
        planned.dropped_on = on
    elif what == kinds.RUNS:
        planned.runs = max(runs, 1)
    planned.save(update_fields=["dropped_on", "runs"])


@transaction.atomic
def agree_programme(*, programme: Programme, minute: str, by: Person, on: date) -> ProgrammeVersion:
    """Training and Development agreed it as it stands: a frozen version, however often within the year."""
    require(by, "training.agree_programme", programme)
    _minute(minute)
    rows = list(
        programme.planned.filter(dropped_on=None).select_related("course").prefetch_related("course__prompts")
        .order_by("course__code")
    )  # fmt: skip
    if not rows:
        raise ValidationError(f"There is no course in it yet. {UNCHANGED}")
    if programme.stage == "draft":
        move(programme, to="agreed", by=by, on=on)
    else:
        advance(programme)
    version = ProgrammeVersion.objects.create(
        programme=programme, number=programme.versions.count() + 1, agreed_on=on, agreed_by=by,
        minute=minute.strip()[:80],
        holds=[
            {"code": row.course.code, "title": row.course.title, "runs": row.runs,
             "asked": [prompt.words for prompt in row.course.prompts.all()]}
            for row in rows
        ],
    )  # fmt: skip
    write_history(programme, "training.programme_agreed", by=by, on=on, number=version.number, agreed_on=on)
    return version


def _minute(minute: str) -> None:
    if not minute.strip():
        raise ValidationError({"minute": f"Enter the meeting and minute in which it was agreed. {UNCHANGED}"})
