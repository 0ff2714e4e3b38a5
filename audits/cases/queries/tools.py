"""Reading one agency's tool: what is asked, what is answered, what is missing, and who may see it."""

from collections.abc import Iterable
from typing import Any

from audits.cases.models import AgencyAudit, AuditCase, CaseTheme, ThemeQuestion, ToolAnswer
from audits.cases.tool import UNSAFE, Asked, sections
from audits.questions import Question
from sscb.access.policy import can


def own_questions(theme: CaseTheme) -> list[Question]:
    return [_question(one) for one in ThemeQuestion.objects.filter(of=theme)]


def _question(one: ThemeQuestion) -> Question:
    return Question(key=one.key, number=one.number, text=one.text, answer=one.answer)


def sections_of(theme: CaseTheme) -> list[Asked]:
    return sections(theme.tool, own_questions(theme))


def questions_of(theme: CaseTheme) -> list[Question]:
    return [question for section in sections_of(theme) for question in section.questions]


def answers_of(tool: AgencyAudit) -> dict[str, ToolAnswer]:
    return {answer.key: answer for answer in tool.answers.all()}


def is_given(question: Question, answer: ToolAnswer | None) -> bool:
    if answer is None:
        return False
    return bool(answer.words.strip() if question.answer in ("text", "number") else answer.choice)


def missing(questions: Iterable[Question], answers: dict[str, ToolAnswer]) -> list[Question]:
    return [one for one in questions if not one.optional and not is_given(one, answers.get(one.key))]


def missing_of(tool: AgencyAudit) -> list[Question]:
    return missing(questions_of(tool.case.theme), answers_of(tool))


def says_unsafe(case: AuditCase) -> bool:
    return ToolAnswer.objects.filter(of__case=case, key=UNSAFE, choice="Yes").exists()


def holds_grant(person: Any, tool: AgencyAudit) -> bool:
    """Whether somebody was named for this tool, and still is: its auditor or the lead of its agency."""
    return bool(can(person, "audits.answer_safety", tool))


def may_read_answers(person: Any, tool: AgencyAudit) -> bool:
    """Until the grades are opened nobody but the agency reads its answers: not the chair, not the office."""
    return tool.opened_on_day is not None or holds_grant(person, tool)
