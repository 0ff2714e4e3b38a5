"""What is looked for in a paper's file when it comes, so that the pack's page need not read it again. Pure."""

from collections.abc import Iterable

from sscb.charts.numbers import listed
from sscb.disclosure.identifiers import faults
from sscb.disclosure.wording import small_counts_in

MOST = 6
MOST_TEXT = 400_000


def taken_out(removed: Iterable[str]) -> list[list]:
    """What was in the file and is not kept, in the same form: whoever sent it should know, and its readers too."""
    words = listed(removed)
    return [[False, f"Taken out of the file when it came: {words}. Its pages are whole."]] if words else []


def lint_texts(texts: Iterable[str]) -> list[list]:
    """[[grave, sentence], ...]: identifiers first, then counts that may be too small, then pages that are pictures.

    A number by which somebody is known stops the issue. What only looks like one is for a person to look at.
    """
    found: dict[str, bool] = {}
    pictures = []
    for number, text in enumerate(texts, start=1):
        text = text[:MOST_TEXT]
        if not text.strip():
            pictures.append(str(number))
            continue
        for fault in faults(text):
            if fault.never:
                grave = "is an NHS number" in fault.sentence or "pupil number" in fault.sentence
                said = f"Page {number}: {fault.sentence}"
                found[said] = found.get(said, False) or grave
        for words in small_counts_in(text)[:2]:
            found.setdefault(f"Page {number}: “{words}” may be a number too small to print.", False)
    told = sorted(([grave, said] for said, grave in found.items()), key=lambda one: not one[0])[:MOST]
    if pictures:
        pages = ", ".join(pictures[:10])
        told.append([False, f"No text can be read on page {pages}: a picture. Nobody could check what it says."])
    return told
