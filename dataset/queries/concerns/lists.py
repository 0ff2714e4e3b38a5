"""The list of concerns, late first, and where each indicator's concern stands: for every page that mentions one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q
from django.urls import reverse

from dataset import concern_words as say
from dataset import monitoring
from dataset.concern_words import Asked, Told
from dataset.lifecycle import OPEN, Asking, Stage
from dataset.models import Concern, ConcernIndicator, Question
from dataset.queries.audience import audience_of
from dataset.queries.concerns.noticing import Noticed, noticed
from dataset.queries.concerns.watching import watched_as_kept
from dataset.queries.rows import Row
from dataset.queries.standing import rows_of
from sscb.access.policy import can
from sscb.board.queries.shown import Link, State
from sscb.charts import numbers

CLOSED_SHOWN_FOR = 120
"""For how many days a closed concern is still mentioned beside its indicator."""


@dataclass(frozen=True)
class Standing:
    """A concern that somebody may see, with all that its sentences need."""

    concern: Concern
    told: Told
    questions: list[Question]
    joined: list[ConcernIndicator]

    def state(self, as_at: date) -> State:
        return State(*say.state(self.told, as_at))


@dataclass(frozen=True)
class ConcernRow:
    title: str
    url: str
    about: str
    indicators: str
    asked: str
    state: State


@dataclass(frozen=True)
class ConcernList:
    kicker: str
    heading: str
    lead: str
    open: list[ConcernRow]
    closed: list[ConcernRow]
    noticed: list[Noticed]
    may_raise: bool
    links: list[Link] = field(default_factory=list)
    open_empty: str = "No concern is open."
    closed_empty: str = "None has been closed yet."
    noticed_empty: str = (
        "No indicator gives a signal of concern, and no figures are late, beyond what is followed above."
    )


def standings(
    concerns: Iterable[Concern], *, as_at: date, audience: str,
    joined: dict[int, list[ConcernIndicator]] | None = None,
) -> list[Standing]:
    """Each with its questions and, where it is monitored, what its indicators say: a fixed number of queries.

    `joined`: the indicators of each concern, where the caller has them, each with its reading's `row` and `made_of`.

    The caller has narrowed `concerns` to what its reader may see; who was asked and whether they have answered is part
    of the concern. Whether a signal has gone is read for `audience`, which may have to go without it.
    """
    concerns = list(concerns)
    questions: dict[int, list[Question]] = defaultdict(list)
    asked = Question._base_manager.filter(about__in=concerns).select_related("owner").order_by("due_on", "reference")
    for one in asked if concerns else ():
        questions[one.about_id].append(one)
    at_hand = joined if joined is not None else {one.pk: list(one.joined.all()) for one in concerns}
    monitored = [row for one in concerns if one.stage == Stage.MONITORED for row in at_hand[one.pk]]
    rows = _rows(monitored, as_at, audience, kept=joined is not None)
    found = []
    for concern in concerns:
        seen = watched_as_kept(concern, at_hand[concern.pk], rows) if concern.stage == Stage.MONITORED else []
        gone, wanted = monitoring.together(seen)
        told = told_of(concern, questions[concern.pk], gone, wanted)
        found.append(Standing(concern, told, questions[concern.pk], at_hand[concern.pk]))
    return found


def _rows(monitored: list[ConcernIndicator], as_at: date, audience: str, *, kept: bool) -> dict[int, Row]:
    wanted = {one.indicator_id: one.indicator for one in monitored}
    at_hand = {one.indicator_id: (one.row, one.made_of) for one in monitored if one.row} if kept else None
    return rows_of([*wanted.values()], audience=audience, as_at=as_at, kept=at_hand) if wanted else {}


def told_of(concern: Concern, questions: Iterable[Question], gone: int = 0, wanted: int = 0) -> Told:
    return Told(
        title=concern.title, stage=concern.stage, gone=gone, wanted=wanted, closed_on=concern.closed_on,
        resolved_how=concern.resolved_how,
        asked=tuple(
            Asked(one.owner.name, one.due_on, one.answered_on) for one in questions if one.stage != Asking.WITHDRAWN
        ),
    )  # fmt: skip


def visible(person: Any):
    """The concerns this person may see, with the indicators joined."""
    joined = Prefetch("joined", ConcernIndicator.objects.select_related("indicator"))
    return Concern.objects.visible_to(person).prefetch_related(joined).order_by("-opened_on", "reference")


def followed(person: Any, as_at: date) -> list[Standing]:
    """What is open, and what was closed lately, as this person may see it, where indicators are joined to it: two
    queries, and worked out once a request.

    A home page asks twice: for what worries, and for what waits. Kept on the person's own object, as their standing is:
    a request has a fresh one.
    """
    key = as_at
    known = person.__dict__.get("_followed")
    if known and known[0] == key:
        return known[1]
    lately, audience = as_at - timedelta(days=CLOSED_SHOWN_FOR), audience_of(person)
    some = Concern.objects.visible_to(person).filter(Q(stage__in=OPEN) | Q(stage=Stage.CLOSED, closed_on__gte=lately))
    reading = FilteredRelation("indicator__readings", condition=Q(indicator__readings__audience=audience))
    joined = (
        ConcernIndicator.objects.filter(concern__in=some.order_by().values("pk"))
        .select_related("concern", "indicator")
        .annotate(reading=reading, row=F("reading__row"), made_of=F("reading__computed_from"))
        .order_by("-concern__opened_on", "concern__reference", "pk")
    )
    concerns: dict[int, Concern] = {}
    by_concern: dict[int, list[ConcernIndicator]] = defaultdict(list)
    for one in joined:
        concerns.setdefault(one.concern_id, one.concern)
        by_concern[one.concern_id].append(one)
    found = standings([*concerns.values()], as_at=as_at, audience=audience, joined=by_concern)
    person.__dict__["_followed"] = (key, found)
    return found


def concern_list(person: Any, as_at: date) -> ConcernList:
    found = standings(visible(person), as_at=as_at, audience=audience_of(person))
    opened = sorted((one for one in found if one.concern.stage in OPEN), key=lambda one: _worst_first(one, as_at))
    closed = sorted(
        (one for one in found if one.concern.stage not in OPEN), key=lambda one: one.concern.closed_on, reverse=True
    )
    raises = bool(can(person, "dataset.raise_concern"))
    suggested = noticed(as_at) if raises else []
    return ConcernList(
        kicker="Areas of concern",
        heading=say.list_heading([one.told for one in found], as_at, len(suggested)),
        lead="What Quality and Performance follows until the signal has gone or is explained. Late answers first.",
        open=[_row(one, as_at) for one in opened],
        closed=[_row(one, as_at) for one in closed],
        noticed=suggested,
        may_raise=raises,
        links=[
            Link("The Board’s one page", reverse("dataset:overview")),
            Link("Scorecard", reverse("dataset:scorecard")),
        ],
    )


def _worst_first(one: Standing, as_at: date) -> tuple:
    order = {"late": 0, "stop": 1, "soon": 2, "waiting": 3, "done": 4}
    return order[one.state(as_at).code], -one.told.days_late(as_at), one.concern.opened_on


def _row(one: Standing, as_at: date) -> ConcernRow:
    concern = one.concern
    codes = [joined.indicator.code for joined in one.joined]
    asked = say.asked_line(one.told, as_at).removeprefix("Asked: ").removesuffix(".")
    return ConcernRow(
        concern.title, reverse("dataset:concern", args=[concern.uuid]),
        f"{concern.reference}, raised {concern.opened_on:%-d %B %Y}", numbers.listed(codes) or "–",
        asked or "nobody yet", one.state(as_at),
    )  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """Where the concern on an indicator stands, as a list of indicators shows it."""

    state: State
    url: str
    asked: str
    reference: str
    is_open: bool


def marks(person: Any, as_at: date) -> dict[str, Mark]:
    """By the indicator's code: its open concern, or the one closed lately, of those that this person may see."""
    if not can(person, "dataset.read_concerns"):
        return {}
    found: dict[str, Mark] = {}
    for one in followed(person, as_at):
        concern = one.concern
        mark = Mark(
            one.state(as_at), reverse("dataset:concern", args=[concern.uuid]), say.asked_line(one.told, as_at),
            concern.reference, concern.stage in OPEN,
        )  # fmt: skip
        for joined in one.joined:
            known = found.get(joined.indicator.code)
            if known is None or (mark.is_open and not known.is_open):
                found[joined.indicator.code] = mark
    return found
