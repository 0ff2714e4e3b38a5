"""The learning and development audit in the Board's pack: facts as plain JSON."""

from dataclasses import asdict
from typing import Any

from audits.gaps.queries import KIND, learning_page
from audits.results.queries.gathering import gather_for_paper
from audits.results.queries.pack import cover, figure, newest_cycle
from audits.results.queries.support import offered_in, support_rows, support_words
from audits.returns.lifecycle import CYCLE_STAGES
from sscb import clock
from sscb.timetable.days import in_words

TITLE = "Learning and development audit"


def gather_learning(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of the section `audits.learning`."""
    day = clock.day_of(as_at)
    cycle = newest_cycle(KIND, day)
    if cycle is None:
        return {"title": TITLE, "kicker": TITLE, "lead": "No cycle has been opened yet.", "shown": False,
                "cover": {**cover(["No cycle has been opened yet."], []), "sponsor": "Chair, Training and Development"}}
    found = gather_for_paper(cycle, day)
    shown, support = learning_page(found), support_rows(found, offered_in(found))
    figures = [
        figure(cycle, f"in-date:{group}", f"Staff in date, {group.lower()}", words, day, "of those due")
        for group, words in shown.groups
    ]
    gaps = [
        {"topic": gap.topic, "agencies": gap.agencies, "people": gap.people, "kind": gap.kind,
         "end": f"{gap.end}: {gap.why}" if gap.end else "Waits for Training and Development"}
        for gap in shown.gaps
    ]  # fmt: skip
    waiting = sum(not gap.end for gap in shown.gaps)
    asks = [["Note", "who is trained and in date, and how strong the evidence of impact is."]]
    if waiting:
        asks.append(["Agree", f"how {waiting} gaps in training end."])
    return {
        "title": TITLE, "kicker": f"{cycle.title} · {CYCLE_STAGES[cycle.stage].lower()} · as at {in_words(day)}",
        "lead": f"{shown.heading}. {shown.lead}", "shown": True, "staff": f"{shown.staff:,}",
        "groups": [[group, words, one.anchor] for (group, words), one in zip(shown.groups, figures, strict=True)],
        "evaluated": [list(row) for row in shown.evaluated], "measured": [list(row) for row in shown.measured],
        "strength": [list(row) for row in shown.strength], "gaps": gaps,
        "agencies": [[row.agency, f"{row.staff:,}", row.in_date, row.strength] for row in shown.agencies],
        "support": [[row.agency, row.asked, row.offered or "Nothing yet", row.state] for row in support],
        "support_words": support_words(support), "awaited": list(shown.awaited),
        "asks": asks, "figures": [asdict(one) for one in figures],
        "cover": {**cover([f"{shown.heading}.", shown.lead], asks), "sponsor": "Chair, Training and Development",
                  "children": "Training counts where it changes what a child meets: how far that is shown.",
                  "voice": "Agencies are asked whether training carries the child’s voice."},
    }  # fmt: skip
