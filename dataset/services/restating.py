"""Deciding what to do where a later file gives another figure than the one that stands."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Import, Restatement, Value
from dataset.services.readings import refresh_after_restatement
from sscb.access.policy import require
from sscb.board.packs.preparing import ask_to_prepare
from sscb.history.services import write_history

DECIDED = "Somebody has decided this restatement already. Reload the page to see what was decided."


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
    locked = _claim(restatement.pk)
    locked.state, locked.decided_on, locked.decided_by, locked.why = Restatement.State.REFUSED, on, by, why
    locked.save(update_fields=["state", "decided_on", "decided_by", "why"])
    _remember(locked, "dataset.restatement_refused", by=by, on=on, why=why)
    return locked


def _claim(pk: int) -> Restatement:
    """The restatement, locked and still open. Raises ValidationError where somebody was first."""
    found = (
        Restatement.objects.select_for_update(of=("self",))
        .select_related("stands__version__indicator", "stands__area", "came_from")
        .get(pk=pk)
    )
    if found.state != Restatement.State.OPEN:
        raise ValidationError(DECIDED)
    if not found.stands.current:
        raise ValidationError("The figure this would replace has been replaced by another one since. "
                              "Refuse this restatement, or import the file again. Nothing was changed.")
    return found


def _accept(locked: Restatement, *, by: Any, on: date, why: str) -> Value:
    old = locked.stands
    Value.objects.filter(pk=old.pk, current=True).update(current=False)
    new = Value.objects.create(
        version_id=old.version_id, area_id=old.area_id, period_start=old.period_start, period_end=old.period_end,
        period_label=old.period_label, period_text=locked.period_text, value=locked.value,
        numerator=locked.numerator, denominator=locked.denominator, out_of=locked.out_of, marker=locked.marker,
        text=locked.text, decimals=locked.decimals, computed=locked.computed, state=_state_of(locked),
        came_from=locked.came_from, row=locked.row, sheet=locked.sheet, column=locked.column,
        received_at=locked.received_at,
    )  # fmt: skip
    locked.state, locked.decided_on, locked.decided_by = Restatement.State.ACCEPTED, on, by
    locked.why, locked.replaced_by = why, new
    locked.save(update_fields=["state", "decided_on", "decided_by", "why", "replaced_by"])
    _remember(locked, "dataset.restatement_accepted", by=by, on=on, why=why)
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


def _state_of(locked: Restatement) -> str:
    """A provisional figure that replaces a provisional one has still to be checked."""
    both = locked.provisional and locked.stands.state == Value.State.PROVISIONAL
    return Value.State.PROVISIONAL if both else Value.State.RESTATED


def _remember(locked: Restatement, code: str, *, by: Any, on: date, why: str) -> None:
    old = locked.stands
    write_history(
        locked, code, by=by, on=on, why=why, indicator=old.version.indicator.code, area=old.area.name,
        period=old.period_label, stood=_shown(old), value=_shown(locked), file=locked.came_from.file_name,
    )  # fmt: skip


def _shown(one: Value | Restatement) -> str:
    if one.value is not None:
        return f"{one.value:.10g}"
    return one.text or one.marker or "nothing"
