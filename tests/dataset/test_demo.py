"""The demonstration's figures: invented, the same each time, and standing against no real place."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from dataset import demo
from dataset.models import Area, Import, Indicator, Reading, Value
from dataset.queries.scorecard import scorecard
from dataset.services.published import NAME, NEIGHBOURS

TODAY = date(2019, 11, 12)


@dataclass
class World:
    on: date
    people: dict = field(default_factory=dict)


@pytest.fixture
def built(db, business_manager, settings, tmp_path):
    settings.DATA = tmp_path
    demo.figures.build(World(TODAY, {"bm": business_manager}))


def test_no_invented_figure_stands_against_a_real_place(built):
    invented = Value.objects.exclude(came_from__file_name=NAME)
    (area,) = Area.objects.filter(values__in=invented).distinct()
    assert area.name == "This Board’s area (invented figures)" and not area.is_own and area.stands_in
    assert Area.objects.get(is_own=True).name == "Somerset"
    published = Value.objects.filter(came_from__file_name=NAME)
    assert set(published.values_list("area__name", flat=True)) == {"Somerset", "South West", "England", NEIGHBOURS}


def test_all_79_indicators_are_there_and_about_half_have_figures(built):
    found = scorecard(audience="qp", as_at=TODAY)
    assert len(found.shown) == 79
    assert 36 <= sum(row.group != "never" for row in found.shown) <= 44
    assert Reading.objects.count() == 2 * 79


def test_each_kind_of_icon_appears(built):
    rows = scorecard(audience="qp", as_at=TODAY).shown
    assert {row.group for row in rows} == {
        "concern", "improvement", "shift", "usual", "trial", "table", "no-data", "never",
    }  # fmt: skip
    assert {row.assurance_kind for row in rows} >= {"pass", "hit-and-miss", "fail"}


def test_the_figures_came_in_as_files_through_the_front_door(built, business_manager):
    assert set(Import.objects.values_list("accepted_by", flat=True)) == {business_manager.pk}
    assert not Value.objects.filter(row__lt=2).exists()
    assert Value.objects.filter(state="provisional").exists()


def test_nothing_is_sent_that_lies_in_the_future_of_an_earlier_demonstration(db, business_manager, settings, tmp_path):
    settings.DATA = tmp_path
    demo.figures.build(World(date(2019, 9, 2), {"bm": business_manager}))
    assert Value.objects.order_by("-period_end").first().period_end <= date(2019, 9, 2)


def test_the_same_figures_every_time():
    one = next(one for one in demo.FILES["police-2019-09.csv"] if one.code == "MI01")
    assert demo.rows_of(one, TODAY) == demo.rows_of(one, TODAY)
    assert demo.rows_of(one, TODAY)[-1][2:4] == ["September 2019", 68]


def test_every_invented_indicator_is_one_of_the_default_list(built):
    codes = {one.code for series in demo.FILES.values() for one in series}
    assert codes <= set(Indicator.objects.on_scorecard().values_list("code", flat=True))
