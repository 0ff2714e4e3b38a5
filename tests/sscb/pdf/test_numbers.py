"""Numbers given once never change; letters belong to late pages only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscb.pdf import numbers
from sscb.pdf.numbers import Span

spans = st.builds(lambda first, pages: Span(first, first + pages - 1), st.integers(1, 400), st.integers(1, 40))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=30))
def test_version_one_counts_every_sheet_once(sizes):
    given_out = numbers.first_numbers((f"part-{at}", size) for at, size in enumerate(sizes))
    printed = [label for at, size in enumerate(sizes) for label in numbers.labels_of(given_out[f"part-{at}"], size)]
    assert printed == [str(number) for number in range(1, sum(sizes) + 1)]
    assert numbers.last_number([printed]) == str(sum(sizes))


@given(spans, st.integers(1, 60))
def test_a_correction_keeps_its_numbers(span, sheets):
    if sheets - span.pages > 26:
        with pytest.raises(numbers.TooManyLatePages, match="supplement"):
            numbers.labels_of(span, sheets)
        return
    labels = (*numbers.labels_of(span, sheets), *numbers.freed(span, sheets))
    plain = [label for label in labels if label.isdecimal()]
    assert sorted(map(int, plain)) == list(range(span.first, span.last + 1))
    assert len(set(labels)) == len(labels) == max(sheets, span.pages)


@given(st.integers(1, 400), st.integers(0, 26), st.integers(0, 26))
def test_late_pages_go_on_with_the_alphabet(after, used, sheets):
    if used + sheets > 26:
        with pytest.raises(numbers.TooManyLatePages):
            numbers.late_labels(after, sheets, used)
    else:
        both = (*numbers.late_labels(after, used), *numbers.late_labels(after, sheets, used))
        assert both == numbers.late_labels(after, used + sheets)
        assert numbers.last_number([[str(after)], both]) == str(after)


@pytest.mark.parametrize(
    ("label", "words"),
    [("30", "Page 30 of 48"), ("34a", "Page 34a of 48"), ("22–27", "Pages 22 to 27 of 48")],
)
def test_words_at_the_foot(label, words):
    assert numbers.page_words(label, "48") == words


def test_one_sheet_stands_for_a_span():
    assert numbers.standing_for(Span(22, 27)) == ("22–27",)
    assert numbers.standing_for(Span(22, 22)) == ("22",)
    assert numbers.last_number([["47"], ("22–27",)]) == "47"
    assert numbers.last_number([["12"], ("22–27",)]) == "27"
