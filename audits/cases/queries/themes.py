"""The list of case audits, and one theme's page: how far it is, its steps, its cases, and the next lawful step."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from audits.cases.lifecycle import AWAITED, CASE_STAGES, THEME_MOVES, THEME_STAGES, Case, Theme, Tool
from audits.cases.models import AgencyAudit, AuditCase, CaseTheme, OtherAudit
from audits.cases.timetable import BOARD_STEPS
from audits.cases.words import AREAS, GRADES, STATUSES, THEMES
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.board.queries.shown import Fact, Link, State, Step, by_date, full_day, many, number_words
from sscb.timetable.models import Deadline

OPEN = (Theme.PLANNED, Theme.SAMPLED, Theme.AUDITING, Theme.MEETING, Theme.REPORTING, Theme.ACCEPTED)


@dataclass(frozen=True)
class ThemeRow:
    uuid: UUID
    reference: str
    title: str
    about: str
    board_on: date
    state: State


def theme_rows(person: Any, as_at: date) -> list[ThemeRow]:
    """Open ones first, the nearest Board meeting first."""
    found = CaseTheme.objects.visible_to(person).select_related("group")
    rows = sorted(found, key=lambda one: (one.stage not in OPEN, abs((one.board_on - as_at).days)))
    next_due = next_due_of(rows)
    return [
        ThemeRow(
            one.uuid, one.reference, one.title, f"{THEMES[one.theme]}, {AREAS[one.area].lower()}", one.board_on,
            _state(one, next_due.get(one.pk), as_at),
        )
        for one in rows
    ]  # fmt: skip


def next_due_of(themes) -> dict[int, date]:
    """Theme -> the first of its steps that is still open."""
    rows = Deadline.objects.open().filter(record_id__in=[one.pk for one in themes], rule__in=BOARD_STEPS)
    found: dict[int, date] = {}
    for record, due_on in rows.order_by("due_on").values_list("record_id", "due_on"):
        found.setdefault(record, due_on)
    return found


def _state(theme: CaseTheme, due_on: date | None, as_at: date) -> State:
    words = THEME_STAGES[theme.stage]
    if theme.stage in (Theme.CLOSED, Theme.WITHDRAWN):
        return State("done" if theme.stage == Theme.CLOSED else "stop", words)
    late = due_on is not None and due_on < as_at
    return State("late" if late else "waiting", f"{words}; a step is late" if late else words)


def other_audits(person: Any) -> QuerySet:
    return OtherAudit.objects.visible_to(person).select_related("agency")


def list_heading(rows: list[ThemeRow]) -> str:
    going = sum(row.state.code != "done" for row in rows)
    if not rows:
        return "No case audit has been planned yet"
    return f"{number_words(going)} case audit{'s are' if going != 1 else ' is'} going on"


# --- one theme ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StageShown:
    code: str
    title: str
    when: str = ""
    late: bool = False


@dataclass(frozen=True)
class CaseRow:
    uuid: UUID
    name: str
    reference: str
    state: State
    handed_in: int
    asked: int
    late: int
    about: str
    current: bool = False

    @property
    def words(self) -> str:
        if self.state.code == "stop":
            return ""
        if not self.asked:
            return "No agency asked yet"
        return f"{self.handed_in} of {self.asked} agencies in{f', {self.late} late' if self.late else ''}"


@dataclass(frozen=True)
class Timed:
    title: str
    due_on: date | None
    state: State


@dataclass(frozen=True)
class ThemePage:
    heading: str
    line: list[StageShown]
    cases: list[CaseRow]
    steps: list[Step]
    timed: list[Timed]
    facts: list[Fact]
    inside: bool


def is_inside(person: Any, theme: CaseTheme) -> bool:
    """Whether somebody works on it: the office, the chair, the audit group, Quality and Performance."""
    who = standing(person)
    if who.roles & {"BMGR", "OFF", "CHAIR"}:
        return True
    return theme.group_id in who.groups("SGM") or who.sits_on("SGM", "qp")


def case_rows(theme: CaseTheme, person: Any, as_at: date, *, current: AuditCase | None = None) -> list[CaseRow]:
    """The cases of a theme that this person may see. Three queries."""
    cases = list(AuditCase.objects.visible_to(person).filter(theme=theme).order_by("number"))
    tools = AgencyAudit.objects.all_for_job("how many are in, of cases that the reader may see").filter(case__in=cases)
    counted: Counter = Counter()
    for case, stage, due_on in tools.values_list("case_id", "stage", "due_on"):
        counted[case, "asked"] += stage in (*AWAITED, Tool.HANDED_IN)
        counted[case, "in"] += stage == Tool.HANDED_IN
        counted[case, "late"] += stage in AWAITED and due_on < as_at
    return [
        CaseRow(
            one.uuid, one.title, one.reference, case_state(one, counted[one.pk, "in"], counted[one.pk, "asked"]),
            counted[one.pk, "in"], counted[one.pk, "asked"], counted[one.pk, "late"], STATUSES[one.status],
            current is not None and one.pk == current.pk,
        )
        for one in cases
    ]  # fmt: skip


def case_state(case: AuditCase, handed_in: int, asked: int) -> State:
    if case.stage == Case.AGREED:
        return State("done", f"Agreed: {GRADES[case.grade][0].lower()}")
    if case.stage == Case.OPENED:
        return State("soon", CASE_STAGES[Case.OPENED])
    if case.stage == Case.SWAPPED:
        return State("stop", CASE_STAGES[Case.SWAPPED])
    return State("waiting", "Sealed, ready" if asked and handed_in == asked else "Sealed")


def theme_page(theme: CaseTheme, person: Any, as_at: date) -> ThemePage:
    inside = is_inside(person, theme)
    cases = case_rows(theme, person, as_at) if inside else []
    deadlines = list(Deadline.objects.filter(record_id=theme.pk).order_by("due_on", "id"))
    return ThemePage(
        heading=theme_heading(theme, cases, as_at), line=_line(theme), cases=cases,
        steps=next_steps(theme, person, cases), timed=[_timed(row, as_at) for row in deadlines] if inside else [],
        facts=_facts(theme, inside), inside=inside,
    )  # fmt: skip


def theme_heading(theme: CaseTheme, cases: list[CaseRow], as_at: date) -> str:
    live = [one for one in cases if one.state.code != "stop"]
    waiting = sum(one.asked - one.handed_in for one in live)
    left = (theme.board_on - as_at).days
    if theme.stage == Theme.PLANNED:
        return f"{theme.title}: {many(left, 'day')} to the Board, and the sample is not drawn"
    if theme.stage == Theme.SAMPLED:
        return f"{theme.title}: {many(len(live), 'case')} drawn; now ask the agencies"
    if theme.stage == Theme.AUDITING:
        late = sum(one.late for one in live)
        words = f"{many(waiting, 'audit')} still to come{f', {late} of them late' if late else ''}"
        return f"{theme.title}: {words if waiting else 'every agency’s audit is in'}"
    if theme.stage == Theme.MEETING:
        agreed = sum(one.state.code == "done" for one in live)
        return f"{theme.title}: {agreed} of {many(len(live), 'case')} agreed"
    if theme.stage == Theme.REPORTING:
        return f"{theme.title}: every case is agreed, and the report is being written"
    if theme.stage == Theme.ACCEPTED:
        return f"{theme.title}: the report is accepted; learning and the re-audit follow"
    return f"{theme.title}: {THEME_STAGES[theme.stage].lower()}"


def _line(theme: CaseTheme) -> list[StageShown]:
    stages = [stage for stage in Theme if stage != Theme.WITHDRAWN]
    if theme.stage == Theme.WITHDRAWN:
        return [StageShown("done", THEME_STAGES[Theme.PLANNED]), StageShown("now", THEME_STAGES[Theme.WITHDRAWN])]
    here = stages.index(Theme(theme.stage))
    return [
        StageShown("done" if at < here else "now" if at == here else "ahead", THEME_STAGES[stage])
        for at, stage in enumerate(stages)
    ]  # fmt: skip


def _timed(row: Deadline, as_at: date) -> Timed:
    if row.state == Deadline.State.MET:
        state = State("done", f"Done {full_day(row.met_on)}{', late' if row.was_missed else ''}")
    elif row.state == Deadline.State.CANCELLED:
        state = State("stop", "No longer applies")
    else:
        state = by_date(row.due_on, as_at)
    return Timed(row.title, row.due_on, state)


def _facts(theme: CaseTheme, inside: bool) -> list[Fact]:
    facts = [
        Fact("Theme", f"{THEMES[theme.theme]}, {AREAS[theme.area]}"),
        Fact("For the Board of", full_day(theme.board_on)),
        Fact("Why", theme.scope),
    ]  # fmt: skip
    if not inside:
        return facts
    facts.append(Fact("Window", f"{theme.window_months} months, judged on the last {theme.judged_months}"))
    draw = getattr(theme, "draw", None)
    if theme.list_source:
        since = f", {full_day(theme.list_on)}" if theme.list_on else ""
        facts.append(Fact("List", f"{theme.list_source}{since}"))
    if draw:
        facts += [
            Fact("Drawn", f"{draw.procedure} {draw.why}".strip()), Fact("Seed", draw.seed or "None"),
            Fact("Substitutes left", str(len(draw.substitutes))),
        ]  # fmt: skip
    if theme.follows_id:
        url = reverse("audits:theme", args=[theme.follows.uuid])
        facts.append(Fact("Repeats", theme.follows.title, link=Link(theme.follows.reference, url)))
    if theme.reaudit_on:
        facts.append(Fact("Audited again", full_day(theme.reaudit_on)))
    return facts


PAGES = {
    # stage -> (the page of what is to be done there, its button); the moves follow
    Theme.PLANNED: (("theme_list", "Enter the list"), ("theme_questions", "Write the theme’s questions"),
                    ("theme_draw", "Draw the sample")),
    Theme.SAMPLED: (("theme_questions", "Write the theme’s questions"),),
    Theme.MEETING: (("theme_attendance", "Say who is there"), ("theme_issue", "Send an issue to Q&P")),
    Theme.REPORTING: (("theme_write", "Write the report"), ("theme_issue", "Send an issue to Q&P")),
    Theme.ACCEPTED: (("theme_learning", "Send the learning out"), ("theme_reaudit", "Set the re-audit")),
}  # fmt: skip


def _pages(theme: CaseTheme, asked: bool) -> list[tuple[str, str]]:
    """What is to be done first stands first; questions stay as they are once an agency is asked."""
    pages = list(PAGES.get(theme.stage, ()))
    if theme.stage == Theme.PLANNED:
        return pages[::-1] if theme.population.exists() else pages[:-1]
    return [] if theme.stage == Theme.SAMPLED and asked else pages


def next_steps(theme: CaseTheme, person: Any, cases: list[CaseRow]) -> list[Step]:
    """Only steps that this person may take now: pages of the stage first, then the moves that lead on."""
    unasked = [one for one in cases if not one.asked and one.state.code != "stop"]
    steps = []
    if can(person, "audits.run_cases", theme):
        if theme.stage == Theme.SAMPLED and unasked:
            url = reverse("audits:case_ask", args=[unasked[0].uuid])
            steps.append(Step("Ask agencies", url, main=True, about=unasked[0].name))
        for name, words in _pages(theme, any(one.asked for one in cases)):
            steps.append(Step(words, reverse(f"audits:{name}", args=[theme.uuid]), main=not steps))
    for move in THEME_MOVES:
        if move.start != theme.stage or not can(person, move.rule, theme) or "sample_drawn" in move.needs:
            continue
        if "agencies_asked" in move.needs and unasked:
            continue
        if move.to == Theme.ACCEPTED:
            steps.append(Step(move.button, reverse("audits:theme_report", args=[theme.uuid]), main=True))
        else:
            asks = "says_why" in move.needs
            steps.append(Step(move.button, f"{reverse('audits:theme_move', args=[theme.uuid])}?to={move.to}",
                              post=not asks, main=not asks and not steps))  # fmt: skip
    return steps
