"""Who is let in to a tool or a case by name, and out again when the theme closes (R-P-3)."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from audits.cases.models import AgencyAudit, AuditCase, CaseTheme
from audits.cases.services.writing import UNCHANGED
from sscb import clock
from sscb.access.policy import can
from sscb.access.services import end_access, grant_access
from sscb.access.standing import forget_standing
from sscb.people.models import Organisation, Person, RoleHeld

LONGEST = 90
"""Days of a grant (SEC-09)."""
PURPOSE = "Audits a case for their agency"


def leads_of(agency: Organisation) -> list[Person]:
    held = RoleHeld.objects.on(clock.today()).filter(role="AGL", organisation=agency, person__is_active=True)
    return [one.person for one in held.select_related("person")]


def let_in(record: Any, to: Person, *, by: Person, may_write: bool, rule: str, of: Any = None) -> None:
    """For ninety days at most. Whoever lets others in is not let in: they have what their own role gives."""
    if to.pk == by.pk:
        return
    grant_access(
        record=record, to=to, purpose=PURPOSE, may_write=may_write, by=by, rule=rule, of=of,
        ends_at=clock.now() + timedelta(days=LONGEST),
    )  # fmt: skip
    forget_standing(to)


def let_agency_in(tool: AgencyAudit, *, by: Person) -> None:
    """The auditor writes, the leads of the agency read. Raises where the auditor could not open what they are asked."""
    auditor = tool.auditor
    if not auditor.is_active or auditor.organisation_id != tool.owner_id:
        raise ValidationError(f"Choose somebody who works for {tool.owner.name} and has an account. {UNCHANGED}")
    if auditor.pk == by.pk:
        raise ValidationError(f"Whoever asks an agency for its audit does not fill it in. {UNCHANGED}")
    let_in(tool, auditor, by=by, may_write=True, rule="audits.run_cases", of=tool.case.theme)
    if not can(auditor, "audits.fill_tool", tool):
        raise ValidationError(f"{auditor.name} may not be given this case. Choose somebody else. {UNCHANGED}")
    for lead in leads_of(tool.owner):
        if lead.pk != auditor.pk:
            let_in(tool, lead, by=by, may_write=False, rule="audits.run_cases", of=tool.case.theme)


def end_all_access(theme: CaseTheme, *, by: Person) -> None:
    for case in AuditCase.objects.all_for_job("the theme in hand is closed").filter(theme=theme):
        end_access(record=case, by=by)
        for tool in AgencyAudit.objects.all_for_job("the theme in hand is closed").filter(case=case):
            end_access(record=tool, by=by)
