"""Saying that a column of published files belongs to an indicator."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Claim, Indicator
from sscb.access.policy import require
from sscb.history.services import write_history


@transaction.atomic(durable=True)
def map_column(
    *, layout: str, column: str, indicator: Indicator, by: Any, on: date, part: str = Claim.Part.VALUE,
    basis: str = "financial", dimensions: dict[str, str] | None = None,
) -> Claim:  # fmt: skip
    """From now on files of this layout give the indicator this column. Files already imported can be imported again."""
    require(by, "dataset.map")
    dimensions = dimensions or {}
    known = Claim.objects.filter(
        indicator=indicator, layout=layout, column=column, part=part, dimensions_key=Claim.key_of(dimensions)
    )
    if known.exists():
        raise ValidationError(f"{indicator.code} has this column already. Nothing was changed.")
    claim = Claim.objects.create(
        indicator=indicator, layout=layout, column=column, part=part, basis=basis, dimensions=dimensions, made_by=by
    )
    write_history(claim, "dataset.column_mapped", by=by, on=on, column=column[:120], layout=layout,
                  indicator=indicator.code, part=part)  # fmt: skip
    return claim
