"""Question sets: the handbook's own numbers, what is refused, and what may be compared."""

from dataclasses import replace

import pytest

from audits.comparing import compare_question, compare_standard
from audits.grading import gaps, is_challenged, progress, steps_apart
from audits.kinds.learning.kind import KIND as LEARNING
from audits.kinds.section11.kind import KIND as SECTION_11
from audits.questions import QuestionSetFault, read_questions
from audits.scales import S11_4

SET = SECTION_11.questions
CRITICAL = ("1.1", "1.2", "2.1", "3.1", "4.1", "5.1", "6.1", "6.2", "7.1", "8.1", "8.2", "9.1", "10.1")

SMALL = """
code = "TRY-1"
version = 1
title = "A small set"
valid_from = 2019-04-01
source = "made up"
scale = "S11-4"

[[standard]]
key = "first"
number = "1"
title = "First"

    [[standard.question]]
    key = "asked"
    number = "1.1"
    text = "Is there a plan that everybody knows?"
"""


def test_the_default_set_is_the_handbooks():
    assert SET.code == "SSCB-S11-DEFAULT-1"
    assert (len(SET.standards), len(SET)) == (10, 47)
    assert [len(one.questions) for one in SET.standards] == [5, 5, 4, 5, 4, 5, 5, 5, 4, 5]
    assert tuple(question.number for _, question in SET if question.critical) == CRITICAL
    assert [step.label for step in S11_4.steps] == ["Not in place", "Partly in place", "In place", "Embedded"]


def test_the_learning_audit_asks_what_the_handbook_asks():
    numbers = {question.number[:3] for _, question in LEARNING.questions}
    asked = {1: 5, 2: 5, 3: 6, 4: 3, 5: 4, 6: 4, 7: 6}
    assert numbers == {f"{standard}.{number + 1}" for standard, of in asked.items() for number in range(of)}
    groups = LEARNING.questions.question("in-date")
    assert groups.rows == tuple(f"Group {number}" for number in range(1, 9)) and groups.columns[0].cell == "share"
    assert {LEARNING.questions.question(key).becomes for key in ("own-gaps", "multi-agency-gaps")} == {"gap"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('key = "asked"', 'key = ""'), "Question 1.1 of standard 1 has no words or no key."),
        (('title = "A small set"\n', ""), "“title” is missing."),
        (('source = "made up"', 'source = "made up"\nowner = "x"'), "“owner” is not a word of a question set."),
        (("knows?", 'knows?"\n    answer = "guess'),
         "Question 1.1 of standard 1 asks for “guess”, which no page can ask for."),
        (("knows?", 'knows?"\n    answer = "choice'),
         "Question 1.1 of standard 1 is a choice and gives fewer than two."),
        (("knows?", 'knows?"\n    answer = "grid'), "Question 1.1 of standard 1 is a grid without rows or columns."),
        (("knows?", 'knows?"\n    answer = "text"\n    critical = true\n    hint = "'),
         "Question 1.1 of standard 1 is critical and is not graded."),
    ],
)  # fmt: skip
def test_a_set_that_is_not_whole_is_refused_in_words(change, sentence):
    with pytest.raises(QuestionSetFault) as refusal:
        read_questions(SMALL.replace(*change))
    assert sentence in refusal.value.faults


def test_keys_and_numbers_stand_once():
    twice = (
        SMALL
        + '\n    [[standard.question]]\n    key = "asked"\n    number = "1.1"\n    text = "Once more, is there?"\n'
    )
    with pytest.raises(QuestionSetFault) as refusal:
        read_questions(twice)
    assert any("Among the questions these stand twice: asked." in fault for fault in refusal.value.faults)


TOP_TEAM = SET.question("top-team-lead").text


def changed(**more):
    """The default set's next version, with question 1.1 changed."""
    first = SET.standards[0]
    questions = (replace(first.questions[0], **more), *first.questions[1:])
    return replace(
        SET, version=2, follows=SET.name, standards=(replace(first, questions=questions), *SET.standards[1:])
    )


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"number": "1.9"}, ""),
        ({"text": TOP_TEAM.upper().replace(" AND ", ", AND ")}, ""),
        ({"text": "A named governor answers for safeguarding"}, "The wording changed in SSCB-S11-DEFAULT-1/2."),
        ({"critical": False}, "It is no longer critical."),
        ({"answer": "yes_partly_no", "critical": False}, "It is answered in another way now."),
    ],
)  # fmt: skip
def test_a_change_is_compared_only_where_nothing_that_matters_changed(more, reason):
    assert compare_question("top-team-lead", SET, changed(**more)).reason == reason
    assert bool(compare_standard("leadership", SET, changed(**more))) is (reason == "")
    assert compare_standard("policy", SET, changed(**more))


def test_new_dropped_reweighed_and_rescaled_are_said():
    key_gone = changed(key="another")
    assert compare_question("another", SET, key_gone).reason == (
        "New in SSCB-S11-DEFAULT-1/2: there is nothing to compare with."
    )
    assert compare_question("top-team-lead", SET, key_gone).reason == "Not asked in SSCB-S11-DEFAULT-1/2."
    assert compare_standard("leadership", SET, key_gone).reason == "Its questions changed: 1 new and 1 no longer asked."
    heavier = replace(SET, standards=(replace(SET.standards[0], weight=2), *SET.standards[1:]))
    assert compare_standard("leadership", SET, heavier).reason == "Another weight: 1 before, 2 now."
    assert not compare_question("top-team-lead", SET, replace(SET, scale="RAG"))
    with pytest.raises(KeyError):
        compare_question("never-asked", SET, SET)


def test_progress_is_not_compliance():
    asked = {question.key for _, question in SET}
    assert progress(SET, "POL", set()).sentence == "0 of 47 answered"
    assert progress(SET, "POL", asked).is_whole
    optional = {question.key for _, question in LEARNING.questions if question.optional}
    assert progress(LEARNING.questions, "POL", set()).asked == len(LEARNING.questions) - len(optional)


def test_a_gap_is_below_in_place_and_not_applicable_is_none():
    answers = {
        "top-team-lead": 1,
        "yearly-report": 0,
        "current-policy": 2,
        "threshold-guide": "N",
        "staff-know-how-to-act": None,
    }
    assert [question.key for question in gaps(SET, answers, S11_4)] == ["top-team-lead", "yearly-report"]


@pytest.mark.parametrize(
    ("own", "moderated", "apart", "challenged"),
    [(3, 1, -2, True), (3, 0, -3, True), (3, 2, -1, False), (2, 2, 0, False), (1, 3, 2, False),
     ("N", 0, None, False), (2, None, None, False)],
)  # fmt: skip
def test_two_steps_down_go_to_the_challenge_log(own, moderated, apart, challenged):
    assert steps_apart(own, moderated) == apart
    assert is_challenged(own, moderated) is challenged
