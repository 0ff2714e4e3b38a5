"""Deciding what to do where a later file gives another figure than the one that stands."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Import, Restatement, Value
from dataset.services.readings import refresh_after_restatement
from sscb.access.policy import require
from sscb.board.packs.preparing import ask_to_prepare
from sscb.database import swap
from sscb.history.services import write_history

DECIDED = "Somebody has decided this restatement already. Reload the page to see what was decided."
REPLACED = (
    "The figure this would replace has been replaced by another one since. "
    "Refuse this restatement, or import the file again. Nothing was changed."
)


@transaction.atomic(durable=True)
def accept_restatement(*, restatement: Restatement, by: Any, on: date, why: str = "") -> Value:
    """The new figure counts from now on; the old one is kept and says so."""
    require(by, "dataset.accept_restatement")
    new = _accept(_claim(restatement.pk), by=by, on=on, why=why)
    refresh_after_restatement([new])
    ask_to_prepare(by=by)
    return new


@transaction.atomic(durable=True)
def accept_restatements(*, restatements: list[Restatement], by: Any, on: date, why: str = "") -> int:
    """Accept several of one file together: all, or none."""
    require(by, "dataset.accept_restatement")
    new = [_accept(_claim(restatement.pk), by=by, on=on, why=why) for restatement in restatements]
    refresh_after_restatement(new)
    ask_to_prepare(by=by)
    return len(restatements)


@transaction.atomic(durable=True)
def refuse_restatement(*, restatement: Restatement, by: Any, on: date, why: str) -> Restatement:
    """The old figure stands. The reason is needed, and the same figure is not asked about again."""
    require(by, "dataset.accept_restatement")
    if not why.strip():
        raise ValidationError("Say why the old figure stands. Nothing was changed.")
    found = _claim(restatement.pk)
    _decide(found, state=Restatement.State.REFUSED, decided_on=on, decided_by=by, why=why)
    _remember(found, "dataset.restatement_refused", by=by, on=on, why=why)
    return found


def _claim(pk: int) -> Restatement:
    """The restatement, still open. Raises ValidationError where somebody was first."""
    found = Restatement.objects.select_related("stands__version__indicator", "stands__area", "came_from").get(pk=pk)
    if found.state != Restatement.State.OPEN:
        raise ValidationError(DECIDED)
    if not found.stands.current:
        raise ValidationError(REPLACED)
    return found


def _decide(found: Restatement, **decided: Any) -> None:
    if not swap(Restatement.objects.filter(state=Restatement.State.OPEN), found, **decided):
        raise ValidationError(DECIDED)


def _accept(found: Restatement, *, by: Any, on: date, why: str) -> Value:
    old = found.stands
    if not swap(Value.objects.filter(current=True), old, current=False):
        raise ValidationError(REPLACED)
    new = Value.objects.create(
        version_id=old.version_id, area_id=old.area_id, period_start=old.period_start, period_end=old.period_end,
        period_label=old.period_label, period_text=found.period_text, value=found.value,
        numerator=found.numerator, denominator=found.denominator, out_of=found.out_of, marker=found.marker,
        text=found.text, decimals=found.decimals, computed=found.computed, state=_state_of(found),
        came_from=found.came_from, row=found.row, sheet=found.sheet, column=found.column,
        received_at=found.received_at,
    )  # fmt: skip
    _decide(found, state=Restatement.State.ACCEPTED, decided_on=on, decided_by=by, why=why, replaced_by=new)
    _remember(found, "dataset.restatement_accepted", by=by, on=on, why=why)
    return new


def accept_unchecked(came_from: Import, *, by: Any, on: date, why: str) -> list[Value]:
    """A return handed in again replaces what it said before it was checked; what was confirmed waits for a decision.

    For services that have asked whether `by` may, within their transaction. Both figures and who and why are kept.
    """
    open_ones = Restatement.objects.filter(
        came_from=came_from, state=Restatement.State.OPEN, stands__state=Value.State.PROVISIONAL, stands__current=True
    )
    new = [_accept(_claim(pk), by=by, on=on, why=why) for pk in list(open_ones.values_list("pk", flat=True))]
    if new:
        refresh_after_restatement(new)
    return new


def _state_of(found: Restatement) -> str:
    """A provisional figure that replaces a provisional one has still to be checked."""
    both = found.provisional and found.stands.state == Value.State.PROVISIONAL
    return Value.State.PROVISIONAL if both else Value.State.RESTATED


def _remember(found: Restatement, code: str, *, by: Any, on: date, why: str) -> None:
    old = found.stands
    write_history(
        found, code, by=by, on=on, why=why, indicator=old.version.indicator.code, area=old.area.name,
        period=old.period_label, stood=_shown(old), value=_shown(found), file=found.came_from.file_name,
    )  # fmt: skip


def _shown(one: Value | Restatement) -> str:
    if one.value is not None:
        return f"{one.value:.10g}"
    return one.text or one.marker or "nothing"
