"""Small shapes and words that several pages of returns share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audits.returns.lifecycle import WITH_THE_AGENCY, Stage, whose_move
from audits.returns.models import AuditReturn, Evidence
from audits.scales import Scale
from audits.statutory import has_a_duty
from sscb import clock
from sscb.board.queries.shown import State, many
from sscb.timetable.days import in_words

STALE_MONTHS = 24
LABELS = {
    "self_grade": "Grade", "not_applicable": "Does not apply", "why_not_applicable": "Why it does not apply",
    "value": "Answer", "words": "How you know", "impact": "What difference it made",
    "gap_reason": "Why a gap needs no action",
}  # fmt: skip
"""What the fields of an answer are called where two texts stand side by side, and in the trail."""
WHERE = {
    Stage.NOT_STARTED: "nothing has been answered yet",
    Stage.IN_PROGRESS: "it is being answered",
    Stage.AWAITING_SIGN_OFF: "the head of agency signs",
    Stage.SUBMITTED: "it is handed in, and moderation has not begun",
    Stage.RETURNED: "it was sent back to be changed",
    Stage.IN_MODERATION: "moderators read it",
    Stage.MODERATED: "the moderated grades can be appealed against, or the return closed",
    Stage.APPEALED: "the chair of the moderating group decides the appeal",
    Stage.CLOSED: "it is closed; the agency keeps it up to date",
    Stage.NOT_RETURNED: "it was not returned, and can still be answered late",
    Stage.EXEMPT: "nothing is asked",
}


def whose_move_words(one: AuditReturn) -> str:
    """Stands on every screen of a return: whose move it is, and what for."""
    who = whose_move(one.stage)
    who = one.owner.name if who == "The agency" else "The Board" if who == "The Board" else "nobody"
    return f"Whose move it is: {who}. {WHERE[one.stage][:1].upper()}{WHERE[one.stage][1:]}."


def due_state(one: AuditReturn, as_at: date) -> State:
    """Late is said only of a body with the duty by statute."""
    left = (one.due_on - as_at).days
    if one.stage not in WITH_THE_AGENCY:
        return State("done", "Handed in") if one.stage != Stage.EXEMPT else State("done", "Excused")
    if left < 0:
        return State("late", f"Late {many(-left, 'day')}") if has_a_duty(one.owner.duty_basis) else State(
            "waiting", "Would still help"
        )  # fmt: skip
    if left <= 14:
        return State("soon", "Due today" if left == 0 else f"Due in {many(left, 'day')}")
    return State("waiting", f"In {many(left, 'day')}")


def due_words(one: AuditReturn, as_at: date, *, first_day: date | None = None) -> str:
    """It is due on 29 November 2019, in 17 days, extended from 31 October 2019."""
    left = (one.due_on - as_at).days
    day = in_words(one.due_on)
    if left >= 0:
        said = f"It is due on {day}, {'today' if left == 0 else 'in ' + many(left, 'day')}"
    elif has_a_duty(one.owner.duty_basis):
        said = f"It was due on {day}: late {many(-left, 'day')}"
    else:
        said = f"It was hoped for by {day}, and would still help"
    longer = f", extended from {in_words(first_day)}" if first_day and first_day != one.due_on else ""
    return f"{said}{longer}."


def grade_words(scale: Scale, grade: int | None, not_applicable: Any = False) -> str:
    if not_applicable:
        return "Does not apply"
    return "" if grade is None else f"{grade}, {scale.step(grade).label.lower()}"


@dataclass(frozen=True)
class EvidenceRow:
    uuid: Any
    title: str
    kind: str
    covers: str
    where: str
    file_uuid: Any
    state: State


def evidence_row(found: Evidence, as_at: date) -> EvidenceRow:
    old = (as_at.year - found.to_on.year) * 12 + as_at.month - found.to_on.month >= STALE_MONTHS
    file, where = found.file if found.file_id else None, found.address
    if file is not None and file.state != "clean":
        where = file.get_state_display()
    if found.expires_on and found.expires_on < as_at:
        state = State("late", f"Out of date since {in_words(found.expires_on)}")
    elif old:
        state = State("soon", "Old: over 24 months")
    else:
        state = State("done", "Current")
    return EvidenceRow(
        found.uuid, found.title, found.get_kind_display(), f"{found.from_on:%b %Y} to {found.to_on:%b %Y}",
        where, file.uuid if file is not None and file.opens else None, state,
    )  # fmt: skip


def moment_words(moment: datetime, as_at: date) -> str:
    at = moment.astimezone(clock.LONDON)
    return f"today, {at:%H:%M}" if at.date() == as_at else f"{at:%-d %B %Y, %H:%M}"
