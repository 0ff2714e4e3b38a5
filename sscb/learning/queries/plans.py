"""Action plans: each recommendation with its actions and how they stand; the load on each agency."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q

from sscb.learning.models import Action, Proof, Recommendation
from sscb.learning.queries.actions import with_proofs
from sscb.learning.status import BLUE, RED, WITHDRAWN, Status
from sscb.people.models import Organisation

SOON_DAYS = 90
AT_ITS_END = (BLUE, WITHDRAWN)


@dataclass(frozen=True)
class ActionRow:
    action: Action
    status: Status
    worked: str
    """Whether practice changed, in words; a question apart from whether it was carried out."""


@dataclass(frozen=True)
class Plan:
    recommendation: Recommendation
    rows: list[ActionRow]
    counts: list[str]
    """ "2 late or silent", "1 carried out": what is worst first."""
    together: bool
    state: Any = None


@dataclass(frozen=True)
class LoadRow:
    agency: str
    open: int
    late: int
    soon: int
    yours: bool = False
    uuid: Any = None


@dataclass(frozen=True)
class Load:
    rows: list[LoadRow] = field(default_factory=list)
    most: int = 1


def recommendations_for(person: Any):
    """Those that this person may see, with the actions they may see: open plans first, the newest first."""
    actions = with_proofs(Action.objects.visible_to(person)).select_related("agency", "lead").order_by("due_on", "pk")
    found = Recommendation.objects.visible_to(person).select_related("group", "owner")
    return found.prefetch_related(Prefetch("actions", queryset=actions, to_attr="seen")).order_by(
        "closed_on", "-opened_on", "-pk"
    )


def plan_of(recommendation: Recommendation, as_at: date) -> Plan:
    """As `recommendations_for` fetched it: no query is made here."""
    rows = [action_row(one, as_at) for one in recommendation.seen]
    return Plan(
        recommendation, rows, counted(rows), together=len({row.action.agency_id for row in rows}) > 1,
        state=state_of_plan(recommendation, rows),
    )  # fmt: skip


def action_row(action: Action, as_at: date) -> ActionRow:
    return ActionRow(action, action.status(as_at), worked_words(action))


def worked_words(action: Action) -> str:
    if action.practice:
        return f"{action.get_practice_display()}, judged {action.judged_on:%-d %B %Y}"
    return "Not judged yet" if action.stage == "closed" else ""


def counted(rows: list[ActionRow]) -> list[str]:
    told = (
        (RED, "late or silent"), ("amber", "at risk or unchecked"), ("green", "on time"), (BLUE, "carried out"),
        (WITHDRAWN, "withdrawn"),
    )  # fmt: skip
    found = []
    for colour, words in told:
        some = sum(row.status.colour == colour for row in rows)
        if some:
            found.append(f"{some} {words}")
    return found


def state_of_plan(recommendation: Recommendation, rows: list[ActionRow]) -> Status:
    """The worst of its actions; before there are any, its own answer."""
    if recommendation.stage == "closed":
        return Status(BLUE, "Carried out")
    if recommendation.stage == "declined":
        return Status(WITHDRAWN, "Not accepted")
    if not rows:
        return (
            Status("amber", "Accepted, nothing asked yet")
            if recommendation.stage == "accepted"
            else Status("green", "Waiting for an answer")
        )
    for colour in (RED, "amber", "green"):
        for row in rows:
            if row.status.colour == colour:
                return row.status
    return Status("amber", "Every action is at its end: the plan can be closed")


def plan_is_done(recommendation: Recommendation) -> bool:
    """Nothing but carried out with verified evidence, or withdrawn; and not all withdrawn (handbook 2.7)."""
    actions = Action.objects.all_for_job("whether a plan may close").filter(plan=recommendation)
    found = [one.status(one.due_on).colour for one in with_proofs(actions)]
    return BLUE in found and all(colour in AT_ITS_END for colour in found)


def load_on_agencies(person: Any, as_at: date) -> Load:
    """Open actions of each agency, so that whoever drafts another one sees what is asked already. Never a ranking."""
    seen = Action.objects.visible_to(person).filter(stage__in=("asked", "done"))
    found = (
        seen.order_by()
        .values("agency_id", "agency__name", "agency__uuid")
        .annotate(
            many=Count("pk"),
            late=Count("pk", filter=Q(stage="asked", due_on__lt=as_at)),
            soon=Count("pk", filter=Q(stage="asked", due_on__gte=as_at, due_on__lte=as_at + timedelta(SOON_DAYS))),
        )
        .order_by("agency__name")
    )
    rows = [
        LoadRow(one["agency__name"], one["many"], one["late"], one["soon"],
                one["agency_id"] == person.organisation_id, one["agency__uuid"])
        for one in found
    ]  # fmt: skip
    return Load(rows, max((row.open for row in rows), default=1))


def agencies_to_ask(as_at: date) -> list[Organisation]:
    """Who may be asked to act on a day."""
    return list(Organisation.objects.on(as_at).exclude(kind="LSCB").order_by("name"))


def proofs_of(action: Action) -> list[Proof]:
    return list(action.proofs.select_related("added_by", "verified_by", "about").order_by("shows", "seen_on", "pk"))
