"""The JSON of `import_indicators --json`: written as the file is read, so that memory stays flat.

Shape: file, sha256, layout, rows, values, rejected; neighbours or definitions where the file brings those. Every
measure cell of the file is in `values` or in `rejected`. Dimensions (population type, sex, category) stand in a key
of their own.
"""

import json
import tempfile
from types import TracebackType
from typing import Any, Self, TextIO

from dataset.importing.comparing import Report
from dataset.layouts import Definition, Item, Neighbour, Record, Rejected

SPOOL = 8 * 1024 * 1024


class _List:
    """A JSON array on its way to the disk."""

    def __init__(self):
        self._spool = tempfile.SpooledTemporaryFile(SPOOL, mode="w+", encoding="utf-8")  # noqa: SIM115 - closed below
        self.count = 0

    def add(self, entry: dict[str, Any]) -> None:
        self._spool.write((",\n" if self.count else "") + json.dumps(entry, ensure_ascii=False, allow_nan=False))
        self.count += 1

    def copy_to(self, out: TextIO) -> None:
        self._spool.seek(0)
        while piece := self._spool.read(1 << 16):
            out.write(piece)

    def close(self) -> None:
        self._spool.close()


class Telling:
    """Listens to an import and can then be printed."""

    def __init__(self):
        self._values, self._rejected, self._neighbours, self._definitions = _List(), _List(), _List(), _List()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        for one in (self._values, self._rejected, self._neighbours, self._definitions):
            one.close()

    def hear(self, item: Item) -> None:
        """Take one item of the file."""
        if isinstance(item, Record):
            self._record(item)
        elif isinstance(item, Rejected):
            entry = {"row": item.row, "column": item.column, "value": item.value, "reason": item.reason}
            self._rejected.add({**entry, "sheet": item.sheet} if item.sheet else entry)
        elif isinstance(item, Neighbour):
            self._neighbours.add(item._asdict())
        elif isinstance(item, Definition):
            self._definitions.add(item._asdict())

    def _record(self, record: Record) -> None:
        for cell in record.cells:
            entry: dict[str, Any] = {
                "column": cell.column, "area_code": record.area_code, "area_name": record.area_name,
                "period": record.period, "value": cell.value, "marker": cell.marker, "row": record.row,
            }  # fmt: skip
            if cell.text is not None:
                entry["text"] = cell.text
            if cell.numerator is not None:
                entry["numerator"] = cell.numerator
            if cell.denominator is not None:
                entry["denominator"] = cell.denominator
            if record.provisional:
                entry["provisional"] = True
            if record.sheet is not None:
                entry["sheet"] = record.sheet
            if record.dimensions:
                entry["dimensions"] = dict(record.dimensions)
            self._values.add(entry)

    def print(self, report: Report, out: TextIO) -> None:
        """Write the whole JSON document and a line break."""
        head = {"file": report.file, "sha256": report.sha256, "layout": report.layout, "rows": report.rows}
        out.write(json.dumps(head, ensure_ascii=False)[:-1])
        for name, listed in (("values", self._values), ("rejected", self._rejected)):
            self._array(name, listed, out)
        for name, listed in (("neighbours", self._neighbours), ("definitions", self._definitions)):
            if listed.count:
                self._array(name, listed, out)
        out.write(', "report": ' + json.dumps(_summary(report), ensure_ascii=False) + "}\n")

    @staticmethod
    def _array(name: str, listed: _List, out: TextIO) -> None:
        out.write(f', "{name}": [')
        listed.copy_to(out)
        out.write("]")


def _summary(report: Report) -> dict[str, Any]:
    kept = report.as_json()
    for name in ("file", "sha256", "layout", "rows", "faults"):
        kept.pop(name)
    return kept
