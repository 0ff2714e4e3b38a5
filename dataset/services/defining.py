"""Changing what an indicator counts: a new version of its definition, and a break on its chart."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Indicator, IndicatorVersion
from sscb.access.policy import require
from sscb.history.services import write_history


@transaction.atomic(durable=True)
def define_again(
    *, indicator: Indicator, from_on: date, why: str, by: Any, on: date, definition: str = ""
) -> IndicatorVersion:
    """From the first day of a period on, figures are counted under another definition. The reason is needed.

    What is not told anew stays as it was. The limits of the chart are drawn afresh from that day.
    """
    require(by, "dataset.map")
    if not why.strip():
        raise ValidationError("Say why the definition changes. Nothing was changed.")
    latest = indicator.versions.order_by("-number").first()
    if latest and latest.from_on and latest.from_on >= from_on:
        raise ValidationError("A later definition is in force from that day already. Nothing was changed.")
    version = IndicatorVersion.objects.create(
        indicator=indicator, number=latest.number + 1 if latest else 1, definition=definition or indicator.definition,
        numerator_label=indicator.numerator_label, denominator_label=indicator.denominator_label,
        multiplier=indicator.multiplier, from_on=from_on, why=why,
    )  # fmt: skip
    write_history(indicator, "dataset.defined_again", by=by, on=on, why=why, indicator=indicator.code,
                  version=version.number, from_on=from_on.isoformat())  # fmt: skip
    return version
