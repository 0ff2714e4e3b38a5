"""Who the child was: opened by a POST with a reason, shown in its answer and nowhere else, corrected with a reason."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cdop import services
from cdop.forms.cases import WhyForm
from cdop.forms.identity import IdentityForm
from cdop.models import ChildDeathReview, Identity, Notification, Relative
from cdop.views.cases import WorkPage
from sscb import clock

FIELDS = ("name", "other_names", "sex", "born_on", "nhs_number", "ethnicity", "address", "postcode", "other_address",
          "place_of_death", "time_of_death", "circumstances")  # fmt: skip


class OpenIdentity(WorkPage):
    access_rule = "cdop.open_identity"
    form_class = WhyForm
    crumb = "Who the child was"
    queryset = ChildDeathReview.objects.all()

    def context(self):
        return {
            **super().context(),
            "heading": "Open who the child was",
            "lead": "Say why first. It is shown once, on the next page, and that you opened it is written down.",
            "button": "Show it once",
        }

    def do(self, form) -> HttpResponse:
        review = self.record
        who = services.open_identity(
            review=review, why=form.cleaned_data["why"], by=self.request.user, on=clock.today()
        )
        self.template_name = "cdop/identity.html"
        return self.page(
            form=IdentityForm(initial={**{name: getattr(who, name) for name in FIELDS}, "died_on": review.died_on}),
            who=who, heading="Who the child was", died_on=review.died_on,
            lead="Shown once: leaving this page closes it. Write none of it into other parts of the case.",
            relatives=Relative.objects.filter(identity=who).order_by("kind", "id"),
            notifications=Notification.objects.filter(review=review).select_related("agency"),
        )  # fmt: skip


class CorrectIdentity(WorkPage):
    """What is typed comes back with an error; a GET shows nothing and asks for the reason again."""

    access_rule = "cdop.open_identity"
    form_class = IdentityForm
    crumb = "Correct who the child was"
    template_name = "cdop/identity_correct.html"
    queryset = ChildDeathReview.objects.all()

    def get(self, request, *args, **kwargs):
        return redirect("cdop:identity", uuid=self.record.uuid)

    def make_form(self, data=None, files=None):
        known = Identity.objects.filter(review=self.record).values_list("ethnicity", flat=True).first()
        return IdentityForm(data=data, initial={"ethnicity": known or ""})

    def context(self):
        return {
            **super().context(), "heading": "Correct who the child was", "button": "Correct it",
            "lead": "What you typed is kept on this page.",
        }  # fmt: skip

    def do(self, form):
        told = dict(form.cleaned_data)
        services.correct_identity(
            review=self.record, why=told.pop("why"), by=self.request.user, on=clock.today(), **told
        )
        return "Corrected. The history keeps which parts and why, not what stood in them."

    def next_url(self):
        return reverse("cdop:review", args=[self.record.uuid])
