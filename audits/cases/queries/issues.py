"""One issue’s page, and what it may be joined to."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.cases.lifecycle import ISSUE_MOVES, ISSUE_STAGES, Issue
from audits.cases.models import AuditIssue
from audits.cases.words import THEMES
from sscb.access.policy import can
from sscb.board.queries.shown import Fact, Link, State, Step, full_day
from sscb.learning.models import Action

ENDS = (Issue.MERGED, Issue.REJECTED, Issue.CLOSED)
WAITS_FOR = {
    Issue.RAISED: "It waits for the chair of Quality and Performance.",
    Issue.ACCEPTED: "It waits to be given to an agency.",
    Issue.SINGLE_AGENCY: "It waits to be given to the agency.",
    Issue.TASKED: "It waits for the agency to say that its action is done.",
    Issue.RESPONDED: "It waits for Quality and Performance to verify what was done.",
    Issue.VERIFIED: "It waits to be reported to the Board.",
    Issue.REPORTED: "It waits to be closed.",
    Issue.ESCALATED: "It is with the Board or the Independent Chair.",
}


@dataclass(frozen=True)
class IssuePage:
    state: State
    facts: list[Fact]
    steps: list[Step]
    waits: str


def issue_state(issue: AuditIssue) -> State:
    code = {Issue.RAISED: "soon", Issue.ESCALATED: "late"}.get(issue.stage, "waiting")
    return State("done" if issue.stage in ENDS else code, ISSUE_STAGES[issue.stage])


def issue_page(issue: AuditIssue, person: Any) -> IssuePage:
    from_theme = Link(issue.theme.reference, reverse("audits:theme", args=[issue.theme.uuid]))
    facts = [
        Fact("From", issue.theme.title, link=from_theme),
        Fact("Theme", THEMES[issue.tag]), Fact("Sent", full_day(issue.opened_on)),
    ]  # fmt: skip
    if issue.task_id:
        # The action is the partnership's (P1): whoever reads the issue may read it, and opens it by its own page.
        seen = Action.objects.visible_to(person).filter(pk=issue.task_id).select_related("agency").first()
        if seen:
            link = Link(seen.reference, reverse("learning:action", args=[seen.uuid]))
            facts.append(Fact("Action", f"{seen.agency.name}, by {full_day(seen.due_on)}", link=link))
    if issue.joined_to_id:
        facts.append(Fact("Joined to", f"{issue.joined_to.reference} {issue.joined_to.title}"))
    if issue.outcome:
        facts.append(Fact("What came of it", issue.outcome))
    return IssuePage(issue_state(issue), facts, _steps(issue, person), WAITS_FOR.get(issue.stage, ""))


def _steps(issue: AuditIssue, person: Any) -> list[Step]:
    steps = []
    for move in ISSUE_MOVES:
        if move.start != issue.stage or not can(person, move.rule, issue):
            continue
        if move.to == Issue.TASKED and "has_action" in move.needs:
            steps.append(Step(move.button, reverse("audits:issue_task", args=[issue.uuid]), main=True))
            continue
        url = f"{reverse('audits:issue_move', args=[issue.uuid])}?to={move.to}"
        steps.append(Step(move.button, url, post="says_why" not in move.needs, main=not steps))
    return steps


def others_of(issue: AuditIssue, person: Any) -> list[tuple[str, str]]:
    """Open issues that it may be joined to."""
    found = AuditIssue.objects.visible_to(person).exclude(pk=issue.pk).exclude(stage__in=ENDS)
    return [(str(one.uuid), f"{one.reference} {one.title}") for one in found]
