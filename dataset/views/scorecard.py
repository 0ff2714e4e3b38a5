"""The scorecard and an indicator's own page."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from dataset.models import Indicator
from dataset.queries.audience import audience_of
from dataset.queries.concerns.lists import marks
from dataset.queries.indicator_page import indicator_page
from dataset.queries.scorecard import cutting, scorecard
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import Page


class ScorecardPage(Page):
    """Which indicators have changed, and which will fail their target as they run now?"""

    access_rule = "dataset.read"
    template_name = "dataset/scorecard.html"

    def context(self):
        may_see = can(self.request.user, "dataset.read_concerns")
        page = scorecard(
            audience=audience_of(self.request.user), as_at=clock.today(), cut=cutting(self.request.GET),
            may_import=bool(can(self.request.user, "dataset.import")),
            concerns=marks(self.request.user, clock.today()) if may_see else None,
        )  # fmt: skip
        return {**super().context(), "page": page, "paper": "a3" if self.request.GET.get("paper") == "a3" else "a4"}


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
