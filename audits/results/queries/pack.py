"""The Section 11 report to the Board (audits handbook 1.8): facts as plain JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from audits.results.queries.evidence import evidence_lines, impact
from audits.results.queries.gaps import gaps_of
from audits.results.queries.gathering import Gathered, by_family, gather_for_paper
from audits.results.queries.heat import HeatMap, heat_of
from audits.results.words import counted
from audits.returns.lifecycle import CYCLE_STAGES, CycleStage
from audits.returns.models import AuditCycle
from sscb import clock
from sscb.board.packs.freezing import Figure, check_mark
from sscb.timetable.days import in_words

TITLE = "Section 11: what agencies told us"
REPORTED = (CycleStage.MODERATION, CycleStage.REPORTING, CycleStage.CLOSED)


def newest_cycle(kind: str, day: date) -> AuditCycle | None:
    """The newest whose window has closed by the day; else the newest that has opened."""
    found = AuditCycle.objects.all_for_job("a paper of the Board").filter(kind=kind, opens_on__lte=day)
    return found.filter(stage__in=REPORTED).order_by("-opens_on").first() or found.order_by("-opens_on").first()


def figure(cycle: AuditCycle, code: str, what: str, shown: str, day: date, out_of: str = "count") -> Figure:
    return Figure(
        key=f"audits:{cycle.reference}:{code}", what=what, shown=shown, out_of=out_of, period=cycle.title,
        source="Audit returns kept in the portal, counted by it", received=in_words(day), state="as moderated by then",
        check=check_mark(cycle.reference, code, shown),
    )  # fmt: skip


def gather_section11(meeting: Any, as_at: Any) -> dict[str, Any]:
    """Facts of the section `audits.section11`."""
    day = clock.day_of(as_at)
    cycle = newest_cycle("section11", day)
    if cycle is None:
        return {"title": TITLE, "kicker": "Section 11 audit", "lead": "No cycle has been opened yet.", "shown": False,
                "cover": cover(["No cycle of the Section 11 audit has been opened yet."], [])}  # fmt: skip
    found = gather_for_paper(cycle, day)
    seen = heat_of(found)
    figures = [
        figure(cycle, "returned", "Agencies that have returned", str(len(found.returned)), day,
               f"of {len(found.invited)} invited"),
        figure(cycle, "moderated", "Returns moderated", str(seen.moderated), day, f"of {len(found.returned)} returned"),
        *(figure(cycle, f"below:{one.number}", f"Agencies below “in place”: {one.title}", str(one.below), day,
                 f"of {seen.moderated} moderated") for one in seen.standards),
    ]  # fmt: skip
    gaps = gaps_of(found, day)
    asks = _asks(found, seen)
    return {
        "title": TITLE, "kicker": f"{cycle.title} · {CYCLE_STAGES[cycle.stage].lower()} · as at {in_words(day)}",
        "lead": f"{seen.heading}. {seen.lead}", "shown": True,
        "rates": _rates(found), "columns": [one.number for one in seen.standards], "map": _map(found),
        "standards": [
            {"number": one.number, "title": one.title, "counts": [list(pair) for pair in one.counts],
             "below": one.below, "up": one.up, "down": one.down, "anchor": mark.anchor}
            for one, mark in zip(seen.standards, figures[2:], strict=True)
        ],
        "steps": [step.label for step in seen.steps], "compare": list(seen.compare), "strengths": _strengths(found),
        "common": [[words, count] for words, count in gaps.common], "gaps": gaps.heading,
        "support": [
            f"{one.of.owner.name}: {one.need} ({one.get_kind_display().lower()}), offered on {in_words(one.offered_on)}"
            for one in gaps.offered
        ],
        "late": [f"{one.words} ({one.agency}), late {counted(one.late, 'day')}" for one in gaps.actions if one.late],
        "awaited": [f"{line.agency}: {line.late or line.note or line.instead}" for line in found.awaited],
        "sources": [
            [line.number, line.title, line.own.words, line.moderated.words, line.staff.words, line.cases.words,
             line.apart_words] for line in evidence_lines(found, None, day)
        ],
        "impact": [[line.question, line.answer] for line in impact(found, day)], "asks": asks,
        "figures": [asdict(one) for one in figures],
        "cover": cover([seen.heading + ".", seen.lead], asks),
        "front": [{"kind": "worry", "text": f"Section 11: {seen.heading[:1].lower()}{seen.heading[1:]}."}]
        if seen.moderated else [],
    }  # fmt: skip


def _rates(found: Gathered) -> list[list]:
    """Family of bodies, how many returned, of how many invited."""
    return [
        [family, sum(line in found.returned for line in lines), sum(line in found.invited for line in lines)]
        for family, lines in by_family(found.lines)
    ]  # fmt: skip


def _map(found: Gathered) -> list[list]:
    return [
        [family, [[line.agency, [_cell(cell) for cell in line.cells], line.instead.partition(":")[0]]
                  for line in lines]]
        for family, lines in by_family(found.lines)
    ]  # fmt: skip


def _cell(cell) -> str:
    if cell.moderated is None:
        return f"self {cell.own}" if cell.own is not None else "–"
    return f"{cell.moderated}" + (f" ({cell.own})" if cell.own is not None and cell.own != cell.moderated else "")


def _strengths(found: Gathered) -> list[str]:
    """Standards that moderators found embedded, with who: the examples that a Board may ask to hear."""
    top = found.kind.scale.highest
    told = []
    for place, standard in enumerate(found.standards):
        who = [line.agency for line in found.moderated if line.cells[place].moderated == top]
        if who:
            told.append(f"{standard.title}: {', '.join(who)}")
    return told


def _asks(found: Gathered, seen: HeatMap) -> list[list[str]]:
    asks = [["Note", "what moderators found, and where sources disagree."]]
    worst = max(seen.standards, key=lambda one: one.below, default=None)
    if worst is not None and worst.below:
        asks.append(["Agree", f"support on “{worst.title.lower()}” for the {counted(worst.below, 'agency')} below "
                     f"“in place”.".replace("agencys", "agencies")])  # fmt: skip
    if found.awaited:
        asks.append(["Decide", f"what to say to {len(found.awaited)} who have not returned."])
    return asks


def cover(summary: list[str], asks: list) -> dict[str, Any]:
    return {
        "asked_to": asks or [["Note", "how far the audit is."]], "summary": summary,
        "children": "The audit asks whether arrangements protect children, and whether other sources show it.",
        "equality": "Standard 3 asks whether services are checked for fair access and outcome.",
        "voice": "Standard 3 asks what children said and what changed; staff say whether they write it down.",
        "author": "Written by the portal from returns, moderation and surveys",
        "sponsor": "Chair, Quality and Performance",
    }  # fmt: skip
