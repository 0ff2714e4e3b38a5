"""What waits for whom from the draft of a report to the end of its actions, as data."""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, F, OuterRef

from reviews.lifecycle import Stage
from reviews.models import DraftCopy, Notice
from reviews.queries.publishing import NOT_TO_PUBLISH
from reviews.queries.waiting import REVIEW
from sscb.board.queries.shown import OwedRow
from sscb.board.sockets import Owing, Whose
from sscb.learning.models import Action, Recommendation
from sscb.timetable.queries import Listed

_FACTS = DraftCopy._base_manager.filter(case=OuterRef("pk"), purpose=DraftCopy.Purpose.FACTS)
_TO_CHECK = Exists(_FACTS.exclude(stage="recalled"))
_UNSETTLED = Exists(_FACTS.filter(stage__in=("sent", "answered")))
_PANEL_TOLD = Exists(Notice.objects.filter(record=OuterRef("pk"), about=NOT_TO_PUBLISH, told_on__isnull=False))
_ASKED = Action._base_manager.filter(plan__source_uuid=OuterRef("uuid"), stage__in=("asked", "done"))
_OPEN = Exists(_ASKED)
_UNANSWERED = Exists(Recommendation._base_manager.filter(source_uuid=OuterRef("uuid"), closed_on=None))
PLANNED, AGAIN = "casereview__publication__planned_on", "casereview__publication__look_again_on"


def _if(true: Callable[[dict], bool]):
    def row(one: Listed, as_at: date, made: OwedRow) -> OwedRow | None:
        return made if true(one.more) else None

    return row


CODE = "reviews.reports"
REPORTS = (
    Owing(REVIEW, (Stage.DRAFT,), "reviews.steer", "Send it", url_name="reviews:to_check", more=(_TO_CHECK,),
          title="Send the draft of {reference} for a check of its facts", about="Its readers are named",
          row=_if(lambda more: more[f"{CODE}.0.0"])),
    Owing(REVIEW, (Stage.FACTUAL_CHECK,), "reviews.steer", "Look", url_name="reviews:to_board",
          title="Put {reference} before the Board", about="Every answer to the check is settled",
          more=(_TO_CHECK, _UNSETTLED), row=_if(lambda more: more[f"{CODE}.1.0"] and not more[f"{CODE}.1.1"])),
    Owing(REVIEW, (Stage.SIGN_OFF, Stage.DEFERRED), "reviews.steer", "Decide", url_name="reviews:not_publish",
          title="Decide whether {reference} is published", about="The Panel was told of your proposal",
          more=(_PANEL_TOLD,), row=_if(lambda more: more[f"{CODE}.2.0"])),
    Owing(REVIEW, (Stage.DEFERRED,), "reviews.steer", "Look", url_name="reviews:publishing",
          title="Look again whether {reference} can be published", about="Its publication was deferred",
          due=F(AGAIN)),
    Owing(REVIEW, (Stage.AWAITING,), "reviews.steer", "Publish", url_name="reviews:publishing",
          title="Publish the report of {reference}", about="Accepted by the Board", due=F(PLANNED), more=(PLANNED,),
          row=_if(lambda more: more[PLANNED] is not None)),
    Owing(REVIEW, (Stage.SIGN_OFF,), "reviews.minute_board", "Record", url_name="reviews:minute",
          title="Record what the Board decided on {reference}", about="The report is before the Board"),
    Owing(REVIEW, (Stage.AWAITING,), "reviews.run", "Prepare", url_name="reviews:publishing",
          title="Prepare the publication of {reference}", about="Accepted by the Board"),
    Owing(REVIEW, (Stage.ACTIONS,), "reviews.close", "Close", url_name="reviews:close", title="Close {reference}",
          about="Nothing of its plan is open", more=(_OPEN, _UNANSWERED),
          row=_if(lambda more: not more[f"{CODE}.7.0"] and not more[f"{CODE}.7.1"])),
    Owing("reviews.copy", ("answered",), "reviews.settle", "Look", title="Settle what a reader said on {reference}",
          about="Copy of a draft report"),
)  # fmt: skip

COPIES = (
    Owing("reviews.copy", ("sent",), "reviews.answer_copy", "Read it", whose=Whose.PERSON, person="draftcopy__to",
          title="{reference}: your numbered copy of a draft", about="For you alone", due=F("draftcopy__due_on")),
)  # fmt: skip
