"""What somebody typed is read right, or refused with a sentence that says what to enter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.returns.cells import Asked, NotANumber, Typed, read_number, read_row

SHARE = Asked("ZA01", "Seen in time", "", "seen", "children", "%", 100, 1)
COUNT = Asked("ZA02", "Contacts", "", "contacts", "", "n", 1, 0)
MEAN = Asked("ZA03", "Mean caseload", "", "cases", "FTE case holders", "n", 1, 1)

RIGHT = {
    "0": 0, "1204": 1204, "1,204": 1204, "1 204": 1204, "1\u00a0204": 1204, "1\u202f204": 1204, " 12 ": 12,
    "\ufeff12": 12, "12.0": 12, "+3": 3, "": None, " \u00a0": None,
}  # fmt: skip
REFUSED = {
    "c": "true number", "C": "true number", "*": "true number", "<5": "true number", "~": "true number",
    "k": "rounds to nought", "low": "rounds to nought", "u": "relied on", "-": "dash", "–": "dash",
    "=A1+A2": "formula", "#DIV/0!": "error message", "45%": "works out the percentage", "45 %": "percentage",
    "31/10/2019": "date", "2019-10-31": "date", "1.204,5": "after a point", "12,5": "after a point",
    "about 400": "not a number", "-3": "below nought", "12.5": "whole", "1e400": "not a number", "٣": "not a number",
    "9" * 20: "too large", "NaN": "not a number", "1,20,4": "not a number",
}  # fmt: skip


@pytest.mark.parametrize(("text", "number"), RIGHT.items())
def test_read_right(text, number):
    assert read_number(text, whole=True) == number


@pytest.mark.parametrize(("text", "word"), REFUSED.items())
def test_refused_in_words(text, word):
    with pytest.raises(NotANumber, match=word) as why:
        read_number(text, whole=True)
    assert str(why.value).endswith(".")


@pytest.mark.parametrize(("text", "marker"), [("x", "x"), (":", "x"), ("..", "x"), ("z", "z"), ("N/A", "x")])
def test_not_available_needs_a_reason(text, marker):
    bare = read_row(SHARE, Typed(text, ""))
    assert [fault.cell for fault in bare.faults] == ["why"] and not bare.marker
    said = read_row(SHARE, Typed(text, "", why="The system was being changed."))
    assert said.marker == marker and said.value is None and said.says_something


def test_nought_is_a_value_and_nothing_is_none():
    assert read_row(COUNT, Typed("0")).value == 0
    assert not read_row(COUNT, Typed("")).says_something


@pytest.mark.parametrize(
    ("asked", "typed", "cell"),
    [
        (SHARE, Typed("9", "8"), "numerator"), (SHARE, Typed("9", ""), "denominator"),
        (SHARE, Typed("", "8"), "numerator"), (SHARE, Typed("1", "0"), "denominator"),
        (SHARE, Typed("3", "", missing=True, why="x"), "numerator"), (SHARE, Typed("a", "b"), "numerator"),
        (COUNT, Typed("2.5"), "numerator"),
    ],
)  # fmt: skip
def test_each_fault_names_its_cell(asked, typed, cell):
    read = read_row(asked, typed)
    assert read.faults[0].cell == cell and read.value is None and not read.says_something


def test_both_cells_of_a_row_are_told_of():
    assert [one.cell for one in read_row(SHARE, Typed("about", "c")).faults] == ["numerator", "denominator"]


def test_a_share_of_nobody_is_not_applicable():
    read = read_row(SHARE, Typed("0", "0"))
    assert (read.value, read.marker) == (None, "z") and read.says_something


def test_posts_may_be_parts_of_one_and_children_may_not():
    assert read_row(MEAN, Typed("300", "21.4")).value == 14.0
    assert read_row(MEAN, Typed("300.5", "21.4")).faults[0].cell == "numerator"


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_percentage_is_worked_out_from_its_parts(over, under):
    over = min(over, under)
    read = read_row(SHARE, Typed(f"{over:,}", str(under)))
    assert (read.numerator, read.denominator) == (over, under)
    assert 0 <= read.value <= 100 and abs(read.value - 100 * over / under) <= 0.05 + 1e-9


@given(st.text(max_size=20), st.text(max_size=20), st.booleans(), st.text(max_size=10))
def test_whatever_is_typed_is_read_or_refused(over, under, missing, why):
    read = read_row(SHARE, Typed(over, under, missing, why))
    assert not (read.faults and (read.marker or read.value is not None))
    assert all(fault.sentence.endswith(".") for fault in read.faults)
