"""Filling in a return: by the grid or by the template. What was typed is kept as it was typed, faults and all."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from dataset.models import DataReturn, ReturnRow
from dataset.queries.returns.asked import asked_of, rows_of, stamp_of
from dataset.returns.uploads import Upload, read_template
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.records.moving import advance, move

WORDS = ("what", "so_what", "now_what")
CELLS = ("numerator", "denominator", "missing", "why_missing", *WORDS)


@dataclass(frozen=True)
class Row:
    """What stands in one row after typing."""

    numerator: str = ""
    denominator: str = ""
    missing: bool = False
    why_missing: str = ""
    what: str = ""
    so_what: str = ""
    now_what: str = ""


@transaction.atomic(durable=True)
def fill_return(
    *, record: DataReturn, rows: Mapping[str, Row], by: Any, on: date, version: int | None = None,
    words: Mapping[str, str] | None = None,
) -> DataReturn:  # fmt: skip
    """Save what was typed on the page. `rows` by indicator code; what is not named stays as it is.

    `version`: the one that the page showed. Raises SomeoneElseWasFirst when it is no longer the return's (REL-14).
    """
    require(by, "dataset.fill_return", record)
    _begin(record, by=by, on=on, version=version)
    cells = _write(record, rows, words or {}, by=by, on=on)
    write_history(record, "dataset.return_filled", by=by, on=on, cells=cells, how="page", sha256="")
    return record


def upload_template(*, record: DataReturn, stream: BinaryIO, name: str, by: Any, on: date) -> Upload:
    """Take a filled template: all of it, or where there is a fault nothing. Cells left empty change nothing.

    Raises Refused for a file that is no template, WrongTemplate for one of another agency, period or version.
    """
    require(by, "dataset.fill_return", record)
    before = rows_of(record)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        digest = hashlib.sha256()
        with path.open("wb") as out:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                out.write(chunk)
        upload = read_template(path, name=name, wanted=stamp_of(record, before),
                               asked=[asked_of(row) for row in before])  # fmt: skip
    if not upload.faults and upload.filled:
        _take(record, upload, by=by, on=on, sha256=digest.hexdigest())
    return upload


@transaction.atomic(durable=True)
def _take(record: DataReturn, upload: Upload, *, by: Any, on: date, sha256: str) -> None:
    _begin(record, by=by, on=on, version=None)
    stands = {row.indicator.code: row for row in rows_of(record)}
    rows = {one.code: _over(stands[one.code], one.cells) for one in upload.filled if one.code in stands}
    cells = _write(record, rows, {}, by=by, on=on)
    write_history(record, "dataset.return_filled", by=by, on=on, cells=cells, how="template", sha256=sha256)


def _over(stands: ReturnRow, cells: Mapping[str, str]) -> Row:
    """The row with the filled cells over it. A number takes the place of "not available", and the other way round."""
    told = {name: getattr(stands, name) for name in CELLS} | dict(cells)
    if "missing" in cells:
        told |= {"missing": True, "numerator": "", "denominator": ""}
    elif "numerator" in cells or "denominator" in cells:
        told["missing"] = False
        if "why_missing" not in cells:
            told["why_missing"] = ""
    return Row(**told)


def _begin(record: DataReturn, *, by: Any, on: date, version: int | None) -> None:
    if version is not None:
        record.version = version
    if record.stage == "due":
        move(record, to="filling", by=by, on=on)
    else:
        advance(record)


def _write(record: DataReturn, rows: Mapping[str, Row], words: Mapping[str, str], *, by: Any, on: date) -> int:
    """Returns how many cells changed. Rows that did not change keep the name of whoever typed them."""
    cells, changed = 0, []
    for stands in record.rows.select_related("indicator"):
        told = rows.get(stands.indicator.code)
        if told is None:
            continue
        differ = [name for name in CELLS if getattr(stands, name) != getattr(told, name)]
        if differ:
            cells += len(differ)
            for name in differ:
                setattr(stands, name, getattr(told, name))
            stands.typed_on, stands.typed_by = on, by
            changed.append(stands)
    ReturnRow.objects.bulk_update(changed, [*CELLS, "typed_on", "typed_by"])
    new = {name: text for name, text in words.items() if name in WORDS and getattr(record, name) != text}
    if new:
        DataReturn._base_manager.filter(pk=record.pk).update(**new)
        for name, text in new.items():
            setattr(record, name, text)
    return cells + len(new)
