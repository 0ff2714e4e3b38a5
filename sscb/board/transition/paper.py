"""The register of the transition as a paper of the pack: counts alone. Cases are told in papers of their own."""

from datetime import datetime
from typing import Any

from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark, plain
from sscb.board.queries.shown import many
from sscb.board.sockets import Tally, carried
from sscb.board.transition import register
from sscb.board.transition.queries import register_heading, source_words
from sscb.people import naming
from sscb.records.models import Record
from sscb.timetable.days import in_words


def gather_register(meeting: Any, as_at: datetime) -> dict[str, Any]:
    """Facts of the section `board.transition_register`: of what every reader of the pack may read."""
    day = clock.day_of(as_at)
    told = register.since(day)
    rows = Record.objects.all_for_job("counts for every reader of the pack").filter(level__lte=min(meeting.level, "P3"))
    by_type = register.tallies(rows, told, day)
    counted, figures, printed = [], [], []
    for kind in carried:
        if kind.rule:
            printed.append({"title": kind.title, "cells": [], "words": kind.not_told})
            continue
        tally = register.add_up(by_type[one] for one in kind.types if one in by_type)
        counted.append(tally)
        printed.append(_row(kind.code, kind.title, tally, day, figures))
    whole = register.add_up(counted)
    printed.append({**_row("all", "All that is counted here", whole, day, figures), "total": True})
    heading = register_heading(whole, day, told)
    asked = [["Note", "what was finished, handed over and kept"]]
    if whole.open and told.in_force:
        asked = [["Agree", f"who takes what is still open: {many(whole.open, 'thing')}"], *asked]
    return plain({
        "title": "The transition: what was finished, handed over, kept", "as_at": day, "lead": f"{heading}.",
        "columns": ["All", *register.FATES.values()], "rows": printed, "figures": figures, "front": [],
        "source": source_words(day, told),
        "names": f"From {in_words(told.start)} the Board is called the {naming.board(told.start).name}."
        if naming.board(told.start) != naming.board(told.begun) else "",
        "cover": {
            "asked_to": asked,
            "summary": [f"{heading}.", f"{whole.finished} finished, {whole.handed} handed over, {whole.kept} kept."],
            "children": "What was promised for children does not end with the Board that promised it.",
            "equality": "Not looked at: the register counts pieces of work, not people.",
            "voice": "What young people raised is counted among the rest, and goes on.",
            "author": "Written by the portal from the register of the transition",
            "sponsor": "Business manager",
        },
    })  # fmt: skip


def _row(code: str, title: str, tally: Tally, day: Any, figures: list[Figure]) -> dict[str, Any]:
    cells = []
    for name, words in (("total", "All"), *register.FATES.items()):
        shown = str(getattr(tally, name))
        figure = Figure(
            key=f"board.transition:{code}:{name}", what=f"{title}: {words.lower()}", shown=shown, out_of="count",
            period=f"as at {in_words(day)}", source="Register of the transition, counted by the portal",
            received=day.isoformat(), state="Counted by the portal",
            check=check_mark("board.transition", code, name, shown, day),
        )  # fmt: skip
        figures.append(figure)
        cells.append({"shown": shown, "anchor": figure.anchor})
    return {"title": title, "cells": cells, "words": ""}
