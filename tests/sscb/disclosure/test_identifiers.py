"""The check of a text finds what would name somebody, and lets through what a paper must be able to say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscb.disclosure.identifiers import Secrets, doubts, faults, is_nhs_number

SECRETS = Secrets(
    names=("Ottoline Marchbanks", "Rose Will"), places=("Musgrove Park Hospital, Ward 3", "12 Elm Road"),
    numbers=("9434765919",),
)  # fmt: skip


@pytest.mark.req("SEC-29")
@pytest.mark.parametrize(
    "text",
    ["Ottoline’s aunt", "MARCHBANKS", "Otto\u00adline", "Óttoline", "Rose died", "on 3rd September", "2019-09-03",
     "3/9/19", "Sept 3", "943 476 5919", "TA9 9ZZ", "Dr Quill", "Yeovil District Hospital", "at Musgrove",
     "ring 0117 496 0000", "a@example.org", "K. L. was", "JS (14)", "JS, aged 14", "A123456789012", "4 Elm Way"],
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


ORDINARY = """
The social worker saw the child alone each month. Supervision was recorded in March and in June 2019.
A Section 47 enquiry was opened; the CAMHS worker was told. In Somerset the Working Together guide is used.
The school rang on Monday. The child said: “I was back on Saturday.” Nobody asked the father.
Police and the Youth Offending Service met. The plan had six steps and 3 dates. Getset worked with the mother.
""".strip()


@pytest.mark.req("SEC-29")
def test_a_word_that_looks_like_a_name_is_doubted_and_ordinary_sentences_are_not():
    """No more than a few of these sentences are doubted, and none of them refused."""
    assert [one.found for one in doubts("We told Jayden that Mum was ill.")] == ["Jayden"]
    assert faults(ORDINARY) == [] and len(doubts(ORDINARY)) < 3, doubts(ORDINARY)
    assert is_nhs_number("943 476 5919") and not is_nhs_number("943 476 5918") and not is_nhs_number("12")
    assert "is an NHS number" in faults("It is 943 476 5919.")[0].sentence
