"""Comparators of published years: statistical neighbours (plain mean), the region, the country."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum

from django.db.models import Q

from dataset.models import Area, Indicator, Neighbour, Value
from dataset.queries.series import YEAR, Point, Series, frequency_of, year_of
from sscb.charts import numbers

NEIGHBOURS, REGION, COUNTRY = "SN", "SW", "ENG"
ORDER = (NEIGHBOURS, REGION, COUNTRY)
_BODIES = {Area.Kind.COUNTRY: COUNTRY, Area.Kind.GROUP: NEIGHBOURS}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparator's figure for one year. `of`: for a mean, how many areas it was taken over, of how many."""

    body: str
    name: str
    value: float | None
    marker: str = ""
    over: int = 0
    among: int = 0
    decimals: int | None = None
    file_name: str = ""
    sha256: str = ""
    row: int = 0
    received_at: datetime | None = None
    computed: bool = False
    each: tuple[float, ...] = ()
    """For a mean: the figures it was taken over, without their names."""
    model: str = ""
    """For a mean: the list of neighbours that counted in its year."""


@dataclass(frozen=True, slots=True)
class Comparators:
    """All comparators of one indicator: by year (first and last day), then by body."""

    by_year: dict[str, dict[str, Comparison]]
    bodies: dict[str, str]
    """Code and name of each body that has any figure, in the order of the page."""

    def common(self, series: Series | None) -> tuple[Point | None, dict[str, Comparison]]:
        """The newest year known for us in which a comparator has a figure too; else our newest, alone."""
        known = [point for point in series.known if point.value is not None] if series else []
        for point in reversed(known):
            beside = self.by_year.get(year_of(point), {})
            if any(one.value is not None for one in beside.values()):
                return point, beside
        return (known[-1] if known else None), {}


NONE = Comparators({}, {})


@dataclass(frozen=True, slots=True)
class Model:
    """One list of the Board's statistical neighbours, in order of likeness, and the day from which it counts."""

    name: str
    from_on: date
    areas: tuple[int, ...]

    @property
    def words(self) -> str:
        """ "the model of April 2021", "the model imported 12 November 2019"."""
        return f"the model {self.name[:1].lower()}{self.name[1:]}" if self.name.startswith("Imported") else (
            f"the model of {self.name}")


def neighbour_models() -> list[Model]:
    """Every list of the Board's statistical neighbours that was ever in use, the oldest first."""
    found: dict[tuple[date, str], list[int]] = defaultdict(list)
    rows = Neighbour.objects.filter(area__is_own=True).order_by("from_on", "rank")
    for name, from_on, neighbour in rows.values_list("model", "from_on", "neighbour_id"):
        found[from_on, name].append(neighbour)
    return [Model(name, from_on, tuple(found[from_on, name])) for from_on, name in sorted(found)]


def model_of_year(models: Iterable[Model], end: date) -> Model | None:
    """The newest list in force when the year ended; where there was none yet, the first that came after."""
    models = list(models)
    return next((one for one in reversed(models) if one.from_on <= end), models[0] if models else None)


def models_words(years: Iterable[str], models: Iterable[Model]) -> str:
    """Which list counted for which of these years (first and last day each, as `year_of` gives them), or "".

    "the model of April 2021", or, where they differ: "the model imported 12 November 2019 for years to 31 March 2020,
    the model of April 2021 for years to 31 March 2021 and later".
    """
    models = list(models)
    ends = sorted({date.fromisoformat(year.split("/")[1]) for year in years})
    used: dict[Model, list[date]] = {}
    for end in ends:
        if model := model_of_year(models, end):
            used.setdefault(model, []).append(end)
    if len(used) < 2:
        return "".join(model.words + _after(model, days) for model, days in used.items())
    told = [f"{model.words}{_after(model, days)} for years to {numbers.day(days[-1])}" for model, days in used.items()]
    told[-1] = f"{[*used][-1].words} for years that ended later"
    return numbers.listed(told)


def _after(model: Model, ends: list[date]) -> str:
    return " (which came after them: no earlier one is known here)" if model.from_on > ends[-1] else ""


def comparators(indicators: Iterable[Indicator]) -> dict[int, Comparators]:
    """Comparators of each indicator by its id: three queries, whatever their number.

    A year's neighbours are those of the list in force when it ended.
    """
    models = neighbour_models()
    places = {}
    for pk, name, kind in Area.objects.filter(
        Q(kind__in=[Area.Kind.COUNTRY, Area.Kind.GROUP]) | Q(authorities__is_own=True)
    ).values_list("pk", "name", "kind"):  # fmt: skip
        places[pk] = (_BODIES.get(kind, REGION), "Statistical neighbours" if kind == Area.Kind.GROUP else name)
    near = {area for model in models for area in model.areas}
    rows = (
        Value.objects.current()
        .filter(area_id__in=[*places, *near], version__indicator__in=[one.pk for one in indicators])
        .order_by("version__number")
        .values_list("version__indicator_id", "area_id", "period_start", "period_end", "value", "marker", "decimals",
                     "came_from__file_name", "came_from__sha256", "row", "received_at", "computed")
    )  # fmt: skip
    single: dict[int, dict[str, dict[str, Comparison]]] = defaultdict(lambda: defaultdict(dict))
    pooled: dict[int, dict[str, dict[int, tuple]]] = defaultdict(lambda: defaultdict(dict))
    for pk, area, start, end, value, marker, decimals, file_name, sha256, line, received_at, computed in rows:
        if frequency_of(start, end) != YEAR:
            continue
        year = f"{start.isoformat()}/{end.isoformat()}"
        if area in places:
            body, name = places[area]
            single[pk][year][body] = Comparison(
                body, name, value, marker or "", decimals=decimals, file_name=file_name, sha256=sha256, row=line,
                received_at=received_at, computed=computed,
            )  # fmt: skip
        if area in near:
            pooled[pk][year][area] = (value, decimals, file_name, sha256, received_at)
    names = {**dict(places.values()), NEIGHBOURS: "Statistical neighbours"}
    found = {}
    for pk in {*single, *pooled}:
        years = {year: dict(bodies) for year, bodies in single[pk].items()}
        for year, values in pooled[pk].items():
            model = model_of_year(models, date.fromisoformat(year.split("/")[1]))
            mean = _mean({area: values[area] for area in model.areas if area in values}, model)
            if mean:
                years.setdefault(year, {})[NEIGHBOURS] = mean
        have = {body for bodies in years.values() for body in bodies}
        found[pk] = Comparators(years, {body: names[body] for body in ORDER if body in have})
    return found


def _mean(values: dict[int, tuple], model: Model) -> Comparison | None:
    """The plain mean of the neighbours that have a figure; those whose figure is withheld are left out."""
    figures = [value for value, *_ in values.values() if value is not None]
    if not figures:
        return None
    exact = [decimals for _, decimals, *_ in values.values() if decimals is not None]
    _, _, file_name, sha256, received_at = max(values.values(), key=lambda one: one[4])
    return Comparison(
        NEIGHBOURS, "Statistical neighbours", fsum(figures) / len(figures), over=len(figures), among=len(model.areas),
        decimals=max(exact) + 1 if exact else None, file_name=file_name, sha256=sha256, received_at=received_at,
        each=tuple(figures), model=model.words,
    )
