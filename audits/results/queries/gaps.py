"""Gaps that agencies and moderators found, what is done about each, and the support that the Board offered."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.results.models import Support
from audits.results.queries.gathering import Gathered
from audits.results.queries.support import SupportRow, offered_in, support_rows
from audits.returns.models import Improvement
from sscb.learning.queries import days_late
from sscb.timetable.days import in_words


@dataclass(frozen=True)
class ActionShown:
    words: str
    agency: str
    url_uuid: Any
    state: str
    late: int


@dataclass(frozen=True)
class AgencyGaps:
    agency: str
    uuid: Any
    gaps: int
    without: int
    standards: str
    open: int
    late: int
    support: str


@dataclass(frozen=True)
class GapsShown:
    heading: str
    rows: tuple[AgencyGaps, ...]
    actions: tuple[ActionShown, ...]
    support: tuple[SupportRow, ...]
    offered: tuple[Support, ...]
    common: tuple[tuple[str, int], ...]


def gaps_of(found: Gathered, as_at: date) -> GapsShown:
    """Four queries beside what was gathered.

    Of a return that the reader may not open: how many grades the Board found low, how many actions and how many late.
    """
    planned = Improvement.objects.filter(
        answer__of__in=[line.one.pk for line in found.lines], dropped_on=None, action__isnull=False
    ).select_related("action", "answer")  # fmt: skip
    by_return: dict[int, list[Improvement]] = {}
    for one in planned.order_by("action__due_on", "pk"):
        by_return.setdefault(one.answer.of_id, []).append(one)
    offered = offered_in(found)
    support = Counter(one.of_id for one in offered)
    scale, common, rows, actions = found.kind.scale, Counter(), [], []
    for line in found.lines:
        grades = found.frozen.get((line.one.owner_id, line.one.cycle_id))
        if not line.cells or grades is None:
            continue
        below = [key for key, (own, board) in grades.items() if _gap(board if board is not None else own, scale)]
        if not line.whole:
            below = [key for key, (_, board) in grades.items() if _gap(board, scale)]
        numbers = [found.asked.question(key) for key in below]
        common.update(question.key for question in numbers)
        asked = by_return.get(line.one.pk, [])
        have = {one.answer.key for one in asked}
        late = [days for one in asked if (days := days_late(one.action, as_at))]
        rows.append(AgencyGaps(
            line.agency, line.one.uuid if line.whole else None, len(below), sum(key not in have for key in below),
            ", ".join(question.number for question in numbers), sum(one.action.stage != "closed" for one in asked),
            len(late), f"{support[line.one.pk]} offered" if support[line.one.pk] else "",
        ))  # fmt: skip
        actions += [
            ActionShown(one.text, line.agency, one.action.uuid, f"Due {in_words(one.action.due_on)}", days_late(
                one.action, as_at))
            for one in asked if one.action.stage != "closed" and line.whole
        ]  # fmt: skip
    total, late = sum(row.gaps for row in rows), sum(row.late for row in rows)
    heading = f"{total} gaps stand in {len(rows)} returns; {_late_words(late)}"
    return GapsShown(
        heading, tuple(rows), tuple(sorted(actions, key=lambda one: -one.late)),
        support_rows(found, offered), tuple(offered),
        tuple((f"{found.asked.question(key).number} {found.asked.question(key).text}", count)
              for key, count in common.most_common(8) if count > 1),
    )  # fmt: skip


def _gap(value: Any, scale) -> bool:
    return isinstance(value, int) and scale.is_gap(value)


def _late_words(late: int) -> str:
    if not late:
        return "none of their actions is late"
    return f"{late} of their actions {'is' if late == 1 else 'are'} late"
