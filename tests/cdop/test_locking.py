"""When the last day has ended: locked once, whenever the sweep comes, however many come, and never before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cdop import services
from cdop.models import ChildDeathReview, Handover
from cdop.services import locking
from sscb import clock
from sscb.access.policy import can
from sscb.history.models import Entry
from sscb.records.models import Record
from sscb.timetable.models import Deadline, Effect, Step, SweepRun
from sscb.timetable.services import record_local_date
from sscb.timetable.sockets import effects
from sscb.timetable.sweeping import Swept, sweep
from tests.conftest import SHARED_FIXTURE
from tests.together import at_once, raised

from .conftest import LAST, agree, london

BEFORE = date(2019, 9, 3)
ENDED = LAST + timedelta(days=1)


@pytest.fixture(autouse=True)
def much_later():
    with clock.at(date(2020, 6, 1)):
        yield


def state(review):
    found = ChildDeathReview.objects.get(pk=review.pk)
    return found.stage, found.locked_on, found.completed_on, Handover.objects.filter(review=found).count()


def test_the_plan_locks_the_day_after_the_last_day(take):
    review = take(BEFORE)
    step = Step.objects.get(deadline__record_id=review.pk, by_handler=True)
    assert (step.kind, step.due_on) == ("cdop.lock_unfinished", ENDED)


@pytest.mark.req("REL-02")
def test_not_on_the_last_day_but_when_it_has_ended(take):
    review = take(BEFORE)
    assert sweep(LAST).handled == 0
    assert state(review) == ("notified", None, None, 0)
    assert sweep(ENDED).handled == 1
    assert state(review) == ("notified", ENDED, None, 1)
    handover = Handover.objects.get(review=review)
    assert (handover.what, handover.last_day, handover.sent_on) == ("unfinished", LAST, None)
    entry = Entry.objects.get(object_uuid=review.uuid, code="cdop.review_locked")
    assert entry.facts == {"last_day": "29 January 2020", "rule": "cdop-grace-end"}


@pytest.mark.req("REL-02")
@pytest.mark.parametrize("days_late", [0, 1, 5, 40])
def test_a_late_sweep_locks_all_the_same(take, days_late):
    review = take(BEFORE)
    came = ENDED + timedelta(days=days_late)
    sweep(date(2020, 1, 20))
    swept = sweep(came)
    assert (swept.handled, swept.failed) == (1, 0)
    assert state(review) == ("notified", came, None, 1)
    assert Handover.objects.get(review=review).last_day == LAST


@pytest.mark.req("REL-01")
def test_run_again_it_writes_nothing(take):
    review = take(BEFORE)
    sweep(ENDED)
    before = state(review)
    with CaptureQueriesContext(connection) as captured:
        assert sweep(ENDED) == Swept(ENDED)
    assert not [q for q in captured if q["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert state(review) == before
    sweep(ENDED + timedelta(days=9))
    assert state(review) == before


@pytest.mark.req("REL-01")
@pytest.mark.req("REL-02")
def test_each_guard_of_the_lock_holds_alone(take, monkeypatch):
    """The handler asked too early or twice does nothing; the sweep, its plan restored, does not ask it again."""
    review = take(BEFORE)
    step = Step.objects.select_related("deadline").get(deadline__record_id=review.pk, by_handler=True)
    deadline, kept = step.deadline, Step.objects.filter(pk=step.pk).values().get()
    locking.lock_unfinished(deadline, LAST)
    assert state(review) == ("notified", None, None, 0)
    sweep(ENDED)
    told = Entry.objects.count()
    locking.lock_unfinished(deadline, ENDED + timedelta(days=3))
    assert state(review) == ("notified", ENDED, None, 1) and Entry.objects.count() == told
    asked = []
    monkeypatch.setitem(effects._plugs, step.kind, replace(effects[step.kind], handle=lambda *told: asked.append(told)))
    Deadline.objects.filter(pk=deadline.pk).update(state="open", cancelled_on=None)
    Step.objects.bulk_create([Step(**kept)])
    assert sweep(ENDED + timedelta(days=1)).failed == 0 and asked == []


def test_an_open_inquest_gives_no_day_more(take, cdc):
    review = take(BEFORE)
    with clock.at(BEFORE):
        services.open_review(review=review, by=cdc, on=BEFORE)
        services.move_review(review=review, to="local-meeting", by=cdc, on=BEFORE)
        services.move_review(review=review, to="waiting", why="The inquest", by=cdc, on=BEFORE)
    sweep(ENDED)
    assert state(review) == ("waiting", ENDED, None, 1)


def test_what_was_completed_one_second_before_the_end_stays_with_the_panel(at_panel, take, cdc):
    done, left = at_panel(), take(BEFORE)
    with clock.at(london(LAST, 23, 59, 59)):
        agree(done, by=cdc, on=LAST)
    assert sweep(ENDED).handled == 2
    assert state(done) == ("reviewed", None, LAST, 1)
    assert Handover.objects.get(review=done).what == "archive"
    assert state(left)[1] == ENDED


def test_what_is_passed_on_or_out_of_scope_is_not_locked(take, cdc):
    passed, elsewhere = take(date(2019, 10, 1)), take(BEFORE, death={"lives_here": False, "home_area": "Devon"})
    out = take(BEFORE)
    with clock.at(BEFORE):
        services.move_review(review=out, to="out-of-scope", why="A stillbirth", by=cdc, on=BEFORE)
    assert sweep(ENDED).handled == 0
    assert [state(one)[1] for one in (passed, elsewhere, out)] == [None, None, None]
    assert not Handover.objects.filter(what="unfinished").exists()


def test_an_early_start_locks_early(take, business_manager):
    with clock.at(date(2019, 9, 10)):
        review = take(BEFORE)
        record_local_date(
            code="cdr_start", day=date(2019, 9, 4), source="Published", by=business_manager, on=date(2019, 9, 10)
        )
    assert sweep(date(2020, 1, 4)).handled == 0
    assert sweep(date(2020, 1, 5)).handled == 1
    assert Handover.objects.get(review=review).last_day == date(2020, 1, 4)


def test_locked_it_can_be_read_and_not_changed(take, cdc):
    review = take(BEFORE)
    sweep(ENDED)
    review = ChildDeathReview.objects.get(pk=review.pk)
    with clock.at(ENDED):
        assert can(cdc, "read", review)
        for act in ("change", "attach"):
            assert can(cdc, act, review).code == "locked"


def test_a_dry_run_says_how_many_and_changes_nothing(take):
    reviews = [take(BEFORE) for _ in range(2)]
    said = sweep(ENDED, dry_run=True)
    assert said.handled == 2 and said.dry_run
    assert [state(one) for one in reviews] == [("notified", None, None, 0)] * 2
    assert not SweepRun.objects.exists()


@pytest.mark.req("REL-13")
def test_somebody_at_the_case_in_the_same_moment_is_not_overwritten(take, monkeypatch):
    """The version moves between reading and locking: nothing is half done, and the next sweep locks."""
    review, real = take(BEFORE), locking.advance

    def too_late(record, **fields):
        Record.objects.filter(pk=record.pk).update(version=F("version") + 1)
        real(record, **fields)

    with monkeypatch.context() as patch:
        patch.setattr(locking, "advance", too_late)
        swept = sweep(ENDED)
    assert (swept.handled, swept.failed) == (0, 1)
    assert state(review) == ("notified", None, None, 0)
    assert not Effect.objects.filter(kind="cdop.lock_unfinished").exists()
    assert sweep(ENDED).handled == 1
    assert state(review) == ("notified", ENDED, None, 1)


@pytest.mark.req("REL-02")
@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=SHARED_FIXTURE)
@given(ran=st.lists(st.integers(-30, 60), max_size=6))
def test_any_schedule_of_sweeps_ends_in_the_same_lock(take, ran):
    SweepRun.objects.all().delete()
    review = take(BEFORE)
    for day in sorted(ran):
        sweep(ENDED + timedelta(days=day))
    assert (state(review)[1] is not None) == any(day >= 0 for day in ran)
    sweep(ENDED + timedelta(days=61))
    assert state(review)[3] == 1
    assert state(review)[1] == ENDED + timedelta(days=min((day for day in ran if day >= 0), default=61))


@pytest.mark.req("REL-01")
@pytest.mark.req("REL-03")
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_lock_once(take):
    # Threads see the time that holds for the whole run of tests, 12 November 2019: so an early start is used.
    from sscb.timetable.models import LocalDate

    start = date(2019, 6, 1)
    LocalDate.objects.create(code="cdr_start", on=start, source="This test", recorded_at=clock.now())
    reviews = [take(date(2019, 5, 20)) for _ in range(4)]
    assert set(Deadline.objects.filter(rule="cdop-grace-end").values_list("due_on", flat=True)) == {date(2019, 10, 1)}
    found = at_once(lambda: sweep(date(2019, 10, 2)), times=2)
    assert not raised(found), found
    assert sum(one.handled for one in found) == 4
    assert [state(one) for one in reviews] == [("notified", date(2019, 10, 2), None, 1)] * 4
    assert Entry.objects.filter(code="cdop.review_locked").count() == 4
