"""The demonstration's training: what is held, full, postponed and asked for; none of it told before its day."""

from collections import Counter
from datetime import date

import pytest

from sscb.board.board_list import load_board, read_board
from sscb.board.demo import DEMONSTRATION, World
from training import demo
from training.models import Booking, Certificate, Course, Event, Programme, Register
from training.reporting.annual import annual_report
from training.reporting.years import year_of

NOVEMBER, SEPTEMBER, FEBRUARY = date(2019, 11, 12), date(2019, 9, 2), date(2020, 2, 3)


def built(on: date) -> World:
    loaded = load_board(read_board(DEMONSTRATION), by=None, on=on)
    world = World(on, loaded.organisations, loaded.groups, loaded.people)
    demo.build(world)
    return world


def places() -> Counter:
    return Counter(Booking._base_manager.values_list("stage", flat=True))


def test_on_12_november_there_is_something_of_everything(db):
    world = built(NOVEMBER)
    assert not Course._base_manager.filter(prompts=None).exists()
    programme = Programme._base_manager.get(year="2019/20")
    assert (programme.stage, programme.versions.count(), programme.changes.count()) == ("agreed", 2, 2)
    stages = Counter(Event._base_manager.values_list("stage", flat=True))
    assert stages == {"delivered": 8, "published": 4, "planned": 1, "postponed": 1, "cancelled": 1}
    full = Event._base_manager.get(course__code="ABUSE")
    assert full.taken == full.capacity and Booking._base_manager.filter(event=full, stage="waitlisted").count() == 5
    assert Booking._base_manager.get(stage="cancelled_late").charge == 3500
    asked = Booking._base_manager.get(stage="awaiting_manager")
    assert (asked.delegate, asked.manager) == (world.people["practitioner"], world.people["community-lead"])
    ended = Certificate.objects.filter(expires_on__lt=NOVEMBER).count()
    assert 0 < ended < Certificate.objects.count()
    told = annual_report(year_of(NOVEMBER), NOVEMBER)
    assert told.heading == "Six training events in 2019/20 filled 58% of their places"
    assert not Event._base_manager.filter(opened_on__gt=NOVEMBER).exists()


@pytest.mark.parametrize("day", [SEPTEMBER, FEBRUARY], ids=str)
def test_on_another_day_nothing_later_is_told(db, day):
    built(day)
    assert not Booking._base_manager.filter(opened_on__gt=day).exists()
    assert not Register.objects.filter(closed_on__gte=day).exists()
    assert not Event._base_manager.filter(stage="published", last_day__lt=day).exists()
    assert places()["cancelled_late"] == (day > NOVEMBER)
