"""A period has ended: each agency is asked for its figures. By the sweep; any number of times (REL-01)."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from dataset.models import DataReturn, Indicator, ReturnRow
from dataset.queries.returns.asked import Expected, agencies, expected, newest_versions, rule_of
from dataset.queries.returns.unsent import LOOK_BACK
from sscb.charts import numbers
from sscb.history.services import write_history
from sscb.people.models import Organisation
from sscb.records.services import next_reference
from sscb.timetable.services import set_deadlines

TRIGGERS = {"month": "return.period_end", "quarter": "return.period_end", "year": "return.year_end"}


def open_returns(as_at: date) -> int:
    """Ask for the returns of the periods that have ended by `as_at` and are not asked for yet. How many there were.

    What is asked for in addition since a return was opened is added to it, as long as nothing was handed in.
    """
    first, last = as_at - LOOK_BACK, as_at - timedelta(days=1)
    wanted = expected(first, last)
    there = {
        (one.agency_id, one.period_start, one.period_end): one
        for one in DataReturn.objects.all_for_job("the sweep asks for what is not asked for yet").filter(
            period_end__gte=first
        )
    }
    names = agencies({one.agency_id for one in wanted})
    made = 0
    for one in wanted:
        record = there.get(one.key)
        if record is None:
            made += _open_one(one, names[one.agency_id], as_at)
        elif record.stage in ("due", "filling"):
            _bring_up_to_date(record, one)
    return made


def _open_one(one: Expected, agency: Organisation, as_at: date) -> bool:
    try:
        with transaction.atomic():
            _make(one, agency, as_at)
    except IntegrityError:
        return False  # another sweep was first
    return True


def _make(one: Expected, agency: Organisation, as_at: date) -> DataReturn:
    span = one.span
    record = DataReturn(
        type="dataset.return", reference=next_reference("RET", as_at), title=f"Figures for {span.words}", level="P2",
        owner=agency, agency=agency, stage="due", opened_on=as_at, frequency=span.frequency,
        period_start=span.start, period_end=span.end, due_on=span.end, first_due_on=span.end,
    )  # fmt: skip
    record.save(force_insert=True)
    rows = set_deadlines(record, trigger=TRIGGERS[span.frequency], on=span.end, by=None, organisation=agency,
                         only=(rule_of(span.frequency),))  # fmt: skip
    record.due_on = record.first_due_on = rows[0].due_on
    DataReturn._base_manager.filter(pk=record.pk).update(due_on=record.due_on, first_due_on=record.due_on)
    _add_rows(record, one.indicators)
    write_history(record, "dataset.return_opened", by=None, on=as_at, agency=agency.name, period=span.words,
                  due=numbers.day(record.due_on), indicators=len(one.indicators))  # fmt: skip
    return record


def _add_rows(record: DataReturn, indicators: tuple[Indicator, ...]) -> None:
    versions = newest_versions([one.pk for one in indicators], record.period_start)
    ReturnRow.objects.bulk_create(
        ReturnRow(data_return=record, indicator=one, version=versions[one.pk], order=one.order)
        for one in indicators if one.pk in versions
    )  # fmt: skip


@transaction.atomic
def _bring_up_to_date(record: DataReturn, one: Expected) -> None:
    """Add what is asked for since, and follow a definition that has changed: then an older template fits no more."""
    rows = {row.indicator_id: row for row in record.rows.all()}
    versions = newest_versions([*rows, *(each.pk for each in one.indicators)], record.period_start)
    if new := tuple(each for each in one.indicators if each.pk not in rows):
        _add_rows(record, new)
    for pk, row in rows.items():
        if pk in versions and versions[pk].pk != row.version_id:
            ReturnRow.objects.filter(pk=row.pk).update(version_id=versions[pk].pk)
