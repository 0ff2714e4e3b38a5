"""The panel's reports: the list, one report, writing it, agreeing it, sending it, and the yearly return."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe

from cdop import services
from cdop.forms.reports import OpenAgainForm, ReportForm
from cdop.models import Report
from cdop.queries.figures import chart_of
from cdop.queries.reports import deadlines_of, ends_on, figures_shown, owed, reports_of, row_of, state_of, texts_of
from cdop.queries.returns import RETURN_COLUMNS, return_csv, return_of
from cdop.years import Year
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.rations import EXPORT
from sscb.access.views import ActPage, ListPage, RecordActPage, RecordFormPage, RecordPage
from sscb.charts import numbers
from sscb.history.queries import history_of
from sscb.history.services import log_view
from sscb.records.files import hand_out

KICKER = "Child death reviews in totals"


class Reports(ListPage):
    access_rule = "cdop.read_reports"
    template_name = "cdop/reports.html"

    def rows(self):
        return reports_of(self.request.user)

    def context(self):
        context, person, as_at = super().context(), self.request.user, clock.today()
        rows = [row_of(one) for one in context["rows"]]
        sent = sum(one.state.code == "done" for one in rows)
        writes = can(person, "cdop.write_report")
        waiting = len(rows) - sent
        heading = f"{numbers.capital(numbers.counted(sent, 'report'))} on child deaths went to the Board"
        if writes and waiting:
            heading += f", and {numbers.in_words(waiting)} {'is' if waiting == 1 else 'are'} being written"
        return {
            **context, "rows": rows, "kicker": KICKER, "heading": heading,
            "lead": "Totals of many reviews, with small numbers hidden. No report is about one child.",
            "owed": owed(as_at) if writes else [], "marking": marking(Report.LEVEL),
        }  # fmt: skip


class BeginReport(ActPage):
    """Begin the report of a period that has ended."""

    access_rule = "cdop.write_report"

    def do(self):
        told = self.request.POST
        for one in owed(clock.today()):
            if (one.kind, str(one.first_year), str(one.quarter or "")) == (
                told.get("kind"), told.get("first_year"), told.get("quarter", "")
            ):  # fmt: skip
                self.made = services.begin_report(
                    kind=one.kind, year=Year(one.first_year), quarter=one.quarter, by=self.request.user,
                    on=clock.today(),
                )  # fmt: skip
                return redirect("cdop:write_report", uuid=self.made.uuid)
        return "That report was begun already, or its period has not ended."

    def next_url(self):
        return reverse("cdop:reports")


class OneReport(RecordPage):
    access_rule = "cdop.read_reports"
    queryset = Report.objects.select_related("agreed_by")
    template_name = "cdop/report.html"

    def context(self):
        report, person, as_at = self.record, self.request.user, clock.today()
        figures = figures_shown(report, as_at=as_at)
        chart = chart_of(figures, size="page") if figures else None
        writes, agrees = (bool(can(person, f"cdop.{act}_report", report)) for act in ("write", "agree"))
        day = numbers.day(ends_on(report))
        return {
            **super().context(),
            "kicker": f"{report.reference} · {report.get_kind_display().lower()}",
            "heading": report.title,
            "lead": figures.get("lead") or f"Its figures are counted when its period has ended: after {day}.",
            "state": state_of(report),
            "figures": figures,
            "chart": chart,
            "drawing": mark_safe(chart.svg) if chart else "",  # noqa: S308 - our own drawing
            "texts": texts_of(report),
            "unwritten": report.unwritten,
            "deadlines": deadlines_of(report, as_at),
            "files": report.attachments.all(),
            "history": history_of(report),
            "may_write": writes and report.stage == "drafting",
            "may_send": writes and report.stage == "agreed",
            "may_agree": agrees and report.stage == "drafting" and bool(figures),
            "may_open": agrees and report.stage == "agreed",
            "has_return": bool(can(person, "cdop.send_return", report)) and return_of(report) is not None,
            "marking": report.marking,
        }


class WriteReport(RecordFormPage):
    access_rule = "cdop.write_report"
    queryset = Report.objects.all()
    template_name = "cdop/report_form.html"
    form_class = ReportForm

    def form_kwargs(self):
        return {"kind": self.record.kind}

    def initial(self):
        return {**self.record.texts, "version": self.record.version}

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"Write: {self.record.title}",
            "lead": "In words that fit no single child. Figures are counted by the portal and stand beside your text.",
            "button": "Save", "marking": self.record.marking,
        }  # fmt: skip

    def do(self, form):
        services.write_report(
            report=self.record, version=form.cleaned_data["version"], texts=form.texts(), by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        return "Saved. The panel’s chair can agree it once every part says something."

    def next_url(self):
        return reverse("cdop:report", args=[self.kwargs["uuid"]])


class _ReportAct(RecordActPage):
    queryset = Report.objects.all()

    def next_url(self):
        return reverse("cdop:report", args=[self.kwargs["uuid"]])


class AgreeReport(_ReportAct):
    access_rule = "cdop.agree_report"

    def do(self):
        services.agree_report(report=self.record, by=self.request.user, on=clock.today())
        return "Agreed. Its figures are kept as they stand today."


class SendReport(_ReportAct):
    access_rule = "cdop.write_report"

    def do(self):
        services.send_report(report=self.record, by=self.request.user, on=clock.today())
        return "Sent. Every Board member can read it now."


class OpenAgain(RecordFormPage):
    access_rule = "cdop.agree_report"
    queryset = Report.objects.all()
    template_name = "cdop/report_form.html"
    form_class = OpenAgainForm

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"Open again: {self.record.title}",
            "lead": "It goes back to the co-ordinator. What its figures hid stays hidden when it is agreed again.",
            "button": "Open it again",
        }  # fmt: skip

    def do(self, form):
        services.open_report_again(
            report=self.record, why=form.cleaned_data["why"], by=self.request.user, on=clock.today()
        )
        return "Opened again. The co-ordinator can write in it."

    def next_url(self):
        return reverse("cdop:report", args=[self.kwargs["uuid"]])


class YearlyReturn(RecordPage):
    """The yearly return: whole totals for its collector. Nobody else is shown them, and each look is written down."""

    access_rule = "cdop.send_return"
    queryset = Report.objects.all()
    template_name = "cdop/return.html"

    def context(self):
        found = return_of(self.record)
        if found is None:
            raise Http404
        log_view(self.request.user, self.record, why="yearly return, whole totals")
        return {
            **super().context(), "kicker": f"{self.record.reference} · rule lscb1-return", "shown": found,
            "heading": found.heading, "lead": found.lead, "marking": marking("P5"),
        }  # fmt: skip


class YearlyReturnFile(YearlyReturn):
    rationed = EXPORT

    def get(self, request, *args, **kwargs):
        found = return_of(self.record)
        if found is None:
            raise Http404
        return hand_out(
            request.user, return_csv(found).encode("utf-8-sig"), name=f"yearly-return-{self.record.first_year}.csv",
            kind="csv", of=self.record, level="P5", why="yearly return, whole totals",
            rows=sum(len(block.rows) for block in found.blocks), columns=RETURN_COLUMNS,
        )  # fmt: skip


class ReturnSent(_ReportAct):
    access_rule = "cdop.send_return"

    def do(self):
        services.send_return(report=self.record, by=self.request.user, on=clock.today())
        return "Recorded: the yearly return was sent."

    def next_url(self):
        return reverse("cdop:return", args=[self.kwargs["uuid"]])
