"""Words for codes of the dataset: who sends a figure, in which unit, and what its state is. No Django."""

from datetime import date, timedelta

from sscb.charts import numbers

DUE_AFTER_DAYS = 25
"""A month's or quarter's figures are due on the 25th day after it ends: a default for Quality and Performance."""

LATER = "later than this board’s date"

PROVIDERS = {
    "CSC": "County council, children’s social care",
    "CSC/EH": "County council, children’s social care and early help",
    "EH": "County council, early help",
    "CSC, health, police": "County council, health and police",
    "CE group": "Child exploitation group",
    "police": "Constabulary",
    "police, CSC": "Constabulary and county council",
    "police/CSC": "Constabulary or county council",
    "MARAC": "MARAC co-ordinator",
    "NPS, CRC": "Probation services",
    "YOS": "Youth offending service",
    "CAFCASS": "Cafcass",
    "CAFCASS/court": "Cafcass and the family court",
    "health": "Clinical commissioning group",
    "acute": "Hospital trusts",
    "PH": "County council, public health",
    "HV": "Public health nursing",
    "CAMHS": "Child and adolescent mental health service",
    "midwifery": "Midwifery, hospital trusts",
    "each trust": "Health trusts",
    "education": "County council, education",
    "LADO": "Designated officer for allegations",
    "Board": "The Board’s office",
    "CDOP": "Child death overview panel",
    "L&I": "Learning and Improvement subgroup",
}

UNITS = {"per 10k": "per 10,000", "per 100k": "per 100,000"}


def provider(code: str) -> str:
    """Who sends the figure, by kind."""
    return PROVIDERS.get(code, code)


def unit(code: str) -> str:
    """The unit as sentences and headings say it: "%", "n", "per 10,000", "weeks"."""
    return UNITS.get(code, code)


def with_unit(figure: str, code: str) -> str:
    """A figure as a sentence says it: "349.4 per 10,000"; a score, a count or a percentage stands alone."""
    return figure if code in ("%", "n", "score") else f"{figure} {unit(code)}"


def in_heading(code: str) -> str:
    """The unit as it stands in brackets behind a name: "%", "count", "per 10,000"."""
    return {"n": "count"}.get(code, unit(code))


def due_on(period_end: date) -> date:
    """The day by which the figure for a month or quarter is due."""
    return period_end + timedelta(days=DUE_AFTER_DAYS)


def following(start: date, frequency: str) -> date:
    """The first day of the next month or quarter."""
    months = start.year * 12 + start.month - 1 + (1 if frequency == "month" else 3)
    return date(months // 12, months % 12 + 1, 1)


def last_day(start: date, frequency: str) -> date:
    """The last day of the month or quarter that begins on `start`."""
    return following(start, frequency) - timedelta(days=1)


def owed(newest_start: date | None, frequency: str, as_at: date) -> list[date]:
    """First days of the months or quarters after the newest one whose figures were due before `as_at`."""
    found = []
    if newest_start is None or frequency not in ("month", "quarter"):
        return found
    start = following(newest_start, frequency)
    while due_on(last_day(start, frequency)) < as_at:
        found.append(start)
        start = following(start, frequency)
    return found


def age(period_end: date, as_at: date) -> str:
    """ "43 days", "1 day", "not yet ended"."""
    days = (as_at - period_end).days
    if days < 0:
        return "not yet ended"
    return "1 day" if days == 1 else f"{days:,} days"


def parts(numerator: float | None, denominator: float | None, *, hidden: bool = False) -> str:
    """ "54 of 92", "54" or "". Whole numbers without decimals; nothing where it would tell a hidden number."""
    if hidden or numerator is None:
        return ""
    over = count(numerator)
    return over if denominator is None else f"{over} of {count(denominator)}"


def count(number: float) -> str:
    """A number counted: whole where it is whole."""
    return numbers.plain(number, 0 if float(number).is_integer() else 1)
