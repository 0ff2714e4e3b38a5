"""The panel's analysis form, and the fact that the four months' rule reads: the review is complete."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.lifecycle import Stage
from cdop.models import Analysis, ChildDeathReview, ModifiableFactor, PanelItem, SecondaryCategory
from cdop.models.analysis import CATEGORIES
from cdop.services.lawful import cdr_start, not_ahead, require_lawful, write
from cdop.transition import ARCHIVE_PASSES, GRACE_END, HANDOVER, UNCHANGED, Act, last_day
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, meet_deadlines, set_deadlines
from sscb.timetable.starts import CDR_START

DRAFTED = frozenset({"category", "modifiable", "cause", "summary", "documents", "follow_up"})


@transaction.atomic(durable=True)
def write_analysis(
    *, review: ChildDeathReview, by: Person, on: date, secondary: Collection[int] = (), themes: Collection[tuple] = (),
    **fields,
) -> Analysis:  # fmt: skip
    """Draft or change the analysis form. `themes`: (domain, theme) of each modifiable factor.

    Raises ValidationError where a secondary category stands above the primary: the uppermost that applies is primary.
    """
    require(by, "cdop.run_review")
    require_lawful(review, Act.CLASSIFY)
    require(by, "cdop.run_review", review)
    advance(review)
    analysis = _draft(review, fields, secondary, themes)
    write_history(review, "cdop.analysis_written", by=by, on=on)
    return analysis


def _draft(review: ChildDeathReview, fields: dict, secondary: Collection[int], themes: Collection[tuple]) -> Analysis:
    unknown = set(fields) - DRAFTED
    if unknown:
        raise TypeError(f"Not on the analysis form: {sorted(unknown)}")
    analysis, _ = Analysis.objects.get_or_create(review=review)
    category = fields.get("category", analysis.category)
    above = [CATEGORIES[other] for other in secondary if category is None or other <= category]
    if above:
        raise ValidationError(
            f"“{above[0]}” stands above or beside the primary category: the uppermost that applies is the primary "
            f"one. {UNCHANGED}"
        )
    write(analysis, **fields)
    analysis.secondary.all().delete()
    SecondaryCategory.objects.bulk_create([SecondaryCategory(analysis=analysis, category=one) for one in secondary])
    for domain, theme in themes:
        ModifiableFactor.objects.get_or_create(analysis=analysis, domain=domain, theme=theme)
    return analysis


@transaction.atomic(durable=True)
def complete_review(*, review: ChildDeathReview, by: Person, on: date) -> ChildDeathReview:
    """The panel agreed the analysis form on `on`. Lawful until the last day has ended in London, whatever `on` says.

    Raises NotLawful, ValidationError (the form is not whole), or the conflicts of moving; nothing is changed then.
    """
    require(by, "cdop.complete_review")
    require_lawful(review, Act.CLASSIFY)
    not_ahead(on, "The panel’s review")
    analysis = Analysis.objects.filter(review=review).first()
    if analysis is None or analysis.category is None or not analysis.modifiable:
        raise ValidationError(
            "The analysis form is not whole: it needs a category of death and whether there were modifiable factors. "
            f"Complete it first. {UNCHANGED}"
        )
    if on < review.notified_on:
        raise ValidationError(f"The panel’s review cannot come before the notification. {UNCHANGED}")
    review.completed_on = on
    try:
        move(review, to=Stage.REVIEWED, by=by, on=on)
    except Exception:
        review.completed_on = None
        raise
    write(review, completed_on=on, completed_by=by)
    write(analysis, agreed_on=on, agreed_by=by)
    open_items = PanelItem.objects.filter(review=review, outcome=PanelItem.Outcome.OPEN)
    open_items.update(outcome=PanelItem.Outcome.REVIEWED)
    meet_deadlines(review, rules=(GRACE_END, "cdop-review", "cdop-complete-12m", "cd-review-duty"), by=by, on=on)
    set_deadlines(review, trigger=CDR_START.code, on=cdr_start(), by=by, only=(ARCHIVE_PASSES,))
    for row in Deadline.objects.open().filter(record_id=review.pk, rule=HANDOVER).select_related("record"):
        cancel_deadline(row, by=by, why="The review is complete: nothing unfinished is left to hand over.", on=on)
    write_history(review, "cdop.review_completed", by=by, on=on, last_day=last_day(cdr_start()))
    return review
