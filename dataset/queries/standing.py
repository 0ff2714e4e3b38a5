"""All indicators of the scorecard as they stand on a day: worked out from figures, or as kept since they arrived."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from dataset.models import Indicator, Reading
from dataset.queries.comparing import NONE, Comparators, comparators
from dataset.queries.judging import Judged, judge
from dataset.queries.rows import Row, make_row
from dataset.queries.series import own_figures

MOST_REMEMBERED = 1_000
_remembered: OrderedDict[tuple, Row] = OrderedDict()
"""Rows worked out anew by this process because their day had come, by the figures they were made of."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator, judged, with its comparators."""

    judged: Judged
    comparators: Comparators


def judged(*, audience: str, as_at: date, indicators=None) -> list[Standing]:
    """Every indicator of the scorecard (or those given) from its figures, in the order of the Board's list."""
    wanted = list(Indicator.objects.on_scorecard() if indicators is None else indicators)
    figures = own_figures(wanted, as_at=as_at)
    beside = comparators(wanted)
    return [
        Standing(judge(figures[one.pk], audience=audience, as_at=as_at), beside.get(one.pk, NONE)) for one in wanted
    ]


def rows(*, audience: str, as_at: date) -> list[tuple[str, Row]]:
    """Theme and row of every indicator on the scorecard, as kept; those whose day has come are worked out anew."""
    wanted = list(Indicator.objects.on_scorecard().only("pk", "theme", "code", "order"))
    found = rows_of(wanted, audience=audience, as_at=as_at)
    return [(one.theme, found[one.pk]) for one in wanted]


def rows_of(
    wanted: list[Indicator], *, audience: str, as_at: date, kept: dict[int, tuple[dict, str]] | None = None
) -> dict[int, Row]:
    """By indicator, as kept. One query while no row's day has come, and none where the caller has them at hand."""
    if kept is None:
        read = Reading.objects.filter(audience=audience, indicator__in=[one.pk for one in wanted])
        kept = {pk: (row, made_of) for pk, row, made_of in read.values_list("indicator_id", "row", "computed_from")}
    day = as_at.isoformat()
    found: dict[int, Row] = {}
    stale: dict[int, tuple | None] = {}
    for one in wanted:
        row, made_of = kept.get(one.pk, (None, ""))
        if row is None:
            stale[one.pk] = None
        elif "watch" not in row or (row["changes_on"] and row["changes_on"] < day):
            key = (one.pk, audience, day, made_of)
            if key in _remembered:
                found[one.pk] = _remembered[key]
            else:
                stale[one.pk] = key
        else:
            found[one.pk] = Row(**row)
    if stale:
        for one in judged(audience=audience, as_at=as_at, indicators=Indicator.objects.filter(pk__in=list(stale))):
            pk = one.judged.indicator.pk
            found[pk] = make_row(one.judged, one.comparators)
            if stale[pk]:
                _remember(stale[pk], found[pk])
    return found


def _remember(key: tuple, row: Row) -> None:
    _remembered[key] = row
    while len(_remembered) > MOST_REMEMBERED:
        _remembered.popitem(last=False)
