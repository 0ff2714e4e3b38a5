"""One agency's page, for the one person who is asked; and for the readers of the case."""

from django.http import HttpResponse
from django.urls import reverse

from reviews import services
from reviews.forms.cases import SummaryForm
from reviews.models import AgencySummary
from reviews.services.gathering import refusal_to_answer
from sscb import clock
from sscb.access.views import RecordFormPage
from sscb.timetable.days import in_words


class OneSummary(RecordFormPage):
    access_rule = "reviews.read_summary"
    queryset = AgencySummary.objects.select_related("case", "agency", "named", "answered_by")
    form_class = SummaryForm
    template_name = "reviews/summary.html"

    def context(self):
        row = self.record
        mine = row.named_id == self.request.user.pk
        refused = refusal_to_answer(row)
        return {
            **super().context(),
            "mine": mine,
            "may_answer": mine and row.stage == "asked" and not refused,
            "refused": refused,
            "kicker": f"{row.reference} · {row.agency.name}",
            "heading": f"Answered on {in_words(row.answered_on)}" if row.answered_on
            else f"Your agency’s page is due by {in_words(row.due_on)}" if mine
            else f"{row.agency.name} is asked by {in_words(row.due_on)}",
            "lead": "You see nothing else of the case, and no other agency sees this page." if mine else "",
            "button": "Send it",
            "back": reverse("reviews:own_parts"),
            "marking": row.marking,
        }  # fmt: skip

    def do(self, form):
        services.answer_summary(summary=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Sent. You may read it here; it can no longer be changed."

    def next_url(self):
        return reverse("reviews:summary", args=[self.record.uuid])


class WhoItIsAbout(OneSummary):
    """Shown once to whoever answers, so that they look in the right records."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs) -> HttpResponse:
        who = services.open_identity_for_summary(summary=self.record, by=request.user, on=clock.today())
        return self.page(form=self.make_form(), who=who)
