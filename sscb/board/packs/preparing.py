"""Laying out what has arrived before anybody presses the button, so that building a pack is mostly merging."""

import logging
from typing import Any

from django.conf import settings

from sscb import clock
from sscb.board.models import Paper
from sscb.board.packs import front
from sscb.board.packs.laying_out import keep, kept, lay_out
from sscb.board.packs.parts import CannotGather, NotForThisPack, agenda_rows, body_parts
from sscb.board.queries.meetings import next_board_meeting
from sscb.jobs.services import ring
from sscb.pdf.printing import CannotPrint, Printer, pack_stylesheet
from sscb.people.models import Person

log = logging.getLogger("sscb.packs")
KEY = "prepare the next pack"


def ask_to_prepare(*, by: Person | None) -> None:
    """A paper or a figure has arrived: ask for its pages, in the caller's transaction. One such job waits at a time."""
    ring("board.prepare_pack", by=by, key=KEY)


def run_prepare(job: Any, progress: Any) -> dict[str, Any]:
    """The job: print the sections of the next Board pack whose pages are not kept yet. What fails here is said by the
    build, where somebody waits for it."""
    meeting = next_board_meeting(clock.today())
    if meeting is None:
        return {"printed": 0}
    papers = Paper._base_manager.filter(item__meeting=meeting, item__taken_off_on=None)
    papers = papers.select_related("item", "file", "agency", "group")
    papers = list(papers.prefetch_related("item__papers").order_by("item__position", "reference"))
    rows = agenda_rows(meeting, list(meeting.items.all()))
    try:
        parts = body_parts(meeting, clock.now(), papers=papers, rows=rows)
    except (CannotGather, NotForThisPack):
        log.warning("the next pack cannot be prepared yet", extra={"object": meeting.uuid})
        return {"printed": 0}
    laid = [
        lay_out(part.code, part.template, part.frozen, level=part.level)
        for part in parts
        if part.template and not part.template.startswith(front.LATER)
    ]
    wanted = {one.code: one for one in laid if kept(one.print_sha256) is None}
    printed = 0

    def done(one, count, total):
        nonlocal printed
        if one.ok:
            keep(wanted[one.key].print_sha256, one)
            printed += 1
        progress.step(count, total, "Laying out what has arrived")

    if wanted:
        try:
            with Printer(1, fonts_folder=settings.FONTS, strict=settings.MODE == "test") as printer:
                printer.print_many([(one.code, one.html, pack_stylesheet()) for one in wanted.values()], on_done=done)
        except CannotPrint:
            log.warning("nothing can be printed on this machine")
    return {"printed": printed}
