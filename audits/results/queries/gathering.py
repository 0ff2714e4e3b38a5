"""A cycle's returns with their frozen grades, and those of earlier cycles: a handful of queries, whatever the size.

Comparisons read snapshots alone: what an agency updates after handing in changes no figure here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from audits.grading import graded
from audits.questions import QuestionSet, Standard
from audits.results.bodies import family_of, overdue_words, place_of
from audits.results.judging import Before, Cell, Grades, Reasons, cell_of
from audits.returns.lifecycle import STAGES, Stage
from audits.returns.models import AuditCycle, AuditReturn, Snapshot
from audits.returns.reading import kind_of, questions_of
from audits.sockets import Kind
from sscb.access.policy import standing
from sscb.timetable.days import in_words

IN = frozenset({Stage.SUBMITTED, Stage.IN_MODERATION, Stage.MODERATED, Stage.APPEALED, Stage.CLOSED})
DECIDED = frozenset({Stage.MODERATED, Stage.APPEALED, Stage.CLOSED})


@dataclass(frozen=True)
class Line:
    """One agency in a cycle. `cells`: one a graded standard, none while nothing may be shown; then `instead` says why.

    `whole`: the reader may open the return; a Board member reads the moderated summary of the others (matrix 2.3).
    """

    one: AuditReturn
    agency: str
    family: str
    cells: tuple[Cell, ...]
    instead: str
    note: str
    late: str
    whole: bool

    @property
    def is_moderated(self) -> bool:
        return any(cell.moderated is not None for cell in self.cells)


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
    own = AuditReturn.objects.visible_to(person)
    returns = list(_of(own, cycle))
    whole = {one.pk for one in returns}
    if "BM" in standing(person).roles:
        others = AuditReturn.objects.all_for_job("the moderated summary, which matrix 2.3 gives to Board members")
        returns += [one for one in _of(others, cycle).filter(stage__in=DECIDED) if one.pk not in whole]
    return _gathered(cycle, returns, whole, AuditCycle.objects.visible_to(person), as_at)


def gather_for_paper(cycle: AuditCycle, as_at: date) -> Gathered:
    """Everything, for the paper that the Board's office puts before the Board."""
    returns = list(_of(AuditReturn.objects.all_for_job("the thematic report of a cycle"), cycle))
    cycles = AuditCycle.objects.all_for_job("the thematic report of a cycle")
    return _gathered(cycle, returns, {one.pk for one in returns}, cycles, as_at)


def _of(found, cycle: AuditCycle):
    answered = Q(answers__self_grade__isnull=False) | Q(answers__not_applicable=True) | Q(answers__value__isnull=False)
    given = Count("answers", filter=answered & Q(answers__confirmed=True), distinct=True)
    return found.filter(cycle=cycle).select_related("owner", "cycle").annotate(given=given)


def _gathered(cycle, returns: list[AuditReturn], whole: set[int], cycles, as_at: date) -> Gathered:
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
        lines.append(_line(one, kind, asked, standards, earlier, frozen, one.pk in whole, as_at, known))
    return Gathered(cycle, kind, asked, standards, tuple(lines), tuple(earlier), frozen)


def _line(one, kind, asked, standards, earlier, frozen, whole: bool, as_at: date, known: Reasons) -> Line:
    cells: tuple[Cell, ...] = ()
    grades = frozen.get((one.owner_id, one.cycle_id))
    if one.stage in IN and grades is not None:
        before = [
            Before(str(past.opens_on.year), questions_of(past), frozen[one.owner_id, past.pk])
            for past in earlier if (one.owner_id, past.pk) in frozen
        ]  # fmt: skip
        cells = tuple(cell_of(standard, asked, grades, before, kind.grade, kind.scale, known) for standard in standards)
        if not whole:
            cells = tuple(Cell(None, cell.moderated, cell.moved, cell.since, cell.reason) for cell in cells)
    days = (as_at - one.due_on).days
    late = overdue_words(one.owner.duty_basis, days) if one.stage not in IN and one.stage != Stage.EXEMPT else ""
    return Line(
        one, one.owner.name, family_of(one.agency_kind), cells, "" if cells else _instead(one, len(asked)),
        _note(one, late), late, whole,
    )  # fmt: skip


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
