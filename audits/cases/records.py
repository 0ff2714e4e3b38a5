"""The types of record of case audits, and what must be true before each may move."""

from audits.cases.checking import unresolved
from audits.cases.lifecycle import (
    AWAITED,
    CASE_MOVES,
    CASE_STAGES,
    ISSUE_MOVES,
    ISSUE_STAGES,
    THEME_MOVES,
    THEME_STAGES,
    TOOL_MOVES,
    TOOL_STAGES,
    UNTRIAGED,
    Case,
    Theme,
    Tool,
)
from audits.cases.models import AgencyAudit, AuditCase, AuditIssue, Draw, SafetyFlag, ToolAnswer
from audits.cases.queries.tools import missing_of, says_unsafe
from audits.cases.words import steps_between
from sscb.records.lifecycle import Move
from sscb.records.sockets import RecordType, types

WHY = (lambda one, on: bool(one.why_now.strip()), "it does not say why")


def cases_of(theme):
    return AuditCase.objects.all_for_job("the theme in hand").filter(theme=theme).exclude(stage=Case.SWAPPED)


def tools_of(case):
    return AgencyAudit.objects.all_for_job("the case in hand").filter(case=case)


def agencies_asked(theme, on) -> bool:
    cases = list(cases_of(theme))
    return bool(cases) and all(tools_of(case).exclude(stage=Tool.WITHDRAWN).exists() for case in cases)


def somebody_handed_in(theme, on) -> bool:
    tools = AgencyAudit.objects.all_for_job("the theme in hand").filter(case__theme=theme)
    return tools.filter(stage=Tool.HANDED_IN).exists()


def issues_triaged(theme, on) -> bool:
    issues = AuditIssue.objects.all_for_job("the theme in hand").filter(theme=theme)
    return not issues.filter(stage__in=UNTRIAGED).exists()


def all_are_in(case, on) -> bool:
    tools = tools_of(case)
    waits = tools.filter(stage__in=AWAITED).exists()
    return tools.filter(stage=Tool.HANDED_IN).exists() and (case.wait_is_closed or not waits)


def grades_of(case) -> list[str]:
    answers = ToolAnswer.objects.filter(of__case=case, of__stage=Tool.HANDED_IN, key="overall-grade")
    return list(answers.values_list("choice", flat=True))


def says_why_apart(case, on) -> bool:
    return steps_between(grades_of(case)) < 2 or bool(case.apart_why.strip())


def safety_answered(case, on) -> bool:
    """Asked wherever anybody grades the case inadequate, or an agency said that a child is unsafe."""
    asked = "I" in (*grades_of(case), case.grade) or says_unsafe(case)
    return not asked or case.safe_on is not None or SafetyFlag.objects.filter(tool__case=case).exists()


THEME = types.plug(
    RecordType(
        code="audits.theme", title="Multi-agency case audit", url_name="audits:theme", highest_level="P3",
        prefix="AUD", stages={str(stage): words for stage, words in THEME_STAGES.items()}, moves=THEME_MOVES,
        guards={
            "sample_drawn": (lambda one, on: Draw.objects.filter(of=one).exists(), "the sample is not drawn"),
            "agencies_asked": (agencies_asked, "a case has no agency that was asked"),
            "somebody_handed_in": (somebody_handed_in, "no agency has handed its audit in"),
            "cases_agreed": (
                lambda one, on: not cases_of(one).exclude(stage=Case.AGREED).exists(), "a case has no agreed grade"
            ),
            "report_written": (
                lambda one, on: bool(one.report_words.strip() and one.asks.strip()),
                "the report does not say what was concluded and what the Board is asked",
            ),
            "issues_triaged": (issues_triaged, "an issue waits for Quality and Performance"),
            "learning_is_out": (lambda one, on: one.told_on is not None, "the learning has not gone out"),
            "reaudit_set": (lambda one, on: one.reaudit_on is not None, "no day is set for the re-audit"),
            "says_why": WHY,
        },
    )
)  # fmt: skip

CASE = types.plug(
    RecordType(
        code="audits.case", title="Case of an audit", url_name="audits:case", highest_level="P4", prefix="AUD",
        stages={str(stage): words for stage, words in CASE_STAGES.items()}, moves=CASE_MOVES,
        guards={
            "at_the_meeting": (lambda one, on: one.theme.stage == Theme.MEETING, "the meeting has not begun"),
            "all_are_in": (all_are_in, "an agency’s audit is not in; say why it is not waited for, or wait"),
            "grade_agreed": (
                lambda one, on: bool(one.grade and one.grade_why.strip()), "no grade with its reason was agreed"
            ),
            "says_why_apart": (says_why_apart, "two agencies are two steps apart and nobody has said why"),
            "safety_answered": (
                safety_answered, "somebody graded it inadequate and nobody has answered whether a child is unsafe now"
            ),
            "says_why": WHY,
        },
    )
)  # fmt: skip

TOOL = types.plug(
    RecordType(
        code="audits.tool", title="Agency’s audit of a case", url_name="audits:tool", highest_level="P4", prefix="ACA",
        stages={str(stage): words for stage, words in TOOL_STAGES.items()}, moves=TOOL_MOVES,
        guards={
            "tool_is_whole": (lambda one, on: not missing_of(one), "some questions have no answer"),
            "names_nobody": (
                lambda one, on: not unresolved(one), "some words look as if they say who somebody is; see them below"
            ),
            "still_sealed": (lambda one, on: one.case.stage == Case.SEALED, "its grades have been opened"),
            "says_why": WHY,
        },
    )
)  # fmt: skip

ISSUE = types.plug(
    RecordType(
        code="audits.issue", title="Issue from a case audit", url_name="audits:issue", highest_level="P3",
        prefix="AUI", stages={str(stage): words for stage, words in ISSUE_STAGES.items()}, moves=ISSUE_MOVES,
        guards={
            "has_action": (lambda one, on: one.task_id is not None, "no agency has been given an action"),
            "action_done": (
                lambda one, on: one.task is not None and one.task.stage in ("done", "closed"),
                "the agency has not said that its action is done",
            ),
            "says_why": WHY,
        },
    )
)  # fmt: skip

OTHER = types.plug(
    RecordType(
        code="audits.other", title="Audit done elsewhere", url_name="audits:other_audit", highest_level="P3",
        prefix="AUO", stages={"logged": "Logged", "closed": "Closed"},
        moves=(Move("logged", "closed", "audits.log_audit", button="Nothing more is to come of it"),),
    )
)  # fmt: skip
