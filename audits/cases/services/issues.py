"""Issues for Quality and Performance: raised, decided on, tasked, verified, reported, closed or escalated."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.cases.checking import check_words
from audits.cases.lifecycle import Issue, Theme
from audits.cases.models import AuditIssue, CaseTheme
from audits.cases.services.writing import UNCHANGED, move_on, write
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.learning.models import Action
from sscb.learning.services import ask_action
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import advance
from sscb.records.services import next_reference
from sscb.timetable.services import meet_deadlines


@transaction.atomic(durable=True)
def raise_issue(
    *, theme: CaseTheme, title: str, text: str, tag: str, by: Person, on: date, keep_because: str = ""
) -> AuditIssue:
    """Send a multi-agency issue to Quality and Performance. The Board may read it: it names no case and no child."""
    require(by, "audits.run_cases", theme)
    if theme.stage not in (Theme.MEETING, Theme.REPORTING, Theme.ACCEPTED):
        raise ValidationError(f"Issues come from the meeting, which has not begun. {UNCHANGED}")
    check_words(theme, by=by, on=on, keep_because=keep_because, title=title, text=text)
    issue = AuditIssue.objects.create(
        type=AuditIssue.TYPE, reference=next_reference(AuditIssue.PREFIX, on), title=title.strip(),
        level=AuditIssue.LEVEL, group=Group.objects.get(code="qp"), stage=Issue.RAISED, opened_on=on, theme=theme,
        text=text.strip(), tag=tag, raised_by=by,
    )  # fmt: skip
    meet_deadlines(theme, rules=("case-audit-issues-sent",), by=by, on=on)
    write_history(issue, "audits.issue_raised", by=by, on=on)
    return issue


@transaction.atomic(durable=True)
def move_issue(
    *, issue: AuditIssue, to: str, by: Person, on: date, why: str = "", joined_to: AuditIssue | None = None
) -> AuditIssue:
    """Decide on it, or follow it, one step. What verifies and what closes is kept as its outcome."""
    require(by, "audits.read_case_audits", issue)
    if to == Issue.MERGED and (joined_to is None or joined_to.pk == issue.pk):
        raise ValidationError(f"Choose the other issue that it is joined to. {UNCHANGED}")
    move_on(issue, to=to, by=by, on=on, why=why)
    if to in (Issue.ACCEPTED, Issue.SINGLE_AGENCY, Issue.MERGED, Issue.REJECTED):
        write(issue, decided_on=on, joined_to=joined_to)
    if to in (Issue.ACCEPTED, Issue.SINGLE_AGENCY):
        advance(issue, released_on=on)  # the Board knows of it, as of a concern that is accepted
    if to in (Issue.VERIFIED, Issue.CLOSED):
        write(issue, outcome=f"{issue.outcome}\n{why.strip()}".strip())
    return issue


@transaction.atomic(durable=True)
def task_agency(*, issue: AuditIssue, agency: Organisation, text: str, due_on: date, by: Person, on: date) -> Action:
    """Give an agency an action for it. The agency answers there; the portal knows when it says that it is done."""
    require(by, "audits.follow_issue", issue)
    action = ask_action(
        title=issue.title, text=text, agency=agency, due_on=due_on, group=issue.group, by=by, on=on,
        source_words=f"{issue.reference}, {issue.theme.title}",
    )  # fmt: skip
    write(issue, task=action)
    move_on(issue, to=Issue.TASKED, by=by, on=on)
    return action
