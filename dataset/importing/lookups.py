"""What the importer must know of the database, read once: places, and which columns the indicators claim."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dataset.models import AreaCode, Claim, Indicator, Value
from sscb.charts.numbers import COUNT, PER_CENT


def plain_name(name: str) -> str:
    """A name for comparing whole: small letters, single spaces. Never "contains": North Somerset is another place."""
    return " ".join(name.casefold().split())


class Place(NamedTuple):
    area_id: int
    name: str
    rounded: bool
    ons: frozenset[str]


class Areas:
    """Finds places by ONS code, number or whole name, remembering every answer."""

    def __init__(self):
        places: dict[int, Place] = {}
        ons: dict[int, set[str]] = {}
        self._codes: dict[tuple[str, str], int] = {}
        rows = AreaCode.objects.values_list("scheme", "code", "area_id", "area__name", "area__rounded")
        for scheme, code, area_id, name, rounded in rows:
            self._codes[scheme, code] = area_id
            places[area_id] = Place(area_id, name, rounded, frozenset())
            if scheme == AreaCode.Scheme.ONS:
                ons.setdefault(area_id, set()).add(code)
        self.places = {key: place._replace(ons=frozenset(ons.get(key, ()))) for key, place in places.items()}
        self._known: dict[tuple[str | None, str | None], Place | None] = {}

    def find(self, code: str | None, name: str | None) -> Place | None:
        """The place a record speaks of, or None where nobody knows it."""
        try:
            return self._known[code, name]
        except KeyError:
            found = self._known[code, name] = self._look(code, name)
            return found

    def _look(self, code: str | None, name: str | None) -> Place | None:
        if code:
            for scheme in (AreaCode.Scheme.ONS, AreaCode.Scheme.DFE):
                if area_id := self._codes.get((scheme, code.upper())):
                    return self.places[area_id]
        if name and (area_id := self._codes.get((AreaCode.Scheme.NAME, plain_name(name)))):
            return self.places[area_id]
        return None


@dataclass(frozen=True)
class Target:
    """One figure that a record holds: which indicator, and which columns give its parts."""

    version_id: int
    indicator: str
    multiplier: int
    column: str | None
    numerator: str | None
    denominator: str | None
    factors: tuple[float, float, float]
    basis: str
    decimals: int | None
    among: str
    leave_out: frozenset[str]
    percentage: bool
    count: bool


@dataclass
class Claims:
    """Which indicators a record of this layout speaks of, worked out once for each set of columns and dimensions."""

    layout: str
    _by_column: dict[str, list[Claim]] = field(default_factory=dict)
    _plain: dict[str, Target] = field(default_factory=dict)
    _known: dict = field(default_factory=dict)

    def __post_init__(self):
        claims = Claim.objects.filter(layout=self.layout).select_related("indicator").order_by("id")
        self.told_apart: frozenset[str] = frozenset()
        self._versions: dict[int, tuple[int, int]] = {}
        indicators = Indicator.objects.exclude(status=Indicator.Status.RETIRED)
        bases = dict(
            Claim.objects.filter(part=Claim.Part.VALUE).exclude(basis="day").values_list("indicator_id", "basis")
        )
        latest = indicators.values_list("id", "code", "title", "unit", "versions__id", "versions__multiplier").order_by(
            "id", "versions__number"
        )
        for key, code, title, unit, version, multiplier in latest:
            if version is None:
                continue
            self._versions[key] = (version, multiplier)
            if self.layout == "plain":
                target = Target(version, code, multiplier, None, None, None, (1.0, 1.0, 1.0),
                                bases.get(key, "financial"), None, "", frozenset(), unit == PER_CENT,
                                unit == COUNT)  # fmt: skip
                self._plain[code.casefold()] = self._plain[plain_name(title)] = target
        for claim in claims:
            self._by_column.setdefault(claim.column, []).append(claim)
        # Only these dimensions decide anything; a column of free words must not make every row a case of its own.
        self.told_apart = frozenset(name for claim in claims for name in claim.dimensions)

    def targets(self, dimensions: tuple[tuple[str, str], ...], columns: tuple[str, ...]) -> tuple[Target, ...]:
        """The figures in a record with these columns; empty where no indicator claims any."""
        key = (dimensions, columns)
        try:
            return self._known[key]
        except KeyError:
            found = self._known[key] = tuple(self._work_out(dict(dimensions), columns))
            return found

    def claimed(self, dimensions: tuple[tuple[str, str], ...], columns: tuple[str, ...]) -> set[str]:
        """Those of the columns that some target uses."""
        used: set[str] = set()
        for target in self.targets(dimensions, columns):
            used |= {target.column, target.numerator, target.denominator} - {None}
        if self._plain:
            used |= {"numerator", "denominator"}
        return used

    def _work_out(self, dimensions: dict[str, str], columns: tuple[str, ...]):
        parts: dict[int, dict[str, Claim]] = {}
        for column in columns:
            if target := self._plain.get(plain_name(column)):
                yield Target(**{**target.__dict__, "column": column})
                continue
            for claim in self._by_column.get(column, ()):
                if all(dimensions.get(name) == wanted for name, wanted in claim.dimensions.items()):
                    parts.setdefault(claim.indicator_id, {}).setdefault(claim.part, claim)
        for key, found in parts.items():
            if key not in self._versions:
                continue
            value, over, under = (found.get(part) for part in ("value", "numerator", "denominator"))
            first = value or over
            if value is None and (over is None or (under is None and not over.among)):
                continue
            version, multiplier = self._versions[key]
            yield Target(
                version, first.indicator.code, multiplier, value.column if value else None,
                over.column if over else None, under.column if under else None,
                tuple(claim.factor if claim else 1.0 for claim in (value, over, under)),
                first.basis, first.decimals, "" if value or under else over.among, frozenset(first.leave_out),
                first.indicator.unit == PER_CENT, first.indicator.unit == COUNT,
            )  # fmt: skip


class Populations:
    """Background denominators by place and year, as the database has them now."""

    def __init__(self):
        self._by_code: dict[str, dict[tuple[int, int], float]] = {}

    def among(self, code: str, area_id: int, year: int) -> float | None:
        """The mid-year figure that serves the period beginning in `year`; None where it is not there yet."""
        if code not in self._by_code:
            rows = Value.objects.current().filter(version__indicator__code=code, value__isnull=False)
            self._by_code[code] = {
                (area, end.year): value for area, end, value in rows.values_list("area_id", "period_end", "value")
            }
        return self._by_code[code].get((area_id, year))
