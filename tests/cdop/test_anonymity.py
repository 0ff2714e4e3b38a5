"""The check of a text finds what would name somebody, and lets through what a paper must be able to say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdop.analysis_forms import ANALYSIS_2018, FORM_C, hierarchy_sentence
from cdop.anonymity import Secrets, faults
from cdop.models.analysis import CATEGORIES
from cdop.quorum import Quorum, Sitting, missing

SECRETS = Secrets(
    names=("Ottoline Marchbanks", "Rose Will"), places=("Musgrove Park Hospital, Ward 3", "12 Elm Road"),
    numbers=("9434765919",),
)  # fmt: skip


@pytest.mark.req("SEC-29")
@pytest.mark.parametrize(
    "text",
    ["Ottoline’s aunt", "MARCHBANKS", "Otto\u00adline", "Óttoline", "Rose died", "on 3rd September", "2019-09-03",
     "3/9/19", "Sept 3", "943 476 5919", "TA9 9ZZ", "Dr Quill", "Yeovil District Hospital", "at Musgrove",
     "ring 0117 496 0000", "a@example.org"],
)  # fmt: skip
def test_what_names_somebody_is_found(text):
    assert faults(f"The family said: {text} again.", SECRETS)


@pytest.mark.parametrize(
    "text",
    ["A baby of three weeks was found in September 2019.", "The hospital told the practice; she will rise at 7.",
     "A Primary School and the police were told.", "The mother, the midwife and a social worker met twice."],
)  # fmt: skip
def test_what_a_paper_must_be_able_to_say_passes(text):
    assert faults(text, SECRETS) == []


def test_a_case_s_number_stays_in_the_panel():
    assert not faults("See CDR-2019-003.", SECRETS)
    assert faults("See CDR-2019-003.", SECRETS, wider=True)


@pytest.mark.req("SEC-29")
@settings(max_examples=100)
@given(
    before=st.text("abc ,.\n", max_size=12), after=st.text("abc ,.\n", max_size=12),
    name=st.sampled_from(["Ottoline", "Marchbanks", "ottoline", "MARCHBANKS"]),
)  # fmt: skip
def test_a_name_is_found_wherever_it_stands(before, after, name):
    assert faults(f"{before} {name}, {after}", SECRETS)


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
