from datetime import date
from itertools import count

import pytest

from sscb.access.sockets import EVERYBODY, AccessRule, rules
from sscb.records.lifecycle import Move
from sscb.records.models import Record
from sscb.records.sockets import RecordType, types

DAY = date(2019, 11, 12)
MANAGE = AccessRule("trying.manage", "Manage what is tried", {"BMGR", "OFF"}, verb="change")
DECIDE = AccessRule("trying.decide", "Decide what is tried", {"CHAIR"}, verb="decide")
LOOK = AccessRule("trying.look", "Look at what is tried", EVERYBODY)
MOVES = (
    Move("asked", "gathering", MANAGE.code),
    Move("gathering", "decided", DECIDE.code, needs=("replies_in", "day_has_come")),
    Move("gathering", "asked", MANAGE.code),
    Move("decided", "published", MANAGE.code),
    Move("asked", "withdrawn", MANAGE.code),
    Move("gathering", "withdrawn", MANAGE.code),
)
KIND = RecordType(
    code="trying.case", title="Something tried", url_name="board:meeting", prefix="TRY",
    stages={"asked": "Asked for", "gathering": "Gathering replies", "decided": "Decided", "published": "Published",
            "withdrawn": "Withdrawn"},
    moves=MOVES,
    guards={
        "replies_in": (lambda record, on: record.released_on is not None, "not every reply is in"),
        "day_has_come": (lambda record, on: on >= DAY, "its day has not come"),
    },
)  # fmt: skip


@pytest.fixture(autouse=True)
def kind():
    with rules.also(MANAGE, DECIDE, LOOK), types.also(KIND):
        yield


@pytest.fixture
def case(db):
    numbers = count(1)

    def make(stage: str = "asked", *, level: str = "P3", **more) -> Record:
        number = next(numbers)
        return Record.objects.create(
            type=KIND.code, reference=f"TRY-{number:03}", title="A case tried", level=level, stage=stage,
            opened_on=date(2019, 9, 1), **more,
        )  # fmt: skip

    return make
