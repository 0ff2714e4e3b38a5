"""Child death reviews in the register of the Board's transition, for those who read their own register case by case."""

from datetime import date

from django.db.models import Count, Q

from cdop.lifecycle import Stage
from cdop.models import ChildDeathReview
from sscb.board.sockets import Tally

FINISHED = (Stage.REVIEWED, Stage.ACTIONS, Stage.CLOSED, Stage.OUT_OF_SCOPE)


def tally(as_at: date, begun: date, start: date) -> Tally:
    """Of notifications before the partners' start that were not completed when the register begins. One query.

    Handed over counts from the receipt alone; what the panel can neither finish nor keep is still open.
    """
    ours = ChildDeathReview.objects.all_for_job("counted in the register of the transition").filter(
        Q(completed_on=None) | Q(completed_on__gte=begun), notified_on__lt=start, notified_on__lte=as_at,
    ).exclude(closed_on__lt=begun)  # fmt: skip
    received = Q(handover__received_on__isnull=False) & ~Q(handover__what="archive")
    finished = Q(stage__in=FINISHED) & ~received
    found = ours.aggregate(
        handed=Count("pk", filter=received), finished=Count("pk", filter=finished),
        open=Count("pk", filter=~received & ~Q(stage__in=FINISHED)),
    )  # fmt: skip
    return Tally(finished=found["finished"], handed=found["handed"], kept=0, open=found["open"])
