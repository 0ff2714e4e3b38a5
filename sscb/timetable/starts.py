"""The two dates on which the new arrangements begin locally. They are two facts, not one (handbook 0.3), and data:
each board records its own. Pure: until one is recorded, the statutory latest date is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sscb.timetable.days import add_days, add_months

EARLIEST = date(2018, 6, 29)
"""The day on which sections 16A to 16M of the Children Act 2004 came into force."""


@dataclass(frozen=True)
class Start:
    """A local start date: `latest` is the statutory latest, taken where none is recorded."""

    code: str
    title: str
    latest: date
    cites: str


SAFEGUARDING_PARTNER_START = Start(
    code="safeguarding_partner_start",
    title="The safeguarding partners’ arrangements begin",
    latest=date(2019, 9, 29),
    cites="Working Together: transitional guidance, July 2018",
)
CDR_START = Start(
    code="cdr_start",
    title="The child death review partners’ arrangements begin",
    latest=date(2019, 9, 29),
    cites="Working Together: transitional guidance, July 2018",
)
STARTS: dict[str, Start] = {start.code: start for start in (SAFEGUARDING_PARTNER_START, CDR_START)}

LocalDates = Mapping[str, date]
"""Recorded start dates by code; a code that is not there stands at its statutory latest."""


@dataclass(frozen=True)
class Local:
    """A boundary that hangs on a local start date: so many months after it (never beyond `cap`), then so many days."""

    start: Start
    months: int = 0
    cap: date | None = None
    days: int = 0

    def on(self, local: LocalDates) -> date:
        day = add_months(local.get(self.start.code, self.start.latest), self.months)
        if self.cap:
            day = min(day, self.cap)
        return add_days(day, self.days)


def day_before(start: Start) -> Local:
    """The last day of the old regime on that side (RULINGS 3)."""
    return Local(start, days=-1)
