"""What the portal notices in the figures and nobody follows yet: suggestions, which become records only by a person."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from dataset.lifecycle import OPEN
from dataset.models import ConcernIndicator
from dataset.queries import judging
from dataset.queries.concerns.watching import QP
from dataset.queries.rows import Row
from dataset.queries.standing import rows
from sscb.board.queries.shown import State, Step
from sscb.charts import icons


@dataclass(frozen=True)
class Noticed:
    """One indicator that gives a reason to raise a concern, for members of Quality and Performance."""

    code: str
    title: str
    url: str
    noticed_as: str
    sentence: str
    svg: SafeString
    state: State
    step: Step


def noticed(as_at: date) -> list[Noticed]:
    """Signals of concern first, then those set to miss their target, then figures that have not come."""
    followed = set(ConcernIndicator.objects.filter(concern__stage__in=OPEN).values_list("indicator__code", flat=True))
    found = [
        (reason, row) for _, row in rows(audience=QP, as_at=as_at)
        if (reason := why(row)) and row.code not in followed
    ]  # fmt: skip
    order = list(WORDS)
    return [_shown(reason, row) for reason, row in sorted(found, key=lambda pair: order.index(pair[0]))]


WORDS = {"signal": "Signal of concern", "red": "Set to miss its target", "late": "Figures late"}


def why(row: Row) -> str:
    """signal, red, late, or "" where the portal notices nothing."""
    if row.group == judging.CONCERN:
        return "signal"
    if row.fails:
        return "red"
    return "late" if row.late else ""


def _shown(reason: str, row: Row) -> Noticed:
    svg = (
        icons.assurance_icon(row.assurance_kind, size=30) if reason == "red"
        else icons.variation_icon(row.variation_kind, row.side, size=30)
    )  # fmt: skip
    return Noticed(
        row.code, row.title, reverse("dataset:indicator", args=[row.code]), reason, row.sentence,
        mark_safe(svg),  # noqa: S308 - drawn by sscb.charts
        State("late" if reason == "late" else "soon", f"Noticed: {WORDS[reason].lower()}"),
        Step("Raise a concern", reverse("dataset:raise", args=[row.code]), about=row.title),
    )  # fmt: skip
