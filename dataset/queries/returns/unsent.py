"""Who did not send: the returns whose last day has passed. The Board may know that, and nothing of what is in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dataset.models import DataReturn
from dataset.queries.returns.asked import agencies, due_days, expected, span_of_return
from dataset.queries.returns.standing import NOT_SENT, days_late

LOOK_BACK = timedelta(days=400)
"""Periods that ended longer ago are not asked for any more."""


@dataclass(frozen=True)
class NotSent:
    """One return that is late. `uuid` is None where the sweep has not asked for it yet.

    `codes` and `titles`: its indicators, in the order of the Board's list.
    """

    uuid: Any
    agency_id: int
    agency: str
    period: str
    frequency: str
    due_on: date
    days_late: int
    stage: str
    codes: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def what(self) -> str:
        """ "Health visiting 2 to 2.5 year review", "12 figures"."""
        return self.titles[0] if len(self.titles) == 1 else f"{len(self.titles)} figures"


def not_sent(as_at: date, *, agency_ids: set[int] | None = None) -> list[NotSent]:
    """Every return that is late as at this day, the longest late first, whether or not the sweep has run.

    `agency_ids`: of these agencies alone. Six queries, however many returns.
    """
    first, last = as_at - LOOK_BACK, as_at - timedelta(days=1)
    records = (
        DataReturn.objects.all_for_job("who did not send is the Board's to know; what was typed is not told")
        .filter(period_end__gte=first)
        .select_related("agency")
        .prefetch_related("rows__indicator")
    )
    there, found = set(), []
    for one in records:
        there.add((one.agency_id, one.period_start, one.period_end))
        late = days_late(one.stage, one.last_day, as_at)
        if late and one.stage in NOT_SENT:
            indicators = [row.indicator for row in one.rows.all()]
            found.append(_row(one.uuid, one.agency, span_of_return(one), one.last_day, late, one.stage, indicators))
    due_on = due_days()
    coming = [
        (one, due) for one in expected(first, last)
        if one.key not in there and (due := due_on(one.span)) < as_at
    ]  # fmt: skip
    names = agencies({one.agency_id for one, _ in coming}) if coming else {}
    for one, due in coming:
        late = (as_at - due).days
        found.append(_row(None, names[one.agency_id], one.span, due, late, "due", list(one.indicators)))
    if agency_ids is not None:
        found = [one for one in found if one.agency_id in agency_ids]
    return sorted(found, key=lambda one: (-one.days_late, one.agency, one.period))


def _row(uuid, agency, span, due_on: date, late: int, stage: str, indicators) -> NotSent:
    return NotSent(
        uuid=uuid, agency_id=agency.pk, agency=agency.name, period=span.words, frequency=span.frequency, due_on=due_on,
        days_late=late, stage=stage, codes=tuple(one.code for one in indicators),
        titles=tuple(one.title for one in indicators),
    )  # fmt: skip
