"""Training and Development in the Board's pack: facts as plain JSON. The whole report is a page of its own."""

from dataclasses import asdict
from typing import Any

from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark
from sscb.timetable.days import in_words
from training.reporting.annual import annual_report
from training.reporting.years import year_of

TITLE = "Training and Development report"
IN_PACK = ("needs", "run", "earlier", "evaluated", "supervision", "changes", "groups", "priorities")
MOST_ROWS = 12


def gather_training(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of the section `training.report`."""
    day = clock.day_of(as_at)
    found = annual_report(year_of(day), day)
    figures = [
        Figure(
            key=f"training:{found.year}:{code}", what=what, shown=shown,
            out_of="count" if code == "events" else "places",
            period=found.year, source="Registers kept in the portal, counted by it", received=in_words(day),
            state="registers closed by then", check=check_mark(found.year, code, shown),
        )
        for code, what, shown in found.figures
    ]  # fmt: skip
    anchors = {code: one.anchor for (code, _, _), one in zip(found.figures, figures, strict=True)}
    parts = [part.as_facts() for part in found.parts if part.code in IN_PACK and part.rows]
    for part in parts:
        part["more"] = max(len(part["lines"]) - MOST_ROWS, 0)
        part["lines"] = part["lines"][:MOST_ROWS]
    asks = [["Note", "what was run, what it was worth, and which priorities are next."]]
    return {
        "title": TITLE, "kicker": f"Training and Development · {found.year} · as at {in_words(day)}",
        "heading": found.heading, "lead": f"{found.heading}. {found.lead}", "parts": parts,
        "figures": [asdict(one) for one in figures],
        "shown": [[what, shown, anchors[code]] for code, what, shown in found.figures], "asks": asks,
        "cover": {
            "asked_to": asks, "summary": [f"{found.heading}.", found.lead],
            "children": "Training counts where it changes what a child meets: how far that is shown stands beside it.",
            "equality": "Attendance is shown by agency, group and area.",
            "voice": "Stories of children told by those who attended, judged by Training and Development.",
            "author": "Written by the portal from registers, evaluations and the learning and development audit",
            "sponsor": "Chair, Training and Development",
        },
    }  # fmt: skip
