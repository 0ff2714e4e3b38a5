"""Which version of a line's period counts on a day: the newest that has begun and that was signed off."""

from dataclasses import dataclass, replace
from datetime import date

from sscb.retention.models import PeriodVersion, SignOff
from sscb.retention.schedule import LINE, LINES, Line, Period


@dataclass(frozen=True)
class Version:
    """One version of a line. `row` is None for the default; `signed` None until it is signed off."""

    line: Line
    number: int
    period: Period
    row: PeriodVersion | None = None
    signed: SignOff | None = None

    @property
    def from_on(self) -> date | None:
        return self.row.from_on if self.row else None


def versions() -> dict[str, list[Version]]:
    """Of every line, the oldest first. Two queries, however many there are."""
    signed = {(one.line, one.number): one for one in SignOff.objects.select_related("signed_by")}
    found = {line.code: [Version(line, 1, line.period, signed=signed.get((line.code, 1)))] for line in LINES}
    for row in PeriodVersion.objects.select_related("changed_by"):
        line = LINE[row.line]
        period = replace(line.period, years=row.years, months=row.months, days=row.days)
        found[row.line].append(Version(line, row.number, period, row, signed.get((row.line, row.number))))
    return found


def newest(line: str) -> Version:
    return versions()[line][-1]


def counting(of_line: list[Version], as_at: date) -> Version | None:
    """The one that counts on the day; None while none that has begun is signed off."""
    begun = [one for one in of_line if one.signed and (one.from_on is None or one.from_on <= as_at)]
    return begun[-1] if begun else None


def period_of(line: str, as_at: date) -> Period:
    """For what the sweep deletes by rule: the version that counts, or the default until somebody signs one off."""
    found = counting(versions()[line], as_at)
    return found.period if found else LINE[line].period
