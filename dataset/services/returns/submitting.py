"""Handing in: what was typed becomes provisional figures, through the same door as a file."""

import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Area, DataReturn, Import, Submission
from dataset.queries.returns.asked import span_of_return
from dataset.queries.returns.page import ReturnShown, return_shown, snapshot
from dataset.queries.returns.standing import SEND_RULES
from dataset.services.importing import AlreadyRunning, Faulty, Taking, taking
from dataset.services.restating import accept_unchecked
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.records.moving import advance, move
from sscb.tables.writing import as_csv
from sscb.timetable.services import meet_deadlines

HEADINGS = ("indicator", "area", "period", "value", "numerator", "denominator", "provisional")


class NotReady(ValidationError):
    """Figures or words are missing, or a cell cannot be read. Nothing was handed in."""


def submit_return(*, record: DataReturn, by: Any, on: date, version: int | None = None) -> Submission:
    """The agency's lead hands the figures in. They count as provisional until they are checked.

    Raises NotReady with a sentence for each thing that is missing; SomeoneElseWasFirst where somebody has changed
    the return since the page was shown.
    """
    require(by, "dataset.submit_return", record)
    told = return_shown(record, on)
    if not told.ready:
        raise NotReady([one.sentence for one in told.missing])
    if version is not None:
        record.version = version
    with figures_file(told, provisional=True) as taken, transaction.atomic(durable=True):
        why = _last_why(record)
        if record.stage == "due":
            move(record, to="filling", by=by, on=on)
        move(record, to="submitted", by=by, on=on)
        advance(record, released_on=on)
        if record.sent_on is None:
            DataReturn._base_manager.filter(pk=record.pk).update(sent_on=on)
            record.sent_on = on
        report, import_ = write_figures(taken, by=by, on=on)
        if import_ is not None:
            accept_unchecked(import_, by=by, on=on, why=why or "Sent again before it was checked")
        made = Submission.objects.create(
            data_return=record, number=record.submissions.count() + 1, submitted_on=on, submitted_by=by,
            snapshot=snapshot(told), sha256=report.sha256, came_from=import_,
        )  # fmt: skip
        record.rows.update(asked_why="")
        meet_deadlines(record, rules=SEND_RULES, by=by, on=on)
        write_history(
            record, "dataset.return_submitted", by=by, on=on, number=made.number, sha256=report.sha256,
            new=report.new, unchanged=report.unchanged, restated=report.restated,
        )  # fmt: skip
    return made


def write_figures(taken: Taking, *, by: Any, on: date) -> tuple[Any, Import | None]:
    """Write what the return's figures change; where they change nothing no import is noted."""
    report = taken.compare()
    return report, None if report.changes_nothing else taken.write(by=by, on=on)


@contextmanager
def figures_file(told: ReturnShown, *, provisional: bool):
    """The return as the portal's own table, read and compared like any file."""
    record = told.record
    name = f"{record.reference} {record.agency.name}, {told.period}.csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.csv"
        path.write_text(as_csv(HEADINGS, table_of(told, provisional=provisional)), encoding="utf-8", newline="")
        try:
            with taking(path=path, name=name) as taken:
                yield taken
        except Faulty as why:
            raise ValidationError([f["reason"] for f in why.report.faults[:5]] or [str(why)]) from None
        except AlreadyRunning as why:
            raise ValidationError(str(why)) from None


def table_of(told: ReturnShown, *, provisional: bool) -> list[list]:
    """Rows of the portal's own table. What is not available is its marker, never nought."""
    area = (
        Area.objects.filter(stands_in=True).first()  # the demonstration's figures stand against no real place
        or Area.objects.filter(is_own=True).first()
    )
    if area is None:
        raise ValidationError("The Board's own area is not recorded, so figures have nowhere to stand. Ask the Board's "
                              "office. Nothing was handed in.")  # fmt: skip
    period = span_of_return(told.record).plain
    return [
        [
            one.code, area.name, period, one.read.marker if one.read.value is None else one.read.value,
            *(("", "") if not one.asked.has_parts or one.read.value is None
              else (one.read.numerator, one.read.denominator)),
            "yes" if provisional else "no",
        ]
        for one in told.rows
    ]  # fmt: skip


def _last_why(record: DataReturn) -> str:
    last = record.submissions.first()
    return last.why if last else ""
