"""What the figures of a file would change: counted by the database, told in a report of plain JSON."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from django.db import connection

from dataset.importing import lists, postgresql, sqlite
from dataset.importing.figures import Gathering, Ledger
from dataset.importing.lookups import Areas
from dataset.layouts import Rejected
from dataset.models import IndicatorVersion

FAULTS_SHOWN = 200
RESTATED_SHOWN = 200
COLUMNS_SHOWN = 100


@dataclass
class Report:
    """Everything that an import would do, or did."""

    file: str = ""
    sha256: str = ""
    size: int = 0
    layout: str = ""
    layout_title: str = ""
    rows: int = 0
    new: int = 0
    unchanged: int = 0
    restated: int = 0
    waiting: int = 0
    confirmed: int = 0
    completed: int = 0
    rejected: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    restatements: list[dict[str, Any]] = field(default_factory=list)
    unclaimed: list[dict[str, Any]] = field(default_factory=list)
    unknown_areas: list[dict[str, Any]] = field(default_factory=list)
    without_population: list[dict[str, Any]] = field(default_factory=list)
    neighbours_new: int = 0
    neighbours_unchanged: int = 0
    definitions_new: int = 0
    definitions_unchanged: int = 0
    seen_before: bool = False

    @property
    def changes_nothing(self) -> bool:
        """True where accepting would leave every figure as it is."""
        return not (self.new or self.restated or self.confirmed or self.completed or self.neighbours_new
                    or self.definitions_new)  # fmt: skip

    @property
    def can_be_accepted(self) -> bool:
        return not self.rejected

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Report":
        known = cls.__dataclass_fields__
        return cls(**{name: value for name, value in kept.items() if name in known})


def room():
    """The module for this database."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def read(gathering: Gathering) -> IO[bytes]:
    """Read the whole file into a temporary one, outside any transaction: close it. Raises Refused."""
    return room().spool(gathering.figures())


def compare(gathering: Gathering, spooled: IO[bytes]) -> Report:
    """Stage what was read and say what it would change. Must run inside a transaction; writes only staging."""
    room().stage(spooled)
    ledger = gathering.ledger
    with connection.cursor() as cursor:
        cursor.execute(postgresql.TWICE)
        if cursor.fetchone():
            cursor.execute(postgresql.FOLD)
            cursor.execute(postgresql.CONFLICTS)
            for found in cursor.fetchall():
                fault = _conflict(*found)
                ledger.reject(fault)
                gathering.listen(fault)
        layout = gathering.reading.layout
        cursor.execute(postgresql.COMPARE, [layout.code] * 3)
        cursor.execute(postgresql.CONFIRM)
        cursor.execute(postgresql.COMPLETE)
        cursor.execute(postgresql.WAITING)
        cursor.execute(postgresql.VERDICTS)
        verdicts = cursor.fetchall()
        cursor.execute(postgresql.RESTATED, [RESTATED_SHOWN])
        restated = cursor.fetchall()
    source = gathering.reading.source
    report = Report(
        file=source.name, sha256=source.sha256, size=source.size, layout=layout.code, layout_title=layout.title,
        rows=ledger.rows, rejected=ledger.rejected,
    )  # fmt: skip
    _count(report, verdicts)
    told = lists.neighbours_told(ledger, gathering.areas)
    report.neighbours_new = len(lists.neighbours_new(told))
    report.neighbours_unchanged = len(told) - report.neighbours_new
    report.definitions_new = len(lists.definitions_new(ledger, layout.code))
    report.definitions_unchanged = len({one.measure for one in ledger.definitions}) - report.definitions_new
    _tell(report, ledger, restated, gathering.areas)
    return report


def _conflict(row, sheet, column, value, marker, text, first_row, first_sheet, first_value, first_marker, first_text):
    shown = next(str(part) for part in (text, value, marker, "") if part is not None)
    other = next(str(part) for part in (first_text, first_value, first_marker, "") if part is not None)
    where = f"row {first_row}" + (f" of the sheet '{first_sheet}'" if first_sheet and first_sheet != sheet else "")
    return Rejected(row, column, shown, f"The file says two things of the same indicator, place and period: "
                    f"{where} gives {other}. Take one of them out.", sheet or None)


def _count(report: Report, verdicts: list[tuple[int, str, int]]) -> None:
    totals: Counter = Counter()
    each: dict[int, Counter] = {}
    for version, verdict, count in verdicts:
        totals[verdict] += count
        each.setdefault(version, Counter())[verdict] += count
    report.new, report.restated, report.confirmed = totals["new"], totals["restated"], totals["confirmed"]
    report.waiting = totals["waiting"]
    report.unchanged, report.completed = totals["same"], totals["completed"]
    versions = IndicatorVersion.objects.filter(pk__in=each).select_related("indicator").order_by(
        "indicator__order", "indicator__code"
    )
    report.indicators = [
        {"code": one.indicator.code, "title": one.indicator.title, "new": each[one.pk]["new"],
         "unchanged": each[one.pk]["same"], "restated": each[one.pk]["restated"] + each[one.pk]["waiting"],
         "confirmed": each[one.pk]["confirmed"], "completed": each[one.pk]["completed"]}
        for one in versions
    ]  # fmt: skip


def _tell(report: Report, ledger: Ledger, restated: list[tuple], areas: Areas) -> None:
    report.faults = [
        {"row": fault.row, "sheet": fault.sheet, "column": fault.column, "value": fault.value, "reason": fault.reason}
        for fault in ledger.faults[:FAULTS_SHOWN]
    ]
    codes = dict(
        IndicatorVersion.objects.filter(pk__in={row[0] for row in restated}).values_list("pk", "indicator__code")
    )
    report.restatements = [
        {"indicator": codes[version], "area": areas.places[area].name, "period": period,
         "stands": _first(value, marker, text), "proposed": _first(new_value, new_marker, new_text), "row": row,
         "sheet": sheet, "column": column}
        for version, area, period, value, marker, text, new_value, new_marker, new_text, row, sheet, column in restated
    ]  # fmt: skip
    report.unclaimed = [
        {"column": column, "cells": cells, "kinds": ledger.kinds.get(column, [])}
        for column, cells in ledger.unclaimed.most_common(COLUMNS_SHOWN)
    ]
    report.unknown_areas = [{"area": name, "rows": rows} for name, rows in ledger.unknown_areas.most_common(50)]
    report.without_population = [
        {"indicator": code, "rows": rows} for code, rows in sorted(ledger.without_population.items())
    ]


def _first(value: float | None, marker: str | None, text: str | None) -> Any:
    return value if value is not None else text if text is not None else marker
