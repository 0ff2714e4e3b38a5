"""A measure cell is a number, a marker or a fault."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.layouts.cells import LARGEST, MARKERS, NotAFigure, looks_measured, measure


@given(st.floats(-LARGEST, LARGEST))
def test_every_number_comes_back_as_it_was(number):
    assert measure("a", repr(number)).value == number


@pytest.mark.parametrize("text, value", [
    ("37.700000000000003", 37.700000000000003), ("-1.9", -1.9), ("0", 0), (" 12 ", 12), ("1,234", 1234),
    ("12,345,678.9", 12345678.9), ("1.5e3", 1500), (".5", 0.5), ("+3", 3),
])  # fmt: skip
def test_numbers(text, value):
    cell = measure("a", text)
    assert (cell.value, cell.marker) == (value, None)


@pytest.mark.parametrize("marker", [*MARKERS, "[c]", "[x]", "C", "Low"])
def test_a_marker_is_never_zero(marker):
    cell = measure("a", marker)
    assert (cell.value, cell.marker) == (None, marker)


@pytest.mark.parametrize("text", ["1E400", "nan", "1,23", "12,34,567", "1 234", "£3", "3%", "=1", "n/a", "--", "1e16"])
def test_what_is_neither(text):
    with pytest.raises(NotAFigure) as why:
        measure("a", text)
    assert str(why.value).endswith(".")


@given(st.text(max_size=12))
def test_any_text_is_a_number_a_marker_or_a_fault(text):
    try:
        cell = measure("a", text)
    except NotAFigure:
        return
    assert (cell.value is None) != (cell.marker is None)
    assert cell.value is None or math.isfinite(cell.value)
    assert looks_measured(text)
