"""Staff by training group and who is in date, of every agency that handed in the newest learning audit. Two queries."""

from datetime import date

from audits.gaps.counting import GROUPS, in_date
from audits.gaps.queries import KIND
from audits.results.queries.pack import newest_cycle
from audits.returns.models import Answer
from sscb.learning.headcounts import Counted, Headcount


def count(as_at: date) -> Counted | None:
    cycle = newest_cycle(KIND, as_at)
    if cycle is None:
        return None
    rows = Answer.objects.filter(
        of__cycle=cycle, of__released_on__lte=as_at, key__in=("staff-by-group", "in-date")
    ).values_list("of__owner__code", "key", "value")  # fmt: skip
    told: dict[str, dict] = {}
    for agency, key, value in rows:
        told.setdefault(agency, {})[key] = value or {}
    counts = []
    for agency, answers in told.items():
        shares = in_date(answers.get("in-date"))
        for number, group in enumerate(GROUPS, 1):
            staff = ((answers.get("staff-by-group") or {}).get(group) or {}).get("staff") or 0
            share = shares[group]
            if staff or share.of:
                counts.append(Headcount(agency, number, staff, share.of, share.part))
    return Counted(cycle.title, tuple(counts))
