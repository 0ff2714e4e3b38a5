"""What Quality and Performance agrees about an indicator's chart: limits drawn afresh, targets, and how it is read."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dataset.models import Aim, Indicator, ReadingRule, Redrawing
from dataset.queries.agreed import Agreed
from dataset.services.readings import refresh_readings
from sscb.access.policy import require
from sscb.board.packs.preparing import ask_to_prepare
from sscb.charts import numbers
from sscb.database import swap
from sscb.history.services import write_history

DECIDED = "This was decided already. Reload the page to see what was decided."


@transaction.atomic(durable=True)
def propose_limits(*, indicator: Indicator, from_on: date, why: str, by: Any, on: date) -> Redrawing:
    """Ask the chair to draw the limits afresh from a day on. There must be a known cause and a lasting shift."""
    require(by, "dataset.propose")
    why = said(why, "Say what caused the shift and why it will last. Nothing was changed.")
    if from_on > on:
        raise ValidationError("New limits begin with figures that have come. Choose a day that has passed.")
    waiting = Redrawing.objects.filter(indicator=indicator, from_on=from_on).exclude(state=Redrawing.State.REFUSED)
    if waiting.exists():
        raise ValidationError("New limits from that day are proposed or approved already. Nothing was changed.")
    made = Redrawing.objects.create(
        indicator=indicator, from_on=from_on, why=why, proposed_by=by, proposed_on=on
    )
    write_history(indicator, "dataset.limits_proposed", by=by, on=on, why=why, indicator=indicator.code,
                  from_on=from_on.isoformat())  # fmt: skip
    return made


@transaction.atomic(durable=True)
def approve_limits(*, redrawing: Redrawing, minute: str, by: Any, on: date) -> Redrawing:
    """The limits are drawn afresh; the old ones stay on the chart. By the chair, who is not the one who asked."""
    found = _decidable(redrawing, by)
    minute = said(minute, "Enter the minute in which it was agreed. Nothing was changed.")
    _decide(found, state=Redrawing.State.APPROVED, minute=minute, decided_by=by, decided_on=on)
    write_history(
        found.indicator, "dataset.limits_approved", by=by, on=on, why=found.why, indicator=found.indicator.code,
        from_on=found.from_on.isoformat(), minute=found.minute,
    )  # fmt: skip
    read_again(by, [found.indicator])
    return found


@transaction.atomic(durable=True)
def refuse_limits(*, redrawing: Redrawing, why: str, by: Any, on: date) -> Redrawing:
    """The limits stay as they are. The reason is needed."""
    found = _decidable(redrawing, by)
    why = said(why, "Say why the limits stay as they are. Nothing was changed.")
    _decide(found, state=Redrawing.State.REFUSED, why_not=why, decided_by=by, decided_on=on)
    write_history(found.indicator, "dataset.limits_refused", by=by, on=on, why=found.why_not,
                  indicator=found.indicator.code, from_on=found.from_on.isoformat())  # fmt: skip
    return found


def _decidable(redrawing: Redrawing, by: Any) -> Redrawing:
    require(by, "dataset.approve")
    found = Redrawing.objects.select_related("indicator").get(pk=redrawing.pk)
    if found.state != Redrawing.State.PROPOSED:
        raise ValidationError(DECIDED)
    if found.proposed_by_id == by.pk:
        raise ValidationError("You proposed these limits yourself, so another chair has to approve them. "
                              "Nothing was changed.")  # fmt: skip
    return found


def _decide(found: Redrawing, **decided: Any) -> None:
    if not swap(Redrawing.objects.filter(state=Redrawing.State.PROPOSED), found, **decided):
        raise ValidationError(DECIDED)


@transaction.atomic(durable=True)
def set_target(
    *, indicator: Indicator, from_on: date, target: float | None, tolerance: float | None, why: str, minute: str,
    by: Any, on: date,
) -> Aim:  # fmt: skip
    """Another target from a day on, or none. Earlier ones stay in the list."""
    require(by, "dataset.agree")
    why = said(why, "Say why the target changes. Nothing was changed.")
    minute = said(minute, "Enter the minute in which it was agreed. Nothing was changed.")
    if indicator.polarity == Indicator.Polarity.NEITHER and target is not None:
        raise ValidationError("Neither way of this indicator is good by itself, so it has no target.")
    if target is not None:
        tolerance = target if tolerance is None else tolerance
        wrong = tolerance > target if indicator.polarity == Indicator.Polarity.HIGH else tolerance < target
        if wrong:
            side = "above" if indicator.polarity == Indicator.Polarity.HIGH else "below"
            raise ValidationError(f"The edge of amber cannot lie {side} the target. Nothing was changed.")
    elif tolerance is not None:
        raise ValidationError("Without a target there is no edge of amber. Nothing was changed.")
    if Aim.objects.filter(indicator=indicator, from_on=from_on).exists():
        raise ValidationError("A target from that day is written down already. Choose another day.")
    made = Aim.objects.create(indicator=indicator, from_on=from_on, target=target, tolerance=tolerance, why=why,
                              minute=minute, set_on=on, set_by=by)  # fmt: skip
    write_history(
        indicator, "dataset.target_set", by=by, on=on, why=why, indicator=indicator.code, from_on=from_on.isoformat(),
        target="none" if target is None else numbers.trimmed(target), minute=minute,
        tolerance="" if tolerance is None else numbers.trimmed(tolerance),
    )  # fmt: skip
    read_again(by, [indicator])
    return made


@transaction.atomic(durable=True)
def set_rule(
    *, run: int, trend: int, screening: bool, why: str, by: Any, on: date, indicator: Indicator | None = None
) -> ReadingRule:
    """How every chart is read, or one indicator's, from today on. Every chart says by which rule it is read."""
    require(by, "dataset.agree")
    why = said(why, "Say why the charts are to be read so. Nothing was changed.")
    made = ReadingRule.objects.create(
        indicator=indicator, run=run, trend=trend, screening=screening, why=why, set_on=on, set_by=by
    )
    _rule_changed(made, by, on, why)
    return made


@transaction.atomic(durable=True)
def read_as_the_board(*, indicator: Indicator, why: str, by: Any, on: date) -> ReadingRule:
    """The indicator has no rule of its own any more."""
    require(by, "dataset.agree")
    why = said(why, "Say why the indicator is to be read as the others. Nothing was changed.")
    made = ReadingRule.objects.create(indicator=indicator, as_the_board=True, why=why, set_on=on, set_by=by)
    _rule_changed(made, by, on, why)
    return made


def _rule_changed(made: ReadingRule, by: Any, on: date, why: str) -> None:
    what = f"charts of {made.indicator.code} are" if made.indicator_id else "all charts are"
    rule = "as all others" if made.as_the_board else Agreed(made.run, made.trend, made.screening).rules
    write_history(made, "dataset.rule_set", by=by, on=on, why=why, what=what, rule=rule)
    read_again(by, [made.indicator] if made.indicator_id else None)


def said(text: str, otherwise: str) -> str:
    """The text without its ends, or a ValidationError with the sentence."""
    text = text.strip()
    if not text:
        raise ValidationError(otherwise)
    return text


def read_again(by: Any, indicators: list[Indicator] | None) -> None:
    """Every page and the next pack say what follows from what was agreed."""
    refresh_readings(None if indicators is None else [Indicator.objects.get(pk=one.pk) for one in indicators])
    ask_to_prepare(by=by)
