"""The scorecard, an indicator's own page, and both as files."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from dataset.exports import as_csv
from dataset.models import Indicator
from dataset.queries.audience import audience_of
from dataset.queries.indicator_page import indicator_page
from dataset.queries.scorecard import scorecard
from dataset.queries.series import own_figures
from dataset.queries.values_file import VALUE_HEADINGS, value_rows
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import Page


class ScorecardPage(Page):
    """Which indicators have changed, and which will fail their target as they run now?"""

    access_rule = "dataset.read"
    template_name = "dataset/scorecard.html"

    def context(self):
        asked = self.request.GET
        page = scorecard(
            audience=audience_of(self.request.user), as_at=clock.today(), show=asked.get("show", ""),
            theme=asked.get("theme", ""), may_import=bool(can(self.request.user, "dataset.import")),
        )  # fmt: skip
        return {**super().context(), "page": page}


class ScorecardFile(Page):
    """Every figure of the scorecard's indicators as CSV, small numbers hidden as on the page."""

    access_rule = "dataset.read"

    def get(self, request, *args, **kwargs):
        return values_file(request.user, Indicator.objects.on_scorecard(), "dataset-figures.csv")


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
        return {**super().context(), "page": page, "breadcrumbs": trail}


class IndicatorFile(OneIndicator, Page):
    """Every figure of one indicator as CSV."""

    access_rule = "dataset.read"

    def get(self, request, *args, **kwargs):
        indicator = self.indicator
        return values_file(request.user, [indicator], f"{indicator.code.lower()}-figures.csv")


def values_file(person, indicators, name: str) -> HttpResponse:
    """A CSV for spreadsheets. Figures are about areas, not people, so who took them is not written down."""
    audience = audience_of(person)
    rows = [
        row
        for own in own_figures(indicators, as_at=clock.today()).values()
        for series in (own.process, own.published) if series
        for row in value_rows(series, audience)
    ]  # fmt: skip
    answer = HttpResponse(as_csv(VALUE_HEADINGS, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
