"""The learning room's types of record."""

from sscb.learning.engagement import records  # noqa: F401 - plugs its own types
from sscb.learning.queries.checks import difference_shown
from sscb.learning.queries.plans import plan_is_done
from sscb.records.lifecycle import Move
from sscb.records.sockets import RecordType, types

POINT = types.plug(
    RecordType(
        code="learning.point",
        title="Learning point",
        url_name="learning:point",
        highest_level="P1",
        prefix="LP",
        stages={"open": "Open", "answered": "Answered", "closed": "Closed"},
        moves=(
            Move("open", "answered", "learning.write_point", button="Mark as answered"),
            Move("open", "closed", "learning.close_point", needs=("difference_shown",), button="Close the thread"),
            Move("answered", "closed", "learning.close_point", needs=("difference_shown",), button="Close the thread"),
        ),
        guards={
            "difference_shown": (
                lambda point, on: difference_shown(point),
                "nobody has judged yet that it made a difference, and no reason is given why that is not checked",
            ),
        },
    )
)

RECOMMENDATION = types.plug(
    RecordType(
        code="learning.recommendation",
        title="Recommendation",
        url_name="learning:recommendation",
        highest_level="P4",
        prefix="REC",
        stages={
            "written": "Waiting for an answer",
            "accepted": "Accepted",
            "declined": "Not accepted",
            "closed": "Carried out",
        },
        moves=(
            Move("written", "accepted", "learning.answer_recommendation", button="Answer it"),
            Move("written", "declined", "learning.answer_recommendation"),
            Move("accepted", "closed", "learning.close_action", needs=("plan_done",), button="Close the plan"),
        ),
        guards={
            "plan_done": (
                lambda recommendation, on: plan_is_done(recommendation),
                "each of its actions must be carried out with checked evidence or withdrawn, and one carried out",
            ),
        },
    )
)

ACTION = types.plug(
    RecordType(
        code="learning.action",
        title="Action",
        url_name="learning:action",
        highest_level="P1",
        prefix="ACT",
        stages={
            "asked": "Asked",
            "done": "Done, waiting to be checked",
            "closed": "Closed with evidence",
            "cancelled": "Cancelled",
        },
        moves=(
            Move("asked", "done", "learning.report_progress", needs=("has_evidence",), button="Say that it is done"),
            Move("done", "asked", "learning.close_action", button="Send back"),
            Move("done", "closed", "learning.close_action", button="Close with evidence"),
            Move("asked", "cancelled", "learning.close_action", button="Cancel"),
        ),
        guards={
            "has_evidence": (lambda action, on: bool(action.evidence.strip()), "it has no evidence yet"),
        },
    )
)

PRODUCT = types.plug(
    RecordType(
        code="learning.product",
        title="Briefing or bulletin",
        url_name="learning:product",
        highest_level="P1",
        prefix="PRD",
        stages={"draft": "Draft", "approved": "Approved", "published": "Published", "withdrawn": "Taken down"},
        moves=(
            Move("draft", "approved", "learning.approve_product", button="Approve it"),
            Move("approved", "draft", "learning.write_product"),
            Move("approved", "published", "learning.approve_product", button="Publish it"),
            Move("published", "withdrawn", "learning.approve_product", button="Take it down"),
        ),
    )
)

CHECK = types.plug(
    RecordType(
        code="learning.check",
        title="Impact check",
        url_name="learning:check",
        highest_level="P1",
        prefix="IMP",
        stages={"planned": "To be judged", "judged": "Judged"},
        moves=(Move("planned", "judged", "learning.judge", button="Give the verdict"),),
    )
)

NATIONAL = types.plug(
    RecordType(
        code="learning.national",
        title="National review",
        url_name="learning:national_review",
        highest_level="P1",
        prefix="NAT",
        stages={"waiting": "Does it apply here?", "applies": "It applies here", "not-here": "It does not apply here"},
        moves=(
            Move("waiting", "applies", "learning.answer_national", button="It applies"),
            Move("waiting", "not-here", "learning.answer_national", button="It does not"),
        ),
    )
)
