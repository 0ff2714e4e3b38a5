"""More time for an agency, with a reason."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import DataReturn
from dataset.queries.returns.standing import SEND_RULES, may_extend
from sscb.access.policy import Decision, Refused, require
from sscb.charts import numbers
from sscb.history.services import write_history
from sscb.records.moving import advance
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, set_deadlines

OPEN_STAGES = ("due", "filling", "sent_back")


@transaction.atomic(durable=True)
def extend_return(*, record: DataReturn, to: date, why: str, by: Any, on: date) -> DataReturn:
    """The chair of Quality and Performance or the Board's office gives more time; the first last day is kept."""
    require(by, "dataset.extend_return", record)
    if not may_extend(by, record):
        raise Refused(Decision(False, "own agency", reveal_existence=True),
                      "Only the chair of Quality and Performance and the Board's office can give more time, and not to "
                      "an agency of their own. Nothing was changed.")
    if record.stage not in OPEN_STAGES:
        raise ValidationError("These figures have been handed in, so they need no more time. Nothing was changed.")
    if not why.strip():
        raise ValidationError({"why": "Say why the agency gets more time."})
    if to <= on or to <= record.last_day:
        raise ValidationError({"to": f"Enter a day after {numbers.day(max(on, record.last_day))}."})
    before, again = record.last_day, record.stage == "sent_back"
    advance(record)
    # A later date of the same rule moves it; another rule's date gives way to the one agreed.
    for row in Deadline.objects.open().filter(record_id=record.pk, rule__in=SEND_RULES).select_related("record"):
        if row.rule != "data-return-extended":
            cancel_deadline(row, by=by, why=why, on=on)
    set_deadlines(record, trigger="return.extended_to", on=to, by=by, organisation=record.agency)
    # Asked again by a later day, it was sent all the same: its own last day stays.
    fields = {"again_on": to} if again else {"due_on": to}
    DataReturn._base_manager.filter(pk=record.pk).update(**fields)
    for name, day in fields.items():
        setattr(record, name, day)
    write_history(record, "dataset.return_extended", by=by, on=on, why=why, due=numbers.day(to),
                  before=before.isoformat())  # fmt: skip
    return record
