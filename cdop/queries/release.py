"""What the panel's papers in the pack count that other rooms count too: deaths notified, year by year."""

from datetime import date

from cdop.queries.figures import figures_of
from cdop.queries.reports import newest_for_the_board
from cdop.queries.statistics import countings
from cdop.report_words import QUARTERLY
from cdop.years import Year, last_ended
from sscb.disclosure import Counts, Disclosed, Equation, Release

NOTIFIED = "child deaths notified"
"""The name that every room has for it."""


def counts_for_release(as_at: date) -> Counts:
    """Yearly totals as the report's own decision printed or hid them: that report lies before every member already.

    What it hides is not kept with it, so hidden years are counted anew for the attacker.
    """
    report = newest_for_the_board(as_at)
    figures = report.figures if report else figures_of(QUARTERLY, last_ended(as_at), as_at=as_at)
    shown = Disclosed.from_json(figures["disclosed"])
    keys = [key for key in shown if key[0] == "notified"]
    cases = countings(as_at)
    years = {key: Year(key[1]) for key in keys if key[1] != "five years"}
    counted = {key: sum(year.holds(one.notified_on) for one in cases) for key, year in years.items()}
    total = ("notified", "five years")
    cells = {
        key: int(shown.number(key)) if not shown[key].hidden else counted.get(key, sum(counted.values()))
        for key in keys
    }  # fmt: skip
    release = Release()
    release.add(cells, [Equation(total, tuple(years))] if total in cells else [])
    return Counts(
        release,
        known_as={key: (NOTIFIED, year.starts_on.isoformat(), year.ends_on.isoformat()) for key, year in years.items()},
        hidden={key: shown[key].hidden for key in keys if shown[key].hidden},
        printed=frozenset(key for key in keys if not shown[key].hidden),
    )
