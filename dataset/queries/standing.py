"""All indicators of the scorecard as they stand on a day: worked out from figures, or as kept since they arrived."""

from dataclasses import dataclass
from datetime import date

from dataset.models import Indicator, Reading
from dataset.queries.comparing import NONE, Comparators, comparators
from dataset.queries.judging import Judged, judge
from dataset.queries.rows import Row, make_row
from dataset.queries.series import own_figures


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator, judged, with its comparators."""

    judged: Judged
    comparators: Comparators


def judged(*, audience: str, as_at: date, indicators=None) -> list[Standing]:
    """Every indicator of the scorecard (or those given) from its figures, in the order of the Board's list."""
    wanted = list(Indicator.objects.on_scorecard() if indicators is None else indicators)
    figures = own_figures(wanted, as_at=as_at)
    beside = comparators(wanted, as_at=as_at)
    return [
        Standing(judge(figures[one.pk], audience=audience, as_at=as_at), beside.get(one.pk, NONE)) for one in wanted
    ]


def rows(*, audience: str, as_at: date) -> list[tuple[str, Row]]:
    """Theme and row of every indicator on the scorecard, as kept; those whose day has come are worked out anew."""
    wanted = list(Indicator.objects.on_scorecard().only("pk", "theme", "code", "order"))
    kept = dict(
        Reading.objects.filter(audience=audience, indicator__in=[one.pk for one in wanted]).values_list(
            "indicator_id", "row"
        )
    )
    day = as_at.isoformat()
    stale = [
        one.pk for one in wanted
        if one.pk not in kept or (kept[one.pk]["changes_on"] and kept[one.pk]["changes_on"] < day)
    ]  # fmt: skip
    fresh = {}
    if stale:
        for one in judged(audience=audience, as_at=as_at, indicators=Indicator.objects.filter(pk__in=stale)):
            fresh[one.judged.indicator.pk] = make_row(one.judged, one.comparators)
    return [(one.theme, fresh.get(one.pk) or Row(**kept[one.pk])) for one in wanted]
