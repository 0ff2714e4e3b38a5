"""What agencies ask of the Board, on the home pages of whoever answers: longer, excused, a grade, support."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.urls import reverse

from audits.results.models import Support
from audits.returns.lifecycle import WITH_THE_AGENCY, CycleStage, Stage
from audits.returns.models import Answer, Plea
from sscb.board.queries.shown import OwedRow
from sscb.board.sockets import Owing

CYCLE = "auditreturn__cycle__uuid"
HANDED_IN = (Stage.SUBMITTED, Stage.IN_MODERATION, Stage.MODERATED, Stage.CLOSED)
_PLEAS = Plea.objects.filter(of_id=OuterRef("pk"), decided_on=None)
LONGER = Exists(_PLEAS.filter(kind=Plea.Kind.LONGER))
APPROVED = Exists(_PLEAS.filter(kind=Plea.Kind.EXCUSED, of__exempt_approved_on__isnull=False))
EXCUSED = Subquery(
    Plea.objects.filter(of__cycle_id=OuterRef("pk"), kind=Plea.Kind.EXCUSED, decided_on=None)
    .filter(of__exempt_approved_on=None).order_by().values("of__cycle").annotate(many=Count("pk")).values("many")
)  # fmt: skip
WANTED = Exists(Answer.objects.filter(of_id=OuterRef("pk"), key="support-wanted", value__0__isnull=False))
OFFERED = Exists(Support.objects.filter(of_id=OuterRef("pk")))


def _on_its_cycle(name: str) -> Callable:
    """The row while it is asked; the office answers on the page of the cycle."""

    def row(one: Any, as_at: date, made: OwedRow) -> OwedRow | None:
        if not one.more[name] or made.step is None:
            return None
        url = reverse("audits:cycle", args=[one.more[CYCLE]])
        return replace(made, url=url, step=replace(made.step, url=url))

    return row


def _if_not_offered(one: Any, as_at: date, made: OwedRow) -> OwedRow | None:
    return made if one.more["audits.asked.4.0"] and not one.more["audits.asked.4.1"] else None


def _for_the_chair(one: Any, as_at: date, made: OwedRow) -> OwedRow | None:
    """The Chair may not open a return that is not handed in, so the row is of the cycle and leads to their own list."""
    waiting = one.more["audits.asked.5.0"]
    if not waiting or made.step is None:
        return None
    title = f"{waiting} agenc{'y asks' if waiting == 1 else 'ies ask'} to be excused"
    url = reverse("audits:exemptions")
    return replace(made, title=title, url=url, step=replace(made.step, url=url, about=title))


def _asked(stages: tuple[str, ...], rule: str, step: str, title: str, **told: Any) -> Owing:
    return Owing(
        "audits.return", tuple(str(stage) for stage in stages), rule, step, title=title, about="{reference}, {title}",
        late=None, **told,
    )  # fmt: skip


ASKED = (
    _asked(WITH_THE_AGENCY, "audits.handle_return", "Answer", "{owner} asks for longer", more=(LONGER, CYCLE),
           row=_on_its_cycle("audits.asked.0.0"), state=("soon", "Waits for an answer")),
    _asked(WITH_THE_AGENCY, "audits.handle_return", "Excuse it", "{owner} may be excused", more=(APPROVED, CYCLE),
           row=_on_its_cycle("audits.asked.1.0"), state=("soon", "The Chair has approved")),
    _asked((Stage.APPEALED,), "audits.decide_appeal", "Decide", "{owner} appeals against a grade", not_own=True,
           url_name="audits:moderation", state=("soon", "Waits for a decision")),
    _asked((Stage.SUBMITTED,), "audits.moderate", "Moderate", "Moderate the return of {owner}", not_own=True,
           url_name="audits:moderation", state=("waiting", "Handed in")),
    _asked(HANDED_IN, "audits.offer_support", "Offer support", "{owner} asks for support", more=(WANTED, OFFERED),
           row=_if_not_offered, url_name="audits:offer_support", state=("waiting", "Nothing offered yet")),
    Owing("audits.cycle", tuple(CycleStage), "audits.approve_exemption", "Read why", about="{reference}, {title}",
          late=None, more=(EXCUSED,), row=_for_the_chair, state=("soon", "Waits for your approval")),
)  # fmt: skip
"""In this order: the names of what `more` brings say the place."""
