"""The child death review, the panel's meetings and papers, and what it suspects: types of record."""

from cdop.lifecycle import (
    MEETING_MOVES,
    MEETING_STAGES,
    MOVES,
    PAPER_MOVES,
    PAPER_STAGES,
    STAGES,
    SUSPICION_MOVES,
    SUSPICION_STAGES,
)
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

MEETING = types.plug(
    RecordType(
        code="cdop.meeting",
        title="Meeting of the child death overview panel",
        url_name="cdop:meeting",
        highest_level="P4",
        prefix="CDOP",
        stages={str(stage): words for stage, words in MEETING_STAGES.items()},
        moves=MEETING_MOVES,
    )
)

PAPER = types.plug(
    RecordType(
        code="cdop.paper",
        title="Panel paper",
        url_name="cdop:paper",
        highest_level="P5",
        prefix="PAPER",
        stages=PAPER_STAGES,
        moves=PAPER_MOVES,
    )
)

SUSPICION = types.plug(
    RecordType(
        code="cdop.suspicion",
        title="Concern raised by the panel",
        url_name="cdop:suspicion",
        highest_level="P4",
        prefix="CON",
        stages=SUSPICION_STAGES,
        moves=SUSPICION_MOVES,
    )
)
