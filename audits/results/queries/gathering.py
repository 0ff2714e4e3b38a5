"""A cycle's returns with their frozen grades, and those of earlier cycles: a handful of queries, whatever the size.

Comparisons read snapshots alone: what an agency updates after handing in changes no figure here.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from audits.grading import graded
from audits.questions import QuestionSet, Standard
from audits.results.bodies import family_of, overdue_words, place_of
from audits.results.judging import Before, Cell, Grades, Reasons, cell_of
from audits.returns.lifecycle import STAGES, Stage
from audits.returns.models import AuditCycle, AuditReturn, Snapshot
from audits.returns.reading import kind_of, questions_of
from audits.sockets import Kind
from sscb.access.standing import standing
from sscb.timetable.days import in_words

IN = frozenset({Stage.SUBMITTED, Stage.IN_MODERATION, Stage.MODERATED, Stage.APPEALED, Stage.CLOSED})
DECIDED = frozenset({Stage.MODERATED, Stage.APPEALED, Stage.CLOSED})


@dataclass(frozen=True)
class Line:
    """One agency in a cycle. `cells`: one a graded standard, none while nothing may be shown; then `instead` says why.

    `whole`: the reader may open the return. Of the others everybody here reads that they are in or not, and what they
    add to `totals`; a Board member also reads the moderated summary (matrix 2.3).
    """

    one: AuditReturn
    agency: str
    family: str
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    instead: str
    note: str
    late: str
    whole: bool

    @property
    def is_moderated(self) -> bool:
        return any(cell.moderated is not None for cell in self.totals)


@dataclass(frozen=True)
class Gathered:
    cycle: AuditCycle
    kind: Kind
    asked: QuestionSet
    standards: tuple[Standard, ...]
    lines: tuple[Line, ...]
    earlier: tuple[AuditCycle, ...]
    """The cycles before it, the newest first."""
    frozen: dict[tuple[int, int], Grades]
    """(agency, cycle) -> the newest frozen grades."""

    @property
    def moderated(self) -> list[Line]:
        return [line for line in self.lines if line.is_moderated]

    @property
    def returned(self) -> list[Line]:
        return [line for line in self.lines if line.one.stage in IN]

    @property
    def invited(self) -> list[Line]:
        """All but the exempt."""
        return [line for line in self.lines if line.one.stage != Stage.EXEMPT]

    @property
    def awaited(self) -> list[Line]:
        """Who has not returned, whatever the reason."""
        return [line for line in self.invited if line.one.stage not in IN]


def gather(cycle: AuditCycle, person: Any, as_at: date) -> Gathered:
    """As this person may see it."""
    everybody = AuditReturn.objects.all_for_job("who has returned, and totals, which every reader of results has")
    own = AuditReturn.objects.visible_to(person).filter(pk=OuterRef("pk"))
    returns = list(_of(everybody, cycle).annotate(is_whole=Exists(own)))
    whole, summary = {one.pk for one in returns if one.is_whole}, "BM" in standing(person).roles
    return _gathered(cycle, returns, whole, AuditCycle.objects.visible_to(person), as_at, summary)


def gather_for_paper(cycle: AuditCycle, as_at: date) -> Gathered:
    """Everything, for the paper that the Board's office puts before the Board."""
    returns = list(_of(AuditReturn.objects.all_for_job("the thematic report of a cycle"), cycle))
    cycles = AuditCycle.objects.all_for_job("the thematic report of a cycle")
    return _gathered(cycle, returns, {one.pk for one in returns}, cycles, as_at)


def _of(found, cycle: AuditCycle):
    answered = Q(answers__self_grade__isnull=False) | Q(answers__not_applicable=True) | Q(answers__value__isnull=False)
    given = Count("answers", filter=answered & Q(answers__confirmed=True), distinct=True)
    return found.filter(cycle=cycle).select_related("owner", "cycle").annotate(given=given)


def _gathered(
    cycle, returns: list[AuditReturn], whole: set[int], cycles, as_at: date, summary: bool = False
) -> Gathered:
    kind, asked = kind_of(cycle), questions_of(cycle)
    standards = tuple(standard for standard in asked.standards if graded(standard))
    by_pk = {one.pk: one for one in cycles.filter(kind=cycle.kind)}
    earlier, follows = [], cycle.follows_id
    while follows in by_pk:
        earlier.append(by_pk[follows])
        follows = by_pk[follows].follows_id
    frozen: dict[tuple[int, int], Grades] = {}
    kept = Snapshot.objects.filter(
        of__cycle__in=[cycle.pk, *(one.pk for one in earlier)], of__owner__in=[one.owner_id for one in returns]
    ).order_by("number")  # fmt: skip
    for agency, of_cycle, grades in kept.values_list("of__owner_id", "of__cycle_id", "grades"):
        frozen[agency, of_cycle] = grades
    lines: list[Line] = []
    known: Reasons = {}
    for one in sorted(returns, key=lambda one: place_of(one.agency_kind, one.owner.name)):
        line = _line(one, kind, asked, standards, earlier, frozen, as_at, known)
        lines.append(line if one.pk in whole else _outside(line, summary))
    return Gathered(cycle, kind, asked, standards, tuple(lines), tuple(earlier), frozen)


def _line(one, kind, asked, standards, earlier, frozen, as_at: date, known: Reasons) -> Line:
    cells: tuple[Cell, ...] = ()
    grades = frozen.get((one.owner_id, one.cycle_id))
    if one.stage in IN and grades is not None:
        before = [
            Before(str(past.opens_on.year), questions_of(past), frozen[one.owner_id, past.pk])
            for past in earlier if (one.owner_id, past.pk) in frozen
        ]  # fmt: skip
        cells = tuple(cell_of(standard, asked, grades, before, kind.grade, kind.scale, known) for standard in standards)
    days = (as_at - one.due_on).days
    late = overdue_words(one.owner.duty_basis, days) if one.stage not in IN and one.stage != Stage.EXEMPT else ""
    return Line(
        one, one.owner.name, family_of(one.agency_kind), cells, cells, "" if cells else _instead(one, len(asked)),
        _note(one, late), late, True,
    )  # fmt: skip


def _outside(line: Line, summary: bool) -> Line:
    """As somebody sees it who may not open the return: no own grade, no answer and no reason."""
    stage = line.one.stage
    if summary and stage in DECIDED:
        cells = tuple(Cell(None, one.moderated, one.moved, one.since, one.reason) for one in line.totals)
        return replace(line, cells=cells, whole=False)
    said = line.instead if stage in (Stage.NOT_RETURNED, Stage.NOT_STARTED) else f"{STAGES[stage]}."
    return replace(line, cells=(), instead=said, whole=False)


def _instead(one: AuditReturn, asked: int) -> str:
    if one.stage == Stage.EXEMPT:
        return f"Exempt: {one.exempt_because}"
    if one.stage == Stage.NOT_RETURNED:
        return "Not returned. No grade is assumed."
    if one.stage == Stage.NOT_STARTED:
        return "Not started. No grade is assumed."
    state = "Waiting to be signed" if one.stage == Stage.AWAITING_SIGN_OFF else STAGES[one.stage]
    return f"{state}: {one.given} of {asked} answered. Nothing is shown until it is signed."


def _note(one: AuditReturn, late: str) -> str:
    said = []
    if one.due_on > one.cycle.closes_on:
        said.append(f"extended to {in_words(one.due_on)}")
    if late:
        said.append(late)
    if one.stage == Stage.APPEALED:
        said.append("has appealed")
    elif one.owner.duty_basis == "own_statute":
        said.append("own statute; joins by choice")
    return "; ".join(said)


def by_family(lines) -> list[tuple[str, list[Line]]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.family].append(line)
    return list(found.items())
