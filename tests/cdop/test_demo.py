"""The demonstration's child deaths: a county's year, every stage on 12 November, and nobody real."""

from collections import Counter
from datetime import date

import pytest

from cdop import demo
from cdop.demo.past import PORTAL_FROM, past_reviews
from cdop.demo.stories import COMPLETED, ELSEWHERE, OPEN
from cdop.lifecycle import UNFINISHED
from cdop.models import AgencyForm, ChildDeathReview, Identity
from cdop.queries import work_plan_sentence
from sscb import clock
from sscb.board.board_list import load_board, read_board
from sscb.board.demo import DEMONSTRATION, World
from sscb.timetable.services import record_local_date

NOVEMBER = date(2019, 11, 12)


@pytest.fixture
def world(db):
    loaded = load_board(read_board(DEMONSTRATION), by=None, on=NOVEMBER)
    record_local_date(
        code="cdr_start", day=date(2019, 9, 29), source="This test", by=loaded.people["bm"], on=date(2019, 9, 2)
    )
    return World(NOVEMBER, loaded.organisations, loaded.groups, loaded.people)


def test_on_12_november_fourteen_reviews_are_open_in_every_stage_and_nine_have_a_place(world):
    demo.build(world)
    unfinished = ChildDeathReview.objects.all().unfinished().filter(handover=None)
    assert set(unfinished.values_list("stage", flat=True)) == set(UNFINISHED) - {"notified", "reopened"}
    with clock.at(NOVEMBER):
        said = work_plan_sentence(world.people["cdc"], NOVEMBER)
    assert said.startswith("14 reviews are open and the panel has room for 9 until 29 January 2020: 5 will not")
    others = Counter(ChildDeathReview.objects.exclude(pk__in=unfinished).values_list("stage", flat=True))
    assert {"out-of-scope", "other-area", "transferred", "notified", "closed"} == set(others)
    waiting = AgencyForm.objects.filter(answered_on=None).values_list("named__name", flat=True)
    assert {"Nadia Okafor", "Tom Lister"} <= set(waiting)
    assert all(name.endswith(" Example") for name in Identity.objects.values_list("name", flat=True))
    assert not ChildDeathReview.objects.filter(opened_on__gt=NOVEMBER).exists()


def test_five_past_years_are_a_county_s():
    past = past_reviews(PORTAL_FROM)
    completed = Counter(one.completed_on.year - (one.completed_on.month < 4) for one in past)
    assert sorted(completed) == [2014, 2015, 2016, 2017, 2018]
    assert all(25 <= count <= 35 for count in completed.values()), completed
    assert past == past_reviews(PORTAL_FROM), "the same each time"


def test_every_child_is_plainly_invented_and_told_of_once():
    children = [story.child for story in (*COMPLETED, *OPEN, *ELSEWHERE)]
    assert len(children) == len(set(children))
    assert all(name.endswith(" Example") for name in children)
