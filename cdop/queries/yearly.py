"""What child death reviews give to the Board's annual report: figures of the panel's own report on that year."""

from datetime import date
from typing import Any

from cdop.models import Report
from sscb.timetable.days import in_words

TABLE = "years"


def year_of_deaths(first: date, last: date) -> dict[str, Any]:
    """Small numbers were decided for the whole of that report; nothing is counted here."""
    report = Report.objects.all_for_job("the annual report is put together for everybody").filter(
        kind=Report.Kind.ANNUAL, first_year=first.year, agreed_on__isnull=False
    ).order_by("-agreed_on", "-pk").first()  # fmt: skip
    table = next((one for one in report.figures["tables"] if one["code"] == TABLE), None) if report else None
    if table is None:
        return {
            "note": "The Child Death Overview Panel has not agreed its report on this year yet.", "columns": (),
            "rows": (), "source": f"Source: Child Death Overview Panel, as at {in_words(last)}",
        }  # fmt: skip
    rows = [[row["head"], *(cell["text"] for cell in row["cells"])] for row in table["rows"]]
    return {
        "note": report.figures["lead"], "columns": table["columns"], "rows": rows,
        "source": f"Source: {report.title} ({report.reference}), agreed {in_words(report.agreed_on)}",
    }  # fmt: skip
