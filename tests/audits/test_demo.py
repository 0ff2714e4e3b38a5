"""The demonstration's audits: every stage on 12 November, and none of it told before its day."""

from collections import Counter
from datetime import date

import pytest

from audits import demo
from audits.returns.lifecycle import Stage
from audits.returns.models import AuditCycle, AuditReturn
from sscb.board.board_list import load_board, read_board
from sscb.board.demo import DEMONSTRATION, World

NOVEMBER = date(2019, 11, 12)


@pytest.fixture
def world(db):
    loaded = load_board(read_board(DEMONSTRATION), by=None, on=NOVEMBER)
    return World(NOVEMBER, loaded.organisations, loaded.groups, loaded.people)


def test_on_12_november_every_kind_has_a_cycle_and_returns_stand_in_every_stage(world):
    demo.build(world)
    cycles = {cycle.title: cycle for cycle in AuditCycle.objects.all()}
    assert Counter(cycle.kind for cycle in cycles.values()) == {"section11": 3, "school": 1, "learning": 1}
    current = cycles["Section 11 audit 2019"]
    assert (current.stage, current.follows.title) == ("moderation", "Section 11 audit 2017")
    stages = Counter(AuditReturn.objects.filter(cycle=current).values_list("stage", flat=True))
    assert sum(stages.values()) == 23 and set(stages) == set(Stage) - {Stage.CLOSED}, stages
    assert stages[Stage.MODERATED] == 11
    assert not AuditReturn.objects.filter(opened_on__gt=NOVEMBER).exists()
    assert not AuditReturn.objects.filter(owner__kind__in=("LSCB", "CDRP")).exists()


def test_in_september_the_cycle_is_open_and_nothing_later_is_told(world):
    world.on = date(2019, 9, 2)
    demo.build(world)
    current = AuditCycle.objects.get(title="Section 11 audit 2019")
    assert current.stage == "open" and AuditCycle.objects.count() == 3
    stages = Counter(AuditReturn.objects.filter(cycle=current).values_list("stage", flat=True))
    assert stages == {Stage.SUBMITTED: 2, Stage.NOT_STARTED: 21}
