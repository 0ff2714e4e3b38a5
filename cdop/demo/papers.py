"""Papers of the meetings that lie ahead, so that the panel has something to read: invented, and naming nobody."""

from datetime import date
from typing import Any

from cdop import services
from cdop.models import ChildDeathReview

SUDDEN = (
    "A child who had been well was found collapsed and could not be revived. The joint response visited within a day.",
    "The family was known to universal services only. Nothing in what agencies hold had caused worry before.",
    "The ambulance came within its target. The emergency department followed its pathway and supported the family.",
    "What should every professional say to families at this age? Did all of them have the chance to say it?",
)
EXPECTED = (
    "A child with a condition known since before birth died in hospital, with the family there.",
    "The pregnancy was booked early. The family had been told what to expect and had taken part in each decision.",
    "Care was planned between the hospital and the community team. Bereavement support was offered and taken up.",
    "Was the plan shared with everybody who might be called? Would anything make the last weeks easier for others?",
)


def write_for_panel(review: ChildDeathReview, *, by: Any, on: date) -> None:
    """The paper, approved, and the analysis form begun."""
    told = SUDDEN if review.expected == ChildDeathReview.Expected.UNEXPECTED else EXPECTED
    paper = services.write_paper(
        review=review, by=by, on=on, agencies={},
        texts=dict(zip(("summary", "background", "care", "questions"), told, strict=True)),
    )  # fmt: skip
    services.approve_paper(paper=paper, by=by, on=on)
    services.write_analysis(
        review=review, by=by, on=on, summary=told[0], documents="The agencies’ forms and the local meeting’s report."
    )
