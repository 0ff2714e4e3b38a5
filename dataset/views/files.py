"""Figures and charts as files. Each is written down before its bytes are sent (SEC-25)."""

from django.http import Http404, HttpResponse

from dataset.models import Indicator, Reading
from dataset.queries.audience import audience_of
from dataset.queries.chart_file import as_png, chart_file
from dataset.queries.scorecard import cutting
from dataset.queries.values_file import VALUE_HEADINGS, every_row
from dataset.views.scorecard import OneIndicator
from sscb import clock
from sscb.access.rations import EXPORT
from sscb.access.views import Page
from sscb.charts import numbers
from sscb.records.files import Issued, hand_out
from sscb.tables.writing import as_csv, as_xlsx

MARKINGS = {
    Reading.Audience.QP.value: "OFFICIAL-SENSITIVE: small numbers shown, for Quality and Performance only",
    Reading.Audience.WIDER.value: "OFFICIAL",
}
LEVELS = {Reading.Audience.QP.value: "P3", Reading.Audience.WIDER.value: "P1"}


def given(request, name: str, form: str, what: str, content, **told) -> HttpResponse:
    """The file, once it is written down who took it. `content(issued, marking)` makes the bytes."""
    audience = audience_of(request.user)
    return hand_out(
        request.user, lambda issued: content(issued, MARKINGS[audience]), name=f"{name}.{form}", kind=form,
        level=LEVELS[audience], why=what, **told,
    )  # fmt: skip


def table_file(request, indicators, name: str, form: str, what: str) -> HttpResponse:
    """Every figure of these indicators as CSV or XLSX, small numbers hidden as on the page."""
    rows = every_row(indicators, audience_of(request.user), clock.today())
    told = f"{what}, {numbers.counted(len(rows), 'row')}"

    def content(issued: Issued, marking: str) -> bytes:
        if form == "csv":
            return as_csv(VALUE_HEADINGS, rows).encode()
        return as_xlsx(
            VALUE_HEADINGS, rows, marking=marking, issued=issued.words,
            about=[("What", told), ("Figures as at", numbers.day(clock.today()))],
        )  # fmt: skip

    return given(request, name, form, told, content, rows=len(rows), columns=VALUE_HEADINGS, narrowed=what)


class ScorecardFile(Page):
    """The figures of the indicators that the scorecard shows just now, as filtered."""

    access_rule = "dataset.read"
    rationed = EXPORT

    def get(self, request, *args, **kwargs):
        cut = cutting(request.GET)
        codes = cut.codes(audience=audience_of(request.user), as_at=clock.today())
        indicators = Indicator.objects.on_scorecard().filter(code__in=codes)
        what = f"Figures of the dataset: {cut.words}"
        return table_file(request, indicators, "dataset-figures", kwargs["form"], what)


class IndicatorFile(OneIndicator, Page):
    """Every figure of one indicator."""

    access_rule = "dataset.read"
    rationed = EXPORT

    def get(self, request, *args, **kwargs):
        one = self.indicator
        return table_file(request, [one], f"{one.code.lower()}-figures", kwargs["form"], f"Figures of {one}")


class ChartFile(OneIndicator, Page):
    """One indicator's chart as a picture."""

    access_rule = "dataset.read"
    rationed = EXPORT

    def get(self, request, *args, **kwargs):
        one, form, person = self.indicator, kwargs["form"], request.user
        audience = audience_of(person)
        svg = chart_file(one, audience=audience, as_at=clock.today(), marking=MARKINGS[audience], person=person)
        if not svg:
            raise Http404
        made = as_png(svg) if form == "png" else svg.encode()
        return given(request, f"{one.code.lower()}-chart", form, f"Chart of {one}", lambda issued, marking: made)
