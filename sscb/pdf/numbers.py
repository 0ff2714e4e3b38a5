"""Which number is printed on which sheet. A number given in version 1 never changes once the pack is issued.

A label is what is printed and said: "30", "34a", or "22–27" where one sheet stands for a span.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

SPAN = "–"


class TooManyLatePages(ValueError):
    """More than 26 pages follow one number. The text is a sentence for people."""


@dataclass(frozen=True)
class Span:
    """The numbers a part was given in version 1: first and last, both printed."""

    first: int
    last: int

    @property
    def pages(self) -> int:
        return self.last - self.first + 1


def first_numbers(pages: Iterable[tuple[str, int]], start: int = 1) -> dict[str, Span]:
    """Numbers for version 1: (key, sheets) in order, counted on from `start`, 1 on the front sheet."""
    spans = {}
    for key, count in pages:
        if count < 1:
            raise ValueError(f"{key} has no pages.")
        spans[key] = Span(start, start + count - 1)
        start += count
    return spans


def labels_of(span: Span, sheets: int, letters_used: int = 0) -> tuple[str, ...]:
    """Labels of `sheets` sheets in the span's place.

    More sheets than numbers: the rest take letters after the last number. Fewer: the caller adds empty sheets (see
    `freed`), because no number may go missing in silence.
    """
    plain = [str(number) for number in range(span.first, span.last + 1)][:sheets]
    return (*plain, *late_labels(span.last, sheets - len(plain), letters_used))


def freed(span: Span, sheets: int) -> tuple[str, ...]:
    """Labels of a shorter part that now need a sheet saying "This page is left empty on purpose"."""
    return tuple(str(number) for number in range(span.first + sheets, span.last + 1))


def late_labels(after: int, sheets: int, letters_used: int = 0) -> tuple[str, ...]:
    """Labels of pages that follow number `after`: 34a, 34b. `letters_used` counts those already issued there.

    Raises TooManyLatePages beyond "z".
    """
    if letters_used + sheets > len(ascii_lowercase):
        raise TooManyLatePages(
            f"More than 26 pages would follow page {after}. Issue the paper as a supplement of its own."
        )
    return tuple(f"{after}{letter}" for letter in ascii_lowercase[letters_used : letters_used + sheets])


def standing_for(span: Span) -> tuple[str]:
    """The label of the one sheet that stands in a restricted or withdrawn part's place."""
    return (str(span.first) if span.first == span.last else f"{span.first}{SPAN}{span.last}",)


def page_words(label: str, last: str) -> str:
    """What the foot of the page says: "Page 34a of 48", "Pages 22 to 27 of 48"."""
    if SPAN in label:
        return f"Pages {label.replace(SPAN, ' to ')} of {last}"
    return f"Page {label} of {last}"


def last_number(labels: Iterable[Sequence[str]]) -> str:
    """The last number of the pack, not the count of its sheets; letters do not count."""
    numbers = [int("".join(c for c in label.split(SPAN)[-1] if c.isdigit())) for part in labels for label in part]
    return str(max(numbers))
