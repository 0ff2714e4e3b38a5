"""The indicator page: has something changed, and what should we do?"""

from datetime import date

from django.urls import reverse

from dataset import readings
from dataset.models import Indicator
from dataset.queries.indicator_page.marks import annotations
from dataset.queries.indicator_page.origins import provenance, restatement
from dataset.queries.indicator_page.others import funnel_of, rank_words
from dataset.queries.indicator_page.rarely import between, like_strip
from dataset.queries.indicator_page.shapes import IndicatorPage, drawn, unit_words
from dataset.queries.indicator_page.tables import figures_table, years_strip, years_table
from dataset.queries.indicator_page.top import (
    honest_notes,
    lead,
    mark_words,
    plain_heading,
    quick_facts,
    signs,
    why_no_chart,
)
from dataset.queries.standing import judged
from dataset.readings import headings
from sscb.board.queries.shown import Link
from sscb.charts.forms import Annotation

__all__ = ["IndicatorPage", "indicator_page"]


def indicator_page(
    indicator: Indicator, *, audience: str, as_at: date, every: bool = False, may_decide: bool = False, person=None
) -> IndicatorPage:
    """The page for one audience; `every`: all figures in the table and not only the newest; `may_decide`: the reader
    may accept restatements, and is led to them; `person`: who reads, for links to what they may open."""
    (one,) = judged(audience=audience, as_at=as_at, indicators=[indicator])
    found, beside = one.judged, one.comparators
    reading, series = found.reading, found.series
    here = reverse("dataset:indicator", args=[indicator.code])
    letters = annotations(found, person)
    charted = bool(reading and reading.charted)
    strip_title, strip = years_strip(found, beside)
    yearly = years_table(found, beside)
    alike_title, alike = like_strip(found)
    return IndicatorPage(
        kicker=f"{indicator.code}, {indicator.theme}",
        heading=headings.indicator_heading(reading) if reading else plain_heading(found),
        lead=lead(found),
        icons=signs(found),
        facts=quick_facts(found, as_at),
        chart_title=f"{indicator.title}, {unit_words(indicator)}" + (f", by {series.frequency}" if series else ""),
        chart_note=f"Grey band: usual range. {mark_words(found)} {found.own.agreed.caption}" if charted else "",
        chart=drawn(readings.chart(found.analysis, reading, uid="chart", annotations=[
            Annotation(place, note.letter, note.short) for place, note in letters])) if charted else "",
        chart_empty="" if charted else why_no_chart(found),
        range_title="Moving range:",
        range_note=f"change from one {series.frequency} to the next" if charted else "",
        range=drawn(readings.moving_range(found.analysis, reading, uid="range")) if charted else "",
        annotations=[note for _, note in letters],
        downloads=_downloads(indicator, charted or bool(strip)),
        notes=honest_notes(found),
        table=figures_table(found, here, every) if found.own.process or yearly is None else yearly,
        comparators=yearly if found.own.process else None,
        strip_title=strip_title,
        strip=strip,
        rank=rank_words(found, beside),
        funnel=funnel_of(found, beside),
        between=between(found),
        alike_title=alike_title,
        alike=alike,
        restatement=restatement(indicator, may_decide),
        provenance=provenance(found),
    )  # fmt: skip


def _downloads(indicator: Indicator, drawn: bool) -> list[Link]:
    found = [Link("Definition, targets and limits", reverse("dataset:definition", args=[indicator.code]))]
    files = [("All figures (CSV)", "indicator_csv"), ("All figures (Excel)", "indicator_xlsx")]
    if drawn:
        files += [("The chart (SVG)", "chart_svg"), ("The chart (PNG)", "chart_png")]
    return found + [Link(words, reverse(f"dataset:{name}", args=[indicator.code])) for words, name in files]
