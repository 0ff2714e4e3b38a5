"""The indicator page: has something changed, and what should we do?"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from dataset import readings, words
from dataset.models import Indicator, Restatement
from dataset.queries import judging
from dataset.queries.audience import protected
from dataset.queries.comparing import ORDER, Comparators, neighbour_model
from dataset.queries.figures import comparison_shown
from dataset.queries.judging import Judged
from dataset.queries.rows import sentence
from dataset.queries.series import YEAR, Point, period_words, year_before, year_of
from dataset.queries.standing import judged
from dataset.readings import headings
from dataset.readings.reading import answer_for
from dataset.spc.rules import COMMON
from sscb import clock
from sscb.board.queries.shown import Fact, Link
from sscb.charts import icons, numbers
from sscb.charts.comparators import Compared, comparator_strip
from sscb.charts.forms import Annotation

MOST_ROWS = {"month": 12, "quarter": 8}


@dataclass(frozen=True, slots=True)
class Sign:
    svg: SafeString
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    letter: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    label: str
    number: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    period: str
    cells: list[Cell]
    signal: str = ""
    signal_svg: SafeString | str = ""
    marked: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    note: str
    columns: list[Column]
    rows: list[TableRow]
    all_url: str = ""


@dataclass(frozen=True)
class IndicatorPage:
    kicker: str
    heading: str
    lead: str
    icons: list[Sign]
    facts: list[Sign]
    chart_title: str
    chart_note: str
    chart: SafeString | str
    chart_empty: str
    range_title: str
    range_note: str
    range: SafeString | str
    annotations: list[Note]
    downloads: list[Link]
    notes: list[str]
    table: Table
    comparators: Table | None
    strip_title: str
    strip: SafeString | str
    restatement: Link | None
    provenance: list[Fact]
    concern: None = None
    concern_empty: str = "No area of concern has been raised on this indicator."
    concern_step: None = None
    commentary: tuple = ()
    commentary_by: str = ""
    linked: tuple = ()


def indicator_page(
    indicator: Indicator, *, audience: str, as_at: date, every: bool = False, may_decide: bool = False
) -> IndicatorPage:
    """The page for one audience; `every`: all figures in the table and not only the newest; `may_decide`: the reader
    may accept restatements, and is led to them."""
    (one,) = judged(audience=audience, as_at=as_at, indicators=[indicator])
    found, beside = one.judged, one.comparators
    reading, series = found.reading, found.series
    here = reverse("dataset:indicator", args=[indicator.code])
    annotations = _annotations(found)
    drawn = bool(reading and reading.charted)
    strip_title, strip = _strip(found, beside)
    yearly = _years(found, beside)
    return IndicatorPage(
        kicker=f"{indicator.code}, {indicator.theme}",
        heading=headings.indicator_heading(reading) if reading else _plain_heading(found),
        lead=_lead(found),
        icons=_signs(found),
        facts=_facts(found, as_at),
        chart_title=f"{indicator.title}, {_unit_words(indicator)}" + (f", by {series.frequency}" if series else ""),
        chart_note="Grey band: usual range. " + _mark_words(found) if drawn else "",
        chart=mark_safe(readings.chart(found.analysis, reading, uid="chart", annotations=[  # noqa: S308 - drawn here
            Annotation(place, note.letter, "") for place, note in annotations])) if drawn else "",
        chart_empty="" if drawn else _why_no_chart(found),
        range_title="Moving range:",
        range_note=f"change from one {series.frequency} to the next" if drawn else "",
        range=mark_safe(readings.moving_range(found.analysis, reading, uid="range")) if drawn else "",  # noqa: S308
        annotations=[note for _, note in annotations],
        downloads=[Link("All figures (CSV)", reverse("dataset:indicator_csv", args=[indicator.code]))],
        notes=_notes(found),
        table=_table(found, here, every) if found.own.process or yearly is None else yearly,
        comparators=yearly if found.own.process else None,
        strip_title=strip_title,
        strip=strip,
        restatement=_restatement(indicator, may_decide),
        provenance=_provenance(found),
    )  # fmt: skip


# --- words at the top ---


def _plain_heading(found: Judged) -> str:
    newest, indicator = found.newest, found.indicator
    if newest is None:
        if found.later:
            return f"{indicator.title}: every figure is {words.LATER}"
        return f"{indicator.title}: no figures have been sent yet"
    figure = found.shown(newest)
    figure = {numbers.SMALL: "fewer than 5", numbers.GUARDED: "a number that is not shown"}.get(figure, figure)
    if indicator.unit not in (numbers.PER_CENT, numbers.COUNT):
        figure += f" {words.unit(indicator.unit)}"
    return f"{indicator.title}: {figure} in {period_words(found.series.frequency, newest)}"


def _lead(found: Judged) -> str:
    newest, indicator = found.newest, found.indicator
    parts = judging.parts(indicator, newest, found.audience) if newest else ""
    told = []
    if parts and indicator.denominator_label and " of " in parts:
        told.append(f"{parts} {indicator.denominator_label}.")
    told.append(sentence(found) if found.reading else (found.notes[0] if found.notes else ""))
    if found.missing:
        due = words.due_on(words.last_day(found.missing[0], found.series.frequency))
        told.append(f"{words.provider(indicator.provider)} owed the next figure by {numbers.day(due)}.")
    elif found.variation.icon == icons.CONCERN:
        told.append("This is unlikely to be chance: it is time to find out why.")
    return " ".join(one for one in told if one)


def _signs(found: Judged) -> list[Sign]:
    variation, assurance = found.variation, found.assurance
    told = variation.label if variation.label != "Not charted" else numbers.capital(variation.reason)
    note = variation.reason if variation.label != "Not charted" else ""
    signs = [Sign(_svg(icons.variation_icon(variation.icon, variation.side, size=40)), told, note)]
    if assurance.icon != icons.NONE:
        signs.append(Sign(_svg(icons.assurance_icon(assurance.icon, size=40)), assurance.label, assurance.reason))
    return signs


def _facts(found: Judged, as_at: date) -> list[Sign]:
    indicator, series, newest = found.indicator, found.series, found.newest
    way = {"H": ("High is good", "agreed direction"), "L": ("Low is good", "agreed direction")}
    facts = [Sign(_svg(""), *way.get(indicator.polarity, ("Neither way is good", "a question, not a verdict")))]
    if found.assurance.icon == icons.NONE:
        target = judging.words_of_target(indicator)
        facts.append(Sign(_svg(""), f"Target {target}" if target else "No target", "not read against it yet"
                          if target else "none agreed"))  # fmt: skip
    if series and newest and series.frequency != YEAR:
        before = year_before(series, newest)
        if before and before.value is not None:
            facts.append(Sign(_svg(""), f"A year ago {found.shown(before)}", period_words(series.frequency, before)))
    if newest:
        facts.append(Sign(_svg(""), f"Data {words.age(newest.end, as_at)} old", f"to {numbers.day(newest.end)}"))
    return facts


def _mark_words(found: Judged) -> str:
    live = {kind for kind in found.analysis.points.point_type if kind != "common_cause"}
    named = [words_of for kind, words_of in (
        ("special_cause_concern", "Diamond: special cause of concern."),
        ("special_cause_improvement", "Square: improvement."),
        ("special_cause_neutral_high", "Triangle: a shift, neither good nor bad."),
        ("special_cause_neutral_low", "Triangle: a shift, neither good nor bad."),
    ) if kind in live]  # fmt: skip
    return " ".join(dict.fromkeys(named))


def _why_no_chart(found: Judged) -> str:
    if found.newest is None:
        return "There is nothing to chart yet."
    if found.reading and found.reading.depth == "hidden":
        return "Not charted: some numbers are too small to show to this reader, and the picture would tell them."
    return f"{found.variation.label}. {numbers.capital(found.variation.reason)}."


def _notes(found: Judged) -> list[str]:
    told = list(found.notes) if found.reading else []
    series = found.series
    if series and series.invented:
        told.append("These months or quarters are invented for the demonstration and stand against no real place.")
    for one in (found.own.process, found.own.published):
        if later := judging.later_words(one):
            told.append(later)
    return told


def _annotations(found: Judged) -> list[tuple[int, Note]]:
    """A letter where the definition changed. Events and promises join these when concerns are kept here."""
    if not (found.reading and found.reading.charted):
        return []
    marked = []
    for from_on, why in found.series.breaks:
        place = next((n for n, point in enumerate(found.points) if point.start >= from_on), None)
        if place is not None:
            letter = chr(ord("A") + len(marked))
            text = f"Limits drawn afresh, {numbers.month(from_on)}: {why or 'the definition changed'}."
            marked.append((place, Note(letter, text)))
    return marked


# --- the figures ---


def _table(found: Judged, here: str, every: bool) -> Table:
    series, indicator = found.series or found.own.published, found.indicator
    if series is None:
        return Table("Figures", f"None. {words.provider(indicator.provider)} sends them.", [Column("Period")], [])
    empty = [point for point in found.points if not point.file_name]
    points = sorted({*series.points, *empty}, key=lambda point: point.start)
    most = len(points) if every else MOST_ROWS.get(series.frequency, len(points))
    shown = points[-most:]
    places = {point.start: place for place, point in enumerate(found.points)}
    parts = [point for point in shown if point.denominator is not None]
    columns = [Column({"month": "Month", "quarter": "Quarter"}.get(series.frequency, "Year"))]
    if parts:
        columns.append(Column("Out of", number=True))
    columns.append(Column(numbers.capital(_unit_words(indicator)), number=True))
    signals = found.reading is not None and found.reading.charted
    if signals:
        columns.append(Column("Change", number=True))
    columns.append(Column("State"))
    if signals:
        columns.append(Column("Signal"))
    before = {after.start: one for one, after in pairwise(points)}
    rows = [_table_row(found, series, point, places.get(point.start), before.get(point.start), bool(parts), signals)
            for point in reversed(shown)]  # fmt: skip
    left = len(points) - len(shown)
    newest = "Newest first." if left <= 0 else f"Newest first: the last {len(shown)} of {len(points)}."
    return Table("Figures behind the chart" if signals else "Figures", newest, columns, rows,
                 f"{here}?all=1#figures" if left > 0 else "")  # fmt: skip


def _table_row(found, series, point: Point, place, before: Point | None, parts: bool, signals: bool) -> TableRow:
    indicator, audience = found.indicator, found.audience
    cells = []
    if parts:
        cells.append(Cell(_together(judging.parts(indicator, point, audience)), "Out of", number=True))
    cells.append(Cell(judging.shown(indicator, point, audience), _unit_words(indicator), number=True, strong=True))
    signal, svg = "", ""
    if signals:
        cells.append(Cell(_change(found, point, before), "Change", number=True))
        signal, svg = _signal(found, place, point)
    state = point.state if point.file_name else ""
    if point.later:
        state = f"{state}, {words.LATER}"
    cells.append(Cell(state, "State"))
    return TableRow(period_words(series.frequency, point), cells, signal, svg, signal.startswith("Concern"))


def _together(parts: str) -> str:
    """ "54 of 92" that stays on one line; a dash where there are no parts or they are hidden."""
    return parts.replace(" ", "\u00a0") if parts else numbers.NOT_COUNTED


def _change(found: Judged, point: Point, before: Point | None) -> str:
    hidden = [judging.hidden(found.indicator, one, found.audience) for one in (point, before) if one]
    if before is None or point.value is None or before.value is None or any(hidden):
        return numbers.NOT_COUNTED
    return numbers.plain(abs(point.value - before.value), max(1, found.indicator.decimals)
                         if found.indicator.unit != numbers.COUNT else 0)  # fmt: skip


def _signal(found: Judged, place: int | None, point: Point) -> tuple[str, SafeString | str]:
    if point.later:
        return "Not read", ""
    if place is None or point.value is None:
        return "", ""
    label = found.analysis.points.special_cause_type[place]
    segment = found.analysis.points.segment[place]
    trial = segment == len(found.analysis.segments) and found.reading.depth in ("trial", "fresh")
    if trial or found.reading.limits is None:
        return "No reading", ""
    if label == COMMON:
        return "Usual variation", ""
    answer = answer_for(found.analysis.points.point_type[place], label)
    return f"{answer.label}: {_RULES.get(label, label)}", _svg(icons.variation_icon(answer.icon, answer.side, size=18))


_RULES = {
    "Above UCL": "above the upper limit", "Below LCL": "below the lower limit",
    "7 Point Trend (Increasing)": "seven rising", "7 Point Trend (Decreasing)": "seven falling",
    "2 in 3 Above CL": "two of three near the upper limit", "2 in 3 Below CL": "two of three near the lower limit",
    "7 Points Above CL": "seven above the mean", "7 Points Below CL": "seven below the mean",
}  # fmt: skip


# --- years beside others ---


def _years(found: Judged, beside: Comparators) -> Table | None:
    series = found.own.published
    if series is None:
        return None
    indicator = found.indicator
    bodies = [body for body in ORDER if body in beside.bodies]
    columns = [Column("Year"), Column("Out of", True), Column(series.area, True),
               *(Column(beside.bodies[body], True) for body in bodies), Column("State")]  # fmt: skip
    rows = []
    for point in reversed(series.points):
        others = beside.by_year.get(year_of(point), {})
        cells = [
            Cell(_together(judging.parts(indicator, point, found.audience)), "Out of", True),
            Cell(judging.shown(indicator, point, found.audience), series.area, True, True),
        ]
        cells += [Cell(comparison_shown(indicator, others.get(body)), beside.bodies[body], True) for body in bodies]
        cells.append(Cell(f"{point.state}, {words.LATER}" if point.later else point.state, "State"))
        rows.append(TableRow(point.label, cells))
    model = neighbour_model(found.as_at)
    note = f"{_unit_words(indicator)}; newest first. Compared, never ranked."
    if model and "SN" in beside.bodies:
        note += f" Statistical neighbours: plain mean of those with a figure, {model.words}" + (
            f", which is {words.LATER}." if model.later else ".")
    return Table("Published figures by year, beside those of others", note, columns, rows)


def _strip(found: Judged, beside: Comparators) -> tuple[str, SafeString | str]:
    series = found.own.published
    at, others = beside.common(series)
    if at is None or not others:
        return "", ""
    indicator = found.indicator
    own = judging.hidden(indicator, at, found.audience) or at.value
    rows = [Compared(series.area, own, own=True)]
    rows += [Compared(beside.bodies[body], others[body].value, text=comparison_shown(indicator, others[body]))
             for body in ORDER if body in others and others[body].value is not None]  # fmt: skip
    title = f"{indicator.title}, {_unit_words(indicator)}, {at.label}"
    drawn = comparator_strip(
        uid="beside", title=title, rows=rows, unit=indicator.unit, decimals=at.shown_decimals, wide=440,
        target=indicator.target if indicator.polarity != "N" else None,
    )  # fmt: skip
    return title, _svg(drawn)


# --- where they come from ---


def _restatement(indicator: Indicator, may_decide: bool) -> Link | None:
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


def _provenance(found: Judged) -> list[Fact]:
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
        Fact("File’s SHA-256", newest.sha256),
        Fact("State", numbers.capital(newest.state)
             + (", worked out here from its two parts" if newest.computed else "")),
    ]  # fmt: skip
    if found.reading and found.reading.charted:
        facts.append(Fact("Limits", _limits(found)))
        facts.append(Fact("Rules", f"{judging.RULE_SET}: {judging.RULES}. {numbers.capital(judging.OPTIONS)}."))
    if protected(found.audience):
        facts.append(Fact("Small numbers", "1 to 4 is shown as <5; what would tell one is shown as [c]"))
    return facts


def _limits(found: Judged) -> str:
    reading, series = found.reading, found.series
    segment = found.analysis.segments[-1]
    since = period_words(series.frequency, next(p for p in found.points if p.iso == segment.first_date))
    told = f"{reading.points} points since {since}; outlier screen on; XmR"
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


def _unit_words(indicator: Indicator) -> str:
    return {"%": "%", "n": "number"}.get(indicator.unit, words.unit(indicator.unit))


def _svg(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308 - drawn by sscb.charts, its text escaped there


__all__ = ["IndicatorPage", "indicator_page"]
