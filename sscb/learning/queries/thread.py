"""One whole thread, or a list of them: all it is drawn from, fetched in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from sscb.learning.methods import method_of
from sscb.learning.models import Action, Cascade, ImpactCheck, LearningPoint, Product, Proof, Recommendation
from sscb.learning.queries.actions import with_proofs
from sscb.learning.queries.sources import Source, source_of

MOST_SIBLINGS = 8


@dataclass
class Facts:
    """All that a thread is drawn from, narrowed to what its reader may see."""

    point: LearningPoint
    as_at: date
    source: Source
    proofs: list[Proof] = field(default_factory=list)
    siblings: list[LearningPoint] = field(default_factory=list)

    @property
    def recommendations(self) -> list[Recommendation]:
        return self.point.seen_recommendations

    @property
    def actions(self) -> list[Action]:
        """Those that answer it, and those of its recommendations: each once, the earliest due first."""
        found = {one.pk: one for one in self.point.seen_actions}
        for recommendation in self.recommendations:
            found.update((one.pk, one) for one in recommendation.seen)
        return sorted(found.values(), key=lambda one: (one.due_on, one.pk))

    @property
    def products(self) -> list[Product]:
        return self.point.seen_products

    @property
    def checks(self) -> list[ImpactCheck]:
        return self.point.seen_checks

    @property
    def cascades(self) -> list[Cascade]:
        return [one for product in self.products for one in product.sent_to]

    def checks_of(self, *asks: str) -> list[ImpactCheck]:
        return [one for one in self.checks if one.asks in asks]


def threads_for(person: Any) -> QuerySet:
    """Learning points this person may see, with what they may see of the rest: seven queries for any number."""
    actions = with_proofs(Action.objects.visible_to(person)).select_related("agency", "lead", "judged_by")
    recommendations = Recommendation.objects.visible_to(person).order_by("opened_on", "pk")
    recommendations = recommendations.prefetch_related(Prefetch("actions", queryset=actions, to_attr="seen"))
    sent_to = Cascade.objects.select_related("agency").order_by("agency__name")
    products = Product.objects.visible_to(person).order_by("opened_on", "pk")
    products = products.prefetch_related(Prefetch("cascades", queryset=sent_to, to_attr="sent_to"))
    checks = ImpactCheck.objects.visible_to(person).select_related("judge", "judged_by").order_by("due_on", "pk")
    return LearningPoint.objects.visible_to(person).prefetch_related(
        Prefetch("recommendations", queryset=recommendations, to_attr="seen_recommendations"),
        Prefetch("actions", queryset=actions, to_attr="seen_actions"),
        Prefetch("products", queryset=products, to_attr="seen_products"),
        Prefetch("checks", queryset=checks, to_attr="seen_checks"),
    )


def brief(point: LearningPoint, as_at: date) -> Facts:
    """For a list: as `threads_for` fetched it, without a query."""
    method = method_of(point.source)
    return Facts(point, as_at, Source(method, point.source_words or method.title))


def facts_of(point: LearningPoint, person: Any, as_at: date) -> Facts:
    """For its own page, however much hangs on it (issue 8: 200 nodes in at most twelve queries)."""
    point = threads_for(person).select_related("group").get(pk=point.pk)
    found = Facts(point, as_at, source_of(point, person), siblings=_siblings(point, person))
    about = [one.pk for one in (*found.actions, *found.checks)]
    found.proofs = list(Proof.objects.filter(record_id__in=about).order_by("seen_on", "pk"))
    return found


def _siblings(point: LearningPoint, person: Any) -> list[LearningPoint]:
    """Other learning from the very same source."""
    if point.source_uuid:
        same = Q(source_uuid=point.source_uuid)
    elif point.source_words:
        same = Q(source=point.source, source_words=point.source_words)
    else:
        return []
    found = LearningPoint.objects.visible_to(person).filter(same).exclude(pk=point.pk)
    return list(found.order_by("opened_on", "pk")[:MOST_SIBLINGS])
