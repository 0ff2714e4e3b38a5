"""Recommendations: written, answered by a body on a day, followed up until everything asked is done and shown."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import require
from sscb.access.standing import standing
from sscb.history.services import write_history
from sscb.learning.models import Action, LearningPoint, Recommendation
from sscb.learning.services.acting import open_action
from sscb.learning.services.columns import write
from sscb.learning.services.independence import refuse, require_own_group
from sscb.people.models import Group, Organisation, Person
from sscb.records.moving import move
from sscb.records.services import next_reference
from sscb.records.sockets import types

UNCHANGED = "Nothing was changed."


@transaction.atomic
def write_recommendation(
    *, title: str, text: str, strength: str, source: str, group: Group, by: Person | None, on: date,
    reach: str = "multi", finding: str = "", points: Collection[LearningPoint] = (),
    agency: Organisation | None = None, theme: str = "", source_uuid: UUID | None = None,
    source_words: str = "", level: str = "P1",
) -> Recommendation:  # fmt: skip
    """What is asked to be changed, how strong it is, and what it rests on. `agency`: the one it is for, where one.

    Raises ValidationError for a strength or a reach that is none, and for one agency that is not named.
    """
    if by is not None:
        require(by, "learning.recommend")
    if strength not in Recommendation.Strength.values or reach not in Recommendation.Reach.values:
        raise ValidationError({"strength": f"Choose how strong it is, and for whom. {UNCHANGED}"})
    if reach == Recommendation.Reach.SINGLE and agency is None:
        raise ValidationError({"agency": f"Choose the agency that it is for. {UNCHANGED}"})
    made = Recommendation.objects.create(
        type="learning.recommendation", reference=next_reference("REC", on), title=title, level=level, group=group,
        owner=agency if reach == Recommendation.Reach.SINGLE else None, stage="written", opened_on=on, text=text,
        finding=finding, strength=strength, reach=reach, source=source, source_uuid=source_uuid,
        source_words=source_words, theme=theme,
    )  # fmt: skip
    made.points.add(*points)
    write_history(made, "learning.recommended", by=by, on=on, strength=made.get_strength_display().partition(":")[0])
    return made


@transaction.atomic(durable=True)
def answer_recommendation(
    *, recommendation: Recommendation, accepted: str, response: str, responded_for: str, by: Person, on: date
) -> Recommendation:
    """A body accepted it, in part or not at all, and why. An agency's lead answers for what is for their agency."""
    require(by, "learning.answer_recommendation", recommendation)
    if "AGL" in standing(by).roles and not standing(by).roles & {"SGC", "CHAIR", "OFF", "BMGR"}:
        if recommendation.owner_id not in standing(by).organisations("AGL"):
            refuse("This recommendation is not for your agency alone: its subgroup answers.")
    else:
        require_own_group(by, recommendation.group)
    if accepted not in Recommendation.Accepted.values:
        raise ValidationError({"accepted": f"Say whether it is accepted. {UNCHANGED}"})
    if accepted != Recommendation.Accepted.YES and not response.strip():
        raise ValidationError({"response": f"Say why it is not accepted as it stands. {UNCHANGED}"})
    move(recommendation, to="declined" if accepted == "no" else "accepted", by=by, on=on)
    write(
        recommendation, accepted=accepted, response=response.strip(), responded_for=responded_for.strip(),
        responded_on=on, responded_by=by,
    )  # fmt: skip
    write_history(
        recommendation, "learning.recommendation_answered", by=by, on=on, body=responded_for.strip() or "the Board",
        answer=recommendation.get_accepted_display().lower(),
    )  # fmt: skip
    return recommendation


@transaction.atomic
def ask_together(
    *, recommendation: Recommendation, title: str, text: str, due_on: date, by: Person | None, on: date,
    agencies: Collection[Organisation], leads: dict[int, Person] | None = None, **more: Any,
) -> list[Action]:  # fmt: skip
    """Ask one agency or several to act on a recommendation: one action of each, so that each answers for its own.

    `leads`: the named owner by the id of their agency. `more`: what `open_action` takes beside these. What is asked
    is read by the agencies that are asked, also where the recommendation itself is not theirs to read (a live review).
    """
    if by is not None:
        require(by, "learning.ask_action")
    if recommendation.stage in ("declined", "closed"):
        raise ValidationError(f"{recommendation.reference} is at its end, so nothing is asked for it. {UNCHANGED}")
    if not agencies:
        raise ValidationError({"agencies": f"Choose who is asked to act. {UNCHANGED}"})
    told = {"source_words": f"Recommendation {recommendation.reference}", **more}
    points = list(recommendation.points.all_for_job("an action answers the learning of its recommendation"))
    return [
        open_action(
            title=title, text=text, agency=agency, due_on=due_on, group=recommendation.group, by=by, on=on,
            points=points, lead=(leads or {}).get(agency.pk), recommendation=recommendation,
            level=min(recommendation.level, types["learning.action"].highest_level), **told,
        )
        for agency in agencies
    ]  # fmt: skip


@transaction.atomic(durable=True)
def close_recommendation(*, recommendation: Recommendation, by: Person, on: date) -> Recommendation:
    """Its plan is done. Raises NotYet while one action is neither carried out with checked evidence nor withdrawn."""
    require_own_group(by, recommendation.group)
    move(recommendation, to="closed", by=by, on=on)
    write_history(recommendation, "learning.recommendation_closed", by=by, on=on)
    return recommendation
