"""The age of each review, with and without the days on which its clock stood still. Wherever one is shown, both are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from reviews.ages import Age, Stop, age
from reviews.models import CaseReview, ClockStop, Decision


def ages_of(cases: Iterable[CaseReview], as_at: date) -> dict[int, Age]:
    """Of those that are reviewed: from the chair's decision, until they ended. Two queries for all."""
    found = {case.pk: case for case in cases if case.kind}
    stops: dict[int, list[Stop]] = defaultdict(list)
    for pk, from_on, to_on in ClockStop.objects.filter(case__in=found).values_list("case", "from_on", "to_on"):
        stops[pk].append((from_on, to_on))
    began = dict(
        Decision.objects.filter(case__in=found).exclude(outcome="none").order_by("-number")
        .values_list("case", "decided_on")
    )  # fmt: skip
    return {
        pk: age(began[pk], min(as_at, case.closed_on or as_at), stops[pk])
        for pk, case in found.items() if pk in began
    }  # fmt: skip


def age_of(case: CaseReview, as_at: date) -> Age | None:
    return ages_of([case], as_at).get(case.pk)
