"""How child death reviews are kept (RET-3). Those handed over go by the rule of their receipt (RET-4)."""

from collections.abc import Iterable
from typing import Any

from cdop.models import Handover, Identity
from sscb.retention.sockets import Kept, Subject, Subjects, kept, subjects


def _handovers(review: Any) -> Iterable[Any]:
    return Handover.objects.filter(review_id=review.pk).values_list("uuid", flat=True)


def _receipts(review: Any) -> Iterable[int]:
    return Handover.objects.filter(review_id=review.pk, evidence__isnull=False).values_list("evidence", flat=True)


# The Board still counts the death, in groups wide enough to be reported; the receipt of what was passed on stays.
kept.plug(
    Kept(
        "cdop.review", "cdop.ChildDeathReview", "RET-3", "closed_on", born="identity__born_on",
        folders=_handovers, keeps_files=_receipts, blank={"died_on": None, "waits_for": "", "ended_because": ""},
        keeps=("cdop.Counted", "cdop.Handover", "cdop.Bundle", "cdop.Sending"),
    )
)  # fmt: skip
kept.plug(Kept("cdop.form", "cdop.AgencyForm", within="review"))
kept.plug(Kept("cdop.paper", "cdop.PanelPaper", within="review"))
kept.plug(Kept("cdop.suspicion", "cdop.Suspicion", within="review"))
kept.plug(Kept("cdop.meeting", "cdop.PanelMeeting", "RET-3", "met_on"))
kept.plug(Kept("cdop.campaign", "cdop.Campaign", "RET-7", "closed_on"))
kept.plug(Kept("cdop.report", "cdop.Report", "RET-2"))


def _children() -> list[tuple[int, Subject]]:
    rows = Identity.everything.values_list("review_id", "name_key", "born_on", "nhs_number")
    return [(review, Subject(name, born_on, number)) for review, name, born_on, number in rows]


subjects.plug(Subjects("cdop.review", _children))
