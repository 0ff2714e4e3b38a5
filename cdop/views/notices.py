"""Notices of the registrar and the coroner: recorded with their days, and that they came."""

from django.http import Http404

from cdop import services
from cdop.forms.notices import ArrivalForm, NoticeForm
from cdop.models import Notice
from cdop.notices import NOTICES
from cdop.views.cases import WorkPage
from sscb import clock


class RecordNotice(WorkPage):
    form_class = NoticeForm
    crumb = "Record a notice"

    def context(self):
        return {
            **super().context(), "heading": "Record a notice of the registrar or the coroner",
            "lead": "A registrar has 7 days to tell the Board (rule registrar-notify), a coroner 3 working days (rule "
            "coroner-notify). If you know of the act and no notice has come, record the act: its time limit runs here.",
        }  # fmt: skip

    def do(self, form):
        notice = services.record_notice(
            review=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data
        )
        return f"Recorded. {NOTICES[notice.kind].sender}: {notice.get_kind_display().lower()}."


class RecordArrival(WorkPage):
    form_class = ArrivalForm
    crumb = "A notice came"

    def notice(self) -> Notice:
        found = Notice.objects.filter(review=self.record, uuid=self.kwargs["notice"]).first()
        if found is None:
            raise Http404
        return found

    def context(self):
        notice = self.notice()
        return {
            **super().context(), "heading": "Record that the notice came",
            "lead": f"{NOTICES[notice.kind].sender}: {notice.get_kind_display().lower()}.",
        }  # fmt: skip

    def do(self, form):
        notice = self.notice()
        notice.review = self.record
        services.record_arrival(notice=notice, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Recorded: the notice came."
