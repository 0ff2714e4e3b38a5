"""Who is asked for what: the words of the indicators' list beside the agencies that answer to them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from dataset import words
from dataset.models import Indicator, Provider
from sscb.people.models import Organisation


@dataclass(frozen=True)
class ProviderRow:
    """One provider of the list, the agency that sends for it, and how many of its indicators are asked for."""

    words: str
    url: str
    agency: str
    asked: int
    indicators: int


def provider_rows() -> list[ProviderRow]:
    """Providers in the order of their names. Two queries."""
    counts = {
        told["provider"]: told
        for told in Indicator.objects.on_scorecard().order_by().values("provider").annotate(
            every=Count("pk"), asked=Count("pk", filter=Q(asked_from__isnull=False))
        )
    }
    rows = []
    for one in Provider.objects.select_related("organisation"):
        told = counts.get(one.words, {"every": 0, "asked": 0})
        rows.append(
            ProviderRow(
                words.provider(one.words), reverse("dataset:provider", args=[one.uuid]),
                one.organisation.name if one.organisation else "", told["asked"], told["every"],
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (not row.agency, row.words))


def organisations_to_ask(as_at: date) -> list[Organisation]:
    return list(Organisation.objects.on(as_at))
