"""Whom to ask for an audit of a case: agencies of today, and who of each has an account to answer with."""

from datetime import date, timedelta
from typing import Any

from audits.cases.lifecycle import Case, Tool
from audits.cases.models import AgencyAudit, AuditCase
from sscb.people.models import Organisation, RoleHeld


def agencies_with_people(case: AuditCase, person: Any, as_at: date) -> list[tuple[Any, str, list[tuple[str, str]]]]:
    """(uuid, name, people as (uuid, words)) of each agency that has somebody to answer; not the one who asks."""
    held = RoleHeld.objects.on(as_at).filter(role__in=("AGC", "AGL"), person__is_active=True).exclude(person=person)
    people: dict[int, dict[str, str]] = {}
    for one in held.select_related("person").order_by("role", "person__name"):
        if one.person.organisation_id == one.organisation_id:
            words = f"{one.person.name}, {one.person.job_title}" if one.person.job_title else one.person.name
            people.setdefault(one.organisation_id, {}).setdefault(str(one.person.uuid), words)
    asked = set(_tools(case).exclude(stage=Tool.WITHDRAWN).values_list("owner_id", flat=True))
    agencies = Organisation.objects.on(as_at).filter(pk__in=people).exclude(pk__in=asked).order_by("name")
    return [(one.uuid, one.name, list(people[one.pk].items())) for one in agencies]


def auditors_before(case: AuditCase) -> dict[str, str]:
    """As they were asked for the newest other case of the theme: most cases have the same auditors."""
    tools = AgencyAudit.objects.all_for_job("whom the office asked before").filter(case__theme_id=case.theme_id)
    rows = tools.exclude(case=case).order_by("case__number").values_list("owner__uuid", "auditor__uuid")
    return {f"agency_{agency}": str(auditor) for agency, auditor in rows}


def due_of(case: AuditCase, as_at: date) -> date | None:
    """Six weeks before the Board, as the steps of the theme say; whoever asks later chooses the day."""
    due_on = case.theme.board_on - timedelta(weeks=6)
    return due_on if due_on >= as_at else None


def unasked(case: AuditCase) -> list[AuditCase]:
    """Other cases of the theme for which no agency was asked yet."""
    cases = AuditCase.objects.all_for_job("cases of the theme in hand").filter(theme=case.theme, stage=Case.SEALED)
    asked = AgencyAudit.objects.all_for_job("which of them were asked for").filter(case__theme=case.theme)
    return list(cases.exclude(pk=case.pk).exclude(pk__in=asked.values("case_id")).select_related("theme"))


def _tools(case: AuditCase):
    return AgencyAudit.objects.all_for_job("who was asked already").filter(case=case)
