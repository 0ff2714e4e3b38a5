"""The yearly return (LSCB1) for its collector: whole totals of one year, for the co-ordinator alone."""

from dataclasses import dataclass
from datetime import date

from cdop.models import Report
from cdop.queries.statistics import countings
from cdop.statistics import PARTS
from sscb.charts import numbers
from sscb.tables.writing import as_csv
from sscb.timetable.days import in_words
from sscb.timetable.models import Deadline

RULE = "lscb1-return"
TITLES = {
    "category": "Category of death", "modifiable": "Modifiable factors", "age": "Age at death", "sex": "Sex",
    "expected": "Expected or unexpected", "place": "Place of death", "ethnicity": "Ethnicity",
}  # fmt: skip


@dataclass(frozen=True)
class Block:
    """One table: its title and (words, number) of each row; the last row is the total."""

    title: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class YearlyReturn:
    """`sent_on`: None while it is owed."""

    heading: str
    lead: str
    blocks: tuple[Block, ...]
    period: str
    owner: str
    citation: str
    sent_on: date | None


def return_of(report: Report) -> YearlyReturn | None:
    """The return of a yearly report's year, or None where the rule was not in force when the year ended."""
    owed = Deadline.objects.filter(record_id=report.pk, rule=RULE).exclude(state="cancelled").first()
    if report.kind != Report.Kind.ANNUAL or owed is None:
        return None
    year = report.year
    cases = countings(year.ends_on)
    done = [one for one in cases if year.holds(one.completed_on)]
    blocks = [
        Block(
            "Both sets",
            (("Deaths notified in the year", sum(year.holds(one.notified_on) for one in cases)),
             ("Reviews completed in the year, of deaths in any year", len(done))),
        )
    ]  # fmt: skip
    for code, title in TITLES.items():
        rows = [(words, sum(one.part(code) == part for one in done)) for part, words in PARTS[code].items()]
        blocks.append(Block(f"{title}, reviews completed", (*rows, ("All", len(done)))))
    sent = report.return_sent_on
    heading = f"The return for {year.words} " + (f"was sent on {in_words(sent)}" if sent else "is to be sent")
    return YearlyReturn(
        heading=heading,
        lead=f"Whole totals for the collector, and for nobody else. {owed.reason}",
        blocks=tuple(blocks), period=f"{numbers.day(year.starts_on)} to {numbers.day(year.ends_on)}",
        owner=owed.owner, citation=owed.citation, sent_on=sent,
    )  # fmt: skip


RETURN_COLUMNS = ("period", "table", "row", "number")


def return_csv(shown: YearlyReturn) -> str:
    """One line for each total: period, table, row, number."""
    rows = [(shown.period, block.title, words, number) for block in shown.blocks for words, number in block.rows]
    return as_csv(RETURN_COLUMNS, rows)
