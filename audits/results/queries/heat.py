"""Agencies by standard: what the heat map shows, every value ready as text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.grading import CHALLENGE_AT
from audits.results import words
from audits.results.judging import DOWN, NOT_COMPARABLE, UP, Cell
from audits.results.queries.gathering import Gathered, Line, by_family, gather
from audits.returns.models import AuditCycle
from audits.scales import Scale


@dataclass(frozen=True)
class CellShown:
    """`said` is the whole cell in words; the digit, the shape and the sign repeat it for the eye."""

    digit: str
    shape: str
    own: str
    sign: str
    said: str
    css: str


@dataclass(frozen=True)
class LineShown:
    agency: str
    uuid: Any
    note: str
    instead: str
    cells: tuple[CellShown, ...]
    yours: bool


@dataclass(frozen=True)
class StandardShown:
    """The column head, and the row of the table behind the map."""

    number: str
    title: str
    below: int
    bar: int
    counts: tuple[tuple[int, int], ...]
    """For each grade of the scale: how many moderated, how many by their own answers."""
    up: int
    down: int
    not_comparable: int
    reasons: str


@dataclass(frozen=True)
class HeatMap:
    heading: str
    lead: str
    families: tuple[tuple[str, tuple[LineShown, ...]], ...]
    standards: tuple[StandardShown, ...]
    steps: tuple[Any, ...]
    moderated: int
    returned: int
    columns: int
    since: str
    compare: tuple[str, ...]
    awaited: tuple[LineShown, ...]
    lowered: int


def heat_map(cycle: AuditCycle, person: Any, as_at: date) -> HeatMap:
    return heat_of(gather(cycle, person, as_at), own_agency=person.organisation_id)


def heat_of(found: Gathered, *, own_agency: int | None = None) -> HeatMap:
    scale, moderated = found.kind.scale, found.moderated
    enough = scale.step(scale.enough).label
    standards = tuple(_standard(place, found, scale) for place in range(len(found.standards)))
    pairs = [(line, place, cell) for line in moderated for place, cell in enumerate(line.cells)]
    totals = [cell for line in moderated for cell in line.totals]
    counted = [cell for cell in totals if cell.moderated is not None and cell.own is not None]
    two = [
        f"{line.agency} on {found.standards[place].title.lower()}"
        for line, place, cell in pairs if cell.apart <= -CHALLENGE_AT
    ]  # fmt: skip
    lowered = sum(cell.apart < 0 for cell in counted)
    return HeatMap(
        heading=words.heading(
            [(one.title, one.below) for one in standards], len(moderated), enough, len(found.returned),
            len(found.invited),
        ),
        lead=words.lead(
            lowered, sum(cell.apart > 0 for cell in counted), len(counted), two, len(found.returned), len(found.invited)
        ),
        families=tuple(
            (family, tuple(line_shown(line, scale, own_agency) for line in lines))
            for family, lines in by_family(found.lines)
        ),
        standards=standards, steps=scale.steps, moderated=len(moderated), returned=len(found.returned),
        columns=len(found.standards) + 1,
        since=str(found.earlier[0].opens_on.year) if found.earlier else "", compare=compared(found),
        awaited=tuple(line_shown(line, scale, own_agency) for line in found.awaited), lowered=lowered,
    )  # fmt: skip


def compared(found: Gathered) -> tuple[str, ...]:
    """What may be compared and what may not, once for each reason."""
    if not found.earlier:
        return ("This is the first cycle here: there is nothing to compare with.",)
    before = f"{found.earlier[0].opens_on.year}"
    reasons: dict[str, list[str]] = {}
    for line in found.moderated:
        for standard, cell in zip(found.standards, line.totals, strict=True):
            if cell.moved == NOT_COMPARABLE and cell.since:
                told = reasons.setdefault(f"Standard {standard.number} ≠: {cell.reason}", [])
                told.append(line.agency)
    new = [
        line.agency for line in found.moderated
        if line.totals and all(cell.moved == NOT_COMPARABLE and not cell.since for cell in line.totals)
    ]  # fmt: skip
    same = len(found.standards) - len(reasons)
    said = [f"{same} of {len(found.standards)} standards ask the same as in {before} and can be compared."]
    said += list(reasons)
    if new:
        said.append(f"No earlier moderated return, so compared with nothing: {', '.join(new)}.")
    return tuple(said)


def _standard(place: int, found: Gathered, scale: Scale) -> StandardShown:
    standard = found.standards[place]
    cells = [line.totals[place] for line in found.moderated if line.totals[place].moderated is not None]
    own = [line.totals[place].own for line in found.returned if line.totals and line.totals[place].own is not None]
    below = sum(scale.is_gap(cell.moderated) for cell in cells)
    reasons = sorted({cell.reason for cell in cells if cell.moved == NOT_COMPARABLE and cell.since})
    return StandardShown(
        standard.number, standard.title, below, below * 4,
        tuple(
            (sum(cell.moderated == step.value for cell in cells), sum(value == step.value for value in own))
            for step in scale.steps
        ),
        sum(cell.moved == UP for cell in cells), sum(cell.moved == DOWN for cell in cells),
        sum(cell.moved == NOT_COMPARABLE for cell in cells), " ".join(reasons),
    )  # fmt: skip


def line_shown(line: Line, scale: Scale, own_agency: int | None = None) -> LineShown:
    return LineShown(
        line.agency, line.one.uuid if line.whole else None, line.note, line.instead,
        tuple(cell_shown(cell, scale) for cell in line.cells), line.one.owner_id == own_agency,
    )  # fmt: skip


def cell_shown(cell: Cell, scale: Scale) -> CellShown:
    if cell.shown is None:
        return CellShown("–", "", "", "", "Not graded: nothing in it applies", "none")
    step = scale.step(cell.shown)
    if cell.moderated is None:
        return CellShown("", step.shape, f"self {cell.own}", "", f"Not moderated yet; self {_say(step)}", "waiting")
    own = ""
    said = _say(step)
    if cell.own is not None and cell.own != cell.moderated:
        own = f"self {cell.own}"
        said += f"; self {cell.own}"
    moved = words.moved_words(cell.moved, cell.since, cell.reason)
    said += f"; {moved}" if moved else ""
    apart = cell.apart <= -CHALLENGE_AT
    return CellShown(
        str(cell.moderated), step.shape, own, words.SIGNS[cell.moved], said + ("; two steps apart" if apart else ""),
        f"{min(step.value - scale.lowest, 3)}{' grade-cell--apart' if apart else ''}",
    )  # fmt: skip


def _say(step: Any) -> str:
    return f"{step.value}, {step.label.lower()}"
