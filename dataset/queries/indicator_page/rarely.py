"""What stands in place of the chart where a chart would mislead: time between rare events, and like periods."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from dataset.models import EventDay
from dataset.queries import judging
from dataset.queries.audience import protected
from dataset.queries.indicator_page.shapes import Cell, Column, Table, TableRow, drawn, unit_words
from dataset.queries.judging import Judged
from dataset.queries.series import period_words
from dataset.queries.suiting import like_periods
from sscb.charts.comparators import Compared, comparator_strip
from sscb.charts.days_between import days_between

MOST_ROWS = 12
LONGER = {"H": False, "L": True}


@dataclass(frozen=True, slots=True)
class Between:
    """The time between events, with its table; empty where no days are written down or the reader may not know."""

    title: str = ""
    svg: SafeString | str = ""
    sentence: str = ""
    listed: str = ""
    method: str = ""
    table: Table | None = None


def between(found: Judged) -> Between:
    """Only for Quality and Performance: a list of gaps tells how many events there were."""
    if protected(found.audience):
        return Between()
    indicator, agreed = found.indicator, found.own.agreed
    days = list(EventDay.objects.filter(indicator=indicator, on__lte=found.as_at).values_list("on", flat=True))
    if not days:
        return Between()
    title = f"Time between events: {indicator.title}"
    made = days_between(
        days, title=title, uid="between", size="page", longer_is_better=LONGER.get(indicator.polarity),
        run=agreed.run, trend=agreed.trend,
    )  # fmt: skip
    weeks = "Days, to the whole week"
    rows = [
        TableRow(f"Gap {row.place}", [Cell(row.gap, weeks, True), Cell(row.signal or "No reading", "Reading")])
        for row in list(reversed(made.rows))[:MOST_ROWS]
    ]
    columns = [Column("Place in order"), Column(weeks, True), Column("Reading")]
    note = f"Newest first, without dates: the last {len(rows)} of {len(made.rows)}."
    table = Table("Gaps between events", note, columns, rows)
    return Between(title, drawn(made.svg), made.sentence, made.listed, made.method, table)


def like_strip(found: Judged) -> tuple[str, SafeString | str]:
    """A figure that follows a season, beside the same month or quarter of the years before."""
    indicator, series = found.indicator, found.series
    if not indicator.seasonal or series is None or found.reading is not None:
        return "", ""
    alike = like_periods(series)
    if len(alike) < 2:
        return "", ""
    rows = [
        Compared(period_words(series.frequency, point), judging.hidden(indicator, point, found.audience) or point.value,
                 own=place == 0, text=found.shown(point))
        for place, point in enumerate(alike)
    ]  # fmt: skip
    title = f"{indicator.title}, {unit_words(indicator)}: like {series.frequency}s"
    picture = comparator_strip(uid="alike", title=title, rows=rows, unit=indicator.unit,
                               decimals=alike[0].shown_decimals, wide=440,
                               target=indicator.target if indicator.polarity != "N" else None)  # fmt: skip
    return title, drawn(picture)


