"""The ledger on the web: who is to be told, that they were, and what they answered."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from reviews import services
from reviews.forms.incidents import AddNoticeForm, ReplyForm, ToldForm
from reviews.models import CaseReview, Incident, Notice
from reviews.services.telling import rule_for
from reviews.views.acting import ByRole, CasePage
from sscb import clock
from sscb.access.policy import can, require
from sscb.access.views import FormPage


class _OfOneNotice(FormPage):
    """A line belongs to a case or an incident; whoever may not see that does not find the line."""

    access_rule = "reviews.read_incidents"
    template_name = "reviews/form.html"

    def dispatch(self, request, *args, **kwargs):
        self.notice = Notice.objects.filter(uuid=self.kwargs["uuid"]).first()
        self.about = self._record()
        if self.about is None or not can(request.user, rule_for(self.about)):
            raise Http404
        require(request.user, rule_for(self.about), self.about)
        return super().dispatch(request, *args, **kwargs)

    def _record(self) -> Any:
        if self.notice is None:
            return None
        for model in (CaseReview, Incident):
            found = model.objects.visible_to(self.request.user).filter(pk=self.notice.record_id).first()
            if found is not None:
                return found
        return None

    def context(self):
        return {
            "kicker": f"{self.about.reference} · ledger",
            "heading": self.heading.format(body=self.notice.get_body_display()),
            "lead": self.notice.about,
            "button": "Record it",
            "back": self.next_url(),
            "marking": self.about.marking,
        }

    def next_url(self):
        return self.about_url(self.about)

    @staticmethod
    def about_url(record: Any) -> str:
        name = "reviews:incident" if record.type == Incident.TYPE else "reviews:review"
        return reverse(name, args=[record.uuid])


class Told(_OfOneNotice):
    form_class = ToldForm
    heading = "When was this body told? {body}"

    def initial(self):
        return {"told_on": clock.today()}

    def do(self, form):
        services.record_told(
            notice=self.notice, record=self.about, by=self.request.user, on=clock.today(), **form.cleaned_data
        )
        return f"Recorded: {self.notice.get_body_display()} was told."


class Reply(_OfOneNotice):
    form_class = ReplyForm
    heading = "What did this body answer? {body}"

    def do(self, form):
        services.record_reply(
            notice=self.notice, record=self.about, by=self.request.user, on=clock.today(), **form.cleaned_data
        )
        return "The reply is in the ledger."


class AddNotice(ByRole, CasePage):
    access_rule = "reviews.run"
    form_class = AddNoticeForm
    heading = "Somebody else is to be told"
    button = "Put it in the ledger"

    def do(self, form):
        services.add_notice(record=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "It stands in the ledger."
