"""The business manager's pages: cycles, who has not returned, how far the ladder of reminders has gone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from audits.ladders import steps_for
from audits.returns.lifecycle import CYCLE_STAGES, STAGES, UNDECIDED, WITH_THE_AGENCY, CycleStage, Stage
from audits.returns.models import Answer, AuditCycle, AuditReturn, Plea
from audits.returns.queries.shown import due_state
from audits.returns.reading import kind_of, questions_of
from audits.statutory import has_a_duty
from sscb.board.queries.shown import State, Step, many
from sscb.people.models import Organisation
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class Dot:
    """A step of the ladder as components/chase_ladder.html draws it."""

    x: int
    code: str

    @property
    def left(self) -> int:
        return self.x - 7

    @property
    def right(self) -> int:
        return self.x + 7


@dataclass(frozen=True)
class Ladder:
    steps: tuple[Dot, ...]
    words: str


@dataclass(frozen=True)
class Waiting:
    """One agency that has not returned, or whose return waits for a step of the office."""

    uuid: Any
    agency: str
    reference: str
    about: str
    due_on: date
    state: State
    answered: str
    ladder: Ladder | None
    steps: tuple[Step, ...]
    plea: Any
    plea_approved: bool


@dataclass(frozen=True)
class CycleShown:
    heading: str
    lead: str
    stage: str
    waiting: tuple[Waiting, ...]
    others: tuple[Waiting, ...]
    steps: tuple[Step, ...]
    not_yet: tuple[str, ...]
    may_invite: bool
    questions: str
    count: int


@dataclass(frozen=True)
class CycleRow:
    uuid: Any
    title: str
    reference: str
    kind: str
    window: str
    stage: str
    returned: str


def cycle_rows(person: Any) -> list[CycleRow]:
    """All cycles, the newest first, with how many have returned."""
    out = Q(returns__stage__in=WITH_THE_AGENCY)
    found = AuditCycle.objects.visible_to(person).annotate(asked=Count("returns"), waiting=Count("returns", filter=out))
    return [
        CycleRow(
            one.uuid, one.title, one.reference, kind_of(one).title,
            f"{in_words(one.opens_on)} to {in_words(one.closes_on)}", CYCLE_STAGES[one.stage],
            f"{one.asked - one.waiting} of {one.asked}" if one.asked else "Nobody invited yet",
        )
        for one in found.order_by("-opens_on", "-reference")
    ]  # fmt: skip


def cycle_shown(cycle: AuditCycle, person: Any, as_at: date, *, may_run: bool) -> CycleShown:
    """Eight queries whatever the number of agencies."""
    found = AuditReturn.objects.visible_to(person).filter(cycle=cycle).select_related("owner", "cycle")
    found = list(found.prefetch_related("chases").order_by("due_on", "owner__name"))
    pleas = {plea.of_id: plea for plea in Plea.objects.filter(of__in=found, decided_on=None)}
    given = _answered(found)
    asked = questions_of(cycle)
    rows = [_waiting(one, as_at, pleas.get(one.pk), given.get(one.pk, 0), len(asked), may_run) for one in found]
    waiting = tuple(row for row, one in zip(rows, found, strict=True) if one.stage in WITH_THE_AGENCY)
    others = tuple(row for row, one in zip(rows, found, strict=True) if one.stage not in WITH_THE_AGENCY)
    late = sum(row.state.code == "late" for row in waiting)
    steps, not_yet = _steps(cycle, found, as_at) if may_run else ((), ())
    return CycleShown(
        heading=_heading(cycle, len(found), len(waiting), late, as_at),
        lead=f"{kind_of(cycle).title}. Open from {in_words(cycle.opens_on)} to {in_words(cycle.closes_on)}.",
        stage=CYCLE_STAGES[cycle.stage], waiting=waiting, others=others, steps=steps, not_yet=not_yet,
        may_invite=may_run and cycle.stage in (CycleStage.OPEN, CycleStage.EXTENDED),
        questions=f"{asked.title} ({asked.name})", count=len(found),
    )  # fmt: skip


def _answered(found: list[AuditReturn]) -> dict[int, int]:
    given = Q(self_grade__isnull=False) | Q(not_applicable=True) | Q(value__isnull=False)
    rows = Answer.objects.filter(of__in=found).filter(given).values_list("of_id").annotate(count=Count("pk"))
    return dict(rows.order_by())


def _heading(cycle: AuditCycle, asked: int, waiting: int, late: int, as_at: date) -> str:
    if cycle.stage == CycleStage.DRAFT:
        return f"{cycle.title} is being planned; it opens on {in_words(cycle.opens_on)}."
    if not asked:
        return f"No agency is invited to {cycle.title}."
    back = asked - waiting
    said = f"{back} of {many(asked, 'agency', 'agencies')} {'has' if back == 1 else 'have'} returned"
    return f"{said}; {late} {'is' if late == 1 else 'are'} late." if late else f"{said}."


def _waiting(one: AuditReturn, as_at: date, plea: Plea | None, given: int, asked: int, may_run: bool) -> Waiting:
    state = due_state(one, as_at)
    return Waiting(
        one.uuid, one.owner.name, one.reference, _about(one), one.due_on, state,
        f"{given} of {asked} answered", _ladder(one, as_at) if one.stage in WITH_THE_AGENCY else None,
        _office_steps(one, as_at, plea) if may_run else (), plea if may_run else None,
        one.exempt_approved_on is not None,
    )  # fmt: skip


def _about(one: AuditReturn) -> str:
    return STAGES[one.stage] if has_a_duty(one.owner.duty_basis) else f"{STAGES[one.stage]}; asked, without a duty"


def _ladder(one: AuditReturn, as_at: date) -> Ladder:
    steps = steps_for(kind_of(one.cycle).chase, one.owner.duty_basis)
    gone = {row.step for row in one.chases.all() if row.due_on == one.due_on}
    wide = 94 // max(len(steps) - 1, 1)
    dots = tuple(
        Dot(8 + place * wide,
            "done" if step.code in gone else "due" if one.opened_on < step.on(one.due_on) <= as_at else "ahead")
        for place, step in enumerate(steps)
    )  # fmt: skip
    return Ladder(dots, f"{len(gone)} of {len(steps)} reminders")


def _office_steps(one: AuditReturn, as_at: date, plea: Plea | None) -> tuple[Step, ...]:
    def step(text: str, name: str, *, post: bool = False) -> Step:
        return Step(text, reverse(f"audits:{name}", args=[one.uuid]), post=post, about=one.owner.name)

    found = []
    if one.stage in WITH_THE_AGENCY and not plea:
        found.append(step("Give longer", "extend"))
    if one.stage == Stage.NOT_STARTED and not plea:
        found.append(step("Excuse", "put_forward"))
    if one.stage in (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.AWAITING_SIGN_OFF) and as_at > one.due_on:
        found.append(step("Write off", "write_off", post=True))
    if one.stage == Stage.SUBMITTED:
        found.append(step("Send back", "send_back"))
    if one.stage in (Stage.MODERATED, Stage.NOT_RETURNED, Stage.EXEMPT):
        found.append(step("Close", "close_return", post=True))
    return tuple(found)


def _steps(cycle: AuditCycle, found: list[AuditReturn], as_at: date) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The next lawful step of the cycle, or what it waits for."""
    def step(text: str, name: str) -> Step:
        return Step(text, reverse(f"audits:{name}", args=[cycle.uuid]), post=True, main=True)

    if cycle.stage == CycleStage.DRAFT:
        if as_at < cycle.opens_on:
            return (), (f"It can be opened on {in_words(cycle.opens_on)}.",)
        return (step("Open, and invite agencies", "open_cycle"),), ()
    if cycle.stage in (CycleStage.OPEN, CycleStage.EXTENDED):
        if as_at > cycle.closes_on:
            return (step("Close the window", "close_window"),), ()
        return (), (f"The window closes after {in_words(cycle.closes_on)}.",)
    if cycle.stage == CycleStage.MODERATION:
        open_still = sum(one.stage in UNDECIDED for one in found)
        if open_still:
            returns = many(open_still, "return")
            return (), (f"{returns} {'is' if open_still == 1 else 'are'} neither moderated nor written off.",)
        return (step("Report to the Board", "report_cycle"),), ()
    if cycle.stage == CycleStage.REPORTING:
        return (step("The Board has received the report", "receive_report"),), ()
    return (), ()


def agencies_not_invited(cycle: AuditCycle, as_at: date) -> Any:
    """Who could still be invited, as a queryset for a choice."""
    there = AuditReturn.objects.all_for_job("who is invited already").filter(cycle=cycle).values("owner")
    return Organisation.objects.on(as_at).exclude(pk__in=there).order_by("name")


def exemptions_waiting() -> list[Plea]:
    """What the Independent Chair is asked: the agency, the audit and the reason alone."""
    waiting = Plea.objects.filter(kind=Plea.Kind.EXCUSED, decided_on=None, of__exempt_approved_on=None)
    return list(waiting.select_related("of__owner", "of__cycle"))
