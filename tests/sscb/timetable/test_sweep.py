"""The sweep: once or ten times, after any number of missed days, alone or four at once, the same comes of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sscb import clock
from sscb.history.models import Entry
from sscb.jobs.models import Mail
from sscb.records.models import Record
from sscb.timetable import bulk, queries
from sscb.timetable.models import Deadline, Effect, Step, SweepRun
from sscb.timetable.sweeping import Swept, TooEarly, sweep
from tests.conftest import SHARED_FIXTURE
from tests.together import at_once, raised

from .conftest import handed

BEGAN = date(2019, 10, 14)
"""A Monday: fifteen working days are 4 November; warned on 21 and 30 October; late from 5 November."""
LAST = date(2019, 11, 4)
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture(autouse=True)
def after_the_facts():
    with clock.at(date(2020, 3, 2)):
        yield


def days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def effects_of(row):
    return list(Effect.objects.filter(deadline=row).values_list("kind", "due_on", "outcome").order_by("due_on"))


def test_the_plan_of_a_deadline(deadline):
    with clock.at(BEGAN):
        row = deadline(on=BEGAN)
    assert row.due_on == LAST
    assert list(row.steps.values_list("kind", "due_on")) == [
        ("warn-10", date(2019, 10, 21)), ("warn-3", date(2019, 10, 30)), ("late", date(2019, 11, 5)),
    ]  # fmt: skip


@pytest.mark.req("REL-01")
@pytest.mark.parametrize("times", [1, 2, 10])
def test_any_number_of_times_is_as_good_as_once(deadline, business_manager, tables, times):
    rows = [deadline(on=BEGAN + timedelta(days=n)) for n in range(8)]
    as_at = date(2019, 11, 7)
    swept = [sweep(as_at) for _ in range(times)]
    assert swept[0].made == 8 and swept[0].letters == 1
    assert swept[1:] == [Swept(as_at)] * (times - 1)
    assert Mail.objects.count() == 1
    assert len(tables()[0]) == Effect.objects.count() == sum(len(effects_of(row)) for row in rows)
    assert SweepRun.objects.count() == 1
    assert Entry.objects.filter(code="timetable.swept").count() == 1


@pytest.mark.req("REL-01")
def test_the_second_run_writes_nothing_at_all(deadline, business_manager):
    deadline(on=BEGAN)
    sweep(LAST)
    with CaptureQueriesContext(connection) as captured:
        assert not sweep(LAST).did_something
    assert [q["sql"] for q in captured if q["sql"].lstrip().upper().startswith(WRITES)] == []
    assert len(captured) <= 3


@pytest.mark.req("REL-01")
def test_what_is_not_due_costs_no_statement_and_no_python(deadline, business_manager):
    few = [deadline(on=BEGAN) for _ in range(2)]
    with CaptureQueriesContext(connection) as with_few:
        sweep(date(2019, 10, 21))
    assert all(effects_of(row) for row in few)
    for _ in range(40):
        deadline(on=date(2020, 1, 6))
    for _ in range(2):
        deadline(on=BEGAN + timedelta(days=1))
    with CaptureQueriesContext(connection) as with_many:
        assert sweep(date(2019, 10, 22)).made == 2
    assert len(with_many) <= len(with_few)


@pytest.mark.req("REL-01")
@pytest.mark.req("REL-02")
@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=SHARED_FIXTURE)
@given(data=st.data())
def test_any_schedule_of_sweeps_ends_in_the_same_effects(deadline, data):
    """Whatever days were missed, by the last sweep the same is late, and each reminder is made or kept as skipped."""
    Effect.objects.all().delete()
    Deadline.objects.all().delete()
    SweepRun.objects.all().delete()
    begun = data.draw(st.lists(st.integers(0, 20), min_size=1, max_size=4))
    ran = sorted(data.draw(st.lists(st.integers(0, 60), max_size=8))) + [61]
    with clock.at(BEGAN):
        rows = [deadline(on=BEGAN + timedelta(days=n)) for n in begun]
    for n in ran:
        sweep(BEGAN + timedelta(days=n))
    for row in rows:
        found = effects_of(row)
        assert [kind for kind, _, _ in found] == ["warn-10", "warn-3", "late"]
        assert found[-1][2] == "made"
        for done_on in Effect.objects.filter(deadline=row, outcome="made").values_list("done_on", flat=True):
            assert Effect.objects.filter(deadline=row, outcome="made", done_on=done_on).count() == 1
        assert all(on <= done for on, done in Effect.objects.filter(deadline=row).values_list("due_on", "done_on"))


@pytest.mark.req("REL-02")
@pytest.mark.parametrize("stopped_for", [3, 40])
def test_stopped_for_days_across_the_last_day_it_ends_as_if_it_had_run(deadline, business_manager, stopped_for, tables):
    with clock.at(BEGAN):
        row = deadline(on=BEGAN)
        locked = deadline(on=LAST - timedelta(days=30), trigger="thing.locked_on")
    before_it = LAST - timedelta(days=1)
    for day in days(BEGAN, before_it):
        sweep(day)
    told = Mail.objects.count()
    resumed = before_it + timedelta(days=stopped_for)
    swept = sweep(resumed)
    assert swept.missed_days == stopped_for - 1
    assert effects_of(row)[-1] == ("late", LAST + timedelta(days=1), "made")
    assert effects_of(locked)[-1][0] in ("late", "test.lock")
    assert Record.objects.get(pk=locked.record_id).locked_on == resumed
    assert handed == [(locked.pk, resumed)]
    assert Mail.objects.count() == told + 1
    late = Effect.objects.get(deadline=row, kind="late")
    assert (late.due_on, late.done_on) == (LAST + timedelta(days=1), resumed)
    assert queries.sweep_state is not None and SweepRun.objects.latest("as_at").missed_days == stopped_for - 1


@pytest.mark.req("REL-02")
def test_stopped_for_an_hour_changes_nothing(deadline, business_manager, tables):
    deadline(on=BEGAN)
    with clock.at(datetime(2019, 11, 5, 6, 0, tzinfo=UTC)):
        sweep(clock.today())
    first = tables()
    with clock.at(datetime(2019, 11, 5, 7, 0, tzinfo=UTC)):
        sweep(clock.today())
    assert tables() == first
    assert Mail.objects.count() == 1


@pytest.mark.req("REL-02")
def test_forty_days_missed_send_one_letter_and_keep_the_overtaken_reminders(deadline, business_manager):
    with clock.at(BEGAN):
        row = deadline(on=BEGAN)
    sweep(LAST + timedelta(days=20))
    assert effects_of(row) == [
        ("warn-10", date(2019, 10, 21), "skipped"),
        ("warn-3", date(2019, 10, 30), "skipped"),
        ("late", date(2019, 11, 5), "made"),
    ]
    assert Mail.objects.count() == 1


@pytest.mark.req("REL-20")
def test_a_clock_that_jumps_back_and_forward_repeats_and_skips_nothing(deadline, business_manager):
    with clock.at(BEGAN):
        row = deadline(on=BEGAN)
    for day in (LAST, LAST + timedelta(days=1), LAST, LAST - timedelta(days=9), LAST + timedelta(days=1), LAST):
        sweep(day)
    assert [kind for kind, _, _ in effects_of(row)] == ["warn-10", "warn-3", "late"]
    assert Mail.objects.count() == 2
    assert SweepRun.objects.count() == 2


def test_what_comes_up_after_the_days_letters_is_told_next_day(deadline, business_manager):
    as_at = date(2019, 11, 7)
    deadline(on=BEGAN)
    sweep(as_at)
    second = deadline(on=BEGAN)
    assert sweep(as_at).made == 1
    assert Mail.objects.count() == 1
    assert Effect.objects.get(deadline=second, outcome="made").tell_on == as_at + timedelta(days=1)
    assert sweep(as_at + timedelta(days=1)).letters == 1
    assert Mail.objects.count() == 2


def test_a_met_duty_is_left_alone(deadline, business_manager):
    from django.db import transaction

    from sscb.timetable.services import meet_deadline

    row = deadline(on=BEGAN)
    with transaction.atomic():
        assert meet_deadline(row, by=business_manager, on=date(2019, 10, 20))
    assert Step.objects.count() == 0
    assert sweep(LAST + timedelta(days=5)).made == 0


def test_a_handler_that_fails_is_tried_again_and_holds_up_nobody_else(deadline, business_manager, monkeypatch):
    with clock.at(BEGAN):
        bad, good = (deadline(on=BEGAN, trigger="thing.locked_on") for _ in range(2))
    from . import conftest

    fails = {bad.pk}

    def sometimes(row, as_at):
        if row.pk in fails:
            raise RuntimeError("not today")
        conftest.lock(row, as_at)

    from sscb.timetable.rules import EffectHandler
    from sscb.timetable.sockets import effects

    with effects.only(EffectHandler(code="test.lock", title="Lock", handle=sometimes)):
        first = sweep(date(2019, 11, 20))
        assert (first.handled, first.failed) == (1, 1)
        assert [pk for pk, _ in handed] == [good.pk]
        fails.clear()
        again = sweep(date(2019, 11, 20))
        assert (again.handled, again.failed) == (1, 0)
    assert [pk for pk, _ in handed] == [good.pk, bad.pk]


def test_a_dry_run_says_the_same_and_writes_nothing(deadline, business_manager, tables):
    deadline(on=BEGAN)
    deadline(on=BEGAN, trigger="thing.locked_on")
    before = tables()
    as_at = date(2019, 11, 20)
    dry = sweep(as_at, dry_run=True)
    assert tables() == before and not SweepRun.objects.exists() and not Mail.objects.exists()
    real = sweep(as_at)
    assert (dry.made, dry.skipped, dry.handled) == (real.made, real.skipped, real.handled)


def test_a_date_that_has_not_come_is_refused_outside_the_demonstration_and_a_dry_run(db, settings):
    ahead = clock.today() + timedelta(days=1)
    with pytest.raises(TooEarly, match="has not come yet"):
        sweep(ahead)
    assert sweep(ahead, dry_run=True).dry_run
    settings.DEMONSTRATION = True
    assert sweep(ahead).as_at == ahead


# --- letters ----------------------------------------------------------------------------------------------------------


def test_one_letter_a_day_for_each_person_and_only_of_what_they_may_read(
    deadline, record, business_manager, agency_lead, agency, other_lead, other_agency
):
    with clock.at(BEGAN):
        for _ in range(3):
            deadline(on=BEGAN, of=record(level="P2", owner=agency), organisation=agency)
        deadline(on=BEGAN, of=record(level="P2", owner=agency), organisation=other_agency)
        deadline(on=BEGAN, of=record(level="P4"), person=other_lead)
    sweep(date(2019, 11, 7))
    assert {mail.to for mail in Mail.objects.all()} == {agency_lead}
    (mail,) = Mail.objects.all()
    assert mail.key == f"digest:{agency_lead.uuid}:2019-11-07"
    assert mail.subject == "3 duties are late"
    assert mail.body.count("- Do test-warned") == 3
    assert "late 3 days" in mail.body and "4 November 2019" in mail.body


def test_a_duty_that_became_late_and_was_locked_stands_in_the_letter_once(deadline, business_manager):
    with clock.at(BEGAN):
        deadline(on=BEGAN, trigger="thing.locked_on")
    sweep(BEGAN + timedelta(days=31))
    (mail,) = Mail.objects.all()
    assert Effect.objects.filter(outcome="made").count() == 2
    assert mail.body.count("- Do test-locked") == 1


def test_an_account_that_cannot_be_written_to_holds_up_nobody_else(deadline, person, business_manager):
    broken = person("Broken Address", role="OFF")
    type(broken).objects.filter(pk=broken.pk).update(email="not an address")
    with clock.at(BEGAN):
        deadline(on=BEGAN, person=broken)
        deadline(on=BEGAN)
    assert sweep(LAST).letters == 1
    assert {mail.to for mail in Mail.objects.all()} == {business_manager}


def test_letters_that_did_not_become_rows_are_written_by_the_next_run(deadline, business_manager, monkeypatch):
    from sscb.timetable import letters

    deadline(on=BEGAN)

    def broken(run):
        raise RuntimeError("the machine stopped here")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(letters, "send_letters", broken)
        sweep(LAST)
    assert not Mail.objects.exists() and SweepRun.objects.get().letters is None
    assert sweep(LAST).letters == 1
    assert sweep(LAST) == Swept(LAST)
    assert Mail.objects.count() == 1


def test_the_reference_of_a_case_never_stands_in_a_letter(deadline, record, business_manager):
    case = record(level="P4")
    with clock.at(BEGAN):
        deadline(on=BEGAN, of=case)
    sweep(LAST)
    (mail,) = Mail.objects.all()
    assert case.reference not in mail.body and mail.marking == "OFFICIAL-SENSITIVE"
    assert mail.subject == "1 duty has its last day soon"


# --- at the same time -------------------------------------------------------------------------------------------------


@pytest.mark.req("REL-01")
@pytest.mark.req("REL-03")
@pytest.mark.parametrize("lock", [True, False], ids=["with the lock", "with the lock taken out"])
@pytest.mark.django_db(transaction=True)
def test_four_at_once_do_the_work_of_one(deadline, business_manager, tables, monkeypatch, lock):
    if not lock:
        monkeypatch.setattr(bulk, "sweeping_alone", lambda: True)
    with clock.at(BEGAN):
        rows = [deadline(on=BEGAN + timedelta(days=n % 9)) for n in range(30)]
        deadline(on=BEGAN - timedelta(days=10), trigger="thing.locked_on")
    as_at = date(2019, 11, 8)
    # Threads see the time that holds for the whole run of tests, 12 November 2019: after as_at.
    found = at_once(lambda: sweep(as_at), times=4)
    assert not raised(found), found
    assert len(found) == 4
    assert sum(one.made for one in found) == Effect.objects.filter(outcome="made").exclude(kind="test.lock").count()
    for row in rows:
        kinds = [kind for kind, _, _ in effects_of(row)]
        assert len(kinds) == len(set(kinds))
    assert len(handed) == 1
    assert Mail.objects.count() == 1
    assert SweepRun.objects.count() == 1
    after = tables()
    assert not sweep(as_at).did_something
    assert tables() == after
