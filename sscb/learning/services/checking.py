"""Impact checks, judged by a named person; reviews from elsewhere; and the end of a thread."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sscb.access.policy import can, require
from sscb.history.services import write_history
from sscb.learning.models import Action, ImpactCheck, LearningPoint, NationalReview
from sscb.learning.services.columns import write
from sscb.learning.services.independence import refuse, require_not_owner, require_others_proofs
from sscb.learning.services.points import write_point
from sscb.learning.services.proving import require_two_kinds
from sscb.people.models import Group, Person
from sscb.records.moving import advance, move
from sscb.records.services import next_reference
from sscb.timetable.services import meet_deadlines, set_deadlines

UNCHANGED = "Nothing was changed."


@transaction.atomic
def plan_check(
    *, point: LearningPoint, asks: str, how: str, judge: Person, due_on: date, by: Person, on: date
) -> ImpactCheck:
    """Ask whether it is known, used or made a difference, by when, and who judges. The judge owns nothing of it."""
    require(by, "learning.plan_check", point)
    if due_on < on:
        raise ValidationError({"due_on": f"Enter a date that is not in the past. {UNCHANGED}"})
    if not can(judge, "learning.judge"):
        raise ValidationError({"judge": f"Choose a judge: a subgroup's chair, the Chair, the manager. {UNCHANGED}"})
    require_not_owner(judge, _actions(point))
    asked = ImpactCheck.Asks(asks).label
    made = ImpactCheck.objects.create(
        type="learning.check", reference=next_reference("IMP", on), title=f"{asked} {point.title}"[:200],
        level=point.level, group=point.group, stage="planned", opened_on=on, point=point, asks=asks, how=how,
        judge=judge, due_on=due_on,
    )  # fmt: skip
    set_deadlines(made, trigger="check.due_on", on=due_on, by=by, person=judge)
    write_history(made, "learning.check_planned", by=by, on=on, asks=asked, due=due_on)
    return made


@transaction.atomic(durable=True)
def judge_check(*, check: ImpactCheck, verdict: str, finding: str, by: Person, on: date) -> ImpactCheck:
    """The named judge's verdict. That it made a difference needs verified evidence of two kinds (handbook 2.7)."""
    require(by, "learning.judge", check)
    if by.pk != check.judge_id:
        refuse(f"{check.judge.name} was named to judge this.")
    require_not_owner(by, _actions(check.point))
    if verdict not in ImpactCheck.Verdict.values or not finding.strip():
        raise ValidationError({"finding": f"Give a verdict, and what it rests on. {UNCHANGED}"})
    proofs = list(check.proofs.filter(verified_on__isnull=False))
    require_others_proofs(by, proofs)
    if check.asks == ImpactCheck.Asks.DIFFERENCE and verdict in ("yes", "lost"):
        require_two_kinds(proofs)
    move(check, to="judged", by=by, on=on)
    write(check, verdict=verdict, finding=finding.strip(), judged_on=on, judged_by=by)
    meet_deadlines(check, rules=("impact-check",), by=by, on=on)
    write_history(check, "learning.check_judged", by=by, on=on, verdict=check.get_verdict_display().lower())
    return check


@transaction.atomic(durable=True)
def close_point(*, point: LearningPoint, by: Person, on: date) -> LearningPoint:
    """The thread is at its end. Raises NotYet before somebody has judged that it made a difference."""
    require(by, "learning.close_point", point)
    move(point, to="closed", by=by, on=on)
    write_history(point, "learning.point_closed", by=by, on=on)
    return point


@transaction.atomic(durable=True)
def excuse_point(*, point: LearningPoint, what: str, why: str, by: Person, on: date) -> LearningPoint:
    """Say why nobody needs to be told of it (`product`), or why its impact is not checked (`check`)."""
    require(by, "learning.close_point", point)
    if what not in ("product", "check") or not why.strip():
        raise ValidationError({"why": f"Say why. {UNCHANGED}"})
    advance(point)
    write(point, **{f"no_{what}_why": why.strip()})
    write_history(point, "learning.point_excused", by=by, on=on, why=why.strip(), what=what)
    return point


@transaction.atomic
def receive_national(
    *, title: str, text: str, group: Group, by: Person, on: date, link: str = "", published_on: date | None = None
) -> NationalReview:
    """A review published elsewhere came in: somebody says whether it applies here."""
    require(by, "learning.answer_national")
    made = NationalReview.objects.create(
        type="learning.national", reference=next_reference("NAT", on), title=title, level="P1", group=group,
        stage="waiting", opened_on=on, link=link, text=text, published_on=published_on,
    )  # fmt: skip
    set_deadlines(made, trigger="national.received_on", on=on, by=by)
    write_history(made, "learning.national_received", by=by, on=on)
    return made


@transaction.atomic(durable=True)
def answer_national(
    *, review: NationalReview, applies: bool, why: str, by: Person, on: date, theme: str = ""
) -> NationalReview:
    """Yes makes a learning point of this Board; no stays with its reason."""
    require(by, "learning.answer_national", review)
    if not why.strip():
        raise ValidationError({"why": f"Say why. A no without a reason is no answer. {UNCHANGED}"})
    move(review, to="applies" if applies else "not-here", by=by, on=on)
    point = None
    if applies:
        point = write_point(
            title=review.title, text=why.strip(), source="national", group=review.group, by=by, on=on, theme=theme,
            source_uuid=review.uuid, source_words="Review published elsewhere",
        )  # fmt: skip
    write(review, applies=applies, why=why.strip(), answered_on=on, answered_by=by, point=point)
    meet_deadlines(review, rules=("national-review-applies",), by=by, on=on)
    write_history(review, "learning.national_answered", by=by, on=on, answer="it applies" if applies else "it does not")
    return review


def _actions(point: LearningPoint) -> list[Action]:
    return list(Action.objects.all_for_job("who owns something of this learning").filter(points=point))
