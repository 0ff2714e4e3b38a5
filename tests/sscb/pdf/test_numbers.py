"""What stands at the foot of a sheet."""

import pytest

from sscb.pdf import numbers


@pytest.mark.parametrize(
    ("label", "words"),
    [("30", "Page 30 of 48"), ("34a", "Page 34a of 48"), ("22–27", "Pages 22 to 27 of 48")],
)
def test_words_at_the_foot(label, words):
    assert numbers.page_words(label, "48") == words
