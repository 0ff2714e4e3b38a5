"""Small numbers of a whole pack, decided as one release before any section takes its figures (SEC-30, SEC-31)."""

from collections.abc import Iterable
from datetime import datetime

from sscb import clock
from sscb.board.models import Paper
from sscb.board.sockets import Section, sections
from sscb.disclosure import CannotProtect, decide_together


class TellsTooMuch(Exception):
    """Two papers together would tell a number that each hides. The text says which and what to do."""


def decide_for_pack(papers: Iterable[Paper], as_at: datetime) -> None:
    """Decide for all sections of the pack that count people, and have each room keep what is hidden now.

    A room's figures are taken once, however many of its papers print them. Raises TellsTooMuch: nothing goes out.
    """
    found: dict[object, list[Section]] = {}
    for paper in papers:
        section = sections.get(paper.section) if paper.section and paper.stage != "withdrawn" else None
        if section is not None and section.counts is not None:
            found.setdefault(section.counts, []).append(section)
    day = clock.day_of(as_at)
    every = {of[0].code: count(day) for count, of in found.items()}
    try:
        decided = decide_together(every)
    except CannotProtect as why:
        titles = " and ".join(f"“{one.title}”" for of in found.values() for one in of[:1])
        raise TellsTooMuch(
            f"{titles} together would tell a small number that each of them hides. No pack was built, and the pack "
            "before it is unchanged. Take one of them off the agenda, and tell the chair of Quality and Performance."
        ) from why
    for room, counts in every.items():
        if counts.keep is not None:
            counts.keep(decided[room])
