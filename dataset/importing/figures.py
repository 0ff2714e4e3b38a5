"""From the records of a file to figures of indicators. One pass, nothing kept but counts and the first faults."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dataset.importing.lookups import Areas, Claims, Place, Populations, Target
from dataset.layouts import Cell, Definition, Item, Neighbour, Reading, Record, Rejected, Started
from dataset.periods import NoSuchPeriod, read_period

FAULTS_KEPT = 1000
KINDS_KEPT = 13
OWN_LAYOUT = "plain"
CLOSE = 0.51
"""How far a typed percentage may lie from its two parts: it may be rounded to a whole one."""
NOT_OUT_OF = (
    "A percentage needs the number it is out of. Write that number in a column named denominator; where a publisher "
    "does not give it, write “not published” there."
)


class Figure(NamedTuple):
    """One row on its way into the database. Dates as 2019-03-31, so that both databases take them as they are."""

    id: int
    version_id: int
    area_id: int
    period_start: str
    period_end: str
    period_label: str
    period_text: str
    value: float | None
    numerator: float | None
    denominator: float | None
    marker: str | None
    text: str | None
    decimals: int | None
    computed: bool
    provisional: bool
    row: int
    sheet: str
    column: str
    not_given: bool


@dataclass
class Ledger:
    """What was met on the way: counts, the first faults, columns and places nobody knows."""

    rows: int = 0
    staged: int = 0
    rejected: int = 0
    faults: list[Rejected] = field(default_factory=list)
    unclaimed: Counter = field(default_factory=Counter)
    kinds: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """For each unclaimed column the first kinds of record it stands in, so that a person can map one of them."""
    unknown_areas: Counter = field(default_factory=Counter)
    without_population: Counter = field(default_factory=Counter)
    neighbours: list[Neighbour] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)

    def reject(self, fault: Rejected) -> None:
        self.rejected += 1
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(fault)


def silent(item: Item) -> None:
    """Nobody listens."""


class Gathering:
    """Walks through a reading once and yields the figures that indicators claim."""

    def __init__(self, reading: Reading, *, latest_year: int, listen: Callable[[Item], None] = silent,
                 progress: Callable[[int], None] | None = None):
        self.reading, self.listen, self.progress = reading, listen, progress
        self.latest_year = latest_year
        self._own = reading.layout.code == OWN_LAYOUT
        self.ledger = Ledger()
        self.areas, self.populations = Areas(), Populations()
        self.claims = Claims(reading.layout.code)
        self._periods: dict[tuple[str, str], tuple[str, str, str, int]] = {}
        self._shapes: Counter = Counter()
        self._kinds: dict[tuple[str, ...], dict[tuple, None]] = {}

    def figures(self) -> Iterator[Figure]:
        """Yield figures; afterwards the ledger is complete. Raises Refused where the file breaks off."""
        ledger, listen = self.ledger, self.listen
        told = listen is not silent
        own = self._own
        targets, find, shapes = self.claims.targets, self.areas.find, self._shapes
        told_apart = self.claims.told_apart
        for item in self.reading.items():
            kind = type(item)
            if kind is Started:
                ledger.rows += 1
                if self.progress and not ledger.rows % 5000:
                    self.progress(ledger.rows)
                continue
            if kind is not Record:
                self._other(item)
                if told:
                    listen(item)
                continue
            place = find(item.area_code, item.area_name)
            if place is None and own and self.areas.places:
                fault = Rejected(item.row, "area", item.area_code or item.area_name or "",
                                 "No area of this name or code is known. Use the full name, the ONS code or the "
                                 "number.", item.sheet)
                ledger.reject(fault)
                if told:
                    listen(fault)
                continue
            if told:
                listen(item)
            cells = item.cells
            columns = (cells[0].column,) if len(cells) == 1 else tuple(cell.column for cell in cells)
            dimensions = tuple(one for one in item.dimensions if one[0] in told_apart) if told_apart else ()
            found = targets(dimensions, columns)
            shapes[dimensions, columns] += 1
            if len(found) < len(columns):
                kinds = self._kinds.setdefault(columns, {})
                if len(kinds) < KINDS_KEPT:
                    kinds[item.dimensions] = None
            if not found:
                continue
            if place is None:
                ledger.unknown_areas[item.area_name or item.area_code or ""] += 1
                continue
            for target in found:
                figure = self._figure(item, target, place)
                if figure is not None:
                    yield figure
        self._unclaimed()

    def _other(self, item: Item) -> None:
        if isinstance(item, Rejected):
            if not item.follows:
                self.ledger.reject(item)
        elif isinstance(item, Neighbour):
            self.ledger.neighbours.append(item)
        elif isinstance(item, Definition):
            self.ledger.definitions.append(item)

    def _figure(self, record: Record, target: Target, place: Place) -> Figure | None:
        if target.leave_out and target.leave_out & place.ons:
            return None
        cells = record.cells
        if len(cells) == 1 and target.numerator is None:
            main, over, under = cells[0], None, None
        else:
            by_column = {cell.column: cell for cell in cells}
            main, over, under = (by_column.get(name) if name else None
                                 for name in (target.column, target.numerator, target.denominator))
        period = self._period(record.period, target.basis)
        factor, over_factor, under_factor = target.factors
        numerator, denominator = _number(over, over_factor), _number(under, under_factor)
        computed = main is None
        if computed:
            worked = self._work_out(target, place, period[3], over, numerator, denominator)
            if worked is None:
                return None
            value, marker, text, denominator = worked
        else:
            value, marker, text = main.value, main.marker, main.text
            if value is not None and factor != 1.0:
                value *= factor
            if main.numerator is not None:
                numerator = main.numerator
            if main.denominator is not None:
                denominator = main.denominator
        if marker == "":
            return None  # an empty cell says nothing about the point
        ledger = self.ledger
        not_given = not self._own or (main is not None and main.not_given)
        if target.percentage and denominator is None and value is not None and not not_given:
            fault = Rejected(record.row, "denominator", "", NOT_OUT_OF, record.sheet)
            ledger.reject(fault)
            self.listen(fault)
            return None
        if self._own and (why := cannot_be(target, value, numerator, denominator)):
            fault = Rejected(record.row, main.column if main else target.column, str(value), why, record.sheet)
            ledger.reject(fault)
            self.listen(fault)
            return None
        ledger.staged += 1
        column = target.column or target.numerator or ""
        return Figure(
            ledger.staged, target.version_id, place.area_id, period[0], period[1], period[2], record.period[:40], value,
            numerator, denominator, marker[:200] if marker else marker, text[:200] if text else text, target.decimals,
            computed, record.provisional, record.row, (record.sheet or "")[:100], column[:300],
            not_given,
        )  # fmt: skip

    def _period(self, text: str, basis: str) -> tuple[str, str, str, int]:
        try:
            return self._periods[text, basis]
        except KeyError:
            try:
                period = read_period(text, basis=basis, latest_year=self.latest_year)
            except NoSuchPeriod:
                period = read_period(text, latest_year=self.latest_year)
            found = (period.start.isoformat(), period.end.isoformat(), period.label, period.start.year)
            self._periods[text, basis] = found
            return found

    def _work_out(self, target: Target, place: Place, year: int, over: Cell | None, numerator: float | None,
                  denominator: float | None) -> tuple[Any, ...] | None:
        """A rate from its parts. Counts of regions and England are published rounded, so theirs are left to others."""
        if over is None or place.rounded:
            return None
        if numerator is None:
            return None, over.marker, None, denominator
        if target.among:
            denominator = self.populations.among(target.among, place.area_id, year)
            if denominator is None:
                self.ledger.without_population[target.indicator] += 1
                return None
        if not denominator:
            return None
        return numerator / denominator * target.multiplier, None, None, denominator

    def _unclaimed(self) -> None:
        used: set[str] = set()
        for dimensions, columns in self._shapes:
            used |= self.claims.claimed(dimensions, columns)
        for (_, columns), times in self._shapes.items():
            for column in columns:
                if column not in used:
                    self.ledger.unclaimed[column] += times
        for columns, kinds in self._kinds.items():
            for column in columns:
                if column in self.ledger.unclaimed:
                    self.ledger.kinds[column] = [dict(kind) for kind in kinds if kind]


def cannot_be(target: Target, value: float | None, numerator: float | None, denominator: float | None) -> str:
    """Why somebody's own figure cannot be so, or "". Published files print what they print."""
    if value is None:
        return ""
    if value < 0 and (target.count or target.percentage):
        return "A number of children or cases, or a share of them, cannot be below nought."
    if not target.percentage or numerator is None or not denominator:
        return ""
    worked = target.multiplier * numerator / denominator
    if numerator < 0 or denominator < 0 or numerator > denominator:
        return f"{numerator:g} of {denominator:g} cannot be a share. Put right whichever number is wrong."
    if abs(worked - value) > CLOSE:
        return (f"{numerator:g} of {denominator:g} is {worked:.1f}, and the value says {value:g}. Put right whichever "
                "is wrong; a percentage is written from 0 to 100.")  # fmt: skip
    return ""


def _number(cell: Cell | None, factor: float) -> float | None:
    if cell is None or cell.value is None:
        return None
    return cell.value * factor
