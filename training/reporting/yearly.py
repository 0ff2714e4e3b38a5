"""What training gives to the Board's annual report: the figures that its own report begins with."""

from datetime import date
from typing import Any

from sscb.timetable.days import in_words
from training.reporting.annual import annual_report
from training.reporting.years import year_of


def year_of_training(first: date, last: date) -> dict[str, Any]:
    found = annual_report(year_of(first), last)
    return {"note": f"{found.heading}. {found.lead}", "columns": ("What", "In the year"),
            "rows": [(what, shown) for _, what, shown in found.figures],
            "source": f"Source: registers kept in the portal, as at {in_words(last)}"}  # fmt: skip
