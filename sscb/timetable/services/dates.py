"""What staff add to the calendar: one-off bank holidays, the local start dates, confirmations of values."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.timetable.days import in_words
from sscb.timetable.models import STAFF, BankHoliday, LocalDate, RuleConfirmed
from sscb.timetable.services.deadlines import recompute_deadlines
from sscb.timetable.sockets import followers, rules
from sscb.timetable.starts import EARLIEST, STARTS


@transaction.atomic(durable=True)
def add_bank_holiday(*, day: date, title: str, by: Person, on: date, note: str = "") -> int:
    """Add a bank holiday announced after the list was made. How many open deadlines moved.

    Raises ValidationError for a weekend or a day already there; nothing is changed then.
    """
    require(by, "timetable.holidays")
    if day.weekday() >= 5:
        raise ValidationError(
            f"{in_words(day)} is a {day:%A}, which never counts as a working day. Give the substitute weekday. "
            "Nothing was changed."
        )
    standing = BankHoliday.objects.filter(on=day).first()
    if standing:
        raise ValidationError(f"{in_words(day)} is in the list already: {standing.title}. Nothing was changed.")
    holiday = BankHoliday.objects.create(on=day, title=title, note=note, source=STAFF, added_by=by)
    moved = recompute_deadlines(by=by, why=f"{in_words(day)} became a bank holiday.", crossing=day)
    write_history(holiday, "timetable.holiday_added", by=by, on=on, title=title, day=day, moved=moved)
    return moved


@transaction.atomic(durable=True)
def record_local_date(*, code: str, day: date, source: str, by: Person, on: date) -> int:
    """Record when the new arrangements begin locally. How many open deadlines moved.

    Raises ValidationError for an unknown code, a missing source, a day before the law or after its latest date.
    """
    require(by, "timetable.starts")
    start = STARTS.get(code)
    if start is None:
        raise ValidationError(f"There is no start date called {code}. Nothing was changed.")
    if not source.strip():
        raise ValidationError("Say where the date is published or who decided it. Nothing was changed.")
    if day < EARLIEST:
        raise ValidationError(
            f"New arrangements could not begin before {in_words(EARLIEST)}, when the law allowed them. "
            "Nothing was changed."
        )
    if day > start.latest:
        raise ValidationError(
            f"{in_words(day)} is after the statutory latest date, {in_words(start.latest)}: on that day the law began "
            "them everywhere. Enter that day, or an earlier one that was published. Nothing was changed."
        )
    row = LocalDate.objects.create(code=code, on=day, source=source, recorded_by=by, recorded_at=clock.now())
    moved = recompute_deadlines(by=by, why=f"{start.title} on {in_words(day)}.", starts={code: day})
    for one in followers:
        one.follow(code=code, day=day, by=by, on=on)
    write_history(row, "timetable.start_recorded", by=by, on=on, code=code, day=day, source=source, moved=moved)
    return moved


@transaction.atomic(durable=True)
def confirm_rule(*, rule: str, version: int, source: str, by: Person, on: date) -> RuleConfirmed:
    """The business manager has read the text and confirms the value. A second confirmation changes nothing."""
    require(by, "timetable.confirm")
    declared = rules.get(rule)
    if declared is None or not 1 <= version <= len(declared.versions):
        raise ValidationError(f"There is no version {version} of a rule called {rule}. Nothing was changed.")
    if not source.strip():
        raise ValidationError("Say where you read it: the document and its paragraph. Nothing was changed.")
    row, new = RuleConfirmed.objects.get_or_create(
        rule=rule, rule_version=version, defaults={"source": source, "confirmed_on": on, "confirmed_by": by}
    )
    if new:
        write_history(
            row, "timetable.rule_confirmed", by=by, on=on, rule=rule, rule_version=version, source=source
        )
    return row
