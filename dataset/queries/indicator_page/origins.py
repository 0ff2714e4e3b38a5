"""Where the figures of the indicator page come from, and whether a restatement waits."""

from django.urls import reverse

from dataset import words
from dataset.models import Indicator, Restatement
from dataset.queries import judging
from dataset.queries.audience import protected
from dataset.queries.judging import Judged
from dataset.queries.series import period_words
from sscb import clock
from sscb.board.queries.shown import Fact, Link
from sscb.charts import numbers


def restatement(indicator: Indicator, may_decide: bool) -> Link | None:
    waiting = Restatement.objects.filter(
        stands__version__indicator=indicator, state=Restatement.State.OPEN
    ).count()  # fmt: skip
    if not waiting:
        return None
    have = "waits" if waiting == 1 else "wait"
    return Link(
        f"{numbers.capital(numbers.counted(waiting, 'restated figure'))} of this indicator {have} for a decision. "
        "Until then the figures below stand.", reverse("dataset:restatements") if may_decide else "",
    )  # fmt: skip


def provenance(found: Judged) -> list[Fact]:
    indicator, newest = found.indicator, found.newest
    facts = [
        Fact("Definition", f"Version {newest.version if newest else 1}. {_definition(indicator)}"),
        Fact("Provider", f"{words.provider(indicator.provider)}; {indicator.source}"),
    ]
    if newest is None:
        return [*facts, Fact("Received", "Nothing yet")]
    received = numbers.day(clock.day_of(newest.received_at)) if newest.received_at else ""
    sheet = f", sheet {newest.sheet}" if newest.sheet else ""
    facts += [
        Fact("Newest figure", f"{found.shown(newest)} in {period_words(found.series.frequency, newest)}"),
        Fact("Received", f"{received}, file {newest.file_name}{sheet}, row {newest.row}, column {newest.column}"),
        *([Fact("Its two parts", f"Came later, file {newest.parts_source}")] if newest.parts_source else []),
        Fact("File’s SHA-256", newest.sha256),
        Fact("State", numbers.capital(newest.state)
             + (", worked out here from its two parts" if newest.computed else "")),
    ]  # fmt: skip
    if found.reading and found.reading.charted:
        facts.append(Fact("Limits", _limits(found)))
        agreed = found.own.agreed
        facts.append(Fact("Rules", f"{judging.RULE_SET}: {agreed.rules}. {numbers.capital(agreed.options)}."))
    if protected(found.audience):
        facts.append(Fact("Small numbers", "1 to 4 is shown as <5; what would tell one is shown as [c]"))
    return facts


def _limits(found: Judged) -> str:
    reading, series = found.reading, found.series
    segment = found.analysis.segments[-1]
    since = period_words(series.frequency, next(p for p in found.points if p.iso == segment.first_date))
    told = f"{reading.points} points since {since}; outlier screen {'on' if found.own.agreed.screening else 'off'}; XmR"
    if reading.limits and reading.mean is not None:
        told += (f"; mean {reading.facts.limit(reading.mean)}, limits {reading.facts.limit(reading.limits[0])} to "
                 f"{reading.facts.limit(reading.limits[1])}")  # fmt: skip
    return told


def _definition(indicator: Indicator) -> str:
    if indicator.definition:
        return indicator.definition
    if indicator.denominator_label:
        return f"{indicator.numerator_label} ÷ {indicator.denominator_label}"
    return indicator.numerator_label
