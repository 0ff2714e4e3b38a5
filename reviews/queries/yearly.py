"""What reviews give to the Board's annual report: what was published in the year, as the public reads it."""

from datetime import date
from typing import Any

from reviews.models import PublicReport
from sscb.timetable.days import in_words


def year_of_reviews(first: date, last: date) -> dict[str, Any]:
    found = PublicReport.objects.public().filter(published_on__range=(first, last)).order_by("published_on", "pk")
    rows = [(one.heading, one.summary, in_words(one.published_on)) for one in found]
    return {"note": "" if rows else "No review was published in this year.", "rows": rows,
            "columns": ("Review", "What it is about", "Published"),
            "source": f"Source: published reviews, as at {in_words(last)}"}  # fmt: skip
