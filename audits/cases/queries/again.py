"""A re-audit beside the audit before it, question by question; where a question is not the same, the reason."""

from dataclasses import dataclass

from audits.cases.lifecycle import Tool
from audits.cases.models import CaseTheme, ToolAnswer
from audits.cases.queries.standards import MET, WORTH
from audits.cases.queries.tools import own_questions, questions_of
from audits.cases.tool import tool_named
from audits.comparing import compare_question, same_words
from audits.questions import Question
from sscb.disclosure import Audience, disclose_share

COUNTED = ("yes_partly_no", "grade")


@dataclass(frozen=True)
class Beside:
    """`before` and `now`: the share judged yes, or good and better, as printed; `reason`: why they are not compared."""

    number: str
    text: str
    before: str
    now: str
    reason: str = ""


def compared(theme: CaseTheme, audience: Audience | str) -> list[Beside]:
    """Every counted question of this theme. Empty where it follows none."""
    if theme.follows_id is None:
        return []
    before, now = _judged(theme.follows), _judged(theme)
    return [
        _beside(question, theme, before, now, audience) for question in questions_of(theme)
        if question.answer in COUNTED
    ]  # fmt: skip


def _judged(theme: CaseTheme) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = ToolAnswer.objects.filter(of__case__theme=theme, of__stage=Tool.HANDED_IN, choice__in=WORTH)
    for key, choice in rows.values_list("key", "choice"):
        found.setdefault(key, []).append(choice)
    return found


def _beside(question: Question, theme: CaseTheme, before: dict, now: dict, audience) -> Beside:
    share_now = _share(now.get(question.key, []), audience)
    if reason := why_not(question, theme):
        return Beside(question.number, question.text, "–", share_now, reason)
    return Beside(question.number, question.text, _share(before.get(question.key, []), audience), share_now)


def why_not(question: Question, theme: CaseTheme) -> str:
    """Why this question is not compared with the audit before; "" where it may be."""
    own = {one.key: one for one in own_questions(theme)}
    if question.key not in own:
        return compare_question(question.key, tool_named(theme.follows.tool), tool_named(theme.tool)).reason
    was = {one.key: one for one in own_questions(theme.follows)}.get(question.key)
    if was is None:
        return "New in this audit: there is nothing to compare with."
    if was.answer != question.answer:
        return "It is answered in another way now."
    return "" if same_words(was.text, question.text) else "The wording changed."


def _share(choices: list[str], audience) -> str:
    met = sum(choice in MET for choice in choices)
    if not choices:
        return "–"
    return disclose_share(met, len(choices), audience, decimals=0).print()
