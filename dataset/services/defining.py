"""Changing what an indicator counts: a new version of its definition, and a break on its chart."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Indicator, IndicatorVersion
from dataset.services.agreeing import read_again
from sscb.access.policy import require
from sscb.history.services import write_history

CARRIED = ("definition", "numerator_label", "denominator_label", "multiplier")


@transaction.atomic(durable=True)
def define_again(
    *, indicator: Indicator, from_on: date, why: str, by: Any, on: date, minute: str = "", what_changed: str = "",
    definition: str = "", numerator_label: str = "", denominator_label: str | None = None,
    seasonal: bool | None = None, use_spc: bool | None = None,
) -> IndicatorVersion:  # fmt: skip
    """From the first day of a period on, figures are counted under another definition. The reason is needed.

    What is not told anew stays as it was. The limits of the chart are drawn afresh from that day.
    """
    require(by, "dataset.agree")
    if not why.strip():
        raise ValidationError("Say why the definition changes. Nothing was changed.")
    latest = indicator.versions.order_by("-number").first()
    if latest and latest.from_on and latest.from_on >= from_on:
        raise ValidationError("A later definition is in force from that day already. Nothing was changed.")
    version = IndicatorVersion.objects.create(
        indicator=indicator, number=latest.number + 1 if latest else 1, definition=definition or indicator.definition,
        numerator_label=numerator_label or indicator.numerator_label,
        denominator_label=indicator.denominator_label if denominator_label is None else denominator_label,
        multiplier=indicator.multiplier, from_on=from_on, why=why, what_changed=what_changed, minute=minute,
        agreed_on=on, made_by=by,
    )  # fmt: skip
    for name in CARRIED:
        setattr(indicator, name, getattr(version, name))
    indicator.seasonal = indicator.seasonal if seasonal is None else seasonal
    indicator.use_spc = indicator.use_spc if use_spc is None else use_spc
    indicator.save(update_fields=[*CARRIED, "seasonal", "use_spc"])
    write_history(indicator, "dataset.defined_again", by=by, on=on, why=why, indicator=indicator.code,
                  version=version.number, from_on=from_on.isoformat())  # fmt: skip
    read_again(by, [indicator])
    return version
