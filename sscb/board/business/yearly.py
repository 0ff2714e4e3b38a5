"""What a year's records say, in parts that everybody may read: the annual report, put together (handbook 6.5).

No risk is worded here, no challenge names its agency, and texts come from records of the partnership (P1) alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sscb.board.business.framework import framework_year
from sscb.board.business.models import BoardLink, BoardRisk, BudgetLine, PlanAction
from sscb.board.business.queries import now_of, pounds, standing_of
from sscb.board.business.standing import TO_THE_BOARD
from sscb.board.models import Challenge
from sscb.board.sockets import year_parts
from sscb.learning.models import ForumMeeting, ImpactCheck, Product, YoungView

OURS = "Source: portal, the Board’s own records"
WHY = "the annual report is put together for everybody"
OPEN_LEVELS = ("P0", "P1")


@dataclass(frozen=True)
class Year:
    """From April to March, but never later than the day it is put together on."""

    begins: int
    as_at: date

    @property
    def within(self) -> tuple[date, date]:
        return date(self.begins, 4, 1), min(date(self.begins + 1, 3, 31), self.as_at)


def gather(year: Year, person: Any) -> list[dict[str, Any]]:
    """Parts as plain data: code, title, note, columns, rows, source. The year's, whoever looks at them."""
    parts = [*(_plugged(one, year) for one in year_parts), _methods(year, person), _young(year), _forums(year),
             _plan(year), _spread(year), _difference(year), _challenges(year), _risks(year), _money(year),
             _boards(year)]  # fmt: skip
    return [one for one in parts if one["rows"] or one["note"]]


def _plugged(one: Any, year: Year) -> dict[str, Any]:
    found = one.gather(*year.within)
    return _part(one.code, one.title, found["columns"], found["rows"], found.get("note", ""), found["source"])


def _part(
    code: str, title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], note: str = "", source: str = OURS
) -> dict[str, Any]:
    return {"code": code, "title": title, "note": note, "columns": list(columns),
            "rows": [[str(cell) for cell in row] for row in rows], "source": source}  # fmt: skip


def _shared(model: Any) -> Any:
    return model.objects.all_for_job(WHY).filter(level__in=OPEN_LEVELS)


def _methods(year: Year, person: Any) -> dict[str, Any]:
    rows = framework_year(person, *year.within)
    return _part(
        "methods", "What the framework’s methods did and taught",
        ("Method", "Did", "Learned", "Asked of agencies", "Difference"),
        [(row.method.title, ", ".join(row.did), row.points, row.asked_words, row.impact_words) for row in rows
         if row.method.of_ten],
    )  # fmt: skip


def _young(year: Year) -> dict[str, Any]:
    found = _shared(YoungView).filter(opened_on__range=year.within).order_by("pk")
    return _part(
        "young", "What young people said, and what came of it", ("They said", "Answer", "What was done or why not"),
        [(one.title, one.get_answer_display() or "None yet", one.did or one.reason or "–") for one in found],
    )  # fmt: skip


def _forums(year: Year) -> dict[str, Any]:
    met: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for one in _shared(ForumMeeting).filter(stage="held", meets_on__range=year.within).select_related("group"):
        met[one.group.name] += 1
        seen[one.group.name] += bool(one.board_person)
    return _part("forums", "The Board at practitioner forums", ("Forum", "Met", "With the Board"),
                 [(name, count, f"{seen[name]} of {count}") for name, count in sorted(met.items())])  # fmt: skip


def _plan(year: Year) -> dict[str, Any]:
    actions = _shared(PlanAction).filter(
        priority_of__from_year__lte=year.begins, priority_of__to_year__gte=year.begins, opened_on__lte=year.within[1]
    )
    return _part(
        "plan", "The business plan", ("Action", "Priority", "State", "Difference"),
        [(one.title, one.priority_of.title, _standing_words(one, year.within[1]), one.impact or "–")
         for one in actions.select_related("priority_of").order_by("priority_of_id", "due_on", "pk")],
    )  # fmt: skip


def _standing_words(one: PlanAction, as_at: date) -> str:
    how = standing_of(one, as_at)
    return f"{how.colour}: {how.words}"


def _spread(year: Year) -> dict[str, Any]:
    found = _shared(Product).filter(published_on__range=year.within).order_by("published_on", "pk")
    return _part("spread", "Learning that was published", ("Published", "What", "For whom"),
                 [(one.title, one.get_kind_display(), one.audience) for one in found])  # fmt: skip


def _difference(year: Year) -> dict[str, Any]:
    found = _shared(ImpactCheck).filter(judged_on__range=year.within).order_by("judged_on", "pk")
    return _part("difference", "What was found when impact was checked", ("Question", "Verdict", "What it rests on"),
                 [(one.title, one.get_verdict_display(), one.finding) for one in found])  # fmt: skip


def _challenges(year: Year) -> dict[str, Any]:
    """How many, and how many made a difference. Whom the Board challenged, and with what, is not for everybody."""
    last = year.within[1]
    found = list(Challenge.objects.all_for_job(WHY).filter(opened_on__range=year.within))
    closed = [one for one in found if one.closed_on and one.closed_on <= last]
    rows = [
        ("Put to chief officers", len(found)), ("Closed with an answer", len(closed)),
        ("Of these, with a difference for children written down", sum(bool(one.difference) for one in closed)),
    ]  # fmt: skip
    return _part("challenges", "Challenges to agencies", ("What", "How many"), rows if found else [])


def _risks(year: Year) -> dict[str, Any]:
    """How many stood in the register when the year, or the part of it told here, ended."""
    last = year.within[1]
    found = BoardRisk.objects.all_for_job(WHY).filter(opened_on__lte=last).exclude(closed_on__lte=last)
    opened = list(found)
    high = sum(now_of(one) >= TO_THE_BOARD for one in opened)
    return _part("risks", "Risks", ("In the register at the end", "How many"),
                 [("All", len(opened)), ("High enough to be the Board’s own", high)] if opened else [])  # fmt: skip


def _money(year: Year) -> dict[str, Any]:
    """Contributions line by line, as guidance asks (Working Together 2015, chapter 3); what was spent as one sum: a
    line of it can be what one person is paid."""
    found = list(BudgetLine.objects.all_for_job(WHY).filter(year=year.begins).order_by("pk"))
    rows = [(one.title, pounds(one.planned), pounds(one.actual) or "Not settled yet") for one in found
            if one.side == BudgetLine.Side.IN]  # fmt: skip
    spent = [one for one in found if one.side == BudgetLine.Side.OUT]
    if spent:
        settled = all(one.actual is not None for one in spent)
        rows.append(("Spent, in all", pounds(sum(one.planned for one in spent)),
                     pounds(sum(one.actual for one in spent)) if settled else "Not settled yet"))  # fmt: skip
    return _part("money", "What partners gave, and what was spent", ("Line", "Planned", "Came to"), rows)


def _boards(year: Year) -> dict[str, Any]:
    found = BoardLink.objects.all_for_job(WHY).filter(happened_on__range=year.within)
    counted = Counter(one.get_other_display() for one in found)
    return _part("boards", "Work with other boards", ("With", "Papers and themes"), sorted(counted.items()))
