"""Products: the Board's list, the public library, and how far each reached."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sscb.access.standing import standing
from sscb.learning.models import Cascade, Product
from sscb.learning.status import Status

RECEIPT_DAYS = 14
"""From then on a receipt that is not in is a promise not kept."""


@dataclass(frozen=True)
class CascadeRow:
    cascade: Cascade
    state: Status
    told: str
    yours: bool


def products_for(person: Any) -> QuerySet:
    """Those that this person may read, with how many agencies have them and how many staff were told."""
    found = Product.objects.visible_to(person).select_related("group")
    return found.annotate(
        sent=Count("cascades"),
        received=Count("cascades", filter=Q(cascades__received_on__isnull=False)),
        reached=Sum("cascades__reached"),
        of=Sum("cascades__of"),
    ).order_by("-opened_on", "-pk")


def published_products(text: str = "") -> QuerySet:
    """The public library: what was published and not taken down, by a search in its words."""
    found = Product.objects.all_for_job("the public library holds what was published for everybody")
    found = found.filter(stage="published", level="P0")
    for word in text.split()[:6]:
        found = found.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(body__icontains=word) | Q(theme__icontains=word)
        )
    return found.order_by("-published_on", "-pk")


def cascade_rows(product: Product, person: Any, as_at: date) -> list[CascadeRow]:
    own = standing(person).organisations("AGL") | standing(person).organisations("AGC")
    rows = product.cascades.select_related("agency")
    return [CascadeRow(one, cascade_state(one, as_at), told_words(one), one.agency_id in own) for one in rows]


def cascade_state(one: Cascade, as_at: date) -> Status:
    if one.told_on:
        return Status("blue", f"Told {one.reached} of {one.of} staff")
    if one.received_on:
        return Status("green", f"Received {one.received_on:%-d %B %Y}")
    days = (as_at - one.sent_on).days
    if days > RECEIPT_DAYS:
        return Status("red", f"Not confirmed for {days} days")
    return Status("green", f"Sent {one.sent_on:%-d %B %Y}")


def told_words(one: Cascade) -> str:
    return f"{one.route}, {one.told_on:%-d %B %Y}" if one.told_on else ""


def own_cascade(product: Product, person: Any) -> Cascade | None:
    own = standing(person).organisations("AGL") | standing(person).organisations("AGC")
    return product.cascades.select_related("agency").filter(agency_id__in=own).first()


def unconfirmed_before(as_at: date) -> date:
    return as_at - timedelta(days=RECEIPT_DAYS)
