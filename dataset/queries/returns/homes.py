"""Returns on home pages, as data for their tiles: what an agency has to send, and what waits to be checked."""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from dataset.models import ReturnRow
from sscb.board.sockets import Owing, Whose

_rows = ReturnRow.objects.filter(data_return=OuterRef("pk")).order_by().values("data_return")
_rows = _rows.annotate(number=Count("*"))
SAID = Coalesce(Subquery(_rows.filter(~Q(numerator="") | Q(missing=True)).values("number")), 0)
ASKED = Coalesce(Subquery(_rows.values("number")), 0)
LAST_DAY = Coalesce(F("datareturn__again_on"), F("datareturn__due_on"))


def _send(stage: str, step: str, **more: Any) -> Owing:
    return Owing("dataset.return", (stage,), "dataset.fill_return", step, whose=Whose.AGENCY,
                 url_name="dataset:fill_return", about="{0} of {1} begun", more=(SAID, ASKED), **more)  # fmt: skip


SEND = (
    _send("due", "Fill in", due="datareturn__due_on"),
    _send("filling", "Carry on", due="datareturn__due_on"),
    _send("sent_back", "Look again", due=LAST_DAY, state=("soon", "Sent back"), late="Sent back, late {late}"),
)
# The Board's office may check too; what waits for it stands on the page of returns.
CHECK = (
    Owing("dataset.return", ("submitted",), "moderate", "Check", url_name="dataset:check_return", not_own=True,
          title="{title}: {owner}", about="{0} of {1} begun", due="datareturn__due_on", late=None,
          state=("waiting", "To be checked"), more=(SAID, ASKED)),
)  # fmt: skip
