"""Audit returns on home pages, as data for their tile: what an agency has to answer, sign or take up again."""

from dataclasses import replace
from datetime import date
from typing import Any

from audits.returns.lifecycle import Stage
from audits.statutory import has_a_duty
from sscb.board.queries.shown import State
from sscb.board.sockets import Owing, Whose


def softly(listed: Any, as_at: date, row: Any) -> Any:
    """A body without the duty by statute is asked, and never called late."""
    if row.state.code == "late" and not has_a_duty(listed.more["owner__duty_basis"]):
        return replace(row, state=State("waiting", "Would still help"))
    return row


def _agency(stage: Stage, rule: str, step: str, **more: Any) -> Owing:
    return Owing(
        "audits.return", (str(stage),), rule, step, whose=Whose.AGENCY, due="auditreturn__due_on", row=softly,
        more=("owner__duty_basis",), **more,
    )  # fmt: skip


OWING = (
    _agency(Stage.NOT_STARTED, "audits.answer", "Start"),
    _agency(Stage.IN_PROGRESS, "audits.answer", "Carry on"),
    _agency(Stage.RETURNED, "audits.answer", "Look again", state=("soon", "Sent back"), late="Sent back, late {late}"),
    _agency(Stage.AWAITING_SIGN_OFF, "audits.sign", "Read and sign", url_name="audits:sign"),
    _agency(Stage.NOT_RETURNED, "audits.answer", "Answer late"),
)
