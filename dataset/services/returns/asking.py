"""Saying which agency is asked for which figures, and from when."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Indicator, Provider
from dataset.services.returns.opening import open_returns
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Organisation


@transaction.atomic(durable=True)
def ask_provider(
    *, provider: Provider, organisation: Organisation | None, indicators: Collection[str], from_on: date | None,
    by: Any, on: date,
) -> Provider:  # fmt: skip
    """From the periods that begin on `from_on`, this agency is asked for these of the provider's indicators.

    Those asked already keep their date; those left out are not asked for any more. Periods that have ended since are
    asked for at once.
    """
    require(by, "dataset.ask_provider")
    if indicators and organisation is None:
        raise ValidationError({"organisation": "Choose the agency that sends these figures."})
    own = Indicator.objects.on_scorecard().filter(provider=provider.words)
    wanted = own.filter(code__in=indicators)
    if wanted.filter(asked_from=None).exists() and from_on is None:
        raise ValidationError({"from_on": "Enter the first day of the first period that is asked for."})
    provider.organisation, provider.changed_on, provider.changed_by = organisation, on, by
    provider.save(update_fields=["organisation", "changed_on", "changed_by"])
    own.exclude(code__in=indicators).update(asked_from=None)
    wanted.filter(asked_from=None).update(asked_from=from_on)
    write_history(
        provider, "dataset.provider_asked", by=by, on=on, agency=organisation.name if organisation else "nobody",
        words=provider.words, indicators=len(indicators), from_on=from_on.isoformat() if from_on else "",
    )  # fmt: skip
    open_returns(on)
    return provider
