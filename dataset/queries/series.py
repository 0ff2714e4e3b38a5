"""The figures of the Board's own area, indicator by indicator, with where each came from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from dataset.models import Area, Indicator, Mask, Value
from dataset.queries.agreed import STANDARD, Agreed, Break, agreed
from sscb.charts import numbers

MONTH, QUARTER, YEAR = "month", "quarter", "year"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, or the marker printed instead of one, and where it came from.

    `later`: its period ends after the day we look from. `shown_decimals`: as exact as source and indicator allow.
    `mask`: "small" or "protect" where it was decided that nobody outside Quality and Performance sees it.
    """

    start: date
    end: date
    label: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    marker: str = ""
    text: str = ""
    shown_decimals: int = 0
    state: str = "confirmed"
    computed: bool = False
    version: int = 1
    file_name: str = ""
    file_uuid: str = ""
    sha256: str = ""
    row: int = 0
    sheet: str = ""
    column: str = ""
    received_at: datetime | None = None
    later: bool = False
    mask: str = ""
    parts_source: str = ""
    """The later file and row that gave numerator and denominator, where the figure first came alone."""

    @property
    def iso(self) -> str:
        return self.start.isoformat()

    @property
    def provisional(self) -> bool:
        return self.state == Value.State.PROVISIONAL


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one indicator for one area in one frequency, oldest first; gaps are not filled in."""

    indicator: Indicator
    frequency: str
    area: str
    invented: bool
    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = ()
    """Where limits begin afresh: a later definition, or by approval."""

    @property
    def known(self) -> tuple[Point, ...]:
        """What could be known on the day we look from."""
        return tuple(point for point in self.points if not point.later)


@dataclass(frozen=True, slots=True)
class Own:
    """All figures of one indicator for the Board's own area.

    `process`: months or quarters, the Board's own where there are any, else the invented ones of the demonstration.
    `published`: years.
    """

    indicator: Indicator
    process: Series | None
    published: Series | None
    agreed: Agreed = STANDARD

    @property
    def empty(self) -> bool:
        return self.process is None and self.published is None


def frequency_of(start: date, end: date) -> str:
    """What a period is, from its days: month, quarter or year. Days and pools of years stand in tables of years."""
    days = (end - start).days + 1
    if start.day == 1 and 28 <= days <= 31:
        return MONTH
    if start.day == 1 and 89 <= days <= 92:
        return QUARTER
    return YEAR


def place_ids() -> tuple[int | None, int | None]:
    """The Board's own area, and the one whose invented figures stand in for it (both may be missing)."""
    own = stands_in = None
    for pk, is_own in Area.objects.filter(Q(is_own=True) | Q(stands_in=True)).values_list("pk", "is_own"):
        own, stands_in = (pk, stands_in) if is_own else (own, pk)
    return own, stands_in


_FIELDS = (
    "version__indicator_id", "version__number", "area_id", "area__name",
    "area__stands_in", "period_start", "period_end", "period_label", "value", "numerator", "denominator", "marker",
    "text", "decimals", "state", "computed", "came_from__file_name", "came_from__uuid", "came_from__sha256", "row",
    "sheet", "column", "received_at", "parts_from__file_name", "parts_row",
)  # fmt: skip


def own_figures(indicators: Iterable[Indicator], *, as_at: date) -> dict[int, Own]:
    """The figures of each indicator by its id, what is hidden and what is agreed: five queries in all."""
    indicators = {one.pk: one for one in indicators}
    told = agreed(indicators.values(), as_at=as_at)
    masks = {
        tuple(place): how
        for *place, how in Mask.objects.filter(
            indicator__in=list(indicators), part__in=[Mask.Part.COUNT, Mask.Part.SHARE]
        ).values_list("indicator_id", "area_id", "period_start", "period_end", "how")
    }
    rows = (
        Value.objects.current()
        .filter(Q(area__is_own=True) | Q(area__stands_in=True), version__indicator__in=list(indicators))
        .order_by("period_start", "period_end", "version__number")
        .values_list(*_FIELDS)
    )
    found: dict[int, dict[tuple[bool, str], dict]] = defaultdict(lambda: defaultdict(dict))
    names: dict[bool, str] = {}
    for row in rows:
        (pk, number, area_pk, area, invented, start, end, label, value, numerator, denominator, marker, text, decimals,
         state, computed, file_name, file_uuid, sha256, line, sheet, column, received_at, parts_from,
         parts_row) = row  # fmt: skip
        indicator = indicators[pk]
        names[invented] = area
        most = indicator.decimals
        point = Point(
            start=start, end=end, label=label, value=value, numerator=numerator, denominator=denominator,
            marker=marker or "", text=text or "",
            shown_decimals=most if decimals is None or computed else min(most, decimals),
            state=state, computed=computed, version=number, file_name=file_name, file_uuid=str(file_uuid),
            sha256=sha256, row=line, sheet=sheet, column=column, received_at=received_at, later=end > as_at,
            mask=masks.get((pk, area_pk, start, end), ""),
            parts_source=f"{parts_from}, row {parts_row}" if parts_from else "",
        )  # fmt: skip
        found[pk][invented, frequency_of(start, end)][start, end] = point  # a later definition's figure stands
    return {
        pk: _own(indicator, found.get(pk, {}), names, told[pk])
        for pk, indicator in indicators.items()
    }


def _own(indicator, by_kind, names, told: Agreed) -> Own:
    def series(invented: bool, frequency: str) -> Series | None:
        points = by_kind.get((invented, frequency))
        if not points:
            return None
        return Series(indicator, frequency, names[invented], invented, tuple(points.values()), told.breaks)

    def first(*wanted):
        return next((one for one in (series(*pair) for pair in wanted) if one), None)

    return Own(
        indicator,
        first((False, MONTH), (False, QUARTER), (True, MONTH), (True, QUARTER)),
        first((False, YEAR), (True, YEAR)),
        told,
    )


def year_before(series: Series, point: Point) -> Point | None:
    """The figure for the same month or quarter a year earlier."""
    wanted = point.start.replace(year=point.start.year - 1)
    return next((one for one in series.points if one.start == wanted), None)


def period_words(frequency: str, point: Point, *, short: bool = False) -> str:
    """ "September 2019", "Q2 2019/20", or a year as its source counts it: "2018/19", "the year to September 2019"."""
    if frequency in (MONTH, QUARTER):
        return numbers.period(point.start, frequency, short=short)
    if short:
        return short_year(point.label)
    return f"the year {point.label}" if point.label.startswith("to ") else point.label


def short_year(label: str) -> str:
    """The year as a narrow column holds it: "Sep 2019" for the year that ends then."""
    return label.replace("September", "Sep").removesuffix(" school year").removeprefix("to ")


def year_of(point: Point) -> str:
    """For comparing areas: the first and last day, which is the same year only if both agree."""
    return f"{point.start.isoformat()}/{point.end.isoformat()}"


