"""Shared by the importer's tests: read a file, alter a file."""

import csv
import io
from pathlib import Path

from dataset.layouts import Record, Rejected, recognise
from sscb.tables import open_source

PUBLISHED = Path(__file__).resolve().parents[2] / "dataset" / "published"
C1 = PUBLISHED / "dfe_cin_c1_referrals_2013_2025.csv"
LAIT = PUBLISHED / "lait_safeguarding_measures.csv"
FINGERTIPS = PUBLISHED / "ohid_fingertips_injury_admissions_0_14.csv"
NEIGHBOURS = PUBLISHED / "lait_statistical_neighbours_2025.xlsx"
OFSTED = PUBLISHED / "ofsted_inspection_outcomes_2025.ods"
LATEST = 2027


def reading_of(path: Path):
    return recognise(open_source(path), latest_year=LATEST)


def items_of(path: Path) -> list:
    return list(reading_of(path).items())


def cells_of(path: Path) -> list[tuple]:
    """Every measure cell as (column, code, name, period, dimensions, value, marker, text), in no order that matters."""
    return [
        (cell.column, one.area_code, one.area_name, one.period, frozenset(one.dimensions), cell.value, cell.marker,
         cell.text)
        for one in items_of(path) if isinstance(one, Record) for cell in one.cells
    ]  # fmt: skip


def rejected_of(path: Path) -> list[Rejected]:
    return [one for one in items_of(path) if isinstance(one, Rejected)]


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def write_rows(path: Path, rows: list[list[str]], *, encoding: str = "utf-8", ends: str = "\n") -> Path:
    out = io.StringIO()
    csv.writer(out, lineterminator=ends).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path
