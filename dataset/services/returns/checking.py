"""Checking what an agency handed in: confirm it, or send it back with why."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import DataReturn, ReturnRow, Submission
from dataset.queries.returns.page import return_shown
from dataset.queries.returns.standing import may_check
from dataset.services.returns.submitting import figures_file, write_figures
from sscb.access.policy import Decision, Refused, require
from sscb.history.services import write_history
from sscb.jobs.services import send_mail
from sscb.records.moving import advance, move
from sscb.timetable.services import set_deadlines

OWN_WORK = ("Nobody checks the figures of their own agency. Ask the chair of Quality and Performance or the Board's "
            "office. Nothing was changed.")  # fmt: skip


def check_return(*, record: DataReturn, by: Any, on: date, version: int | None = None) -> DataReturn:
    """The figures are right as they stand: from now on they are confirmed."""
    _require_check(by, record)
    if version is not None:
        record.version = version
    with figures_file(return_shown(record, on), provisional=False) as taken, transaction.atomic(durable=True):
        move(record, to="checked", by=by, on=on)
        report, _ = write_figures(taken, by=by, on=on)
        number = _decide(record, Submission.Outcome.CHECKED, by=by, on=on, why="")
        write_history(record, "dataset.return_checked", by=by, on=on, number=number, confirmed=report.confirmed)
    return record


@transaction.atomic(durable=True)
def send_back(
    *, record: DataReturn, why: str, by: Any, on: date, explain: Collection[str] = (), version: int | None = None
) -> DataReturn:
    """The agency is asked to look again. `explain`: codes of the indicators that want words."""
    _require_check(by, record)
    _say_why(why)
    if version is not None:
        record.version = version
    move(record, to="sent_back", by=by, on=on, why=why)
    number = _decide(record, Submission.Outcome.SENT_BACK, by=by, on=on, why=why)
    _ask_again(record, why=why, explain=explain, by=by, on=on)
    write_history(record, "dataset.return_sent_back", by=by, on=on, why=why, number=number, indicators=len(explain))
    return record


@transaction.atomic(durable=True)
def reopen_return(*, record: DataReturn, why: str, by: Any, on: date, explain: Collection[str] = ()) -> DataReturn:
    """A checked return is opened again. What it then says otherwise waits as a restatement (see `restating`)."""
    require(by, "dataset.reopen_return", record)
    _say_why(why)
    move(record, to="sent_back", by=by, on=on, why=why)
    _ask_again(record, why=why, explain=explain, by=by, on=on)
    write_history(record, "dataset.return_reopened", by=by, on=on, why=why, number=record.submissions.count())
    return record


def _require_check(by: Any, record: DataReturn) -> None:
    require(by, "dataset.check_return", record)
    if not may_check(by, record):
        raise Refused(Decision(False, "own agency", reveal_existence=True), OWN_WORK)


def _say_why(why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": "Say what the agency should look at again. Nothing was changed."})


def _decide(record: DataReturn, outcome: str, *, by: Any, on: date, why: str) -> int:
    last = record.submissions.first()
    last.outcome, last.decided_on, last.decided_by, last.why = outcome, on, by, why
    last.save(update_fields=["outcome", "decided_on", "decided_by", "why"])
    return last.number


def _ask_again(record: DataReturn, *, why: str, explain: Collection[str], by: Any, on: date) -> None:
    advance(record, released_on=None)
    ReturnRow.objects.filter(data_return=record, indicator__code__in=explain).update(asked_why=why[:300])
    again = set_deadlines(record, trigger="return.sent_back_on", on=on, by=by, organisation=record.agency)
    record.again_on = again[0].due_on
    DataReturn._base_manager.filter(pk=record.pk).update(again_on=record.again_on)
    last = record.submissions.select_related("submitted_by").first()
    send_mail(
        key=f"return-again:{record.uuid}:{record.version}", to=last.submitted_by, about=record, on=on,
        subject=f"Please look again at {record.reference}", path=f"/dataset/returns/{record.uuid}/",
        body=f"The figures of {record.reference} were sent back. The page says why, and by when they are asked for.",
    )  # fmt: skip
