"""What the panel's forms and its quorum are made of: data and pure functions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cdop.analysis_forms import ANALYSIS_2018, FORM_C, hierarchy_sentence
from cdop.models.analysis import CATEGORIES
from cdop.quorum import Quorum, Sitting, missing


def test_form_c_has_five_codes_and_the_form_of_2018_three():
    assert FORM_C.influence == ("0", "1", "1S", "2", "3") and ANALYSIS_2018.influence == ("0", "1", "2")
    assert ANALYSIS_2018.grade == "U" and not set(FORM_C.domains) & set(ANALYSIS_2018.domains)


@settings(max_examples=100)
@given(st.integers(1, 10), st.sets(st.integers(1, 10)))
def test_the_uppermost_category_that_applies_is_the_primary_one(category, others):
    said = hierarchy_sentence(category, sorted(others), CATEGORIES)
    assert bool(said) == any(other <= category for other in others)


def test_the_quorum_says_what_is_missing():
    quorum = Quorum(2)
    chair, doctor = Sitting(1, chairs=True), Sitting(2, is_health=True)
    assert missing([chair, doctor], quorum) == []
    assert missing([chair], quorum) == ["a designated health professional", "1 more agency (1 of 2)"]
    assert missing([doctor, Sitting(2), Sitting(None)], quorum)[0] == "the chair or the deputy chair"
    assert missing([Sitting(1)], Quorum(1, needs_chair=False, needs_health=False)) == []
