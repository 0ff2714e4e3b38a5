"""The next lawful steps of an agency with its return, and what it has asked of the Board."""

from datetime import date
from typing import Any

from django.urls import reverse

from audits.returns.lifecycle import Stage
from audits.returns.models import AuditReturn
from audits.returns.reading import kind_of
from sscb.access.policy import can
from sscb.board.queries.shown import Step
from sscb.history.queries import history_of

ASKS = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.RETURNED, Stage.AWAITING_SIGN_OFF)


def steps_and_asks(one: AuditReturn, person: Any, as_at: date) -> dict[str, Any]:
    """What the page of tasks shows beside the tasks themselves."""
    return {
        "steps": _steps(one, person),
        "may_ask_longer": one.stage in ASKS,
        "may_ask_excuse": one.stage == Stage.NOT_STARTED,
        "pleas": one.pleas.select_related("asked_by"),
        "signatures": one.signatures.filter(withdrawn_on=None).select_related("signed_by"),
        "signed_by": ", ".join(kind_of(one.cycle).signed_by),
        "sent_back": _why_sent_back(one) if one.stage in (Stage.RETURNED, Stage.IN_PROGRESS) else "",
        "snapshots": one.snapshots.all(),
    }


def _steps(one: AuditReturn, person: Any) -> list[Step]:
    def step(text: str, name: str, **more) -> Step:
        return Step(text, reverse(f"audits:{name}", args=[one.uuid]), **more)

    signs = bool(can(person, "audits.sign")) and bool(can(person, "audits.sign", one))
    match one.stage:
        case Stage.RETURNED:
            return [step("Take it up again", "start", post=True, main=True)]
        case Stage.NOT_RETURNED:
            return [step("Answer late", "start", post=True, main=True)]
        case Stage.AWAITING_SIGN_OFF:
            back = step("Take it back to change an answer", "take_back")
            return [step("Read and sign", "sign", main=True), back] if signs else [back]
        case Stage.MODERATED:
            if can(person, "audits.appeal") and one.appealed_on is None:
                return [step("Appeal against a grade", "appeal")]
    return []


def _why_sent_back(one: AuditReturn) -> str:
    moved = history_of(one, of="audits.return_moved")
    return next((told.why for told in moved if "to sent back" in told.sentence), "")
