"""The thematic report’s facts: counted once, frozen when it is accepted; for the group, and for the Board.

For the Board small numbers of cases are hidden, and no finding of a single case is told: only the group's own words,
which are checked for what says who somebody is, and what came of it.
"""

from datetime import date
from typing import Any

from audits.cases.agreement import agreement
from audits.cases.lifecycle import ISSUE_STAGES, Case, Tool
from audits.cases.models import AuditCase, AuditIssue, CaseTheme, Finding, ToolAnswer, Voice
from audits.cases.queries.again import compared
from audits.cases.queries.tools import questions_of
from audits.cases.words import GRADES, LADDER, THEMES, YES_LADDER, steps_between
from audits.questions import Question
from sscb.disclosure import Audience, Equation, disclose
from sscb.timetable.days import in_words

LADDERS = {"grade": LADDER, "yes_partly_no": YES_LADDER}
ALL = ("cases", "all")


def report_facts(theme: CaseTheme, on: date) -> dict[str, Any]:
    """Plain JSON: `group` and `board` with the same parts, and what is the same for both."""
    cases = list(
        AuditCase.objects.all_for_job("totals of a theme, suppressed for their reader").filter(theme=theme)
        .exclude(stage=Case.SWAPPED)
    )  # fmt: skip
    questions = questions_of(theme)
    answers = list(
        ToolAnswer.objects.filter(of__case__in=cases, of__stage=Tool.HANDED_IN)
        .order_by("of_id").values_list("key", "choice", "of__case_id", "of__owner__name")
    )  # fmt: skip
    agencies = sorted({name for _, _, _, name in answers})
    return {
        "as_at": on.isoformat(), "agencies": agencies, "drawn": _drawn(theme),
        "agreement": _agreements(questions, answers),
        "group": _counted(theme, cases, answers, questions, Audience.QP),
        "board": _counted(theme, cases, answers, questions, Audience.BOARD),
    }  # fmt: skip


def facts_of(theme: CaseTheme, on: date) -> dict[str, Any]:
    """As it was accepted; until then as it stands."""
    return theme.frozen or report_facts(theme, on)


def _drawn(theme: CaseTheme) -> str:
    draw = getattr(theme, "draw", None)
    return draw.procedure if draw else ""


def _counted(theme, cases, answers, questions, audience: Audience) -> dict[str, Any]:
    cells = {ALL: len(cases)}
    for code in GRADES:
        cells["grade", code] = sum(case.grade == code for case in cases)
    sums = [Equation(ALL, tuple(("grade", code) for code in GRADES))] if all(case.grade for case in cases) else []
    apart = _apart(answers)
    heard = {
        whose: Voice.objects.filter(case__in=cases, whose=whose).values("case_id").distinct().count()
        for whose in Voice.Whose.values
    }
    cells["two apart",] = sum(steps >= 2 for steps in apart.values())
    for whose, count in heard.items():
        cells["heard", whose] = count
    shown = disclose(cells, sums, audience=audience)
    return {
        "cases": shown.print(ALL), "cases_said": shown.say(ALL), "apart": shown.say(("two apart",)),
        "grades": [[code, GRADES[code][0], shown.print(("grade", code))] for code in GRADES],
        "heard": [[Voice.Whose(whose).label, shown.print(("heard", whose))] for whose in heard],
        "tags": _tags(cases) if audience == Audience.QP else [],
        "hidden": shown.masked, "compared": [vars(one) for one in compared(theme, audience)],
        "lead": _lead(cells, shown, audience),
    }  # fmt: skip


def _lead(cells: dict, shown, audience: Audience) -> str:
    """The sentence that its reader comes for."""
    total = cells[ALL]
    below = [("grade", code) for code in ("RI", "I")]
    if not total:
        return "No case has been audited yet."
    if audience != Audience.QP:
        worse = sum(cells[key] for key in below)
        if any(shown[key].hidden for key in (*below, ALL)):
            return f"Agencies audited {shown.say(ALL)} cases together and agreed a grade for each."
        return f"{worse} of {shown.say(ALL)} cases needed better joint work."
    worse = sum(cells[key] for key in below)
    return f"{worse} of {total} cases were graded below good by the meeting."


def _apart(answers) -> dict[int, int]:
    grades: dict[int, list[str]] = {}
    for key, choice, case, _ in answers:
        if key == "overall-grade":
            grades.setdefault(case, []).append(choice)
    return {case: steps_between(found) for case, found in grades.items()}


def _tags(cases) -> list[list]:
    rows = Finding.objects.filter(case__in=cases).values_list("kind", "theme")
    found: dict[str, list[int]] = {}
    for kind, theme in rows:
        counts = found.setdefault(theme, [0, 0])
        counts[0 if kind != Finding.Kind.IMPROVE else 1] += 1
    return [[THEMES[tag], *counts] for tag, counts in sorted(found.items(), key=lambda item: -item[1][1])]


def _agreements(questions: list[Question], answers) -> list[dict[str, Any]]:
    """Per question how far agencies agree; those that see it most differently first. No count of cases stands here."""
    by_key: dict[str, dict[int, list[str]]] = {}
    for key, choice, case, _ in answers:
        by_key.setdefault(key, {}).setdefault(case, []).append(choice)
    found = []
    for question in questions:
        if question.answer not in LADDERS:
            continue
        one = agreement(list(by_key.get(question.key, {}).values()), LADDERS[question.answer])
        found.append({"number": question.number, "text": question.text, "words": one.words, "alpha": one.alpha})
    return sorted(found, key=lambda one: (one["alpha"] is None, one["alpha"] or 0))


def came_of_it(theme: CaseTheme, person: Any = None) -> list[dict[str, str]]:
    """Issues that this person may read, with what came of each; without a person those that the Board knows of.

    As they stand now: the report is frozen, its sequel goes on.
    """
    if person is None:
        issues = AuditIssue.objects.all_for_job("what the Board knows of, for its pack").exclude(released_on=None)
    else:
        issues = AuditIssue.objects.visible_to(person)
    return [
        {
            "reference": one.reference, "title": one.title, "state": ISSUE_STAGES[one.stage], "uuid": str(one.uuid),
            "task": f"{one.task.agency.name}, by {in_words(one.task.due_on)}" if one.task else "",
        }
        for one in issues.filter(theme=theme).select_related("task__agency")
    ]  # fmt: skip
