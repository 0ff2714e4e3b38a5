"""An agency's part in a review: what it is asked, its report, its rows of the chronology. For its author; and, to
read, for those who read the file of the review."""

import tempfile
from pathlib import Path

from django.http import Http404
from django.urls import reverse

from reviews import services
from reviews.forms.reviewing import RowForm, RowsFileForm, SendReportForm
from reviews.models import AgencyReport, CaseReview, ChronologyRow
from reviews.models.reports import ABOUT
from reviews.queries.file import said_to_author
from reviews.rows_file import HEADINGS, read_rows
from reviews.services.chronology import Happened, refusal_to_write, window_of
from reviews.services.reporting import refusal_to_send
from reviews.views.acting import SaysWhyNot
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage
from sscb.history.services import log_view
from sscb.records.files import hand_out
from sscb.records.services import read_stored
from sscb.tables import Refused
from sscb.tables.writing import as_xlsx
from sscb.timetable.days import in_words


class OfReport:
    """Its author opens it by a named grant; whoever reads the file of the review reads it there, by the case's rule."""

    queryset = AgencyReport.objects.select_related("agency", "author", "file", "received_by")
    author_alone = False

    def _fetch(self):
        if self._record is None:
            person = self.request.user
            mine = AgencyReport.objects.visible_to(person).filter(uuid=self.kwargs["uuid"], author=person)
            if not mine.exists():
                if self.author_alone:
                    raise Http404
                case = CaseReview.objects.visible_to(person).filter(reports__uuid=self.kwargs["uuid"]).first()
                if case is not None and not case.sealed_on and can(person, "reviews.read_file", case):
                    found = self.queryset.of(case).filter(uuid=self.kwargs["uuid"]).first()
                    if found is not None:
                        log_view(person, found, kind=self.view_kind)
                        self._record = found
                        return found
                raise Http404
        return super()._fetch()

    @property
    def mine(self) -> bool:
        return self.record.author_id == self.request.user.pk

    def shown(self) -> dict:
        row = self.record
        return {
            "mine": self.mine,
            "said": said_to_author(row),
            "kicker": f"{row.reference} · {row.agency.name}",
            "back": reverse("reviews:own_parts") if self.mine else
            f"{reverse('reviews:file', args=[row.case.uuid])}?part=reports",
            "breadcrumbs": [
                {"title": "Your part in cases and reviews", "url": reverse("reviews:own_parts")},
                {"title": row.reference, "url": reverse("reviews:report", args=[row.uuid])},
            ] if self.mine else [{"title": "Reviews", "url": reverse("reviews:register")}],
            "marking": row.marking,
        }  # fmt: skip


class OneReport(OfReport, RecordFormPage):
    """My agency's part: what is asked, when, what was sent, what came back. Its author sends the report here."""

    access_rule = "reviews.read_report"
    form_class = SendReportForm
    template_name = "reviews/report.html"

    def form_kwargs(self):
        return {"again": self.record.file_id is not None}

    def initial(self):
        return {"findings": self.record.findings}

    def context(self):
        row, refused = self.record, refusal_to_send(self.record)
        due = f"due by {in_words(row.due_on)}"
        heading = {
            "asked": f"Your agency’s report is {due}" if self.mine else f"The report of {row.agency.name} is {due}",
            "sent-back": "Sent back: put it right and send it again" if self.mine else "Sent back to the agency",
            "received": f"Sent on {in_words(row.received_on)}; it waits to be read" if row.received_on else "",
            "accepted": "Accepted", "withdrawn": "No longer asked for",
        }[row.stage]  # fmt: skip
        return {
            **super().context(),
            **self.shown(),
            "may_send": self.mine and not refused,
            "refused": refused if self.mine and row.stage in ("asked", "sent-back", "withdrawn") else "",
            "heading": heading,
            "lead": "You see nothing else of the review, and no other agency sees this page or your rows."
            if self.mine else "",
            "rows": row.chronology.count(),
            "checks": row.checks.select_related("checked_by"),
            "button": "Send it again" if row.stage == "sent-back" else "Send the report",
        }  # fmt: skip

    def do(self, form):
        file = form.cleaned_data["file"]
        content = b"".join(file.chunks()) if file else b""
        services.send_report(
            report=self.record, findings=form.cleaned_data["findings"], content=content, name=file.name if file else "",
            by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "Sent. You may read it here; it can be changed when the review sends it back."

    def next_url(self):
        return reverse("reviews:report", args=[self.record.uuid])


class ReportFile(OfReport, RecordPage):
    access_rule = "reviews.read_report"
    view_kind = "file"

    def get(self, request, *args, **kwargs):
        file = self.record.file
        if file is None or not file.opens:
            raise Http404
        return hand_out(request.user, read_stored(file.sha256), name=f"{self.record.reference}.pdf", kind="pdf",
                        of=self.record, log_as="file", why="An agency’s report", as_it_came=True)  # fmt: skip


class OwnRows(OfReport, RecordFormPage):
    """One agency's rows, to its author alone: entered here one by one."""

    access_rule = "reviews.read_report"
    author_alone = True
    form_class = RowForm
    template_name = "reviews/own_rows.html"

    def form_kwargs(self):
        return {"about": ABOUT}

    def context(self):
        rows = self.record.chronology.all()
        return {
            **super().context(),
            **self.shown(),
            "rows": rows,
            "refused": refusal_to_write(self.record),
            "heading": f"Your agency’s chronology: {len(rows)} row{'' if len(rows) == 1 else 's'}",
            "lead": "Only you see these rows until the review puts them together with the other agencies’.",
            "button": "Add the row",
            "back": reverse("reviews:report", args=[self.record.uuid]),
        }

    def do(self, form):
        services.add_row(
            report=self.record, told=Happened(**form.cleaned_data), by=self.request.user, on=clock.today()
        )
        return "Added."

    def next_url(self):
        return reverse("reviews:own_rows", args=[self.record.uuid])


class TakeRowsIn(OwnRows):
    """From a file: all of it, or nothing and every cell that cannot be taken."""

    form_class = RowsFileForm
    template_name = "reviews/take_rows.html"

    def form_kwargs(self):
        return {}

    def get(self, request, *args, **kwargs):
        if request.GET.get("file") != "empty":
            return super().get(request, *args, **kwargs)
        about = [("What", f"Chronology of {self.record.agency.name}, {self.record.reference}"),
                 ("Whom it concerns", "; ".join(ABOUT.values())), ("Date", "2019-03-27 or 27/03/2019")]  # fmt: skip
        return hand_out(
            request.user,
            lambda issued: as_xlsx(list(HEADINGS), [], marking=issued.marking, issued=issued.words, about=about),
            name=f"chronology-{self.record.reference}.xlsx", kind="xlsx", of=self.record, log_as="file",
            why="An empty chronology", rows=0, columns=list(HEADINGS),
        )  # fmt: skip

    def context(self):
        return {**super().context(), "heading": "Bring in your agency’s rows from a file", "button": "Bring them in",
                "columns": list(HEADINGS), "back": reverse("reviews:own_rows", args=[self.record.uuid])}  # fmt: skip

    def do(self, form):
        file = form.cleaned_data["file"]
        with tempfile.NamedTemporaryFile() as kept:
            for chunk in file.chunks():
                kept.write(chunk)
            kept.flush()
            try:
                taken = read_rows(
                    Path(kept.name), name=file.name, window=window_of(self.record.case_id), today=clock.today()
                )
            except Refused as refused:
                form.add_error("file", str(refused))
                return self.page(form=form, status=422)
        if taken.faults:
            count = len(taken.faults)
            form.add_error("file", f"{count} cell{'' if count == 1 else 's'} of the file cannot be taken, so nothing "
                                   "of it was. Put them right and choose it again.")  # fmt: skip
            return self.page(form=form, status=422, faults=taken.faults[:200])
        count = services.take_rows(
            report=self.record, rows=taken.rows, sha256=taken.sha256, by=self.request.user, on=clock.today()
        )
        return f"{count} row{'' if count == 1 else 's'} brought in."


class TakeRowOut(SaysWhyNot, OfReport, RecordActPage):
    access_rule = "reviews.write_report"
    author_alone = True

    def row(self) -> ChronologyRow:
        found = ChronologyRow.objects.filter(report=self.record, uuid=self.kwargs["row"]).first()
        if found is None:
            raise Http404
        return found

    def do(self):
        services.take_out_row(row=self.row(), report=self.record, by=self.request.user, on=clock.today())
        return "The row is taken out."

    def next_url(self):
        return reverse("reviews:own_rows", args=[self.kwargs["uuid"]])

