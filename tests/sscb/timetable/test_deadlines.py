"""Setting, meeting and moving deadlines; bank holidays and start dates that move them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sscb import clock
from sscb.access.policy import Refused
from sscb.history.models import Entry
from sscb.timetable import services
from sscb.timetable.allow import Hours, Months, NoLimit, WorkingDays
from sscb.timetable.holidays_list import SOURCE, working_days_listed
from sscb.timetable.models import BankHoliday, Deadline, LocalDate, RuleConfirmed, Step
from sscb.timetable.queries import start_dates, working_days
from sscb.timetable.rules import WorkingDaysBefore
from sscb.timetable.sockets import rules

from .conftest import a_rule


@pytest.fixture(autouse=True)
def december():
    with clock.at(date(2018, 12, 21)):
        yield


def set_for(record, trigger, on, **more):
    with transaction.atomic():
        return services.set_deadlines(record, trigger=trigger, on=on, by=None, **more)


def test_a_trigger_sets_every_rule_in_force_that_counts_from_it(record):
    rows = set_for(record(), "incident.aware_on", date(2018, 12, 21))
    assert {row.rule: row.due_on.isoformat() for row in rows} == {
        "incident-notify-panel": "2019-01-02", "incident-notify-lscb": "2019-01-02",
        "incident-notify-ofsted-dfe": "2019-01-02", "rapid-review-complete": "2019-01-16",
    }  # fmt: skip
    panel = next(row for row in rows if row.rule == "incident-notify-panel")
    assert (panel.rule_version, panel.strength, panel.owner) == (1, "must", "local authority")
    assert panel.sum == "21 December 2018 + 5 working days"
    assert Entry.objects.filter(code="timetable.deadline_set").count() == 4


def test_only_some_rules_of_a_trigger(record):
    (row,) = set_for(record(), "incident.aware_on", date(2018, 12, 21), only={"rapid-review-complete"})
    assert row.rule == "rapid-review-complete"


def test_a_rule_without_a_limit_is_kept_with_its_reason(record):
    (row,) = set_for(record(), "scr.completed_on", date(2019, 3, 1))
    assert row.due_on is None and row.reason.startswith("No national limit")
    assert not Step.objects.exists()


def test_what_is_kept_until_a_day_is_never_late_and_never_warned_of(record):
    rows = {row.rule: row for row in set_for(record(), "scr.published_on", date(2019, 3, 1))}
    kept = rows["scr-web-minimum"]
    assert kept.sense == "minimum" and kept.due_on == date(2020, 3, 1)
    assert not kept.steps.exists()
    assert not kept.is_late(date(2021, 1, 1))
    assert kept not in Deadline.objects.late(date(2021, 1, 1))


def test_the_same_trigger_put_right_moves_the_open_deadline_and_makes_no_second(record, test_rules):
    thing = record()
    (first,) = set_for(thing, "thing.happened_on", date(2018, 12, 21))
    (again,) = set_for(thing, "thing.happened_on", date(2018, 12, 27))
    assert first.pk == again.pk and Deadline.objects.count() == 1
    again.refresh_from_db()
    assert again.due_on == date(2019, 1, 18)
    assert {step.due_on for step in again.steps.all()} == {date(2019, 1, 4), date(2019, 1, 15), date(2019, 1, 19)}
    moved = Entry.objects.get(code="timetable.deadline_moved")
    assert moved.facts["before"] == "2019-01-16" and moved.facts["due_on"] == "2019-01-18"


def test_the_same_trigger_again_tells_nothing_new(record, test_rules):
    thing = record()
    for _ in range(2):
        set_for(thing, "thing.happened_on", date(2018, 12, 21))
    assert not Entry.objects.filter(code="timetable.deadline_moved").exists()


def test_a_duty_met_may_begin_again(record, test_rules, business_manager):
    thing = record()
    (first,) = set_for(thing, "thing.happened_on", date(2018, 12, 21))
    with transaction.atomic():
        services.meet_deadline(first, by=business_manager, on=date(2019, 1, 17))
    (second,) = set_for(thing, "thing.happened_on", date(2019, 2, 1))
    assert first.pk != second.pk
    first.refresh_from_db()
    assert first.was_missed and not first.steps.exists()
    assert Entry.objects.get(code="timetable.deadline_met").facts["days_late"] == 1


def test_a_deadline_is_met_once(record, test_rules, business_manager):
    (row,) = set_for(record(), "thing.happened_on", date(2018, 12, 21))
    with transaction.atomic():
        assert services.meet_deadline(row, by=business_manager, on=date(2019, 1, 10))
        assert not services.meet_deadline(row, by=business_manager, on=date(2019, 1, 11))
        assert not services.cancel_deadline(row, by=business_manager, why="No longer needed.")
    row.refresh_from_db()
    assert row.met_on == date(2019, 1, 10) and not row.was_missed


def test_a_cancelled_duty_is_neither_late_nor_warned_of(record, test_rules, business_manager):
    thing = record()
    set_for(thing, "thing.happened_on", date(2018, 12, 21))
    with transaction.atomic():
        assert services.cancel_deadlines(thing, by=business_manager, why="The incident was withdrawn.") == 1
    assert not Step.objects.exists()
    assert not Deadline.objects.late(date(2020, 1, 1)).exists()


def test_deadlines_are_written_in_the_transaction_of_what_set_them(transactional_db, record):
    thing = record()
    with pytest.raises(transaction.TransactionManagementError):
        services.set_deadlines(thing, trigger="incident.aware_on", on=date(2018, 12, 21), by=None)


@pytest.mark.req("REL-19")
def test_hours_keep_their_moment_when_they_are_worked_out_again(record, business_manager):
    rule = a_rule("test-hours", Hours(48), trigger="thing.died_at")
    with rules.also(rule):
        (row,) = set_for(record(), "thing.died_at", datetime(2019, 3, 29, 23, 30, tzinfo=UTC))
        assert row.due_on == date(2019, 4, 1)
        with transaction.atomic():
            assert services.recompute_deadlines(by=business_manager, why="A test.", rule="test-hours") == 0
        row.refresh_from_db()
        assert row.due_on == date(2019, 4, 1)


def test_warnings_before_the_start_are_none_but_a_date_that_lies_ahead_is_warned_of(record):
    short = a_rule(
        "test-short", WorkingDays(5), trigger="thing.one", warn=(WorkingDaysBefore(10), WorkingDaysBefore(1))
    )
    back = a_rule("test-back", WorkingDays(7), trigger="thing.two", direction="before", warn=(WorkingDaysBefore(3),))
    with rules.also(short, back):
        (one,) = set_for(record(), "thing.one", date(2018, 12, 21))
        (two,) = set_for(record(), "thing.two", date(2019, 5, 28))
    assert [step.kind for step in one.steps.all()] == ["warn-1", "late"]
    assert [(step.kind, step.due_on.isoformat()) for step in two.steps.all()] == [
        ("warn-3", "2019-05-13"), ("late", "2019-05-17"),
    ]  # fmt: skip


def test_the_database_refuses_a_second_open_duty_of_one_rule(record, test_rules):
    thing = record()
    (row,) = set_for(thing, "thing.happened_on", date(2018, 12, 21))
    row.pk, row.uuid = None, None
    from uuid import uuid4

    row.uuid = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# --- bank holidays ----------------------------------------------------------------------------------------------------


def test_the_table_holds_the_librarys_days_and_says_so(db):
    assert working_days() == working_days_listed()
    assert set(BankHoliday.objects.values_list("source", flat=True)) == {SOURCE}


def test_an_empty_table_falls_back_to_the_list_it_is_seeded_from(db):
    BankHoliday.objects.all().delete()
    assert working_days() == working_days_listed()


def test_a_holiday_announced_late_moves_the_open_deadlines_that_count_across_it(record, test_rules, business_manager):
    """As 8 May 2020 was: counts that run across the new day end later, others stay."""
    across, after = record(), record()
    set_for(across, "thing.happened_on", date(2019, 3, 1))  # to 22 March
    set_for(after, "thing.happened_on", date(2019, 3, 20))
    with rules.also(a_rule("test-months", Months(1), trigger="thing.months")):
        by_months = record()
        set_for(by_months, "thing.months", date(2019, 3, 1))
        moved = services.add_bank_holiday(
            day=date(2019, 3, 15), title="A day of thanks", by=business_manager, on=date(2019, 2, 1)
        )
    assert moved == 1
    due = {row.record_id: row.due_on for row in Deadline.objects.all()}
    assert due[across.pk] == date(2019, 3, 25)
    assert due[after.pk] == working_days().after(date(2019, 3, 20), 15)
    assert due[by_months.pk] == date(2019, 4, 1)
    assert Entry.objects.get(code="timetable.holiday_added").facts["moved"] == 1
    assert date(2019, 3, 15) in working_days().holidays


@pytest.mark.parametrize(
    ("day", "says"), [(date(2019, 3, 16), "Saturday"), (date(2019, 12, 25), "in the list already: Christmas Day")]
)
def test_a_holiday_that_cannot_be_is_refused_with_a_sentence(business_manager, day, says):
    before = BankHoliday.objects.count()
    with pytest.raises(ValidationError, match=says):
        services.add_bank_holiday(day=day, title="X", by=business_manager, on=date(2019, 2, 1))
    assert BankHoliday.objects.count() == before


def test_who_may_add_to_the_calendar(board_member, agency_lead):
    for person in (board_member, agency_lead):
        with pytest.raises(Refused):
            services.add_bank_holiday(day=date(2019, 3, 15), title="X", by=person, on=date(2019, 2, 1))
        with pytest.raises(Refused):
            services.record_local_date(
                code="cdr_start", day=date(2019, 7, 1), source="X", by=person, on=date(2019, 2, 1)
            )


# --- start dates ------------------------------------------------------------------------------------------------------


def test_recording_a_start_date_moves_what_counts_from_it_and_keeps_what_was_recorded(record, business_manager):
    set_for(record(), "cdr_start", date(2019, 9, 29), only={"cdop-grace-end"})
    for day in (date(2019, 9, 29), date(2019, 7, 1)):
        services.record_local_date(
            code="cdr_start", day=day, source="Published arrangements", by=business_manager, on=date(2019, 6, 1)
        )
    assert start_dates() == {"cdr_start": date(2019, 7, 1)}
    assert LocalDate.objects.count() == 2
    assert Deadline.objects.get().due_on == date(2019, 11, 1)


@pytest.mark.parametrize(
    ("code", "day", "source", "says"),
    [
        ("cdr_start", date(2019, 10, 1), "X", "after the statutory latest date, 29 September 2019"),  # example 19
        ("cdr_start", date(2018, 6, 28), "X", "could not begin before 29 June 2018"),
        ("lscb_start", date(2019, 7, 1), "X", "no start date called lscb_start"),
        ("cdr_start", date(2019, 7, 1), " ", "Say where the date is published"),
    ],
)
def test_a_start_date_that_cannot_be_is_refused(business_manager, code, day, source, says):
    with pytest.raises(ValidationError, match=says):
        services.record_local_date(code=code, day=day, source=source, by=business_manager, on=date(2019, 6, 1))
    assert not LocalDate.objects.exists()


def test_a_duty_whose_rule_is_not_in_force_any_more_under_the_new_start_is_cancelled(record, business_manager):
    set_for(record(), "scr.notified_on", date(2019, 5, 2))
    services.record_local_date(
        code="safeguarding_partner_start", day=date(2019, 4, 1), source="X", by=business_manager, on=date(2019, 3, 1)
    )
    with transaction.atomic():
        services.recompute_deadlines(by=business_manager, why="The start date changed.", rule="scr-decision")
    assert Deadline.objects.get().state == "cancelled"


# --- confirming -------------------------------------------------------------------------------------------------------


def test_the_business_manager_confirms_a_value_once(business_manager, chair):
    told = {"rule": "lcspr-publish", "version": 1, "source": "Chapter 4, read on paper", "on": date(2019, 11, 1)}
    services.confirm_rule(**told, by=business_manager)
    services.confirm_rule(**told, by=business_manager)
    assert RuleConfirmed.objects.count() == 1
    assert Entry.objects.filter(code="timetable.rule_confirmed").count() == 1
    with pytest.raises(Refused):
        services.confirm_rule(**told, by=chair)
    with pytest.raises(ValidationError, match="no version 9"):
        services.confirm_rule(**{**told, "version": 9}, by=business_manager)


def test_no_limit_is_said_in_a_rule_of_ones_own(record):
    with rules.also(a_rule("test-none", NoLimit("There is no limit."), trigger="thing.none")):
        (row,) = set_for(record(), "thing.none", date(2019, 1, 2))
    assert str(row) == "test-none without a limit"
