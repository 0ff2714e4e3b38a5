"""How incidents and reviews are kept: 35 years after closing, or 75 from the child's birth (RET-1)."""

from reviews.models import Identity
from sscb.retention.sockets import Kept, Subject, Subjects, kept, subjects

kept.plug(Kept("reviews.incident", "reviews.Incident", "RET-1", "closed_on"))
# Its own row stays, emptied: the report that was published is kept for good and belongs to it.
kept.plug(
    Kept(
        "reviews.review", "reviews.CaseReview", "RET-1", "closed_on", born="identity__born_on",
        folders=lambda case: [case.uuid],
        blank={"pseudonym": "", "cut_off_why": "", "withdrawal_why": "", "family_summary": ""},
    )
)  # fmt: skip
kept.plug(Kept("reviews.copy", "reviews.DraftCopy", within="case"))
kept.plug(Kept("reviews.report", "reviews.AgencyReport", within="case"))
kept.plug(Kept("reviews.summary", "reviews.AgencySummary", within="case"))
kept.plug(Kept("reviews.publication", "reviews.PublicReport", "RET-2"))


def _children() -> list[tuple[int, Subject]]:
    rows = Identity._base_manager.values_list("case_id", "name_key", "born_on")
    return [(case, Subject(name, born_on)) for case, name, born_on in rows]


subjects.plug(Subjects("reviews.review", _children))
