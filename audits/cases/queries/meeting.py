"""The meeting's page of one case: blind grades side by side once they are opened, and what there is to agree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from audits.cases.lifecycle import AWAITED, Case, Theme, Tool
from audits.cases.models import AgencyAudit, AuditCase, SafetyFlag, ToolAnswer
from audits.cases.queries.themes import CaseRow, case_rows
from audits.cases.tool import OVERALL
from audits.cases.words import GRADES, LADDER, THEMES, steps_between
from sscb.access.policy import can
from sscb.board.queries.shown import Fact, State, Step, by_date, full_day, number_words

ORDER = ("O", "G", "RI", "I", "U")


@dataclass(frozen=True)
class Spread:
    """One agency in the table. `grade` is "" until all are opened: sealed grades are not on the page at all."""

    agency: str
    yours: bool
    cells: list[str]
    state: State
    url: str


@dataclass(frozen=True)
class Said:
    whose: str
    words: str
    note: str


@dataclass(frozen=True)
class CasePage:
    heading: str
    cases: list[CaseRow]
    opened: bool
    opened_words: str
    columns: list[tuple[str, str]]
    spread: list[Spread]
    agreed: str
    agreed_cells: list[str]
    agreed_words: str
    apart: str
    ask_safety: str
    flags: list[Said]
    facts: list[Fact]
    present: list[str]
    apologies: list[str]
    voices: list[Said]
    findings: list[Said]
    last_time: str
    steps: list[Step]
    next_case: str


def tools_of(case: AuditCase) -> list[AgencyAudit]:
    found = AgencyAudit.objects.all_for_job("agencies of a case that the reader may see, without their answers")
    return list(found.filter(case=case).exclude(stage=Tool.WITHDRAWN).select_related("owner").order_by("owner__name"))


def case_page(case: AuditCase, person: Any, as_at: date) -> CasePage:
    tools = tools_of(case)
    opened = case.stage in (Case.OPENED, Case.AGREED)
    grades = _grades(tools) if opened else {}
    cases = case_rows(case.theme, person, as_at, current=case)
    flags = list(SafetyFlag.objects.filter(tool__case=case).select_related("agency"))
    voices, findings = list(case.voices.all()), list(case.findings.all())
    attending = list(case.theme.attending.select_related("agency"))
    asked_by = _ask_safety(case, tools, grades, flags)
    return CasePage(
        heading=case_heading(case, tools, grades), cases=cases, opened=opened, opened_words=_opened_words(case, tools),
        columns=[(code, GRADES[code][0]) for code in ORDER],
        spread=[_spread(tool, grades.get(tool.pk, ""), person, as_at, opened) for tool in tools],
        agreed=GRADES[case.grade][0] if case.agreed_on else "",
        agreed_cells=_cells(case.grade if case.agreed_on else ""),
        agreed_words=GRADES[case.grade][1] if case.agreed_on else "", apart=_apart(tools, grades), ask_safety=asked_by,
        flags=[_flag(one) for one in flags], facts=_facts(case),
        present=[_sat(one) for one in attending if not one.apology],
        apologies=[_sat(one) for one in attending if one.apology],
        voices=[Said(one.get_whose_display(), one.words, one.gathered) for one in voices],
        findings=[Said(one.get_kind_display(), one.text, THEMES[one.theme].lower()) for one in findings],
        last_time=_last_time(case), steps=_steps(case, person, tools), next_case=_next(cases, case),
    )  # fmt: skip


def _grades(tools: list[AgencyAudit]) -> dict[int, str]:
    handed_in = [tool.pk for tool in tools if tool.stage == Tool.HANDED_IN]
    return dict(ToolAnswer.objects.filter(of__in=handed_in, key=OVERALL).values_list("of_id", "choice"))


def _spread(tool: AgencyAudit, grade: str, person: Any, as_at: date, opened: bool) -> Spread:
    if tool.stage == Tool.NOT_INVOLVED:
        state = State("stop", "Not involved")
    elif tool.stage in AWAITED:
        state = by_date(tool.due_on, as_at)
    else:
        state = State("done", "In")
    # An agency's own page opens to itself at any time, to the others with the grades.
    url = reverse("audits:tool", args=[tool.uuid]) if opened and can(person, "audits.read_tool", tool) else ""
    return Spread(tool.owner.name, tool.owner_id == person.organisation_id, _cells(grade), state, url)


def _cells(grade: str) -> list[str]:
    return [grade if code == grade else "" for code in ORDER]


def case_heading(case: AuditCase, tools: list[AgencyAudit], grades: dict[int, str]) -> str:
    """Case 03: six agencies graded it alone. They range from good to inadequate; agree one grade."""
    number = case.title
    live = [tool for tool in tools if tool.stage != Tool.NOT_INVOLVED]
    handed_in = sum(tool.stage == Tool.HANDED_IN for tool in live)
    if case.stage == Case.AGREED:
        return f"{number}: the meeting agreed “{GRADES[case.grade][0].lower()}”"
    if case.stage == Case.SWAPPED:
        return f"{number} was swapped for another"
    if case.stage == Case.SEALED:
        if not live:
            return f"{number}: no agency has been asked yet"
        if handed_in == len(live):
            return f"{number}: all {len(live)} agencies are in, and their grades are sealed"
        return f"{number}: {handed_in} of {len(live)} agencies are in; the grades stay sealed"
    who = f"{number_words(handed_in)} agenc{'ies' if handed_in != 1 else 'y'} graded it alone"
    found = sorted({code for code in grades.values() if code in LADDER}, key=LADDER.index, reverse=True)
    if not found:
        return f"{number}: {who.lower()}, and none could judge. Agree one grade"
    if len(found) == 1:
        return f"{number}: {who.lower()}, and all said {GRADES[found[0]][0].lower()}. Agree one grade"
    first, last = GRADES[found[0]][0].lower(), GRADES[found[-1]][0].lower()
    return f"{number}: {who.lower()}. They range from {first} to {last}; agree one grade"


def _opened_words(case: AuditCase, tools: list[AgencyAudit]) -> str:
    if case.opened_at is None:
        return "Each agency grades its own file without seeing the others. Nothing of it is on this page yet."
    waited = f" The chair did not wait for the rest: {case.not_waited}" if case.not_waited else ""
    return (
        "Each agency graded its own file without seeing the others. All were opened together on "
        f"{full_day(case.opened_at.date())}; none can be changed now.{waited}"
    )


def _apart(tools: list[AgencyAudit], grades: dict[int, str]) -> str:
    """Needed: the school said good, the youth offending service inadequate."""
    if steps_between(grades.values()) < 2:
        return ""
    names = {tool.pk: tool.owner.name for tool in tools}
    ends = sorted((LADDER.index(code), pk) for pk, code in grades.items() if code in LADDER)
    (worst, low), (best, high) = ends[0], ends[-1]
    return (
        f"Needed: {names[high]} said {GRADES[LADDER[best]][0].lower()}, {names[low]} "
        f"{GRADES[LADDER[worst]][0].lower()}."
    )


def _ask_safety(case: AuditCase, tools, grades, flags) -> str:
    """Who graded it inadequate, while nobody has answered; "" where nothing is to be answered."""
    if case.stage != Case.OPENED or case.safe_on or flags:
        return ""
    who = [tool.owner.name for tool in tools if grades.get(tool.pk) == "I"]
    if not who:
        return ""
    return f"{', '.join(who)} graded this inadequate. The chair must answer before the case can close."


def _flag(flag: SafetyFlag) -> Said:
    done = f"Answered {full_day(flag.answered_on)}: {flag.what_was_done}" if flag.answered_on else "Not answered yet"
    return Said(f"{flag.agency.name} was told on {full_day(flag.raised_on)}", flag.why, done)


def _sat(one) -> str:
    return f"{one.role}, {one.agency.name}" if one.agency else one.role


def _facts(case: AuditCase) -> list[Fact]:
    theme, draw = case.theme, getattr(case.theme, "draw", None)
    facts = [
        Fact("Reference", case.reference), Fact("Age band", case.get_age_band_display() or "Not kept any more"),
        Fact("Status", case.get_status_display()),
        Fact("Window", f"{theme.window_months} months, judged on the last {theme.judged_months}"),
    ]  # fmt: skip
    if draw:
        how = "on purpose" if draw.method == "purposive" else "at random"
        facts.append(Fact("Drawn", f"{how}, {draw.size} of {draw.eligible}, seed kept"))
    if case.instead_of_id:
        facts.append(Fact("Instead of", case.instead_of.reference))
    return facts


def _last_time(case: AuditCase) -> str:
    before = case.theme.follows
    if before is None or not before.frozen:
        return ""
    return f"Same theme, {before.board_on.year}: {before.frozen['group']['lead']}"


def _steps(case: AuditCase, person: Any, tools: list[AgencyAudit]) -> list[Step]:
    if not can(person, "audits.hold_meeting", case):
        return []
    steps: list[Step] = []

    def add(name: str, words: str, *, post: bool = False, main: bool = False) -> None:
        steps.append(Step(words, reverse(f"audits:{name}", args=[case.uuid]), post=post, main=main, about=case.title))

    if case.stage == Case.SEALED:
        if case.theme.stage in (Theme.SAMPLED, Theme.AUDITING):
            add("case_ask", "Ask agencies", main=not tools)
        if case.theme.stage == Theme.MEETING:
            add("case_open", "Open the grades", main=True)
        if case.theme.stage in (Theme.SAMPLED, Theme.AUDITING, Theme.MEETING):
            add("case_swap", "Swap for a substitute")
        if tools and can(person, "audits.see_case_keys", case):
            add("case_keys", "Record numbers")
    if case.stage != Case.SWAPPED and case.theme.stage in (Theme.AUDITING, Theme.MEETING, Theme.REPORTING):
        if case.stage != Case.SEALED:
            add("case_finding", "Add a finding")
        add("case_voice", "Write down what was said")
        if tools:
            add("case_unsafe", "A child may be unsafe")
    return steps


def _next(cases: list[CaseRow], case: AuditCase) -> str:
    """Where the meeting goes on: the next case that is not agreed."""
    going = [one for one in cases if one.uuid != case.uuid and one.state.code in ("waiting", "soon")]
    return str(going[0].uuid) if going else ""
