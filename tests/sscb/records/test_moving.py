"""One door for stages; nobody overwrites what somebody else saved (SEC-11, REL-14)."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from sscb.access.errors import Conflict
from sscb.access.policy import ProveAgain, Refused
from sscb.board.models import Meeting
from sscb.history.context import Whereabouts, working_from
from sscb.history.models import Entry
from sscb.records.lifecycle import Move
from sscb.records.models import Record
from sscb.records.moving import (
    ClosedToWriting,
    Lowered,
    NotLowered,
    NotThere,
    NotYet,
    SomeoneElseWasFirst,
    advance,
    check_version,
    move,
)  # fmt: skip
from sscb.records.sockets import types
from tests.house.source import calls, dotted, modules
from tests.sscb.records.conftest import DAY, KIND, MOVES
from tests.together import at_once, raised

STAGES = tuple(KIND.stages)
TABLE = {(step.start, step.to): step for step in MOVES}
WHO_MAY = {"trying.manage": {"business_manager", "board_office"}, "trying.decide": {"chair"}}


def now(record: Record) -> Record:
    return Record._plain.get(pk=record.pk)


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize("who", ["business_manager", "board_office", "chair", "board_member", "practitioner", "dpo"])
@pytest.mark.parametrize(("start", "to"), list(product(STAGES, STAGES)))
def test_every_stage_to_every_stage_by_everybody(request, case, who, start, to):
    record, by = case(start, released_on=DAY), request.getfixturevalue(who)
    step = TABLE.get((start, to))
    if step is None:
        with pytest.raises(NotThere, match="Nothing was changed"):
            move(record, to=to, by=by, on=DAY)
    elif who not in WHO_MAY[step.rule]:
        with pytest.raises(Refused, match="Nothing was changed"):
            move(record, to=to, by=by, on=DAY)
    else:
        move(record, to=to, by=by, on=DAY)
        assert (now(record).stage, now(record).version) == (to, 2) == (record.stage, record.version)
        return
    assert (now(record).stage, now(record).version) == (start, 1) == (record.stage, record.version)


@pytest.mark.req("SEC-28")
def test_a_marking_is_lowered_by_two_people_with_a_reason_and_a_factor_entered_again(case, business_manager, qp_chair):
    record, good = case(level="P4"), Lowered("It is to be published", by=business_manager, agreed_by=qp_chair)
    alone = replace(good, agreed_by=business_manager)
    for lowered in (None, alone, replace(good, why=" "), replace(good, by=None), replace(good, agreed_by=None)):
        with pytest.raises(NotLowered, match="stays OFFICIAL-SENSITIVE.*another agrees. Nothing was changed"):
            advance(record, level="P1", lowered=lowered)
    with working_from(Whereabouts(in_request=True, acts=True, stale=lambda: True)), pytest.raises(ProveAgain):
        advance(record, level="P1", lowered=good)
    assert (now(record).level, now(record).version) == ("P4", 1) and not Entry.objects.exists()
    advance(record, level="P1", lowered=good)
    told = Entry.objects.get(code="records.marking_lowered")
    assert (told.by_name, told.facts["asked_by"], told.why) == (qp_chair.name, business_manager.name, good.why)
    minuted = Lowered("The Board has had it", agreed_by=qp_chair, decided="the Board’s minute of 12 September 2019")
    advance(case(level="P4"), level="P1", lowered=minuted)
    assert Entry.objects.latest("number").facts["asked_by"] == minuted.decided
    advance(record, level="P0")  # OFFICIAL both
    advance(record, level="P5")
    assert (now(record).level, now(record).version) == ("P5", 4)
    # No statement goes round it.
    around = [
        str(module) for module in modules() for call in calls(module.tree)
        if dotted(call.func).endswith("update") and any(word.arg == "level" for word in call.keywords)
    ]  # fmt: skip
    assert not around, around


@pytest.mark.req("SEC-11")
@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(wishes=st.lists(st.sampled_from(STAGES), min_size=1, max_size=12))
def test_no_walk_leaves_the_table(wishes):
    """Whatever is asked for, in whatever order: every step taken is in the table and raises the version by one."""
    from django.db import transaction

    from tests.conftest import TODAY

    with transaction.atomic():
        record = Record._plain.create(
            type=KIND.code, reference="WALK-1", title="A walk", level="P3", stage="asked", opened_on=TODAY,
            released_on=TODAY,
        )  # fmt: skip
        taken = [record.stage]
        for wish in wishes:
            try:
                move(record, to=wish, by=None, on=TODAY)
                taken.append(record.stage)
            except NotThere:
                assert (taken[-1], wish) not in TABLE
        assert all(step in TABLE for step in zip(taken, taken[1:], strict=False))
        after = now(record)
        assert (after.stage, after.version) == (taken[-1], len(taken))
        assert (after.closed_on is not None) == (not any(start == after.stage for start, _ in TABLE))
        transaction.set_rollback(True)


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize(
    ("released", "on", "said"),
    [
        (None, DAY, ["not every reply is in"]),
        (DAY, DAY - timedelta(days=1), ["its day has not come"]),
        (None, DAY - timedelta(days=1), ["not every reply is in", "its day has not come"]),
    ],
)
def test_what_must_be_true_first_is_told_in_sentences(case, chair, released, on, said):
    record = case("gathering", released_on=released)
    with pytest.raises(NotYet) as refused:
        move(record, to="decided", by=chair, on=on)
    assert refused.value.reasons == said and "Nothing was changed" in str(refused.value)
    assert now(record).stage == "gathering"


def test_a_refused_move_says_what_is_open(case, business_manager):
    with pytest.raises(NotThere) as refused:
        move(case("asked"), to="published", by=business_manager, on=DAY)
    assert "“Asked for”" in str(refused.value) and "Gathering replies, Withdrawn" in str(refused.value)
    with pytest.raises(NotThere, match="at its end"):
        move(case("published"), to="asked", by=business_manager, on=DAY)


def test_the_end_of_the_table_closes_the_record(case, business_manager):
    record = case("decided")
    move(record, to="published", by=business_manager, on=DAY)
    assert now(record).closed_on == DAY
    record = case("asked")
    move(record, to="gathering", by=business_manager, on=DAY)
    assert now(record).closed_on is None


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize("state", ["locked_on", "held_on", "disposed_on"])
def test_what_is_locked_held_or_disposed_of_does_not_move(case, business_manager, chair, state):
    for record, to, by in (
        (case("asked", **{state: DAY}), "gathering", business_manager),
        (case("gathering", released_on=DAY, **{state: DAY}), "decided", chair),
    ):
        with pytest.raises(Refused):
            move(record, to=to, by=by, on=DAY)
        assert now(record).version == 1


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize(
    ("state", "said"), [("locked_on", "locked"), ("held_on", "on hold"), ("disposed_on", "disposed")]
)
def test_the_text_of_what_is_locked_held_or_disposed_of_is_not_claimed_for_a_change(case, state, said):
    """Also when the record in hand was read before the lock."""
    record = case("asked")
    Record._plain.filter(pk=record.pk).update(**{state: DAY})
    for claim in (lambda: advance(record), lambda: check_version(record, 1, mine={})):
        with pytest.raises(ClosedToWriting, match=said):
            claim()
    assert now(record).version == 1 == record.version
    advance(record, **{state: None})
    advance(record)
    assert now(record).version == 3


@pytest.mark.req("SEC-11")
@pytest.mark.parametrize("state", ["locked_on", "held_on", "disposed_on"])
def test_a_move_whose_rule_only_reads_is_held_too(case, practitioner, state):
    record = case("gathering", level="P0", **{state: DAY})
    with types.only(replace(KIND, moves=(Move("gathering", "asked", "trying.look"),))):
        with pytest.raises(ClosedToWriting):
            move(record, to="asked", by=practitioner, on=DAY)
    assert now(record).stage == "gathering"


# --- compare and set --------------------------------------------------------------------------------------------------


@pytest.mark.req("REL-14")
def test_the_second_of_two_is_told_and_overwrites_nothing(case, business_manager, board_office):
    record = case("asked")
    mine, theirs = now(record), now(record)
    move(theirs, to="gathering", by=board_office, on=DAY)
    with pytest.raises(SomeoneElseWasFirst, match="nothing was overwritten"):
        move(mine, to="withdrawn", by=business_manager, on=DAY)
    assert (now(record).stage, now(record).version) == ("gathering", 2)


@pytest.mark.req("REL-14")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["record", "meeting"])
def test_of_two_at_once_one_wins(case, group, table):
    """Through the base table, and through a child of it, where one statement would become two (habit 5)."""
    if table == "record":
        case("asked")
        rows = [Record._plain.get() for _ in range(6)]
    else:
        Meeting._base_manager.create(
            type=KIND.code, reference="2019/9", title="A meeting", level="P3", stage="asked", opened_on=DAY,
            meets_on=date(2019, 12, 12), starts="10:00", ends="12:00", place="Here", group=group("board"),
        )  # fmt: skip
        rows = [Meeting._base_manager.get() for _ in range(6)]

    def step(number: int, row):
        move(row, to="gathering" if number % 2 else "withdrawn", by=None, on=DAY)
        return row.stage

    came = at_once(*(partial(step, number, row) for number, row in enumerate(rows)))
    won = [stage for stage in came if isinstance(stage, str)]
    assert len(won) == 1 and [type(one) for one in raised(came)] == [SomeoneElseWasFirst] * (len(rows) - 1), came
    after = Record._plain.get()
    assert (after.stage, after.version) == (won[0], 2)


@pytest.mark.req("REL-14")
def test_moving_is_one_statement_with_the_version_in_it(case, business_manager):
    record = case("asked")
    with CaptureQueriesContext(connection) as queries:
        advance(record, stage="gathering")
    updates = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    assert len(updates) == 1 and '"version" = 1' in updates[0].partition("WHERE")[2]
    assert len(queries) == 1


@pytest.mark.req("REL-14")
def test_a_form_shown_with_an_old_version_is_not_saved(case):
    record = case("asked")
    check_version(now(record), 1, mine={"title": "mine"})
    current = now(record)
    with pytest.raises(SomeoneElseWasFirst) as refused:
        check_version(current, 1, mine={"title": "mine"})
    assert refused.value.mine == {"title": "mine"} and refused.value.saved == {"title": "A case tried"}
    assert (current.version, now(record).version) == (2, 2)
    check_version(current, 2, mine={"title": "mine"})
    assert now(record).version == 3


@pytest.mark.req("REL-14")
def test_a_form_from_the_future_is_not_saved_either(case):
    with pytest.raises(Conflict):
        check_version(case("asked"), 7, mine={})


@pytest.mark.req("REL-14")
@pytest.mark.req("SEC-11")
def test_stage_and_version_change_through_this_door_only():
    """`.update(stage=...)`, `.update(version=...)` and `record.stage = ...` elsewhere would go round it."""
    import ast

    found = []
    for module in modules():
        if module.path == "sscb/records/moving.py":
            continue
        for call in calls(module.tree):
            name = dotted(call.func).rsplit(".", 1)[-1] or getattr(call.func, "attr", "")
            if name == "update" and {keyword.arg for keyword in call.keywords} & {"stage", "version"}:
                found.append(f"{module}, line {call.lineno}: update")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Attribute) and target.attr == "stage":
                        found.append(f"{module}, line {node.lineno}: {dotted(target)} = ...")
    assert not found, found
