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

REPORT = types.plug(
    RecordType(
        code="cdop.report",
        title="Report on child deaths",
        url_name="cdop:report",
        highest_level="P3",
        prefix="CDRR",
        stages={"drafting": "Being written", "agreed": "Agreed by the panel’s chair", "sent": "Sent to the Board"},
        moves=(
            Move("drafting", "agreed", "cdop.agree_report", ("written",), button="Agree this report"),
            Move("agreed", "drafting", "cdop.agree_report", button="Open it again"),
            Move("agreed", "sent", "cdop.write_report", button="Send it to the Board"),
        ),
        guards={"written": (lambda report, on: not report.unwritten, "a part of it says nothing yet")},
    )
)

CAMPAIGN = types.plug(
    RecordType(
        code="cdop.campaign",
        title="Campaign",
        url_name="cdop:campaign",
        highest_level="P3",
        prefix="CAMP",
        stages={"planned": "Planned", "running": "Running", "ended": "Ended", "looked-back": "Looked back on"},
        moves=(
            Move("planned", "running", "cdop.run_campaign", ("has_material",), button="Start it"),
            Move("running", "ended", "cdop.run_campaign", ("has_reach",), button="End it"),
            Move("ended", "looked-back", "cdop.run_campaign", ("has_looked_back",), button="Look back on it"),
        ),
        guards={
            "has_material": (lambda one, on: one.materials.exists(), "nothing has been made to give people yet"),
            "has_reach": (lambda one, on: one.reaches.exists(), "nobody has said whom it reached"),
            "has_looked_back": (lambda one, on: bool(one.looked_back), "nobody has said whether it worked"),
        },
    )
)
