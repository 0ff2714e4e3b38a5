"""The child death review as a type of record."""

from cdop.lifecycle import MOVES, STAGES
from sscb.records.lifecycle import Move
from sscb.records.sockets import RecordType, types

REVIEW = types.plug(
    RecordType(
        code="cdop.review",
        title="Child death review",
        url_name="cdop:review",
        highest_level="P5",
        prefix="CDR",
        stages={str(stage): words for stage, words in STAGES.items()},
        moves=MOVES,
        guards={
            "lived_here": (lambda review, on: review.lives_here, "the child lived elsewhere, so the home area reviews"),
            "lived_elsewhere": (lambda review, on: not review.lives_here, "the child lived in the Board’s area"),
            "says_why": (lambda review, on: bool(review.why_now.strip()), "it does not say why"),
            "analysis_agreed": (
                lambda review, on: review.completed_on is not None, "the panel has not agreed the analysis form"
            ),
            "receipted": (lambda review, on: review.is_receipted, "nobody has confirmed its receipt"),
        },
    )
)  # fmt: skip

FORM = types.plug(
    RecordType(
        code="cdop.form",
        title="Agency’s form about a child’s death",
        url_name="cdop:form",
        highest_level="P5",
        prefix="CDF",
        stages={"asked": "Asked for", "answered": "Handed in", "withdrawn": "No longer asked for"},
        moves=(
            Move("asked", "answered", "cdop.answer_form", button="Hand it in"),
            Move("asked", "withdrawn", "cdop.run_review", button="Do not ask for it any more"),
        ),
    )
)  # fmt: skip
