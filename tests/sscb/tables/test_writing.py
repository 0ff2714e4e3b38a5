"""The one writer of files that people open in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscb.tables.writing import as_csv, safe


@pytest.mark.req("SEC-37")
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "|x", "%x", " =1", "\t=1", "\ufeff=1", "\u3000=1", "＝1", "\x01"]
)
def test_text_that_would_run_is_text(text):
    assert safe(text) == "'" + text


@pytest.mark.parametrize("cell", [-1.5, 0, 12, "58.2%", "<5", "[c]", "Q2 2019/20", "–", ""])
def test_numbers_and_words_stay(cell):
    assert safe(cell) == cell


def test_nothing_is_empty():
    assert safe(None) == ""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
def test_every_text_comes_back_and_none_begins_a_formula(cells):
    rows = list(csv.reader(io.StringIO(as_csv([f"c{n}" for n in range(len(cells))], [cells]), newline="")))
    for back, cell in zip(rows[1], cells, strict=True):
        assert back in (cell, "'" + cell)
    assert not any(back.strip().startswith(("=", "+", "-", "@")) for back in rows[1])
