"""Figures that only Quality and Performance sees, as words could state them: for asking a writer to look again."""

from collections.abc import Iterable
from datetime import date

from dataset.models import Indicator, Reading
from dataset.queries import judging
from dataset.queries.series import own_figures

QP, WIDER = Reading.Audience.QP.value, Reading.Audience.WIDER.value


def hidden_figures(indicators: Iterable[Indicator], as_at: date) -> frozenset[str]:
    """ "12", "12 of 80", "15.0%": every hidden figure of these indicators, and its parts."""
    found = set()
    for own in own_figures(indicators, as_at=as_at).values():
        for series in (own.process, own.published):
            for point in series.points if series else ():
                if judging.hidden(own.indicator, point, WIDER):
                    found |= {judging.shown(own.indicator, point, QP), judging.parts(own.indicator, point, QP)}
    return frozenset(found - {""})
