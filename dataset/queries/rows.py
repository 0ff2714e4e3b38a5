"""The scorecard's row of one indicator, made once when figures arrive and kept as JSON."""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from dataset import readings, words
from dataset.monitoring import Period
from dataset.queries import judging
from dataset.queries.comparing import ORDER, Comparators
from dataset.queries.judging import Judged
from dataset.queries.series import YEAR, period_words, short_year, year_before
from dataset.readings import headings
from sscb.charts import icons, numbers

ONE_DAY = timedelta(days=1)
SHORT = {"SN": "SN", "SW": "SW", "ENG": "Eng"}

MOST_WATCHED = 36
"""How many of the newest periods are kept with a row; a concern is monitored for far fewer."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the scorecard shows of one indicator, ready as text; dates as ISO text, since it is stored as JSON.

    `data_on`: last day of the newest figure's period. `changes_on`: the day after which this row may say something
    else without any figure arriving, because a period is owed or becomes known by then. `watch`: what an area of
    concern needs of the newest periods while it is monitored.
    """

    code: str
    title: str
    about: str
    latest: str
    latest_note: str
    spark: str
    spark_words: str
    group: str
    fails: bool
    late: bool
    variation: str
    variation_kind: str
    side: str
    variation_note: str
    assurance: str
    assurance_kind: str
    assurance_note: str
    comparators: str
    compared_year: str
    period: str
    data_on: str
    owed_from: str
    provider: str
    sentence: str
    pack_words: str
    changes_on: str
    later: int
    watch: dict = field(default_factory=dict, hash=False)

    def as_json(self) -> dict:
        return asdict(self)


def make_row(judged: Judged, beside: Comparators) -> Row:
    """The row for one audience, as at the day of the judgement."""
    indicator, newest = judged.indicator, judged.newest
    latest, note = _latest(judged)
    compared, year = _compared(judged, beside)
    reading = judged.reading
    charted = bool(reading and reading.charted)
    return Row(
        code=indicator.code, title=indicator.title, about=_about(judged), latest=latest, latest_note=note,
        spark=readings.spark(judged.analysis, reading, uid=f"s-{indicator.code}") if charted else "",
        spark_words="" if charted else _spark_words(judged),
        group=judged.group, fails=judged.fails, late=bool(judged.missing),
        variation=_variation_words(judged), variation_kind=judged.variation.icon, side=judged.variation.side,
        variation_note=_variation_note(judged),
        assurance=judged.assurance.label if judged.assurance.icon != icons.NONE else "",
        assurance_kind=judged.assurance.icon, assurance_note=_against(judged),
        comparators=compared, compared_year=year,
        period=period_words(judged.series.frequency, newest, short=True) if newest else "",
        data_on=newest.end.isoformat() if newest else "",
        owed_from=judged.missing[0].isoformat() if judged.missing else "",
        provider=words.provider(indicator.provider), sentence=sentence(judged),
        pack_words=in_print(judged),
        changes_on=_changes_on(judged), later=judged.later, watch=_watch(judged),
    )  # fmt: skip


def periods_of(found: Judged) -> list[Period]:
    """Each figure known by the day, and each that is owed, with the mark that the chart gives it.

    Where one figure is hidden from this reader, no mark is told: each rests on all figures.
    """
    if found.series is None:
        return []
    closed = any(judging.hidden(found.indicator, point, found.audience) for point in found.points)
    marks = found.analysis.points.point_type if found.analysis else [""] * len(found.points)
    return [
        Period(
            point.start, period_words(found.series.frequency, point, short=True), point.value, mark, found.shown(point),
            hidden=closed,
        )
        for point, mark in zip(found.points, marks, strict=True)
    ]  # fmt: skip


def _watch(judged: Judged) -> dict:
    told = [
        {"start": one.start.isoformat(), "label": one.label, "value": None if one.hidden else one.value,
         "mark": "" if one.hidden else one.mark, "shown": one.shown, "hidden": one.hidden}
        for one in periods_of(judged)[-MOST_WATCHED:]
    ]  # fmt: skip
    return {"target": judged.indicator.target, "polarity": judged.indicator.polarity, "periods": told}


def watched_periods(row: Row) -> list[Period]:
    """The newest periods as kept with the row."""
    return [Period(**{**one, "start": date.fromisoformat(one["start"])}) for one in row.watch["periods"]]


def in_print(judged: Judged) -> str:
    """The reading in words, as the pack prints it beside the icon."""
    if judged.missing:
        return f"Not sent: {numbers.period(judged.missing[-1], judged.series.frequency)}"
    if judged.reading:
        return headings.pack_line(judged.reading)
    return numbers.capital(judged.variation.reason)


def sentence(judged: Judged) -> str:
    """What the newest figure says, as one sentence."""
    if judged.reading:
        return judged.reading.sentence
    newest = judged.newest
    if newest is None:
        return "No figures have been sent yet." if judged.own.empty else (
            f"Every figure there is is {words.LATER}." if judged.later else "No figures have been sent yet.")
    figure = judged.shown(newest)
    if figure == numbers.SMALL:
        figure = "Fewer than 5"
    elif figure == numbers.GUARDED:
        figure = "A number that is not shown"
    else:
        figure = words.with_unit(figure, judged.indicator.unit)
    return f"{figure} in {period_words(judged.series.frequency, newest)}. {judged.notes[0]}"


def _about(judged: Judged) -> str:
    indicator = judged.indicator
    if indicator.unit == numbers.PER_CENT and indicator.denominator_label:
        return f"{indicator.code}, of {indicator.denominator_label}"
    kind = "Count" if indicator.unit == numbers.COUNT else words.unit(indicator.unit)
    often = f", {judged.series.frequency}" if judged.series else ""
    return f"{indicator.code}, {kind}{often}"


def _latest(judged: Judged) -> tuple[str, str]:
    newest = judged.newest
    if judged.missing:
        return "Not sent", words.provider(judged.indicator.provider)
    if newest is None:
        return numbers.NOT_COUNTED, ""
    parts = judging.parts(judged.indicator, newest, judged.audience)
    note = parts or period_words(judged.series.frequency, newest, short=True)
    if newest.provisional:
        note += ", provisional"
    return judged.shown(newest), note


def _spark_words(judged: Judged) -> str:
    newest = judged.newest
    if newest is None:
        return words.provider(judged.indicator.provider)
    if judged.missing:
        return f"Last: {judged.shown(newest)} in {period_words(judged.series.frequency, newest, short=True)}"
    shown = [point for point in judged.points if point.value is not None][-4:]
    if len(shown) < 2:
        return ""
    run = " · ".join(judged.shown(point).removesuffix("%") for point in shown)
    first, last = (period_words(judged.series.frequency, point, short=True) for point in (shown[0], shown[-1]))
    per_cent = ", %" if judged.indicator.unit == numbers.PER_CENT else ""
    return f"{run}: {first} to {last}{per_cent}"


def _variation_words(judged: Judged) -> str:
    answer = judged.variation
    if answer.label != "Not charted":
        return answer.label
    return numbers.capital(answer.reason) or answer.label


def _variation_note(judged: Judged) -> str:
    return f"{judged.reading.points} points, no reading yet" if judged.group == judging.TRIAL and judged.reading else ""


def _against(judged: Judged) -> str:
    indicator = judged.indicator
    if judged.assurance.icon != icons.NONE:
        return f"target {judging.words_of_target(indicator)}"
    if indicator.polarity == "N":
        return "No target: neither way is good"
    return f"target {judging.words_of_target(indicator)}" if judging.words_of_target(indicator) else "No target"


def _compared(judged: Judged, beside: Comparators) -> tuple[str, str]:
    """Lines parted by a line feed, and the year they are for."""
    indicator = judged.indicator
    own, others = beside.common(judged.own.published)
    if own is None and beside.by_year:
        known = [year for year in beside.by_year if date.fromisoformat(year[11:]) <= judged.as_at]
        if known:
            newest = max(known)
            others = beside.by_year[newest]
            year = numbers.financial_year(date.fromisoformat(newest[:10]))
        else:
            year = ""
    else:
        year = short_year(own.label) if own else ""
    lines = [
        f"{SHORT[body]} {numbers.plain(others[body].value, exactness(indicator, others[body].decimals))}"
        for body in ORDER if body in others and others[body].value is not None
    ]  # fmt: skip
    if lines:
        return "\n".join(lines), year
    if judged.series and judged.newest and judged.series.frequency != YEAR:
        before = year_before(judged.series, judged.newest)
        if before and before.value is not None:
            return f"Year ago\n{judged.shown(before)}", ""
    return "", ""


def exactness(indicator, decimals: int | None) -> int:
    """Decimals to print: as exact as both the indicator and its source."""
    return indicator.decimals if decimals is None else min(indicator.decimals, decimals)


def _changes_on(judged: Judged) -> str:
    days = [point.end - ONE_DAY for series in (judged.own.process, judged.own.published) if series
            for point in series.points if point.later]  # fmt: skip
    if judged.series and judged.series.frequency != YEAR and judged.points:
        owed = words.following(judged.points[-1].start, judged.series.frequency)
        days.append(words.due_on(words.last_day(owed, judged.series.frequency)))
    if judged.own.agreed.changes_on:
        days.append(judged.own.agreed.changes_on)
    return min(days).isoformat() if days else ""


__all__ = ["Row", "exactness", "make_row", "sentence"]
