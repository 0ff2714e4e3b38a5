"""Twelve months after the report the sweep destroys what leads from a case to a child's record; findings stay."""

from datetime import date

from django.db import transaction

from audits.cases.models import AgencyAudit, AuditCase, CaseTheme, Draw, PopulationLine
from audits.cases.services.writing import write
from sscb.history.services import write_history
from sscb.retention.certifying import BY_RULE, certify, put_in_log
from sscb.retention.reach import disposal_may_go_on
from sscb.retention.sockets import Gone
from sscb.timetable.models import Deadline
from sscb.timetable.services import cancel_deadline

RULE = "case-audit-keys-destroyed"


def destroy_keys(deadline: Deadline, as_at: date) -> None:
    """In the sweep's transaction. Raises NotNow under a legal hold: the step stays on the plan until it is released."""
    theme = _of(deadline)
    if theme is None or theme.keys_destroyed_on:
        return
    cases = AuditCase.objects.all_for_job("the sweep destroys identifiers").filter(theme=theme)
    disposal_may_go_on(theme, *cases.exclude(held_on=None)[:1])
    tools = AgencyAudit.objects.all_for_job("the sweep destroys identifiers").filter(case__theme=theme)
    gone = {
        "keys": AgencyAudit._base_manager.filter(pk__in=tools.exclude(key_sealed="")).update(key_sealed=""),
        "pseudonyms": AuditCase._base_manager.filter(pk__in=cases.exclude(drawn_as="")).update(
            drawn_as="", age_band=""
        ),
        "lines of the list": PopulationLine.objects.filter(of=theme).delete()[0],
    }
    Draw.objects.filter(of=theme).update(substitutes=[])
    write(theme, keys_destroyed_on=as_at)
    rows = ", ".join(f"{count} {what}" for what, count in gone.items())
    write_history(theme, "audits.keys_destroyed", by=None, on=as_at, rows=rows, rule=RULE)
    told = certify(
        theme, line="RET-6", kind="Identifiers of a case audit", gone=Gone(rows=gone), on=as_at,
        method=BY_RULE.format(rule=RULE), began_on=theme.accepted_on, kept_until=deadline.due_on,
    )  # fmt: skip
    transaction.on_commit(lambda: put_in_log(told))
    cancel_deadline(deadline, by=None, why="What led to children’s records is destroyed.", on=as_at)


def would_destroy(deadline: Deadline, as_at: date) -> list[str]:
    theme = _of(deadline)
    if theme is None or theme.keys_destroyed_on:
        return []
    return [f"{theme.reference}: what leads from its cases to children’s records would be destroyed (rule {RULE})"]


def _of(deadline: Deadline) -> CaseTheme | None:
    return CaseTheme.objects.all_for_job("the sweep destroys identifiers").filter(pk=deadline.record_id).first()
