"""What waits for whom on the home pages, as data: the chair's decisions, the subgroup's meeting, who is to be told."""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from reviews.lifecycle import DECIDED, UNDECIDED, Stage
from reviews.models import AgencySummary, Notice, Opening
from sscb.board.queries.shown import OwedRow
from sscb.board.sockets import Owing, Whose
from sscb.timetable.models import LocalDate
from sscb.timetable.queries import Listed
from sscb.timetable.starts import SAFEGUARDING_PARTNER_START as PARTNERS

REVIEW, WITHDRAWAL, CUT_OFF = "reviews.review", "casereview__withdrawal_asked_on", "casereview__cut_off_on"
_SUMMARIES = AgencySummary._base_manager.filter(case=OuterRef("pk"))
_UNTOLD = Exists(Notice.objects.filter(record=OuterRef("pk"), told_on=None))
_MISSING, _ANSWERED = Exists(_SUMMARIES.filter(stage="asked")), Exists(_SUMMARIES.filter(stage="answered"))
_TO_AGREE = Exists(Opening.objects.filter(case=OuterRef("pk"), agreed_on=None))


def _only_if(true: Callable[[dict], bool]):
    def row(one: Listed, as_at: date, made: OwedRow) -> OwedRow | None:
        return made if true(one.more) else None

    return row


def _ready(more: dict) -> bool:
    """No answer is missing, or the subgroup goes on without them."""
    return bool(more[CUT_OFF] or (more["reviews.waiting.2.2"] and not more["reviews.waiting.2.1"]))


WAITING = (
    Owing(REVIEW, (Stage.CONSIDERED,), "reviews.decide", "Decide", url_name="reviews:decide",
          title="Decide whether a review is held: {reference}", about="The subgroup has recommended"),
    Owing(REVIEW, (Stage.REFERRED,), "reviews.decide", "Look", url_name="reviews:withdraw_agree",
          title="Agree that {reference} is withdrawn", about="The business manager asks for it", more=(WITHDRAWAL,),
          row=_only_if(lambda more: more[WITHDRAWAL] is not None)),
    Owing(REVIEW, (Stage.GATHERING,), "reviews.consider", "Record", url_name="reviews:consider",
          title="Consider {reference} with the subgroup", about="No answer is missing", more=(CUT_OFF, _MISSING,
          _ANSWERED), row=_only_if(_ready)),
    Owing(REVIEW, (Stage.REFERRED,), "reviews.run", "Begin", url_name="reviews:gather",
          title="Ask the agencies about {reference}", about="A case was referred", more=(WITHDRAWAL,),
          row=_only_if(lambda more: more[WITHDRAWAL] is None)),
    Owing(REVIEW, tuple(DECIDED), "reviews.run", "Open the ledger", title="Tell those who must be told of {reference}",
          about="{stage}", more=(_UNTOLD,), row=_only_if(lambda more: more["reviews.waiting.4.0"])),
    Owing("reviews.incident", ("open",), "reviews.change_incident", "Open", title="{reference}: tell those who must "
          "be told, and record the rapid review", about="Notifiable incident"),
)  # fmt: skip
"""The keys of expressions are the tile's code, the place of the step and the place in its `more`."""

OPENINGS = (
    Owing(REVIEW, tuple(Stage), "reviews.open_identity", "Look", title="A second person is wanted to open who the "
          "child of {reference} is", about="Two people open it together", more=(_TO_AGREE,), late=None,
          state=("waiting", "Wants a second person"), row=_only_if(lambda more: more["reviews.openings.0.0"])),
)  # fmt: skip

_START = Subquery(LocalDate.objects.filter(code=PARTNERS.code).order_by("-id").values("on")[:1])


def _once_the_partners_began(one: Listed, as_at: date, made: OwedRow) -> OwedRow | None:
    start = one.more["reviews.handovers.2.0"] or PARTNERS.latest
    return made if one.more[_ASKED] is None and as_at >= start else None


_AGREED, _ASKED, _SENT = (f"casereview__handover__{one}_on" for one in ("agreed", "asked", "sent"))
HANDOVERS = (
    Owing(REVIEW, tuple(Stage), "reviews.agree_handover", "Look", url_name="reviews:handover_agree",
          title="Agree that {reference} passes to the safeguarding partners", about="The business manager asks for it",
          more=(_ASKED, _AGREED), row=_only_if(lambda more: more[_ASKED] is not None and more[_AGREED] is None)),
    Owing(REVIEW, tuple(Stage), "reviews.hand_over", "Record it", url_name="reviews:handover_send",
          title="Send {reference} to the safeguarding partners", about="The Independent Chair has agreed",
          more=(_AGREED, _SENT), row=_only_if(lambda more: more[_AGREED] is not None and more[_SENT] is None)),
    Owing(REVIEW, tuple(UNDECIDED), "reviews.hand_over", "Hand it over", url_name="reviews:handover_ask",
          title="{reference} passes to the safeguarding partners", about="Nobody had decided when they began",
          more=(_START, _ASKED), row=_once_the_partners_began),
)  # fmt: skip

OWN_PARTS = (
    Owing("reviews.summary", ("asked",), "reviews.answer_summary", "Answer it", whose=Whose.PERSON,
          person="agencysummary__named", title="{reference}: a page on your agency’s part in a case",
          about="Asked of you for the safeguarding board"),
    Owing("reviews.report", ("asked", "sent-back"), "reviews.write_report", "Write it", whose=Whose.PERSON,
          person="agencyreport__author", title="{reference}: your agency’s report to a review",
          about="{stage}, for a review of the safeguarding board"),
)  # fmt: skip
