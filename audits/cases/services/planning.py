"""A theme: set with the Board's forward plan, its own questions written, withdrawn, audited again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from audits.cases.lifecycle import Theme
from audits.cases.models import CaseTheme, ThemeQuestion
from audits.cases.services.letting_in import end_all_access
from audits.cases.services.writing import UNCHANGED, move_on
from audits.cases.tool import VERSIONS, tool_named
from audits.cases.words import AREAS, ASKED_AS, MOST_QUESTIONS
from sscb.access.policy import require
from sscb.board.models import Meeting
from sscb.history.services import write_history
from sscb.people.models import Group, Person
from sscb.records.models import Record
from sscb.records.moving import advance
from sscb.timetable.days import in_words
from sscb.timetable.services import cancel_deadlines, meet_deadlines, set_deadlines

GROUP_OF = {"W": "audit-west", "E": "audit-east"}


@transaction.atomic(durable=True)
def plan_theme(
    *, title: str, theme: str, area: str, scope: str, lines: str, board_on: date, by: Person, on: date,
    for_meeting: Meeting | None = None, follows: CaseTheme | None = None,
) -> CaseTheme:  # fmt: skip
    """Set a theme for a Board meeting: its steps get their dates, counted back from that day.

    A re-audit (`follows`) takes the questions of the audit before it, so that the two can be compared.
    """
    require(by, "audits.run_cases")
    if for_meeting is not None:
        board_on = for_meeting.meets_on
    if board_on <= on:
        raise ValidationError({"board_on": f"{in_words(board_on)} is past: choose a Board meeting to come."})
    group = Group.objects.filter(code=GROUP_OF[area]).first()
    if group is None:
        raise ValidationError({"area": f"There is no audit group for {AREAS[area]} yet. Ask the Board’s office."})
    made = CaseTheme(
        type=CaseTheme.TYPE, reference=_reference(board_on, area), title=title, level=CaseTheme.LEVEL, group=group,
        stage=Theme.PLANNED, opened_on=on, theme=theme, area=area, scope=scope, lines=lines, tool=VERSIONS[-1].name,
        for_meeting=for_meeting, board_on=board_on, follows=follows, planned_by=by,
    )  # fmt: skip
    require(by, "audits.run_cases", made)
    made.save()
    ThemeQuestion.objects.bulk_create(
        ThemeQuestion(of=made, key=one.key, number=one.number, text=one.text, answer=one.answer)
        for one in (follows.questions.all() if follows else ())
    )
    set_deadlines(made, trigger="case_theme.board_on", on=board_on, by=by)
    meet_deadlines(made, rules=("case-audit-theme-set",), by=by, on=on)
    if follows is not None:
        meet_deadlines(follows, rules=("case-audit-again",), by=by, on=on)
    write_history(made, "audits.theme_planned", by=by, on=on, board_on=board_on)
    return made


def _reference(board_on: date, area: str) -> str:
    """AUD-2019-Q4-W; a second theme of the same quarter and area gets a 2."""
    wanted = f"AUD-{board_on.year}-Q{(board_on.month + 2) // 3}-{area}"
    taken = Record.objects.all_for_job("no two records have one reference").filter(reference__startswith=wanted)
    count = taken.filter(type=CaseTheme.TYPE).count()
    return f"{wanted}{count + 1}" if count else wanted


@transaction.atomic(durable=True)
def move_board_date(*, theme: CaseTheme, board_on: date, by: Person, on: date) -> CaseTheme:
    """The Board meets on another day: every step that is still open moves with it."""
    require(by, "audits.run_cases", theme)
    if board_on <= on or theme.stage in (Theme.ACCEPTED, Theme.CLOSED, Theme.WITHDRAWN):
        raise ValidationError({"board_on": f"Choose a day to come, while the theme is open. {UNCHANGED}"})
    advance(theme)
    CaseTheme._base_manager.filter(pk=theme.pk).update(board_on=board_on)
    theme.board_on = board_on
    open_rules = set(theme.deadlines.open().values_list("rule", flat=True))
    set_deadlines(theme, trigger="case_theme.board_on", on=board_on, by=by, only=open_rules)
    write_history(theme, "audits.theme_planned", by=by, on=on, board_on=board_on)
    return theme


@transaction.atomic(durable=True)
def write_questions(*, theme: CaseTheme, questions: list[tuple[str, str]], by: Person, on: date) -> CaseTheme:
    """The theme's own questions, (text, how it is answered), H1 to H6. Once agencies are asked they stay as they are.

    A question whose words are as they were keeps its key, so that a re-audit stays comparable.
    """
    require(by, "audits.run_cases", theme)
    if theme.stage not in (Theme.PLANNED, Theme.SAMPLED):
        raise ValidationError(f"Agencies are answering these questions, so they stay as they are. {UNCHANGED}")
    if len(questions) > MOST_QUESTIONS:
        raise ValidationError(f"A theme has at most {MOST_QUESTIONS} questions of its own. {UNCHANGED}")
    known = {one.text: one.key for one in theme.questions.all()}
    taken = {question.key for _, question in tool_named(theme.tool)}
    rows = []
    for number, (text, answer) in enumerate(questions, start=1):
        if answer not in ASKED_AS:
            raise ValidationError(f"“{text}” is answered in a way that no page can ask for. {UNCHANGED}")
        key = known.get(text) or _key(text, taken | set(known.values()))
        taken.add(key)
        rows.append(ThemeQuestion(of=theme, key=key, number=f"H{number}", text=text, answer=answer))
    advance(theme)
    theme.questions.all().delete()
    ThemeQuestion.objects.bulk_create(rows)
    write_history(theme, "audits.theme_asked", by=by, on=on, count=len(rows))
    return theme


def _key(text: str, taken: set[str]) -> str:
    wanted = f"h-{slugify(text)[:30].strip('-')}"
    number = 2
    key = wanted
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


@transaction.atomic(durable=True)
def move_theme(*, theme: CaseTheme, to: str, by: Person, on: date, why: str = "") -> CaseTheme:
    """Move a theme on by a person's hand; what its step had to be done by is then met."""
    require(by, "audits.read_case_audits", theme)
    move_on(theme, to=to, by=by, on=on, why=why)
    done = _MET.get(to, ())
    if done:
        meet_deadlines(theme, rules=done, by=by, on=on)
    if to == Theme.WITHDRAWN:
        cancel_deadlines(theme, by=by, why="The theme was withdrawn.", on=on)
    if to == Theme.CLOSED:
        end_all_access(theme, by=by)
    return theme


_MET = {
    Theme.SAMPLED: ("case-audit-sample-drawn",),
    Theme.AUDITING: ("case-audit-agencies-told",),
    Theme.MEETING: ("case-audit-tools-in", "case-audit-views-gathered"),
    Theme.REPORTING: ("case-audit-meeting", "case-audit-issues-sent"),
}
