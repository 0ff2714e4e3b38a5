"""Reviews that were completed before the portal: carried over for the statistics, without who the child was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.ages import BANDS
from cdop.ethnicity import GROUPS
from cdop.lifecycle import Stage
from cdop.models import Analysis, ChildDeathReview, Counted, Identity, ModifiableFactor
from cdop.models.analysis import CATEGORIES, DOMAINS
from cdop.models.counting import PLACES
from cdop.services.lawful import require_lawful
from cdop.transition import UNCHANGED, Act, forms_on
from sscb import clock
from sscb.access.policy import require
from sscb.history.services import write_history
from sscb.people.models import Group, Person
from sscb.records.models import Record
from sscb.records.search.keeping import keep_all
from sscb.records.services import next_reference


@dataclass(frozen=True)
class PastReview:
    """One completed review of an earlier year. `themes`: (domain, theme) of each modifiable factor."""

    died_on: date
    notified_on: date
    completed_on: date
    age_band: str
    category: int
    modifiable: str
    expected: str = "unknown"
    sex: str = "unknown"
    ethnic_group: str = "unknown"
    place_kind: str = "unknown"
    themes: tuple[tuple[str, str], ...] = ()


@transaction.atomic(durable=True)
def carry_over_reviews(*, past: Sequence[PastReview], by: Person, on: date) -> int:
    """Keep completed reviews of earlier years, all or none; returns how many. Their identity stays where it is.

    Raises ValidationError naming the row, NotLawful once the panel's last day has ended.
    """
    require(by, "cdop.carry_over")
    faults = [f"Row {row}: {fault}" for row, one in enumerate(past, start=1) if (fault := _fault(one, on))]
    if faults:
        raise ValidationError([*faults, UNCHANGED])
    if not past:
        return 0
    group = Group.objects.filter(code="cdop").first()
    reviews = [_review(one, by, group) for one in past]
    require_lawful(reviews[0], Act.CORRECT)
    bases = [_base(review) for review in reviews]
    for review, base in zip(reviews, Record._base_manager.bulk_create(bases), strict=True):
        review.record_ptr_id = review.pk = base.pk
        # The base row stands already: only the child table's row is written here.
        review.save_base(raw=True, force_insert=True)
    keep_all(reviews)
    _keep_findings(reviews, past, by)
    write_history(None, "cdop.reviews_carried_over", by=by, on=on, count=len(reviews))
    return len(reviews)


def _fault(one: PastReview, on: date) -> str:
    if not one.died_on <= one.notified_on <= one.completed_on <= on:
        return "the death, its notification and the panel’s review are not in this order, or not in the past."
    known = (
        ("age band", one.age_band, BANDS), ("category", one.category, CATEGORIES), ("place", one.place_kind, PLACES),
        ("ethnic group", one.ethnic_group, GROUPS), ("sex", one.sex, Identity.Sex.values),
        ("expected", one.expected, ChildDeathReview.Expected.values),
        ("modifiable", one.modifiable, Analysis.Modifiable.values),
    )  # fmt: skip
    for what, value, allowed in known:
        if value not in allowed:
            return f"“{value}” is no {what} known here."
    if any(domain not in DOMAINS or not theme.strip() for domain, theme in one.themes):
        return "a modifiable factor has no known domain or no theme."
    if bool(one.themes) and one.modifiable != Analysis.Modifiable.IDENTIFIED:
        return "it has modifiable factors and says that there are none."
    return ""


def _review(one: PastReview, by: Person, group: Group | None) -> ChildDeathReview:
    return ChildDeathReview(
        type=ChildDeathReview.TYPE, level=ChildDeathReview.LEVEL, title=ChildDeathReview.TITLE, group=group,
        reference=next_reference(ChildDeathReview.PREFIX, one.notified_on), stage=Stage.CLOSED,
        opened_on=one.notified_on, closed_on=one.completed_on, died_on=one.died_on, notified_on=one.notified_on,
        notified_at=datetime.combine(one.notified_on, time(12), clock.LONDON), age_band=one.age_band,
        expected=one.expected, regime=ChildDeathReview.Regime.LSCB, forms=forms_on(one.notified_on),
        completed_on=one.completed_on, completed_by=by,
    )  # fmt: skip


def _base(review: ChildDeathReview) -> Record:
    return Record(**{
        field.attname: getattr(review, field.attname) for field in Record._meta.concrete_fields if field.name != "id"
    })  # fmt: skip


def _keep_findings(reviews: list[ChildDeathReview], past: Sequence[PastReview], by: Person) -> None:
    both = list(zip(reviews, past, strict=True))
    Counted.objects.bulk_create([
        Counted(review=review, sex=one.sex, ethnic_group=one.ethnic_group, place_kind=one.place_kind)
        for review, one in both
    ])  # fmt: skip
    analyses = Analysis.objects.bulk_create([
        Analysis(review=review, category=one.category, modifiable=one.modifiable, agreed_on=one.completed_on,
                 agreed_by=by)
        for review, one in both
    ])  # fmt: skip
    ModifiableFactor.objects.bulk_create([
        ModifiableFactor(analysis=analysis, domain=domain, theme=theme)
        for analysis, one in zip(analyses, past, strict=True)
        for domain, theme in one.themes
    ])  # fmt: skip
