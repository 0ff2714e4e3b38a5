"""The integrated chronology for those who read the file of a review; and one agency's own rows for its author."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from reviews.models import AgencyReport, CaseReview, ChronologyRow
from reviews.models.reports import ABOUT
from sscb.learning.themes import theme_words
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class Chosen:
    """What is shown of it."""

    agency: str = ""
    about: str = ""
    theme: str = ""
    from_on: date | None = None
    to_on: date | None = None

    @property
    def words(self) -> str:
        told = [
            self.agency, ABOUT.get(self.about, ""), theme_words(self.theme) if self.theme else "",
            f"from {in_words(self.from_on)}" if self.from_on else "",
            f"to {in_words(self.to_on)}" if self.to_on else "",
        ]  # fmt: skip
        return ", ".join(one for one in told if one)


def chosen_of(told: Mapping[str, str]) -> Chosen:
    """From the address; what is no choice is none."""
    about = told.get("about", "")
    return Chosen(
        told.get("agency", "")[:120], about if about in ABOUT else "", told.get("theme", "")[:60],
        _day(told.get("from_on", "")), _day(told.get("to_on", "")),
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def integrated(case: CaseReview) -> QuerySet[ChronologyRow]:
    reports = AgencyReport.objects.of(case).exclude(stage="withdrawn")
    rows = ChronologyRow.objects.filter(report__in=reports, integrated_on__isnull=False)
    return rows.select_related("report__agency").order_by("happened_on", "id")


def narrowed(rows: QuerySet[ChronologyRow], by: Chosen) -> QuerySet[ChronologyRow]:
    if by.agency:
        rows = rows.filter(report__agency__name=by.agency)
    if by.about:
        rows = rows.filter(about=by.about)
    if by.theme:
        rows = rows.filter(theme=by.theme)
    if by.from_on:
        rows = rows.filter(happened_on__gte=by.from_on)
    return rows.filter(happened_on__lte=by.to_on) if by.to_on else rows


def choices_of(case: CaseReview) -> tuple[list[str], list[str]]:
    """The agencies and themes that stand in it. Two queries."""
    rows = integrated(case).order_by()
    agencies = sorted(set(rows.values_list("report__agency__name", flat=True)))
    return agencies, sorted(set(rows.exclude(theme="").values_list("theme", flat=True)))
