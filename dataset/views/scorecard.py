"""The scorecard and an indicator's own page."""

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from dataset.models import Indicator
from dataset.queries.audience import audience_of
from dataset.queries.concerns.lists import marks
from dataset.queries.cutting import Cutting, cutting
from dataset.queries.indicator_page import indicator_page
from dataset.queries.scorecard import Scorecard, scorecard
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import Page
from sscb.board.queries.kept import kept


class ScorecardPage(Page):
    """Which indicators have changed, and which will fail their target as they run now?"""

    access_rule = "dataset.read"
    template_name = "dataset/scorecard.html"

    def context(self):
        cut = cutting(self.request.GET)
        page = kept(self.request.user, clock.today(), partial(_work_out, cut), of=("dataset.scorecard", cut))
        return {
            **super().context(), "page": page, "paper": "a3" if self.request.GET.get("paper") == "a3" else "a4",
            "sees_returns": bool(can(self.request.user, "dataset.read_return")),
        }  # fmt: skip


def _work_out(cut: Cutting, person: Any, as_at: date) -> Scorecard:
    may_see = can(person, "dataset.read_concerns")
    return scorecard(
        audience=audience_of(person), as_at=as_at, cut=cut, may_import=bool(can(person, "dataset.import")),
        concerns=marks(person, as_at) if may_see else None,
    )  # fmt: skip


class OneIndicator:
    """Finds the indicator by its code among those a reader may see."""

    @cached_property
    def indicator(self) -> Indicator:
        found = Indicator.objects.for_reader(self.request.user).filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found


class IndicatorOwnPage(OneIndicator, Page):
    """Has something changed, and what should we do?"""

    access_rule = "dataset.read"
    template_name = "dataset/indicator.html"

    def context(self):
        page = indicator_page(
            self.indicator, audience=audience_of(self.request.user), as_at=clock.today(),
            every="all" in self.request.GET, may_decide=bool(can(self.request.user, "dataset.accept_restatement")),
            person=self.request.user,
        )  # fmt: skip
        trail = [
            {"title": "Dataset", "url": reverse("dataset:scorecard")}, {"title": self.indicator.title, "url": ""},
        ]  # fmt: skip
        mark = marks(self.request.user, clock.today()).get(self.indicator.code)
        raises = (mark is None or not mark.is_open) and can(self.request.user, "dataset.raise_concern")
        return {
            **super().context(), "page": page, "breadcrumbs": trail, "concern": mark,
            "sees_concerns": bool(can(self.request.user, "dataset.read_concerns")),
            "raise_url": reverse("dataset:raise", args=[self.indicator.code]) if raises else "",
        }  # fmt: skip
