"""Gaps in multi-agency training, for whoever plans the training: it hears of them through the kernel."""

from datetime import date
from typing import Any
from uuid import UUID

from audits.gaps.models import TrainingGap
from audits.gaps.services import end_gap
from sscb.learning.training_gaps import GapAsked


def asked(as_at: date) -> list[GapAsked]:
    rows = TrainingGap.objects.filter(kind=TrainingGap.Kind.MULTI, end="", found_on__lte=as_at).select_related("cycle")
    return [
        GapAsked(one.uuid, f"{one.topic}, {one.training_group}" if one.training_group else one.topic, one.cycle.title,
                 one.found_on)
        for one in rows
    ]  # fmt: skip


def end(uuid: UUID, how: str, why: str, by: Any, on: date) -> None:
    gap = TrainingGap.objects.select_related("cycle").get(uuid=uuid)
    end_gap(gap=gap, end=how, why=why, by=by, on=on)
