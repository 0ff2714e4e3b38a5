"""The numbers on a pack's pages."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sscb.board.packs.numbering import (
    Counted,
    Placed,
    TooManyLatePages,
    last_number,
    number_afresh,
    number_after,
    sheets,
)

FIRST = number_afresh([Counted("front", 1), Counted("changed", 1), Counted("nine", 3), Counted("ten", 2)])


def labels(placed, code):
    return next(one.labels for one in placed if one.code == code)


def test_version_one_counts_from_one_without_a_gap():
    assert [one.labels for one in FIRST] == [("1",), ("2",), ("3", "4", "5"), ("6", "7")]
    assert last_number(FIRST) == 7 and sheets(FIRST) == 7


def test_a_late_paper_takes_letters_after_the_page_it_follows():
    now = [Counted("front", 1), Counted("changed", 1), Counted("nine", 3), Counted("late", 2), Counted("ten", 2)]
    placed = number_after(now, FIRST)
    assert labels(placed, "late") == ("5a", "5b")
    assert labels(placed, "ten") == ("6", "7")
    assert last_number(placed) == 7 and sheets(placed) == 9


def test_a_longer_correction_takes_letters_and_a_shorter_one_leaves_its_pages_empty():
    now = [Counted("front", 1), Counted("changed", 2), Counted("nine", 1), Counted("ten", 2)]
    placed = number_after(now, FIRST)
    assert labels(placed, "changed") == ("2", "2a")
    nine = next(one for one in placed if one.code == "nine")
    assert nine.labels == ("3", "4", "5") and nine.empty == 2


def test_a_withdrawn_paper_leaves_one_sheet_for_its_span():
    placed = number_after([Counted("front", 1), Counted("changed", 1), Counted("ten", 2)], FIRST)
    gone = next(one for one in placed if one.code == "nine")
    assert gone.gone and gone.labels == ("3–5",) and gone.span == "3–5"
    again = number_after([Counted("front", 1), Counted("changed", 1), Counted("ten", 2)], placed)
    assert labels(again, "nine") == ("3–5",)


def test_a_second_late_paper_goes_on_where_the_first_ended():
    once = number_after(
        [Counted("front", 1), Counted("changed", 1), Counted("nine", 3), Counted("a", 2), Counted("ten", 2)], FIRST
    )
    twice = number_after(
        [
            Counted("front", 1),
            Counted("changed", 1),
            Counted("nine", 3),
            Counted("a", 2),
            Counted("b", 1),
            Counted("ten", 2),
        ],
        once,
    )
    assert labels(twice, "a") == ("5a", "5b") and labels(twice, "b") == ("5c",)


def test_more_than_twenty_six_late_pages_are_refused_with_a_way_out():
    with pytest.raises(TooManyLatePages, match="supplement"):
        number_after(
            [Counted("front", 1), Counted("late", 27), Counted("changed", 1), Counted("nine", 3), Counted("ten", 2)],
            FIRST,
        )


counted = st.lists(st.integers(1, 4), min_size=2, max_size=8)


@given(counted, counted, st.data())
def test_no_number_is_given_twice_and_none_ever_moves(first, later, data):
    assume(sum(later) + 4 <= 26)  # more are refused: the test above
    before = number_afresh([Counted(f"p{i}", n) for i, n in enumerate(first)])
    kept = [
        Counted(f"p{i}", data.draw(st.integers(1, 5))) for i in range(len(first)) if i == 0 or data.draw(st.booleans())
    ]
    new = [Counted(f"n{i}", n) for i, n in enumerate(later)]
    parts = kept[:1] + sorted(kept[1:] + new, key=lambda part: data.draw(st.integers(0, 9)))
    order = {one.code: i for i, one in enumerate(before)}
    parts = [
        *sorted((p for p in parts if p.code in order), key=lambda p: order[p.code]),
        *[p for p in parts if p.code not in order],
    ]
    placed = number_after(parts, before)
    every = [label for one in placed for label in one.labels]
    assert len(every) == len(set(every))
    for old in before:
        now = next(one for one in placed if one.code == old.code)
        assert now.first == old.first
    assert {one.code for one in placed} == {p.code for p in parts} | {one.code for one in before}
    assert last_number(placed) == last_number(before)


def test_the_span_of_one_page_is_its_number():
    assert Placed("x", ("34a",)).span == "34a"
