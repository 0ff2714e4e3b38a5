"""Figures that were due and have not come, as the Board's one page lists them: by whom, which, since when.

What an agency owes is what its returns say (`returns.not_sent`). Indicators that no agency sends through the portal are
judged by their readings: a month that should have come and has not.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dataset import words
from dataset.queries.judging import Judged
from dataset.queries.returns.asked import senders
from dataset.queries.returns.unsent import NotSent, not_sent
from sscb.charts import numbers


@dataclass(frozen=True)
class Unsent:
    """One agency and what it owes, however many months of it."""

    agency: str
    what: str
    owed: str
    due_on: date
    days_late: int
    sent_back: bool
    titles: tuple[str, ...]

    @property
    def late(self) -> str:
        told = numbers.counted(self.days_late, "day")
        return f"Sent back, {told}" if self.sent_back else numbers.capital(told)

    def row(self) -> dict[str, str]:
        return {"agency": self.agency, "what": self.what, "owed": self.owed, "due": numbers.day(self.due_on),
                "late": self.late}  # fmt: skip

    def sentence(self) -> str:
        """For the front sheet: "Police has not sent Visits in time for September 2019"."""
        what = self.what if len(self.titles) > 1 else self.titles[0]
        return f"{self.agency} has not sent {what} for {self.owed}."


def unsent_for_board(as_at: date, found: list[Judged]) -> list[Unsent]:
    """The longest late first. `found`: every indicator of the scorecard, judged."""
    owed: dict[tuple, list[NotSent]] = defaultdict(list)
    for one in not_sent(as_at):
        owed[one.agency_id, one.codes, one.stage == "sent_back"].append(one)
    rows = [_of_returns(group) for group in owed.values()]
    agencies = senders()
    rows += [
        _of_reading(one, as_at) for one in found
        if one.missing and not _asked(one.indicator, agencies)
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (-one.days_late, one.agency, one.titles))


def _asked(indicator, agencies: dict[str, int]) -> bool:
    return indicator.asked_from is not None and bool(indicator.organisation_id or agencies.get(indicator.provider))


def _of_returns(group: list[NotSent]) -> Unsent:
    group = sorted(group, key=lambda one: one.due_on)
    first, last = group[0], group[-1]
    what = f"{first.codes[0]} {first.titles[0]}" if len(first.titles) == 1 else first.what
    owed = first.period if len(group) == 1 else f"{first.period} to {last.period}"
    return Unsent(first.agency, what, owed, first.due_on, first.days_late, first.stage == "sent_back", first.titles)


def _of_reading(one: Judged, as_at: date) -> Unsent:
    frequency = one.series.frequency
    owed = [numbers.period(start, frequency) for start in one.missing]
    due = words.due_on(words.last_day(one.missing[0], frequency))
    return Unsent(
        words.provider(one.indicator.provider), f"{one.indicator.code} {one.indicator.title}",
        owed[0] if len(owed) == 1 else f"{owed[0]} to {owed[-1]}", due, max((as_at - due).days, 1), False,
        (one.indicator.title,),
    )  # fmt: skip
