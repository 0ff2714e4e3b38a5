"""What the forms of a review's file let somebody choose from, and what stands in them at first."""

from typing import Any

from reviews.forms.reviewing import named
from reviews.models import AgencyReport, CaseReview
from sscb.people.models import Person

NO_REVIEWER = ("BMGR", "OFF", "CHAIR", "SYS", "DPO")


def _active(besides: Any):
    return Person.objects.filter(is_active=True).exclude(pk=besides.pk).select_related("organisation")


def _named(people) -> dict[str, tuple[str, Any]]:
    return named(people, lambda one: f"{one.name}, {one.organisation.name if one.organisation_id else 'independent'}")


def reviewers(case: CaseReview, person: Any, row: Any) -> dict:
    """Those of no agency first: a reviewer is independent."""
    found = _active(person).exclude(roles_held__role__in=NO_REVIEWER)
    return {"choose": {"people": _named(sorted(found, key=lambda one: (bool(one.organisation_id), one.name)))}}


def members(case: CaseReview, person: Any, row: Any) -> dict:
    sits = case.panel.filter(left_on=None).values("person")
    found = _active(person).filter(organisation__isnull=False).exclude(pk__in=sits)
    return {"choose": {"people": _named(found.order_by("organisation__name", "name"))}}


def present(case: CaseReview, person: Any, row: Any) -> dict:
    rows = case.panel.filter(left_on=None).select_related("person")
    return {"choose": {"members": named(rows, lambda one: one.person.name)}, "initial": {"held_on": row.planned_on}}


def terms(case: CaseReview, person: Any, row: Any) -> dict:
    """A later version begins with the words of the one before."""
    latest = case.terms.last()
    if latest is None:
        return {"again": False}
    kept = ("method", "method_why", "from_on", "to_on", "questions", "family_plan", "media_plan")
    return {"again": True, "initial": {name: getattr(latest, name) for name in kept}}


def authors(case: CaseReview, person: Any, row: Any) -> dict:
    asked = AgencyReport.objects.of(case).exclude(stage="withdrawn").values("agency")
    found = _active(person).filter(organisation__isnull=False).exclude(organisation__in=asked)
    people = found.order_by("organisation__name", "name")
    return {"choose": {"authors": named(people, lambda one: f"{one.organisation.name}: {one.name}")}}


def agency_of_author(told: dict) -> dict:
    return {**told, "agency": told["author"].organisation}


def processes(case: CaseReview, person: Any, row: Any) -> dict:
    rows = case.processes.filter(ended_on=None)
    return {"choose": {"processes": named(rows, lambda one: f"{one.get_kind_display()}, {one.body}")}}


def followed(case: CaseReview, person: Any, row: Any) -> dict:
    return {"initial": {"next_on": row.next_on}}


def heard(case: CaseReview, person: Any, row: Any) -> dict:
    kept = ("answer", "answered_on", "heard_on", "said")
    return {"initial": {name: getattr(row, name) for name in kept}}


def summed_up(case: CaseReview, person: Any, row: Any) -> dict:
    return {"initial": {"text": case.family_summary}}


def point(case: CaseReview, person: Any, row: Any) -> dict:
    return {"initial": {"text": row.text}}


__all__ = [
    "agency_of_author", "authors", "followed", "heard", "members", "point", "present", "processes", "reviewers",
    "summed_up", "terms",
]  # fmt: skip
