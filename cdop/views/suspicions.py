"""The panel suspects abuse or neglect: raised, and passed on at once."""

from django.http import Http404
from django.urls import reverse

from cdop import services
from cdop.forms.panel import PassedOnForm, SuspicionForm
from cdop.models import PanelPaper, Suspicion
from cdop.queries.suspicions import suspicion_page
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordFormPage
from sscb.history.queries import history_of

AT_ONCE = (
    "The law knows no waiting here (rule cdop-abuse-suspected). The business manager and the safeguarding partners’ "
    "leads are told through the portal the moment you press the button; nothing about the child goes into mail."
)


class Suspect(RecordFormPage):
    """By the co-ordinator or the chair, from the case's paper."""

    access_rule = "cdop.read_paper"
    queryset = PanelPaper.objects.select_related("review")
    form_class = SuspicionForm
    template_name = "cdop/panel_form.html"

    def _fetch(self):
        paper = super()._fetch()
        if not can(self.request.user, "cdop.suspect_abuse"):
            raise Http404
        return paper

    def context(self):
        paper = self.record
        return {
            **super().context(), "kicker": f"Case {paper.review.reference}", "lead": AT_ONCE,
            "heading": "The panel suspects abuse or neglect", "button": "Raise it now",
            "back": reverse("cdop:paper", args=[paper.uuid]), "marking": paper.marking, "warning": True,
        }  # fmt: skip

    def do(self, form):
        made = services.suspect_abuse(
            review=self.record.review, words=form.cleaned_data["words"], by=self.request.user, on=clock.today()
        )
        return f"It is raised as {made.reference}. Those who pass it on have been told. Telephone them as well."

    def next_url(self):
        return reverse("cdop:paper", args=[self.record.uuid])


class OneSuspicion(RecordFormPage):
    """What the business manager opens from home: to whom, by when, and the form that says it was done."""

    access_rule = "cdop.see_suspicions"
    queryset = Suspicion.objects
    form_class = PassedOnForm
    template_name = "cdop/suspicion.html"

    def initial(self):
        return {"told_on": clock.today(), "version": self.record.version}

    def context(self):
        one, person = self.record, self.request.user
        return {
            **super().context(), **suspicion_page(one, person, clock.today()),
            "kicker": f"Child death overview panel · {one.reference}", "history": history_of(one),
            "marking": one.marking,
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        services.pass_suspicion_on(
            suspicion=self.record, told_whom=told["told_whom"], on=told["told_on"], by=self.request.user,
            late_because=told["late_because"], version=told["version"],
        )  # fmt: skip
        return "It is recorded that the concern was passed on."

    def next_url(self):
        return reverse("cdop:suspicion", args=[self.record.uuid])
