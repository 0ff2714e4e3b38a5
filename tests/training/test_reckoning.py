"""What is reckoned in training, against the handbook's tables and as properties. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.evaluating.items import Item, ItemFault, asked_at, fits, read_items
from training.evaluating.observing import needs_another, prompts
from training.evaluating.points import Point, window_of
from training.evaluating.scoring import (
    FEWEST,
    NOT_SHOWN,
    STRENGTHS,
    Evidence,
    Gain,
    Rate,
    chose,
    confidence,
    gain,
    kept,
    mean,
    strength_of,
    together,
)  # fmt: skip
from training.registering.rates import SHARES, Turnout, added, outcome, share_attended
from training.reporting.compliance import by_agency, by_group

people = st.integers(0, 60)


def test_the_published_report_that_gave_two_rates_for_one_quarter():
    """Handbook 4.5: 393 places, 318 booked, 304 attended: two names, two figures."""
    quarter = Turnout(capacity=393, confirmed=318, attended_booked=304)
    assert quarter.fill.words == "77% (304 of 393)"
    assert quarter.turn_up.words == "96% (304 of 318)"
    with_walk_ins = Turnout(capacity=393, confirmed=318, attended_booked=304, walk_ins=35)
    assert with_walk_ins.turn_up == quarter.turn_up, "whoever was not booked never lifts the rate of those booked"
    assert with_walk_ins.fill.words == "86% (339 of 393)"
    assert quarter.no_shows == 14


turnouts = st.builds(
    lambda capacity, confirmed, attended, walked: Turnout(capacity, confirmed, min(attended, confirmed), walked),
    people, people, people, people,
)  # fmt: skip


@given(st.lists(turnouts, max_size=6))
def test_rates_of_several_events_are_of_their_sums_and_never_over_a_hundred(many):
    total = added(many)
    assert total.attended == sum(one.attended for one in many)
    for rate in (total.fill, total.turn_up):
        assert rate.percent is None or 0 <= rate.percent <= 100
        assert (rate.percent is None) is (rate.of == 0)
        assert rate.words == "–" or rate.words.endswith(f"({rate.part:,} of {rate.of:,})")
    assert total.no_shows >= 0


@given(st.lists(st.sampled_from(sorted(SHARES)), min_size=1, max_size=5))
def test_a_mark_for_the_better_never_lowers_what_follows(marks):
    order = ("no_show", "part_attended", "attended")
    better = [*marks[:-1], "there"]
    assert order.index(outcome(better)) >= order.index(outcome(marks))
    assert 0 <= share_attended(marks) <= 100


def test_part_attendance_under_80_per_cent_gives_no_certificate():
    wrong = []
    for marks, want in (
        (["there"], "attended"), (["mostly"], "attended"), (["partly"], "part_attended"), (["absent"], "no_show"),
        (["there", "absent"], "part_attended"), (["there", "partly"], "part_attended"),
        (["there", "there", "absent"], "part_attended"), (["there", "there", "there", "there", "absent"], "attended"),
        (["there", "mostly"], "attended"), ([], "no_show"),
    ):  # fmt: skip
        if outcome(marks) != want:
            wrong.append(f"{marks}: {outcome(marks)}, wanted {want}")
    assert not wrong


def test_when_each_point_is_open_and_due():
    """Handbook 4.4; RULINGS 22: the third point is due at day 84 and open from day 42 to day 112."""
    wrong = []
    for point, opens, due, closes in (
        (Point.BEFORE, date(2019, 5, 1), date(2019, 6, 11), date(2019, 6, 11)),
        (Point.END, date(2019, 6, 12), date(2019, 6, 17), date(2019, 6, 17)),
        (Point.LATER, date(2019, 7, 24), date(2019, 9, 4), date(2019, 10, 2)),
        (Point.MANAGER, date(2019, 7, 24), date(2019, 9, 4), date(2019, 10, 2)),
    ):
        found = window_of(point, asked_from=date(2019, 5, 1), first_day=date(2019, 6, 11), last_day=date(2019, 6, 12))
        if (found.opens_on, found.due_on, found.closes_on) != (opens, due, closes):
            wrong.append(f"{point}: {found}")
        if found.holds(date(2019, 4, 30)) or not (found.holds(opens) and found.holds(closes)):
            wrong.append(f"{point}: not open on its first or last day, or open before")
    assert not wrong


def test_the_items_reach_every_level_and_ask_confidence_alike_each_time():
    version, items = read_items()
    assert version == "EVAL-1" and {item.level for item in items} >= {1, 2, 3, 4}
    outcomes = ("See neglect early", "Ask the child")
    names = [tuple(one.name for one in asked_at(point, outcomes) if one.item.kind == "confidence")
             for point in (Point.BEFORE, Point.END, Point.LATER)]  # fmt: skip
    assert set(names) == {("confidence-1", "confidence-2")}
    later = asked_at(Point.LATER, outcomes, ("Ask fathers",))
    assert [one.about for one in later if one.item.kind == "kept"] == ["Ask fathers"]
    assert len([one for one in asked_at(Point.END) if one.item.kind == "intentions"]) == 3
    assert {one.item.key for one in asked_at(Point.MANAGER)} == {"applied", "manager-supervision", "manager-example"}
    with pytest.raises(ItemFault):
        Item("x", (Point.END,), "choice", 1, "No choices")


def test_only_what_was_asked_for_stands_as_an_answer():
    asked = {one.name: one for one in (*asked_at(Point.END, ("a",)), *asked_at(Point.LATER, (), ("b",)))}
    wrong = [
        f"{name}={value!r}" for name, value, fine in (
            ("confidence-1", "1", True), ("confidence-1", "10", True), ("confidence-1", "0", False),
            ("confidence-1", "11", False), ("confidence-1", "ten", False), ("confidence-1", "-1", False),
            ("confidence-1", "", False), ("useful", "5", True), ("useful", "6", False), ("kept-1", "done", True),
            ("kept-1", "yes", False), ("supervision", "none", True), ("supervision", "maybe", False),
            ("example", "x" * 600, True), ("example", "x" * 601, False),
        ) if fits(asked[name], value) is not fine
    ]  # fmt: skip
    assert not wrong


ratings = st.dictionaries(st.integers(1, 12), st.fixed_dictionaries(
    {f"confidence-{n}": st.sampled_from(["", *map(str, range(1, 11))]) for n in (1, 2)}), max_size=12)  # fmt: skip


@given(ratings, ratings)
def test_gain_is_of_matched_people_only(before, after):
    found = gain(before, after)
    assert found.people <= len(before.keys() & after.keys())
    back = gain(after, before)
    assert (back.people, back.before, back.after) == (found.people, found.after, found.before)
    alone = {100: {"confidence-1": "10"}}
    assert gain({**before, **alone}, after) == found, "somebody who answered once changes nothing"
    if found.people:
        assert 1 <= found.before <= 10 and 1 <= found.after <= 10
    assert (found.words == NOT_SHOWN) is (found.people < FEWEST)


def test_gain_in_words_and_over_several_events():
    before = {n: {"confidence-1": "4", "confidence-2": "6"} for n in range(6)}
    after = {n: {"confidence-1": "8", "confidence-2": ""} for n in range(5)}
    assert gain(before, after) == Gain(5, 4.0, 8.0), "of each person only the outcomes rated both times"
    assert gain(before, after).words == "4.0 to 8.0 (+4.0, 5 people)"
    assert confidence(before[0]) == 5 and confidence({"confidence-1": ""}) is None
    small, large = Gain(4, 1.0, 10.0), Gain(10, 5.0, 7.0)
    assert together([small, large]) == large, "an event too small to be shown is in no sum"
    assert together([large, Gain(10, 3.0, 5.0)]) == Gain(20, 4.0, 6.0)
    assert not together([small]).shown
    assert Gain(5, 7.0, 6.5).words == "7.0 to 6.5 (−0.5, 5 people)"


def test_what_became_of_intentions_and_choices():
    told = [{"kept-1": "done", "kept-2": "part"}, {"kept-1": "no", "supervision": "yes"}, {"supervision": "none"}]
    assert kept(told) == {"done": 1, "part": 1, "no": 1}
    assert chose(told, "supervision", frozenset({"yes"})) == Rate(1, 2)
    assert mean([{"useful": "4"}, {"useful": "5"}, {}], "useful") == (4.5, 2) and mean([], "useful") == (None, 0)


@given(st.builds(Evidence, *(st.booleans() for _ in range(5))))
def test_trained_is_never_evidence_of_worked(found):
    """Attendance moves nothing; and what people say never becomes seen or measured without a source outside them."""
    order = list(STRENGTHS)
    strength = strength_of(found)
    other = Evidence(not found.attended, found.rated, found.manager, found.practice, found.measured)
    assert strength_of(other) == strength
    if not (found.practice or found.measured):
        assert order.index(strength) <= order.index("said")
    if not (found.rated or found.manager or found.practice or found.measured):
        assert strength == "none"


def test_compliance_counts_agencies_as_they_count_themselves():
    from sscb.learning.headcounts import Headcount

    counts = [Headcount("police", 2, 100, 80, 60), Headcount("police", 3, 20, 20, 10), Headcount("gp", 3, 10, 10, 9)]
    names = {"police": "Police", "gp": "General practice", "school": "School"}
    lines = {line.name: line for line in by_agency(counts, {"police": 7, "school": 3}, names)}
    assert lines["Police"].rate.words == "70% (70 of 100)" and lines["Police"].share_here.words == "6% (7 of 120)"
    assert lines["School"].rate.words == "–" and lines["School"].here == 3, "who has not counted is not taken as nought"
    groups = {line.name: line for line in by_group(counts, {3: 40})}
    assert groups["Group 3"].rate.words == "63% (19 of 30)"
    assert groups["Group 3"].share_here.percent == 100, "never over a hundred, whatever the certificates"


def test_prompts_and_what_is_observed_again():
    found = prompts(["Ask fathers.", "Hear the child"])
    assert [point for point, _ in found] == ["Ask fathers", "Ask fathers", "Hear the child", "Hear the child"]
    assert all(question.endswith("?") for _, question in found)
    assert [needs_another(grade) for grade in (1, 2, 3, 4)] == [True, True, False, False]
