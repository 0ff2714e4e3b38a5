"""The learning and development audit of one cycle: figures, gaps, and how each gap ends."""

from django.http import Http404
from django.urls import reverse

from audits.gaps import services
from audits.gaps.forms import EndGapForm
from audits.gaps.models import TrainingGap
from audits.gaps.queries import KIND, learning_page
from audits.results.queries.gathering import gather
from audits.results.views import OfCycle
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage


class LearningPage(OfCycle, RecordPage):
    access_rule = "audits.read_results"
    template_name = "audits/gaps/page.html"
    here = "learning"

    def context(self):
        if self.record.kind != KIND:
            raise Http404
        shown = learning_page(gather(self.record, self.request.user, clock.today()))
        return {**super().context(), "shown": shown, "heading": shown.heading, "lead": shown.lead,
                "may_end": bool(can(self.request.user, "audits.end_gap", self.record))}  # fmt: skip


class GatherGaps(OfCycle, RecordActPage):
    access_rule = "audits.end_gap"

    def do(self):
        count = services.gather_gaps(cycle=self.record, by=self.request.user, on=clock.today())
        return f"{count} gaps were taken from the returns."

    def next_url(self):
        return reverse("audits:learning", args=[self.record.uuid])


class EndGap(OfCycle, RecordFormPage):
    access_rule = "audits.end_gap"
    template_name = "audits/moderation/form.html"
    form_class = EndGapForm
    here = "learning"

    def gap(self) -> TrainingGap:
        found = TrainingGap.objects.filter(cycle=self.record, uuid=self.kwargs["gap"]).first()
        if found is None:
            raise Http404
        found.cycle = self.record
        return found

    def context(self):
        return {**super().context(), "heading": f"How does this gap end? {self.gap().topic}", "button": "Decide",
                "back": self.next_url()}  # fmt: skip

    def do(self, form):
        gap = services.end_gap(gap=self.gap(), by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"“{gap.topic}”: {gap.get_end_display().lower()}."

    def next_url(self):
        return reverse("audits:learning", args=[self.record.uuid])
