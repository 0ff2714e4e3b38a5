"""The sentences of the Board's one page."""

import pytest

from dataset import overview_words as say
from dataset.overview_words import Told

COUNTS = {"concern": 1, "improvement": 2, "shift": 0, "usual": 3, "trial": 1, "table": 4, "no-data": 1, "never": 0}
WORSE = Told("Interviews in time", "58% in September lies below the usual range.", group="concern", missed=41, among=98,
             period="September 2019")  # fmt: skip
FAILS = Told("Checks in time", "76% in September.", group="usual", fails=True, target="85%")


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((0, 0, 0), "No indicator has worsened, none will miss its target, and no figures are late."),
        ((1, 0, 0), "One indicator has worsened."),
        ((2, 1, 0), "Two indicators have worsened and one will miss its target."),
        ((0, 3, 1), "Three will miss their target; figures for one are late."),
        ((2, 4, 1), "Two indicators have worsened and four will miss their target; figures for one are late."),
    ],
)
def test_the_page_opens_with_what_changed(numbers, sentence):
    assert say.lead(*numbers) == sentence


def test_what_the_board_is_asked_follows_from_the_figures():
    assert say.asked_to([], [], []) == [["Note", "that nothing in the figures calls for a decision."]]
    asked = say.asked_to(["A", "B"], ["C"], ["D"])
    assert [verb for verb, _ in asked] == ["Decide", "Agree", "Note"]
    assert "which of the two indicators that have worsened become areas of concern" in asked[0][1]
    assert asked[0][1].endswith("A and B.")
    assert "the process behind a target that it misses as it runs now: C." in asked[1][1]
    assert "the figures for D have not been sent" in asked[2][1]


def test_more_than_four_titles_are_counted():
    assert say.quoted("ABCDEF") == "A, B, C, D and two more"


def test_the_summary_has_three_lines_and_its_counts_add_up():
    lines = say.summary(COUNTS, [WORSE, FAILS])
    assert len(lines) == 3
    assert lines[0].startswith("Of 12 indicators, six can be read as a process over time: one worsened, two improved")
    assert "Interviews in time: 58%" in lines[1]
    assert "Checks in time (target 85%) will not meet its target" in lines[2]


def test_the_summary_of_a_quiet_quarter_says_so():
    lines = say.summary(dict.fromkeys(COUNTS, 0) | {"never": 79}, [])
    assert lines == [
        "Of 79 indicators, none has figures enough to be read as a process over time.",
        "No indicator has worsened by the rules for charts.", "No indicator is set to miss its target.",
    ]  # fmt: skip


def test_children_are_counted_and_no_cause_is_claimed():
    text = say.children([WORSE])
    assert "this was not so for 41 of 98" in text and "not why" in text
    assert "because" not in text and "caused" not in text
    assert "do not say what children lived through" in say.children([FAILS])


@pytest.mark.parametrize(("count", "sentence"), [(0, ""), (-2, ""), (1, "One indicator more is in the appendix."),
                                                 (3, "Three indicators more are in the appendix.")])  # fmt: skip
def test_what_was_left_out_is_counted(count, sentence):
    assert say.left_out(count, "indicator", "the appendix") == sentence
