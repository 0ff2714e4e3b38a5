"""Two percentages of one thing with different denominators are flagged before a pack is issued."""

from datetime import UTC, date, datetime

import pytest

from sscb.board.packs.checks import faults
from sscb.board.packs.freezing import Figure, plain
from sscb.board.packs.shares import clashes


def figure(key, out_of, *, paper="Item 9, Dataset appendix", period="Q2 2019/20", **more):
    told = {"share_of": "Agency attendance", "among": "people invited"} | more
    one = Figure(
        key=key, what="Attendance", shown="80.0%", out_of=out_of, period=period, source="s", received="r", state="",
        check="c", **told,
    )  # fmt: skip
    return {**plain(one), "papers": [paper]}


def test_the_sentence_names_both_papers():
    (clash,) = clashes(
        [figure("a", "80 of 100"), figure("b", "88 of 110", paper="Item 11, Training", among="people expected")]
    )
    assert clash.thing == "Agency attendance"
    assert clash.first == "Item 9, Dataset appendix, says 80.0% (80 of 100 people invited) for Q2 2019/20"
    assert clash.second == "Item 11, Training, says 80.0% (88 of 110 people expected) for Q2 2019/20"


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (figure("b", "88 of 110"), 1),
        (figure("b", "80 of 100"), 0),
        (figure("b", "88 of 110", period="Q1 2019/20"), 0),
        (figure("b", "88 of 110", period="Q1 2019/20", among="people expected"), 1),
        (figure("b", "hidden"), 0),
        (figure("b", "hidden", among="people expected"), 1),
        (figure("b", "not published", among="PEOPLE  invited"), 0),
        (figure("b", "880 of 1,100", share_of="Attendance of schools"), 0),
        (figure("b", "88 of 110", share_of=""), 0),
        (figure("b", "88 of 110", share_of="agency  attendance"), 1),
    ],
)
def test_what_clashes(other, found):
    assert len(clashes([figure("a", "80 of 100"), other])) == found
    assert len(clashes([other, figure("a", "80 of 100")])) == found


def test_it_is_listed_with_what_is_worth_a_look_and_does_not_stop_the_issue():
    class Ready:
        class State:
            READY = "ready"

        state = "ready"
        as_at = datetime(2019, 11, 12, 12, tzinfo=UTC)
        meeting = type("Meeting", (), {
            "agenda_minutes": 60, "starts": type("T", (), {"hour": 9, "minute": 0}),
            "ends": type("T", (), {"hour": 10, "minute": 0}),
        })  # fmt: skip
        manifest = {"parts": [], "figures": [figure("a", "80 of 100"), figure("b", "88 of 110", paper="Item 11, X")]}

    (fault,) = faults(Ready, [], date(2019, 11, 12))
    assert "Agency attendance" in fault.what and not fault.grave
    assert "Item 9, Dataset appendix" in fault.where and "Item 11, X" in fault.where
