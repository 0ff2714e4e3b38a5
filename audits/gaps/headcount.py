"""Staff by training group, who is in date and own courses, of every agency that handed in the newest learning audit."""

from datetime import date

from audits.gaps.counting import GROUPS, in_date
from audits.gaps.queries import KIND
from audits.results.queries.pack import newest_cycle
from audits.returns.models import Answer
from sscb.learning.headcounts import Counted, Headcount, OwnTraining

KEYS = ("staff-by-group", "in-date", "courses-run")


def count(as_at: date) -> Counted | None:
    cycle = newest_cycle(KIND, as_at)
    if cycle is None:
        return None
    rows = Answer.objects.filter(of__cycle=cycle, of__released_on__lte=as_at, key__in=KEYS)
    told: dict[str, dict] = {}
    own: list[OwnTraining] = []
    for agency, name, key, value in rows.values_list("of__owner__code", "of__owner__name", "key", "value"):
        if key == "courses-run":
            own.append(_own(name, value or []))
        else:
            told.setdefault(agency, {})[key] = value or {}
    counts = []
    for agency, answers in told.items():
        shares = in_date(answers.get("in-date"))
        for number, group in enumerate(GROUPS, 1):
            staff = ((answers.get("staff-by-group") or {}).get(group) or {}).get("staff") or 0
            share = shares[group]
            if staff or share.of:
                counts.append(Headcount(agency, number, staff, share.of, share.part))
    return Counted(cycle.title, tuple(counts), tuple(sorted(own, key=lambda one: one.agency)))


def _own(agency: str, rows: list[dict]) -> OwnTraining:
    return OwnTraining(agency, len(rows), sum(row.get("times") or 0 for row in rows),
                       sum(row.get("attended") or 0 for row in rows))  # fmt: skip
