"""What is wrong with single papers and items of an agenda, before a pack is issued."""

from collections.abc import Iterable
from dataclasses import dataclass

from sscb.board.agenda import BREAK
from sscb.board.models import AgendaItem, Paper
from sscb.disclosure.identifiers import faults as identifiers_in
from sscb.records.models import Attachment


@dataclass(frozen=True)
class Fault:
    """`grave`: must be put right. `paper`: the reference of the paper it is about, "" for the pack. `url`: where it can
    be looked at, where that is no paper."""

    what: str
    where: str
    grave: bool
    paper: str = ""
    url: str = ""


def paper_faults(paper: Paper) -> Iterable[Fault]:
    """Of one paper that an author handed in: what its cover sheet lacks, and what was found in its file."""
    number, item = paper.item.number, f"Item {paper.item.number}, {paper.reference}"
    if paper.item.kind == "decision" and not paper.asked_to:
        yield Fault(
            f"Paper {number} does not say what the Board is asked", f"{item}: the Board cannot decide without it.",
            True, paper.reference,
        )  # fmt: skip
    if not paper.children:
        yield Fault(
            f"Paper {number} does not say what it means for children",
            f"{item}: its cover sheet prints “Not said by the author”.", False, paper.reference,
        )  # fmt: skip
    if not paper.summary:
        yield Fault(f"Paper {number} does not say its summary", f"{item}: its cover sheet has none.", False,
                    paper.reference)  # fmt: skip
    if not paper.file_id:
        yield Fault(f"Paper {number} has no file that can be printed", f"{item}: hand it in again as a PDF.", True,
                    paper.reference)  # fmt: skip
    elif paper.file.state in (Attachment.State.QUARANTINED, Attachment.State.INFECTED):
        yield Fault(f"The file of paper {number} is locked away", f"{item}: {paper.file.get_state_display()}.", True,
                    paper.reference)  # fmt: skip
    elif paper.file.kind != "pdf" or not paper.file.pages:
        yield Fault(f"The file of paper {number} is not a PDF", f"{item}: hand it in again, saved as a PDF.", True,
                    paper.reference)  # fmt: skip
    words = " ".join([paper.title, *paper.summary, paper.children, *(" ".join(pair) for pair in paper.asked_to)])
    for fault in identifiers_in(words):
        if fault.never:
            yield Fault(f"The cover sheet of paper {number} may tell who somebody is", f"{item}: {fault.sentence}",
                        True, paper.reference)  # fmt: skip
    for grave, sentence in paper.lint:
        what = f"Paper {number} holds what must not be printed" if grave else f"Look at paper {number} again"
        yield Fault(what, f"{item}. {sentence}", grave, paper.reference)


def item_faults(items: Iterable[AgendaItem]) -> Iterable[Fault]:
    """An item without a time, unless it is an appendix of another (9.1); one without a paper that is not said to be
    oral; and one whose words may tell who somebody is."""
    for item in items:
        if not item.oral and item.number != BREAK and not item.has_paper:
            yield Fault(f"Item {item.number} has no paper", f"“{item.title}” is not marked as oral either. Ask for its "
                        "paper, or mark it as oral.", False)  # fmt: skip
        for fault in identifiers_in(f"{item.title} {item.lead}"):
            if fault.never:
                yield Fault(f"The agenda may tell who somebody is in item {item.number}", fault.sentence, True)
        if not item.minutes and item.number != BREAK and "." not in item.number and not item.part_b:
            yield Fault(f"Item {item.number} has no time", f"“{item.title}” is given no minutes in the agenda.", False)
