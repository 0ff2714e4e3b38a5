"""Support: what agencies asked the Board for in their returns, what was offered, and what still waits for an answer."""

from dataclasses import dataclass, replace
from typing import Any

from audits.results.models import Support
from audits.results.queries.gathering import Gathered
from audits.returns.models import Answer, AuditReturn
from audits.returns.reading import questions_of
from sscb.timetable.days import in_words

SEEN_BY_THE_BOARD, ASKED = "Not asked for: seen in the return", "Asked for in its return"


@dataclass(frozen=True)
class Wanted:
    """One thing that an agency asked for: its place among those, and its words."""

    place: int
    need: str
    kind: str


@dataclass(frozen=True)
class SupportRow:
    """What was asked, what was offered, how it stands. `place`: of the request, while nothing is offered for it.

    `place` and `offer` lead to a page about the return, so they are empty for whoever may not open it.
    """

    agency: str
    uuid: Any
    asked: str
    offered: str
    state: str
    offer: Any
    place: int | None
    rank: int


def wanted_of(one: AuditReturn) -> list[Wanted]:
    """What one return asks for."""
    return _wanted(Answer.objects.filter(of=one, key__in=_keys(one.cycle)).values_list("value", flat=True))


def _keys(cycle: Any) -> list[str]:
    return [question.key for _, question in questions_of(cycle) if question.becomes == "support"]


def _wanted(values: Any) -> list[Wanted]:
    rows = [row for value in values for row in value or []]
    told = ((str(row.get("need") or "").strip()[:200], str(row.get("kind") or "").strip()) for row in rows)
    return [Wanted(place, need, kind) for place, (need, kind) in enumerate(one for one in told if one[0])]


def offered_in(found: Gathered) -> list[Support]:
    """Every offer to the agencies on the page: the Board sees what is needed, also where it may not open the return."""
    return list(Support.objects.filter(of__in=[line.one.pk for line in found.lines]).select_related("of__owner"))


def support_rows(found: Gathered, offered: list[Support]) -> tuple[SupportRow, ...]:
    """Requests that nothing is offered for come first, then offers without an answer, then what has ended.

    Of a return of which nothing may be read one sees that its agency asked, what the Board offers, and how it stands.
    """
    returns = {line.one.pk: line for line in found.returned}
    whole = {line.one.pk for line in found.lines if line.whole}
    keys, asked = _keys(found.cycle), {}
    if keys:
        for pk, value in Answer.objects.filter(of__in=returns, key__in=keys).values_list("of_id", "value"):
            asked.setdefault(pk, []).append(value)
    by_request: dict[tuple[int, str], list[Support]] = {}
    for one in offered:
        by_request.setdefault((one.of_id, one.asked), []).append(one)
    rows = []
    for pk, values in asked.items():
        for wanted in _wanted(values):
            words = f"{wanted.need} ({wanted.kind[:1].lower()}{wanted.kind[1:]})" if wanted.kind else wanted.need
            offers = by_request.pop((pk, wanted.need), [])
            if not offers:
                line = returns[pk]
                rows.append(SupportRow(line.agency, line.one.uuid, words, "", "Nothing offered yet", None,
                                       wanted.place if pk in whole else None, 0))  # fmt: skip
            rows += [_offer(one, words, whole) for one in offers]
    rows += [_offer(one, one.asked or SEEN_BY_THE_BOARD, whole) for those in by_request.values() for one in those]
    told = {line.one.uuid for line in found.lines if line.whole or line.cells}
    rows = [row if row.uuid in told else _outside(row) for row in rows]
    return tuple(sorted(rows, key=lambda row: (row.rank, row.agency)))


def _outside(row: SupportRow) -> SupportRow:
    asked = row.asked if row.asked == SEEN_BY_THE_BOARD else ASKED
    return replace(row, asked=asked, state=row.state.partition(":")[0])


def _offer(one: Support, asked: str, whole: set[int]) -> SupportRow:
    state, rank = "Waits for the agency’s answer", 1
    if one.answered_on is not None:
        state, rank = "Taken up" if one.taken_up else "Not taken up", 2
        state = f"{state}: {one.result}" if one.result else state
    offered = f"{one.need} ({one.get_kind_display().lower()}), offered on {in_words(one.offered_on)}"
    still_open = one.uuid if rank == 1 and one.of_id in whole else None
    return SupportRow(one.of.owner.name, one.of.uuid, asked, offered, state, still_open, None, rank)


def support_words(rows: tuple[SupportRow, ...]) -> str:
    """ "2 requests, 1 still without an offer. 3 offers were made: 1 waits for an answer." """
    asked = [row for row in rows if row.asked != SEEN_BY_THE_BOARD]
    made = [row for row in rows if row.offered]
    said = []
    if asked:
        said.append(f"{len(asked)} asked for by agencies, {sum(row.rank == 0 for row in rows)} without an offer.")
    if made:
        said.append(f"{len(made)} offered, {sum(row.rank == 1 for row in rows)} not answered yet.")
    return " ".join(said) or "No support has been asked for or offered yet."
