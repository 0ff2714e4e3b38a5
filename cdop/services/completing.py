"""The panel's analysis form, and the fact that the four months' rule reads: the review is complete."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.analysis_forms import FORMS, THEMES, hierarchy_sentence, printed
from cdop.lifecycle import Stage
from cdop.models import Analysis, ChildDeathReview, Factor, ModifiableFactor, SecondaryCategory
from cdop.models.analysis import CATEGORIES
from cdop.services.anonymising import check_plain, plain_faults
from cdop.services.lawful import cdr_start, not_ahead, require_lawful, write
from cdop.transition import ARCHIVE_PASSES, GRACE_END, HANDOVER, UNCHANGED, Act, last_day
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Person
from sscb.records.moving import advance, move
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline, meet_deadlines, set_deadlines
from sscb.timetable.starts import CDR_START

TEXTS = frozenset({"cause", "summary", "documents", "follow_up"})
DRAFTED = TEXTS | {"category", "modifiable"}


@dataclass(frozen=True)
class FactorTold:
    """A factor as it was written: in which domain, what, and how far it bore on the death."""

    domain: str
    text: str
    influence: str


@dataclass(frozen=True)
class ThemeTold:
    """A modifiable factor: its theme is reported, its text stays with the case."""

    domain: str
    theme: str
    text: str = ""


@transaction.atomic(durable=True)
def write_analysis(
    *, review: ChildDeathReview, by: Person, on: date, secondary: Collection[int] = (), themes: Collection[tuple] = (),
    factors: Collection[FactorTold] | None = None, modifiable_factors: Collection[ThemeTold] | None = None,
    version: int | None = None, why: str = "", **fields,
) -> Analysis:  # fmt: skip
    """Draft or change the analysis form; on a completed review, correct it with a reason, while that is allowed.

    `themes`: (domain, theme) pairs to add; `factors` and `modifiable_factors` replace those that stand. `version`: the
    review's that the form showed. Raises ValidationError for a text that names somebody, a code that the form has not,
    or a secondary category above the primary: the uppermost that applies is primary.
    """
    require(by, "cdop.run_review")
    correcting = review.completed_on is not None
    require_lawful(review, Act.CORRECT if correcting else Act.CLASSIFY)
    require(by, "cdop.run_review", review)
    if correcting and not why.strip():
        raise ValidationError({"why": f"The panel completed this review. Say why its form is put right. {UNCHANGED}"})
    texts = {name: value for name, value in fields.items() if name in TEXTS}
    check_plain(review, by, why=why, **texts)
    loose = [one.text for one in (*(factors or ()), *(modifiable_factors or ()))]
    if found := plain_faults(review, {str(place): text for place, text in enumerate(loose)}):
        raise ValidationError([sentence for sentences in found.values() for sentence in sentences])
    review.version = review.version if version is None else version
    advance(review)
    analysis, changed = _draft(review, fields, secondary, themes)
    changed += _factors(analysis, review.forms, factors, modifiable_factors)
    if correcting:
        if analysis.category is None or not analysis.modifiable:
            raise ValidationError(f"A completed review keeps its category and whether it was modifiable. {UNCHANGED}")
        write_history(
            review, "cdop.analysis_corrected", by=by, on=on, why=why.strip(), fields=", ".join(sorted(changed))
        )
    else:
        write_history(review, "cdop.analysis_written", by=by, on=on)
    return analysis


def _draft(
    review: ChildDeathReview, fields: dict, secondary: Collection[int], themes: Collection[tuple]
) -> tuple[Analysis, list[str]]:
    unknown = set(fields) - DRAFTED
    if unknown:
        raise TypeError(f"Not on the analysis form: {sorted(unknown)}")
    analysis, _ = Analysis.objects.get_or_create(review=review)
    fault = hierarchy_sentence(fields.get("category", analysis.category), list(secondary), CATEGORIES)
    if fault:
        raise ValidationError({"category": f"{fault} {UNCHANGED}"})
    changed = [name for name, value in fields.items() if getattr(analysis, name) != value]
    write(analysis, **fields)
    standing = set(analysis.secondary.values_list("category", flat=True))
    if standing != set(secondary):
        changed.append("other categories")
        analysis.secondary.all().delete()
        SecondaryCategory.objects.bulk_create([SecondaryCategory(analysis=analysis, category=one) for one in secondary])
    for domain, theme in themes:
        ModifiableFactor.objects.get_or_create(analysis=analysis, domain=domain, theme=theme)
    return analysis, changed


def _factors(analysis: Analysis, code: str, factors, modifiable_factors) -> list[str]:
    """Replace the rows that were given; the names of what changed. Raises ValidationError for what the form has not."""
    form, changed = FORMS[code], []
    for one in (*(factors or ()), *(modifiable_factors or ())):
        if one.domain not in form.domains:
            raise ValidationError(f"{form.title} has no domain “{one.domain}”. {UNCHANGED}")
        if isinstance(one, FactorTold) and one.influence not in form.influence:
            raise ValidationError(f"{form.title} has no influence code {printed(one.influence)}. {UNCHANGED}")
        if isinstance(one, ThemeTold) and one.theme not in THEMES:
            raise ValidationError(f"Choose a theme from the list: “{one.theme}” is none. {UNCHANGED}")
    if factors is not None:
        before = list(analysis.factors.values_list("domain", "text", "influence"))
        after = [(one.domain, one.text.strip(), one.influence) for one in factors]
        if before != after:
            changed.append("factors")
            analysis.factors.all().delete()
            Factor.objects.bulk_create(
                [Factor(analysis=analysis, domain=domain, text=text, influence=code) for domain, text, code in after]
            )
    if modifiable_factors is not None:
        before = list(analysis.modifiable_factors.values_list("domain", "theme", "text"))
        after = list(dict.fromkeys((one.domain, one.theme, one.text.strip()) for one in modifiable_factors))
        if before != after:
            changed.append("modifiable factors")
            analysis.modifiable_factors.all().delete()
            for domain, theme, text in after:
                ModifiableFactor.objects.update_or_create(
                    analysis=analysis, domain=domain, theme=theme, defaults={"text": text}
                )
    return changed


def complete(review: ChildDeathReview, *, by: Person, on: date) -> ChildDeathReview:
    """The panel agreed the analysis form on `on`. Lawful until the last day has ended in London, whatever `on` says.

    In the transaction of `agree_item`, the one door to it: a meeting was held, had its quorum or said why it decided
    all the same, and `by` may keep its minutes (handbook 3.3). Raises NotLawful, ValidationError (the form is not
    whole), or the conflicts of moving.
    """
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
        move(review, to=Stage.REVIEWED, by=None, on=on)
    except Exception:
        review.completed_on = None
        raise
    write(review, completed_on=on, completed_by=by)
    write(analysis, agreed_on=on, agreed_by=by)
    meet_deadlines(review, rules=(GRACE_END, "cdop-review", "cdop-complete-12m", "cd-review-duty"), by=by, on=on)
    set_deadlines(review, trigger=CDR_START.code, on=cdr_start(), by=by, only=(ARCHIVE_PASSES,))
    for row in Deadline.objects.open().filter(record_id=review.pk, rule=HANDOVER).select_related("record"):
        cancel_deadline(row, by=by, why="The review is complete: nothing unfinished is left to hand over.", on=on)
    write_history(review, "cdop.review_completed", by=by, on=on, last_day=last_day(cdr_start()))
    return review
