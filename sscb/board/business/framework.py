"""The framework's page: each method's year, from what it did to what it changed, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from sscb.disclosure.cells import FEWEST
from sscb.learning.methods import METHODS, Method, method_of
from sscb.learning.models import Action, ImpactCheck, LearningPoint, Recommendation
from sscb.learning.queries.wording import many, number
from sscb.learning.sockets import Activity, activities
from sscb.records.models import Record


@dataclass
class MethodYear:
    """One method in a period. `sources`: the separate findings that learning was drawn from."""

    method: Method
    did: list[str] = field(default_factory=list)
    sources: set[Any] = field(default_factory=set)
    points: int = 0
    recommended: int = 0
    asked: int = 0
    carried_out: int = 0
    judged: int = 0
    made: int = 0
    last_on: date | None = None

    @property
    def found(self) -> int:
        return len(self.sources)

    @property
    def silent(self) -> bool:
        """Nothing was done by it that anybody counts, and nothing learned."""
        return not (self.did or self.points or self.recommended)

    @property
    def no_learning(self) -> bool:
        return bool(self.did) and not (self.points or self.recommended)

    @property
    def state(self) -> dict[str, str]:
        if self.silent:
            last = f", last heard {self.last_on:%B %Y}" if self.last_on else ""
            return {"code": "late", "words": f"Silent{last}"}
        if self.no_learning:
            return {"code": "soon", "words": "Active, nothing learned yet"}
        if self.made:
            return {"code": "done", "words": f"Made a difference: {self.made}"}
        return {"code": "waiting", "words": "Learned, not shown to work yet"}

    @property
    def url(self) -> str:
        return f"{reverse('learning:threads')}?method={self.method.code}"

    @property
    def asked_words(self) -> str:
        return f"{self.carried_out} of {self.asked} done" if self.asked else ""

    @property
    def impact_words(self) -> str:
        return f"{self.made} of {self.judged} made a difference" if self.judged else ""


def framework_year(person: Any, from_on: date, to_on: date) -> list[MethodYear]:
    """Activity is the Board's own total, small numbers guarded; learning is what this person may read and walk to."""
    rows = {method.code: MethodYear(method) for method in METHODS}
    for code, did in activity_words(from_on, to_on).items():
        rows[code].did = did
    within = (from_on, to_on)
    points = LearningPoint.objects.visible_to(person)
    for source, uuid, words in points.filter(found_on__range=within).values_list(
        "source", "source_uuid", "source_words"
    ):
        row = rows[method_of(source).code]
        row.points += 1
        row.sources.add(uuid or words or source)
    for source, last in points.values_list("source").annotate(last=Max("found_on")).order_by("source"):
        row = rows[method_of(source).code]
        row.last_on = max(filter(None, (row.last_on, last)))
    recommended = Recommendation.objects.visible_to(person).filter(opened_on__range=within)
    for source, count in recommended.values_list("source").annotate(n=Count("pk")).order_by("source"):
        rows[method_of(source).code].recommended += count
    _actions(rows, Action.objects.visible_to(person).filter(opened_on__range=within).exclude(stage="cancelled"))
    judged = ImpactCheck.objects.visible_to(person).filter(judged_on__range=within, asks="difference")
    for source, count, made in judged.values_list("point__source").annotate(
        n=Count("pk"), made=Count("pk", filter=Q(verdict__in=("yes", "partly")))
    ).order_by("point__source"):  # fmt: skip
        row = rows[method_of(source).code]
        row.judged, row.made = row.judged + count, row.made + made
    return list(rows.values())


def _actions(rows: dict[str, MethodYear], actions: Any) -> None:
    """Each action counts once, for the method of its recommendation or of the first thing learned that it answers."""
    known: dict[int, tuple[str, str]] = {}
    for pk, stage, plan, point in actions.values_list("pk", "stage", "plan__source", "points__source").order_by("pk"):
        if plan or point:
            known.setdefault(pk, (stage, plan or point))
    for stage, source in known.values():
        row = rows[method_of(source).code]
        row.asked += 1
        row.carried_out += stage == "closed"


def activity_words(from_on: date, to_on: date) -> dict[str, list[str]]:
    """By method, what happened in words: all that is data costs one query together."""
    every = list(activities)
    data = {one.code: one for one in every if one.types}
    counted = {}
    if data:
        counts = {f"n{place}": _count(one, from_on, to_on) for place, one in enumerate(data.values())}
        found = Record.objects.all_for_job("the Board's own totals, small numbers guarded").aggregate(**counts)
        counted = dict(zip(data, found.values(), strict=True))
    told: dict[str, list[str]] = defaultdict(list)
    for one in every:
        many_of = counted[one.code] if one.types else one.count(from_on, to_on)
        if many_of:
            told[one.method].append(_words(one, many_of))
    return told


def _count(one: Activity, from_on: date, to_on: date) -> Count:
    within = Q(type__in=one.types, **{f"{one.dated}__range": (from_on, to_on)})
    return Count("pk", filter=within & Q(stage__in=one.stages) if one.stages else within)


def _words(one: Activity, many_of: int) -> str:
    if one.guarded and many_of < FEWEST:
        return f"fewer than five {one.more}"
    return f"{many_of} {one.one if many_of == 1 else one.more}"


def last_twelve_months(as_at: date) -> tuple[date, date]:
    return as_at - timedelta(days=364), as_at


def framework_heading(rows: list[MethodYear]) -> str:
    """ "Two of the ten methods have been silent for a year"."""
    ten = [row for row in rows if row.method.of_ten]
    silent = sum(row.silent for row in ten)
    if not silent:
        quiet = sum(row.no_learning for row in ten)
        if quiet:
            return f"All ten methods are at work; {number(quiet).lower()} taught nothing yet this year"
        return "All ten methods were at work this year, and each taught something"
    return f"{many(silent, 'method')} of the ten {'has' if silent == 1 else 'have'} been silent for a year"
