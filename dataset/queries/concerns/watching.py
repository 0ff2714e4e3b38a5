"""Readings frozen when a concern is raised, and the periods since: evidence of impact, from the indicator itself."""

from collections.abc import Iterable
from datetime import date

from dataset import monitoring
from dataset.models import Concern, ConcernIndicator, Indicator, Reading
from dataset.monitoring import Watched
from dataset.queries import judging
from dataset.queries.judging import Judged
from dataset.queries.rows import Row, in_print, periods_of, sentence, watched_periods
from dataset.queries.series import period_words
from dataset.queries.standing import judged

QP = Reading.Audience.QP.value
WIDER = Reading.Audience.WIDER.value
AUDIENCES = (QP, WIDER)


def why_noticed(found: Judged) -> str:
    """Why the portal would notice this indicator, or "worry" where only a person would."""
    if found.group == judging.CONCERN:
        return ConcernIndicator.NoticedAs.SIGNAL.value
    if found.fails:
        return ConcernIndicator.NoticedAs.RED.value
    return ConcernIndicator.NoticedAs.LATE.value if found.missing else ConcernIndicator.NoticedAs.WORRY.value


def frozen(indicators: Iterable[Indicator], *, as_at: date) -> list[ConcernIndicator]:
    """Rows that keep each indicator's reading as it stands, for both audiences; not yet of any concern."""
    wanted = list(indicators)
    by_audience = {
        audience: {
            one.judged.indicator.pk: one.judged for one in judged(audience=audience, as_at=as_at, indicators=wanted)
        }
        for audience in AUDIENCES
    }  # fmt: skip
    rows = []
    for indicator in wanted:
        found = by_audience[QP][indicator.pk]
        newest = found.newest
        rows.append(
            ConcernIndicator(
                indicator=indicator, noticed_as=why_noticed(found), joined_on=as_at,
                period_start=newest.start if newest else None, period_end=newest.end if newest else None,
                value=newest.value if newest else None,
                frozen={audience: _frozen(by_audience[audience][indicator.pk]) for audience in AUDIENCES},
            )
        )  # fmt: skip
    return rows


def _frozen(found: Judged) -> dict[str, str]:
    newest = found.newest
    return {
        "period": period_words(found.series.frequency, newest) if newest else "",
        "shown": found.shown(newest) if newest else "",
        "parts": judging.parts(found.indicator, newest, found.audience) if newest else "",
        "reading": in_print(found),
        "rule": found.reading.rule if found.reading else "",
        "sentence": sentence(found),
        "rule_set": judging.RULE_SET,
    }


def watched(
    concern: Concern, *, as_at: date, audience: str = QP, readings: dict[int, Judged] | None = None
) -> list[Watched]:
    """Every indicator joined, watched since the day that Q&P set; empty while no periods are set."""
    if not concern.monitored_from or not concern.periods:
        return []
    joined = list(concern.joined.all())
    if readings is None:
        wanted = Indicator.objects.filter(pk__in=[one.indicator_id for one in joined])
        readings = {
            one.judged.indicator.pk: one.judged for one in judged(audience=audience, as_at=as_at, indicators=wanted)
        }
    return [
        monitoring.watch(
            readings[one.indicator_id].indicator.title, one.noticed_as, periods_of(readings[one.indicator_id]),
            from_on=concern.monitored_from, wanted=concern.periods,
            target=readings[one.indicator_id].indicator.target, polarity=readings[one.indicator_id].indicator.polarity,
        )
        for one in joined if one.indicator_id in readings
    ]  # fmt: skip


def watched_as_kept(concern: Concern, joined: Iterable[ConcernIndicator], rows: dict[int, Row]) -> list[Watched]:
    """The same of the indicators joined, from the rows as kept since their figures arrived."""
    if not concern.monitored_from or not concern.periods:
        return []
    return [
        monitoring.watch(
            one.indicator.title, one.noticed_as, watched_periods(rows[one.indicator_id]),
            from_on=concern.monitored_from, wanted=concern.periods,
            target=rows[one.indicator_id].watch["target"], polarity=rows[one.indicator_id].watch["polarity"],
        )
        for one in joined if one.indicator_id in rows
    ]  # fmt: skip
