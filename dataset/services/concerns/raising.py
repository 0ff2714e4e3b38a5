"""A person raises a concern, joins more to it, or raises a closed one again as a new one."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.lifecycle import OPEN, Stage
from dataset.models import Concern, ConcernIndicator, Indicator
from dataset.queries.concerns.watching import frozen
from dataset.services.concerns.moves import UNCHANGED, step
from sscb.access.policy import QP, require
from sscb.charts import numbers
from sscb.history.services import write_history
from sscb.learning.models import LearningPoint
from sscb.people.models import Group, Person
from sscb.records.moving import advance
from sscb.records.services import next_reference

LEVEL = "P3"


@transaction.atomic(durable=True)
def raise_concern(
    *,
    indicators: Sequence[Indicator],
    title: str,
    asks: str,
    evidence: str,
    harm: str,
    by: Person,
    on: date,
    points: Sequence[LearningPoint] = (),
    follows: Concern | None = None,
) -> Concern:
    """Write down what worries, what it rests on and what is to be answered, with the reading as it stands on the day.

    Raises ValidationError where an indicator stands in an open concern already.
    """
    require(by, "dataset.raise_concern")
    return _raise(
        indicators=indicators, title=title, asks=asks, evidence=evidence, harm=harm, by=by, on=on, points=points,
        follows=follows,
    )  # fmt: skip


@transaction.atomic(durable=True)
def reopen_concern(*, concern: Concern, why: str, by: Person, on: date) -> Concern:
    """What came back after its end is a new concern, linked to the old one, with new readings."""
    require(by, "dataset.reopen_concern", concern)
    if concern.stage not in (Stage.CLOSED, Stage.DROPPED):
        raise ValidationError(f"{concern.reference} is still open, so it need not be raised again. {UNCHANGED}")
    if not why.strip():
        raise ValidationError({"why": f"Enter why it is raised again. {UNCHANGED}"})
    made = _raise(
        indicators=list(Indicator.objects.filter(joined__concern=concern)), title=concern.title, asks=concern.asks,
        evidence=why, harm=concern.harm, by=by, on=on, points=list(concern.points.all_for_job("joined to it before")),
        follows=concern,
    )  # fmt: skip
    write_history(concern, "dataset.concern_reopened", by=by, on=on, why=why, now=made.reference)
    return made


@transaction.atomic(durable=True)
def join_to_concern(
    *,
    concern: Concern,
    by: Person,
    on: date,
    indicators: Sequence[Indicator] = (),
    points: Sequence[LearningPoint] = (),
) -> Concern:
    """Join more indicators, or what audits and reviews found, to an open concern."""
    require(by, "dataset.raise_concern", concern)
    if concern.stage not in OPEN:
        raise ValidationError(f"{concern.reference} is closed, so nothing is joined to it. {UNCHANGED}")
    if not indicators and not points:
        raise ValidationError(f"Choose what is joined to it. {UNCHANGED}")
    advance(concern)
    told = _join(concern, indicators, points, on)
    write_history(concern, "dataset.concern_joined", by=by, on=on, what=told)
    return concern


def _raise(*, indicators, title, asks, evidence, harm, by, on, points, follows) -> Concern:
    group = Group.objects.get(code=QP)
    concern = Concern(
        type="dataset.concern", reference=next_reference("AOC", on), title=title.strip(), level=LEVEL, group=group,
        stage=Stage.NOTICED, opened_on=on, asks=asks.strip(), evidence=evidence.strip(), harm=harm.strip(),
        raised_by=by, follows=follows,
    )  # fmt: skip
    concern.save()
    told = _join(concern, indicators, points, on)
    step(concern, to=Stage.RAISED, by=by, on=on)
    write_history(concern, "dataset.concern_raised", by=by, on=on, what=told)
    return concern


def _join(concern: Concern, indicators: Sequence[Indicator], points: Sequence[LearningPoint], on: date) -> str:
    taken = ConcernIndicator.objects.filter(indicator__in=indicators, concern__stage__in=OPEN)
    for one in taken.select_related("indicator", "concern"):
        raise ValidationError(
            f"{one.indicator.title} stands in {one.concern.reference}, which is open. Look there first, or join more "
            f"to it. {UNCHANGED}"
        )
    rows = frozen(indicators, as_at=on)
    for row in rows:
        row.concern = concern
    ConcernIndicator.objects.bulk_create(rows)
    concern.points.add(*points)
    return numbers.listed([*(one.code for one in indicators), *(one.reference for one in points)])[:200]
