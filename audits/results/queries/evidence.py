"""Five sources for each standard on one line: what agencies and moderators say, staff, case files and figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.cases.queries.standards import case_results
from audits.results.judging import DOWN, NOT_COMPARABLE, UP
from audits.results.queries.gathering import Gathered
from audits.results.words import counted
from audits.returns.reading import asked_with
from audits.survey.queries import survey_of_cycle
from sscb.board.figures import figures_said


@dataclass(frozen=True)
class Source:
    """`share`: from 0 to 1 where it can stand beside the others; None where there is nothing to show."""

    words: str
    share: float | None = None


@dataclass(frozen=True)
class EvidenceLine:
    number: str
    title: str
    own: Source
    moderated: Source
    staff: Source
    cases: Source
    figure: Source
    figure_url: str
    apart: int
    apart_words: str


@dataclass(frozen=True)
class ImpactLine:
    """One thing that would show whether the audit made a difference, over the cycles."""

    question: str
    answer: str


def evidence_lines(found: Gathered, person: Any, as_at: date) -> list[EvidenceLine]:
    """The standards whose sources disagree most come first; without two sources to compare a line stands last."""
    scale = found.kind.scale
    staff = survey_of_cycle(found.cycle, [line.one for line in found.lines], as_at)
    cases = case_results(as_at)
    figures = figures_said(person, [code for one in found.standards for code in one.indicators], as_at)
    lines = []
    for place, standard in enumerate(found.standards):
        own = [line.totals[place].own for line in found.returned if line.totals and line.totals[place].own is not None]
        board = [line.totals[place].moderated for line in found.moderated if line.totals[place].moderated is not None]
        sources = (
            _in_place(own, scale), _in_place(board, scale), _staff(staff.get(standard.key)),
            _cases(cases.get(standard.key)),
        )  # fmt: skip
        told = [figures[code] for code in standard.indicators if code in figures]
        shares = [one.share for one in sources if one.share is not None]
        apart = round(100 * (max(shares) - min(shares))) if len(shares) > 1 else -1
        lines.append(EvidenceLine(
            standard.number, standard.title, *sources,
            Source("; ".join(f"{one.title}: {one.words}" for one in told) or "No figure of the dataset belongs to it"),
            told[0].url if told else "", apart, f"{apart} points apart" if apart >= 0 else "Nothing to compare",
        ))  # fmt: skip
    return sorted(lines, key=lambda line: -line.apart)


def _in_place(grades: list[int], scale) -> Source:
    if not grades:
        return Source("None yet")
    enough = sum(not scale.is_gap(grade) for grade in grades)
    return Source(f"{enough} of {len(grades)} in place", enough / len(grades))


def _staff(said) -> Source:
    if said is None:
        return Source("Not asked yet")
    return Source(said.shown if said.of is None else f"{said.shown} agree", said.agree / said.of if said.of else None)


def _cases(result) -> Source:
    if result is None:
        return Source("No case audit yet")
    return Source(result.words, None if result.score is None else result.score / 3)


def impact(found: Gathered, as_at: date) -> list[ImpactLine]:
    """The “measure of impact” answers of the handbook (1.8), as far as the portal knows them."""
    cells = [cell for line in found.moderated for cell in line.totals if cell.moderated is not None]
    up, down = sum(cell.moved == UP for cell in cells), sum(cell.moved == DOWN for cell in cells)
    not_comparable = sum(cell.moved == NOT_COMPARABLE for cell in cells)
    lines = [ImpactLine(
        "Did moderated grades rise?",
        f"Of {counted(len(cells) - not_comparable, 'grade')} that can be compared, {up} rose and {down} fell. "
        f"{not_comparable} cannot be compared." if cells else "No return has been moderated yet.",
    )]  # fmt: skip
    for past in (found.cycle, *found.earlier):
        kept = [grades for (_, cycle), grades in found.frozen.items() if cycle == past.pk]
        kept = [grades for grades in kept if any(isinstance(value[1], int) for value in grades.values())]
        pairs = [value[1] for grades in kept for value in grades.values() if isinstance(value[1], int)]
        if pairs:
            enough = sum(not found.kind.scale.is_gap(value) for value in pairs)
            lines.append(ImpactLine(
                f"In {past.opens_on.year}", f"{enough} of {len(pairs)} moderated answers of "
                f"{counted(len(kept), 'return')} were in place or better, {asked_with(past)}.",
            ))  # fmt: skip
    return lines
