"""Promises not kept: learning that nobody was told of, what was sent and not confirmed, done and not shown to work."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from sscb.learning.models import Action, Cascade, ImpactCheck, LearningPoint, Recommendation
from sscb.learning.models import Product as ProductModel
from sscb.learning.queries.products import unconfirmed_before
from sscb.learning.status import RED, Status

PRODUCT_DAYS, CHECK_DAYS, WORKED_DAYS, ASK_DAYS, ANSWER_DAYS = 60, 274, 183, 60, 90
"""Default times (audits handbook 6.11: one check within six to nine months; the others are the Board's own)."""

KINDS = {
    "late": "Asked and late",
    "unasked": "Recommended, and nobody asked or answered",
    "untold": "Learned, and nobody told",
    "unsent": "Written, and sent to nobody",
    "unconfirmed": "Sent, and not confirmed",
    "unshown": "Done, and not shown to work",
    "unchecked": "Impact not checked",
}


@dataclass(frozen=True)
class Promise:
    """One promise that was not kept. The longest waiting comes first in its kind."""

    kind: str
    title: str
    url: str
    about: str
    state: Status
    days: int
    agency_id: int | None = None

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Promises:
    kinds: list[tuple[str, str, list[Promise]]]

    @property
    def count(self) -> int:
        return sum(len(rows) for _, _, rows in self.kinds)


def broken_promises(person: Any, as_at: date) -> Promises:
    """Eight queries, whatever there is."""
    rows = [
        *_late(person, as_at), *_unasked(person, as_at), *_untold(person, as_at), *_unsent(person, as_at),
        *_unconfirmed(person, as_at), *_unshown(person, as_at), *_unchecked(person, as_at),
    ]  # fmt: skip
    by_kind = []
    for kind, words in KINDS.items():
        found = sorted((row for row in rows if row.kind == kind), key=lambda row: -row.days)
        if found:
            by_kind.append((kind, words, found))
    return Promises(by_kind)


def _late(person: Any, as_at: date):
    found = Action.objects.visible_to(person).filter(stage="asked", due_on__lt=as_at).select_related("agency")
    for one in found:
        yield _row("late", one, "action", f"{one.reference}, {one.agency.name}", one.due_on, as_at, one.agency_id)


def _unasked(person: Any, as_at: date):
    seen = Recommendation.objects.visible_to(person).select_related("group")
    asked = Action.objects.all_for_job("whether anybody was asked").filter(plan__isnull=False).values("plan")
    waiting = Q(stage="written", opened_on__lt=as_at - timedelta(ANSWER_DAYS))
    idle = Q(stage="accepted", responded_on__lt=as_at - timedelta(ASK_DAYS)) & ~Q(pk__in=asked)
    for one in seen.filter(waiting | idle):
        since = one.responded_on or one.opened_on
        said = "accepted, nobody asked to act" if one.responded_on else "nobody has answered"
        yield _row("unasked", one, "recommendation", f"{one.reference}, {said}", since, as_at)


def _untold(person: Any, as_at: date):
    out = ProductModel.objects.all_for_job("whether anything was published").filter(published_on__isnull=False)
    seen = LearningPoint.objects.visible_to(person).filter(
        closed_on=None, no_product_why="", found_on__lt=as_at - timedelta(PRODUCT_DAYS)
    )
    for one in seen.exclude(
        pk__in=LearningPoint.products.through.objects.filter(product__in=out).values("learningpoint")
    ):
        yield _row(
            "untold", one, "point", f"{one.reference}, nothing was written for practitioners", one.found_on, as_at
        )


def _unsent(person: Any, as_at: date):
    seen = ProductModel.objects.visible_to(person).filter(stage="published", cascades=None)
    for one in seen:
        yield _row("unsent", one, "product", f"{one.reference}, published", one.published_on, as_at)


def _unconfirmed(person: Any, as_at: date):
    products = ProductModel.objects.visible_to(person).filter(stage="published")
    found = Cascade.objects.filter(product__in=products, received_on=None, sent_on__lt=unconfirmed_before(as_at))
    for one in found.select_related("product", "agency"):
        yield _row("unconfirmed", one.product, "product", f"{one.product.reference}, {one.agency.name}", one.sent_on,
                   as_at, one.agency_id)  # fmt: skip


def _unshown(person: Any, as_at: date):
    seen = Action.objects.visible_to(person).filter(
        Q(practice="") | Q(practice="same"), stage="closed", closed_on__lt=as_at - timedelta(WORKED_DAYS)
    )
    for one in seen.select_related("agency"):
        said = "judged: practice did not change" if one.practice else "nobody has judged whether practice changed"
        yield _row("unshown", one, "action", f"{one.reference}, {one.agency.name}: {said}", one.closed_on, as_at)


def _unchecked(person: Any, as_at: date):
    late = ImpactCheck.objects.visible_to(person).filter(stage="planned", due_on__lt=as_at).select_related("judge")
    for one in late:
        yield _row("unchecked", one, "check", f"{one.reference}, to be judged by {one.judge.job_title or 'its judge'}",
                   one.due_on, as_at)  # fmt: skip
    never = LearningPoint.objects.visible_to(person).filter(
        closed_on=None, no_check_why="", checks=None, found_on__lt=as_at - timedelta(CHECK_DAYS)
    )
    for one in never:
        yield _row("unchecked", one, "point", f"{one.reference}, no check was ever planned", one.found_on, as_at)


def _row(kind: str, one: Any, page: str, about: str, since: date, as_at: date, agency_id: int | None = None) -> Promise:
    days = (as_at - since).days
    words = f"Late {days} days" if kind in ("late", "unchecked") else f"{days} days"
    return Promise(
        kind, one.title, reverse(f"learning:{page}", args=[one.uuid]), about, Status(RED, words), days, agency_id
    )
