"""Who is in date against how many there are: agencies' own counts, and the portal's beside them. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from sscb.learning.headcounts import Headcount
from training.evaluating.scoring import Rate


@dataclass(frozen=True)
class Line:
    """`rate` is the agencies' own count. `here`: their people with our certificate in date, never added to it."""

    name: str
    staff: int
    rate: Rate
    here: int

    @property
    def share_here(self) -> Rate:
        return Rate(min(self.here, self.staff), self.staff)


def by_agency(counts: Iterable[Headcount], here: dict[str, int], names: dict[str, str]) -> tuple[Line, ...]:
    """Every agency with a count or a certificate. One that has not counted has no rate, and is not taken as nought."""
    rows: dict[str, list[Headcount]] = {}
    for one in counts:
        rows.setdefault(one.agency, []).append(one)
    agencies = sorted({*rows, *here}, key=lambda code: names.get(code, code))
    return tuple(_line(names.get(code, code), rows.get(code, []), here.get(code, 0)) for code in agencies)


def by_group(counts: Iterable[Headcount], here: dict[int, int]) -> tuple[Line, ...]:
    rows: dict[int, list[Headcount]] = {}
    for one in counts:
        rows.setdefault(one.group, []).append(one)
    groups = sorted({*rows, *here})
    return tuple(_line(f"Group {group}", rows.get(group, []), here.get(group, 0)) for group in groups)


def _line(name: str, rows: list[Headcount], here: int) -> Line:
    return Line(
        name, sum(one.staff for one in rows),
        Rate(sum(one.in_date for one in rows), sum(one.due for one in rows)), here,
    )  # fmt: skip
