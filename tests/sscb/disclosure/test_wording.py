"""What a writer is asked to look at again: numbers in typed words that are not shown to everybody."""

import pytest

from sscb.disclosure.wording import small_counts_in

SAID = {
    "Three children waited over a week.": ["Three children"],
    "Of 50 interviews, 48 of 50 were in time.": ["48 of 50"],
    "Only 2 of 60 were seen; 55 of 60 were asked.": ["2 of 60"],
    "5 of 9 plans were late": ["5 of 9"],
    "One young person and 4 looked-after boys": ["One young person", "4 looked-after boys"],
    "3 of them were placed far away": ["3 of them"],
    "It fell to 15.0 % in May": ["15.0 %"],
    "12 children were not seen": ["12 children"],
    "12 of 80 were late": ["12 of 80"],
    "two serious incidents of harm": ["two serious incidents"],
}
FREE = [
    "Two agencies answered within 4 working days.", "In the last three months nothing changed.",
    "Q&P 2019/31, item 4", "Working Together 2018 chapter 5", "1,204 children were seen; 62 of 83 in time.",
    "Version 1.2 of 2019", "It rose by 3%.", "50 of 50 in time", "0 of 50 were late", "one of the reasons is staffing",
    "4 per 10,000 children aged 0 to 4", "", "12 working days", "a share of 15.5%",
    "the last four months of child death reviews", "One assessment in four takes longer", "one child in every 20",
]


@pytest.mark.parametrize(("text", "phrases"), SAID.items())
def test_a_small_number_in_words_is_found(text, phrases):
    assert small_counts_in(text, {"12", "12 of 80", "15.0%"}) == phrases


@pytest.mark.parametrize("text", FREE)
def test_other_numbers_are_left_alone(text):
    assert small_counts_in(text, {"12", "12 of 80", "15.0%"}) == []


def test_a_long_text_is_read_at_once():
    assert len(small_counts_in("Three children and 1 of 20. " * 400)) == 800
