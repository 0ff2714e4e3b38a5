"""What audits give to the Board's annual report: how many answered Section 11, and how many are not there yet."""

from datetime import date
from typing import Any

from audits.results.queries.gathering import gather_for_paper
from audits.results.queries.heat import heat_of
from audits.returns.models import AuditCycle
from sscb.timetable.days import in_words


def year_of_section11(first: date, last: date) -> dict[str, Any]:
    """Counts of agencies by standard; none is named, and nothing is ranked."""
    cycle = AuditCycle.objects.all_for_job("the annual report is put together for everybody").filter(
        kind="section11", opens_on__range=(first, last)
    ).order_by("-opens_on").first()  # fmt: skip
    if cycle is None:
        return {"note": "No cycle of the Section 11 audit was opened in this year.", "columns": (), "rows": (),
                "source": f"Source: audit returns kept in the portal, as at {in_words(last)}"}  # fmt: skip
    found = gather_for_paper(cycle, last)
    seen = heat_of(found)
    return {
        "note": f"{len(found.returned)} of {len(found.invited)} agencies returned; {seen.moderated} were moderated.",
        "columns": ("Standard", "Agencies below “in place”", "Of"),
        "rows": [(one.title, one.below, f"{seen.moderated} moderated") for one in seen.standards],
        "source": f"Source: {cycle.title}, as moderated by {in_words(last)}",
    }  # fmt: skip
