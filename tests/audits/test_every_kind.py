"""What every kind of audit is held to, whichever folders there are."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.comparing import compare_question, compare_standard
from audits.grading import NOT_APPLICABLE, graded
from audits.questions import ANSWERS, set_faults
from sscb.people.models import Organisation
from tests.audits.fourth import EVERY

GRADED = [(kind, standard) for kind in EVERY for standard in kind.questions.standards if graded(standard)]


def named(thing) -> str:
    return getattr(thing, "code", None) or getattr(thing, "key", str(thing))


@pytest.mark.parametrize("kind", EVERY, ids=named)
def test_it_is_whole_and_reads_well(kind):
    for version in kind.versions:
        assert set_faults(version) == []
        for standard, question in version:
            assert re.fullmatch(r"[a-z0-9-]+", standard.key) and re.fullmatch(r"[a-z0-9-]+", question.key)
            assert question.number.startswith(f"{standard.number}.")
            assert 10 < len(question.text) <= 160 and not question.text.isupper()
            assert question.answer in ANSWERS
            if graded(standard) and standard.descriptors:
                assert len(standard.descriptors) == len(kind.scale.steps)
    assert len({version.name for version in kind.versions}) == len(kind.versions)
    days = [version.valid_from for version in kind.versions]
    assert days == sorted(set(days)) and kind.questions_on(days[-1]) == kind.questions
    assert kind.asks <= {basis for basis, _ in Organisation._meta.get_field("duty_basis").choices}
    assert kind.signed_by and len(set(kind.signed_by)) == len(kind.signed_by)


@pytest.mark.parametrize("kind", EVERY, ids=named)
def test_worked_examples_give_the_grades_they_say(kind):
    standards = {standard.key: standard for standard in kind.questions.standards}
    for example in kind.examples:
        standard = standards[example.standard]
        assert example.answers.keys() <= {question.key for question in standard.questions}, example.says
        assert kind.grade(standard, example.answers, kind.scale).value == example.grade, example.says
    assert {example.grade for example in kind.examples} >= {step.value for step in kind.scale.steps}


@pytest.mark.parametrize(("kind", "standard"), GRADED, ids=named)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_better_answer_never_lowers_the_grade(kind, standard, data):
    keys = [question.key for question in graded(standard)]
    values = st.sampled_from([step.value for step in kind.scale.steps])
    answers = data.draw(st.fixed_dictionaries(dict.fromkeys(keys, values)))
    key = data.draw(st.sampled_from(keys))
    better = {**answers, key: min(answers[key] + 1, kind.scale.highest)}
    before, after = (kind.grade(standard, given, kind.scale) for given in (answers, better))
    assert after.value >= before.value
    assert sum(before.counts.values()) == len(keys) and before.unanswered == 0


@pytest.mark.parametrize(("kind", "standard"), GRADED, ids=named)
def test_what_is_unanswered_or_not_applicable_counts_nowhere(kind, standard):
    keys = [question.key for question in graded(standard)]
    nothing = kind.grade(standard, {}, kind.scale)
    assert nothing.value is None and nothing.unanswered == len(keys)
    excused = kind.grade(standard, dict.fromkeys(keys, NOT_APPLICABLE), kind.scale)
    assert excused.value is None and excused.not_applicable == len(keys) and excused.unanswered == 0
    with pytest.raises(LookupError):
        kind.grade(standard, {keys[0]: 9}, kind.scale)


@pytest.mark.parametrize("kind", EVERY, ids=named)
def test_a_version_is_comparable_with_itself(kind):
    found = kind.questions
    assert all(compare_question(question.key, found, found) for _, question in found)
    assert all(compare_standard(standard.key, found, found) for standard in found.standards)
