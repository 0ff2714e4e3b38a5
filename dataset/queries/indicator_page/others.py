"""Beside others: our rank among the neighbours, and the funnel of all authorities with a denominator."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from dataset import words
from dataset.models import Area, Value
from dataset.queries import judging
from dataset.queries.comparing import NEIGHBOURS, Comparators
from dataset.queries.indicator_page.shapes import Cell, Column, Table, TableRow, drawn, unit_words
from dataset.queries.judging import Judged
from sscb.charts import numbers
from sscb.charts.funnel import Place, funnel

PER = {100: "%", 10_000: "per 10,000", 100_000: "per 100,000"}
MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class Beside:
    """The funnel: its title, drawing, sentence and table; all empty where no denominators are published."""

    title: str = ""
    svg: SafeString | str = ""
    sentence: str = ""
    table: Table | None = None


def rank_words(found: Judged, beside: Comparators) -> str:
    """Our place among the neighbours with a figure, best first; "" without a good direction or where ours is hidden."""
    indicator = found.indicator
    at, others = beside.common(found.own.published)
    near = others.get(NEIGHBOURS)
    if indicator.polarity == "N" or at is None or near is None or not near.each:
        return ""
    if judging.hidden(indicator, at, found.audience):
        return ""
    return place_words(at.value, near.each, indicator.polarity, among=near.among, year=at.label)


def place_words(own: float, others: tuple[float, ...], polarity: str, *, among: int, year: str) -> str:
    """ "2018/19: third best of nine, ourselves and eight neighbours; two neighbours have no figure"."""
    better = sum(one > own if polarity == "H" else one < own for one in others)
    same = sum(one == own for one in others)
    whole = len(others) + 1
    place = "best" if better == 0 else f"{_ORDINALS[better] if better < len(_ORDINALS) else f'{better + 1}th'} best"
    if better == whole - 1 - same and better:
        place = "last"
    shared = "shared " if same else ""
    missing = among - len(others)
    told = (f"{year}: {shared}{place} of {numbers.in_words(whole)}, ourselves and "
            f"{numbers.counted(len(others), 'neighbour')} with a figure")  # fmt: skip
    if missing > 0:
        told += f"; {numbers.counted(missing, 'neighbour')} {'has' if missing == 1 else 'have'} none"
    return f"{told}."


_ORDINALS = ("", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def funnel_of(found: Judged, beside: Comparators) -> Beside:
    """All authorities of our newest year whose two parts are published, as a funnel; empty where there is none."""
    indicator, series = found.indicator, found.own.published
    if series is None or indicator.multiplier not in PER or series.invented:
        return Beside()
    at, _ = beside.common(series)
    if at is None or at.numerator is None or not at.denominator or judging.hidden(indicator, at, found.audience):
        return Beside()
    rows = (
        Value.objects.current()
        .filter(version__indicator=indicator, period_start=at.start, period_end=at.end, value__isnull=False,
                numerator__isnull=False, denominator__gt=0, area__kind=Area.Kind.AUTHORITY, area__stands_in=False)
        .order_by("area__name").values_list("area__name", "area__is_own", "numerator", "denominator")
    )  # fmt: skip
    places = [Place(name, over, under, own) for name, own, over, under in rows]
    share = indicator.unit == numbers.PER_CENT
    title = f"{indicator.title}, {unit_words(indicator)}, {at.label}: all authorities by size"
    among = indicator.denominator_label or "cases"
    made = funnel(
        places, uid="funnel", title=title, multiplier=indicator.multiplier,
        unit="%" if share else PER[indicator.multiplier], decimals=indicator.decimals, among_words=among,
        polarity=indicator.polarity,
    )  # fmt: skip
    if made is None:
        return Beside()
    ours, outside = made.rows[0], [one for one in made.rows[1:] if one.far]
    shown = [ours, *outside[: MOST_ROWS - 1]]
    left = len(outside) - (len(shown) - 1)
    note = (
        f"All {len(made.rows)} together {numbers.shown(made.centre, indicator.unit, indicator.decimals)}. "
        f"{numbers.capital(numbers.in_words(len(outside)))} lie outside the outer limits; chance alone would put about "
        f"one in 500 there, so large numbers and ways of counting differ too."
    ) + (f" {numbers.capital(numbers.in_words(left))} of them are left out here." if left > 0 else "")
    unit = unit_words(indicator)
    table = Table(
        "Where areas stand in the funnel", note,
        [Column("Area"), Column(numbers.capital(unit), True), Column("Out of", True), Column("Stands")],
        [TableRow(one.place.name, [
            Cell(numbers.shown(one.value, indicator.unit, indicator.decimals), unit, True, one.place.own),
            Cell(words.count(one.place.denominator), "Out of", True), Cell(one.words, "Stands"),
        ]) for one in shown],
    )  # fmt: skip
    return Beside(title, drawn(made.svg), made.sentence, table)
