"""A theme of case audits, brought as far as a test needs it by those who bring it there."""

from datetime import date

import pytest

from audits.cases import services
from audits.cases.models import AgencyAudit, AuditCase, CaseTheme, ToolAnswer
from audits.cases.queries.tools import questions_of
from audits.cases.tool import OVERALL, UNSAFE
from sscb import clock

PLANNED, BOARD = date(2019, 8, 1), date(2019, 12, 12)
MET, DAY = date(2019, 11, 12), date(2019, 11, 20)
LIST = "reference,age,status,agencies\n" + "\n".join(
    f"P{number:03},{('5-9', '10-15')[number % 2]},{('CIN', 'CPP', 'CLA')[number % 3]},{3 + number % 3}"
    for number in range(1, 21)
)  # fmt: skip
SEED = "12 August, room 2"


@pytest.fixture
def audit_chair(person, other_agency, group):
    group("qp")
    return person("Audrey Westchair", organisation=other_agency, sits={"audit-west": "chair"})


@pytest.fixture
def audit_member(person, other_agency):
    return person("Martin Westmember", organisation=other_agency, sits={"audit-west": "member"})


@pytest.fixture
def other_auditor(person, other_agency):
    return person("Odette Auditor", role="AGC", organisation=other_agency)


def plan(by, on=PLANNED, board_on=BOARD, **more):
    told = {
        "title": "Children missing from care", "theme": "exploitation", "area": "W", "scope": "Interviews on return",
        "lines": "Is the child asked?\nIs it in time?", "board_on": board_on, "by": by, "on": on,
    }  # fmt: skip
    with clock.at(on):
        made = services.plan_theme(**(told | more))
        if not more.get("follows"):
            services.write_questions(
                theme=made, by=by, on=on,
                questions=[("Was the interview held in 72 hours?", "yes_partly_no"), ("Who asked the child?", "text")],
            )  # fmt: skip
    return CaseTheme.objects.all_for_job("a test").get(pk=made.pk)


def answers_for(theme, grade="RI", unsafe="No", yes="yes"):
    """An answer to each question, by the way it is asked."""
    by_kind = {"yes_partly_no": yes, "grade": grade}
    return {
        one.key: (
            by_kind.get(one.answer, unsafe if one.key == UNSAFE else one.choices[0] if one.choices else ""),
            "2" if one.answer == "number" else "So it was." if one.answer == "text" else "", "",
        )
        for one in questions_of(theme)
    }  # fmt: skip


def fill(tool, grade="RI", unsafe="No", on=date(2019, 10, 1)):
    """Filled in at a stroke and handed in as its auditor does."""
    tool = fresh(tool)
    with clock.at(on):
        services.fill_tool(tool=tool, answers={OVERALL: (grade, "", "")}, by=tool.auditor, on=on)
        rows = answers_for(tool.case.theme, grade, unsafe)
        rows.pop(OVERALL)
        ToolAnswer.objects.bulk_create(
            ToolAnswer(of=tool, key=key, choice=choice, words=words) for key, (choice, words, _) in rows.items()
        )
        services.hand_in_tool(tool=fresh(tool), by=tool.auditor, on=on)


def fresh(one):
    return type(one)._base_manager.get(pk=one.pk)


def drawn(theme, by, size=2, spare=2, on=date(2019, 8, 12)):
    theme = fresh(theme)
    with clock.at(on):
        services.enter_list(theme=theme, population=LIST, source="Council list", extracted_on=on, by=by, on=on)
        services.draw_sample(theme=fresh(theme), method="simple", seed=SEED, size=size, spare=spare, by=by, on=on)
    return list(AuditCase.objects.all_for_job("a test").filter(theme=theme))


def tools_of(theme):
    return list(AgencyAudit.objects.all_for_job("a test").filter(case__theme=theme).order_by("pk"))


@pytest.fixture
def bring(business_manager, board_office, audit_chair, qp_chair, agency, other_agency, contributor, other_auditor):
    """`bring("meeting")`: a theme brought there; `grades` are what the two agencies gave in each case."""

    def to(stage: str, *, size=2, grades=("RI", "G"), theme=None):
        theme = theme or plan(audit_chair)
        if stage == "planned":
            return fresh(theme)
        if stage == "withdrawn":
            services.move_theme(theme=theme, to="withdrawn", by=audit_chair, on=PLANNED, why="Joined to another")
            return fresh(theme)
        cases = drawn(theme, audit_chair, size)
        if stage == "sampled":
            return fresh(theme)
        on = date(2019, 9, 9)
        with clock.at(on):
            for case in cases:
                services.ask_agencies(
                    case=fresh(case), auditors={agency: contributor, other_agency: other_auditor},
                    due_on=date(2019, 10, 31), by=board_office, on=on,
                )  # fmt: skip
            services.move_theme(theme=fresh(theme), to="auditing", by=board_office, on=on)
        if stage == "auditing":
            return fresh(theme)
        for tool, grade in zip(tools_of(theme), grades * size, strict=False):
            fill(tool, grade)
        with clock.at(MET):
            services.move_theme(theme=fresh(theme), to="meeting", by=audit_chair, on=MET)
            if stage == "meeting":
                return fresh(theme)
            for case in cases:
                services.open_case(case=fresh(case), by=audit_chair, on=MET)
                services.agree_grade(
                    case=fresh(case), grade="RI", grade_why="Nobody joined it up.", apart_why="One saw more.",
                    by=audit_chair, on=MET,
                )  # fmt: skip
            services.move_theme(theme=fresh(theme), to="reporting", by=audit_chair, on=MET)
            if stage == "reporting":
                return fresh(theme)
            services.write_report(
                theme=fresh(theme), report_words="Interviews came late.", asks="Note what was found.", by=audit_chair,
                on=MET,
            )  # fmt: skip
        with clock.at(DAY):
            services.accept_report(theme=fresh(theme), by=qp_chair, on=DAY)
            if stage == "accepted":
                return fresh(theme)
            services.send_learning(
                theme=fresh(theme), points=[("Ask the child first.", "voice")], told_how="Bulletin", by=audit_chair,
                on=DAY,
            )  # fmt: skip
            services.set_reaudit(theme=fresh(theme), reaudit_on=date(2020, 6, 12), by=audit_chair, on=DAY)
            services.move_theme(theme=fresh(theme), to="closed", by=audit_chair, on=DAY)
        return fresh(theme)

    return to
