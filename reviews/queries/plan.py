"""The action plan of a review: its recommendations and their actions, what told staff of it, what was judged."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.models import CaseReview
from reviews.queries.shown import many
from sscb.learning.models import Cascade, ImpactCheck, LearningPoint
from sscb.learning.queries.plans import Plan, plan_of, recommendations_for
from sscb.learning.queries.products import cascade_state
from sscb.learning.status import BLUE, RED, WITHDRAWN, Status


@dataclass(frozen=True)
class SpreadRow:
    """How far one text went."""

    title: str
    uuid: Any
    received: str
    told: str
    state: Status


@dataclass(frozen=True)
class CheckRow:
    title: str
    asks: str
    uuid: Any
    due_on: date
    judge: str
    state: Status


@dataclass(frozen=True)
class PlanShown:
    plans: list[Plan]
    strengths: list[str]
    points: list[LearningPoint]
    spread: list[SpreadRow]
    checks: list[CheckRow]
    heading: str


def plan_page(case: CaseReview, person: Any, as_at: date) -> PlanShown:
    """What this reader may see of it. Eight queries, however long it is."""
    found = recommendations_for(person).filter(source_uuid=case.uuid).order_by("opened_on", "pk")
    plans = [plan_of(one, as_at) for one in found]
    points = list(LearningPoint.objects.visible_to(person).filter(source_uuid=case.uuid).order_by("found_on", "pk"))
    keys = [one.pk for one in points]
    return PlanShown(
        plans, strengths(plans), points, _spread(keys, person, as_at), _checks(keys, person, as_at), plan_heading(plans)
    )


def strengths(plans: list[Plan]) -> list[str]:
    """How strong the whole plan is: reminders fade, a changed system holds."""
    found = []
    for code, words in (("system", "system change"), ("training", "training"), ("reminder", "reminder")):
        if count := sum(one.recommendation.strength == code for one in plans):
            found.append(many(count, words))
    return found


def plan_heading(plans: list[Plan]) -> str:
    rows = [row for plan in plans for row in plan.rows if row.status.colour != WITHDRAWN]
    if not plans:
        return "Nothing is recommended yet"
    if not rows:
        return f"{many(len(plans), 'recommendation')}, and nobody is asked to act yet"
    done = sum(row.status.colour == BLUE for row in rows)
    late = sum(row.status.colour == RED for row in rows)
    changed = sum(bool(row.action.practice) for row in rows)
    words = f"{done} of {many(len(rows), 'action')} carried out"
    return f"{words}, {late} late or silent" if late else f"{words}; practice was judged for {changed}"


def _spread(points: list[int], person: Any, as_at: date) -> list[SpreadRow]:
    rows: dict[int, list[Cascade]] = {}
    found = Cascade.objects.filter(product__points__in=points).select_related("product", "agency").distinct()
    for one in found.order_by("product_id", "agency__name"):
        rows.setdefault(one.product_id, []).append(one)
    return [_spread_row(some, as_at) for some in rows.values()]


def _spread_row(some: list[Cascade], as_at: date) -> SpreadRow:
    product = some[0].product
    states = [cascade_state(one, as_at) for one in some]
    silent = [state for state in states if state.colour == RED]
    received = sum(one.received_on is not None for one in some)
    reached, of = sum(one.reached or 0 for one in some), sum(one.of or 0 for one in some)
    state = silent[0] if silent else Status(BLUE, "All confirmed") if received == len(some) else Status("green", "Sent")
    return SpreadRow(
        product.title, product.uuid, f"{received} of {many(len(some), 'agency', 'agencies')}",
        f"{reached} of {of} staff" if of else "Not said yet", state,
    )  # fmt: skip


def _checks(points: list[int], person: Any, as_at: date) -> list[CheckRow]:
    found = ImpactCheck.objects.visible_to(person).filter(point__in=points).select_related("judge", "point")
    return [_check_row(one, as_at) for one in found.order_by("due_on", "pk")]


def _check_row(one: ImpactCheck, as_at: date) -> CheckRow:
    if one.verdict:
        state = Status(BLUE, f"{one.get_verdict_display()}, {one.judged_on:%-d %B %Y}")
    else:
        left = (one.due_on - as_at).days
        state = Status("green", f"In {many(left, 'day')}") if left >= 0 else Status(RED, f"Late {many(-left, 'day')}")
    return CheckRow(one.point.title, one.get_asks_display(), one.uuid, one.due_on, one.judge.name, state)


