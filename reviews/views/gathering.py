"""Asking agencies, going on without them, withdrawing what was opened in error."""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.urls import reverse

from reviews import services
from reviews.forms.cases import AskForm, GatherForm, NothingForm, WhyForm
from reviews.models import AgencySummary, CaseReview
from reviews.views.acting import ByRole, OfficePage, SaysWhyNot
from sscb import clock
from sscb.access.views import RecordActPage
from sscb.people.models import Organisation, Person


class Gather(OfficePage):
    """Is the same child in another case? Then the agencies are asked."""

    access_rule = "reviews.run"
    form_class = GatherForm
    template_name = "reviews/gather.html"
    heading = "Is this child in another case?"
    button = "Go on to the agencies"

    def context(self):
        return {**super().context(), "duplicates": services.likely_duplicates(self.record)}

    def do(self, form):
        told = {"case": self.record, "by": self.request.user, "on": clock.today()}
        services.check_duplicates(**told)
        services.start_gathering(**told)
        return "Now choose whom to ask."

    def next_url(self):
        return reverse("reviews:ask", args=[self.record.uuid])


class Ask(OfficePage):
    access_rule = "reviews.run"
    form_class = AskForm
    heading = "Ask agencies for a page on their part"
    lead = "Each person named gets a letter that says nothing of the case, and opens their own page alone."
    button = "Ask them"

    def form_kwargs(self):
        today = clock.today()
        asked = AgencySummary.objects.of(self.record).exclude(stage="withdrawn").values("agency")
        known = Organisation.objects.on(today).exclude(pk__in=asked)
        people = known.prefetch_related(Prefetch("people", Person.objects.filter(is_active=True)))
        return {
            "people": {
                str(one.uuid): (agency, one) for agency in people for one in agency.people.all()
                if one.pk != self.request.user.pk
            }
        }  # fmt: skip

    def do(self, form):
        asked = []
        for agency, named in form.chosen:
            case = CaseReview.objects.visible_to(self.request.user).get(pk=self.record.pk)
            try:
                services.ask_agency(case=case, agency=agency, named=named, by=self.request.user, on=clock.today())
            except ValidationError as refused:
                done = f"{', '.join(asked)}: asked. " if asked else ""
                raise ValidationError(f"{done}{' '.join(refused.messages)}") from refused
            asked.append(agency.name)
        return f"Asked: {', '.join(asked)}."


class CutOff(OfficePage):
    access_rule = "reviews.run"
    form_class = WhyForm
    heading = "Go on without the answers still missing"
    button = "Record the cut-off"

    def form_kwargs(self):
        return {"label": "Why does the subgroup not wait for them?"}

    def do(self, form):
        services.cut_off(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The subgroup can consider the case now."


class AskWithdrawal(OfficePage):
    access_rule = "reviews.run"
    form_class = WhyForm
    heading = "Ask that it be withdrawn"
    lead = "For a case opened in error. Nothing is withdrawn until the Independent Chair agrees."
    button = "Ask the chair"

    def form_kwargs(self):
        return {"label": "Why was it opened in error?"}

    def do(self, form):
        services.ask_withdrawal(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The Independent Chair is asked."


class AgreeWithdrawal(OfficePage):
    access_rule = "reviews.decide"
    form_class = NothingForm
    heading = "Agree that it is withdrawn"
    button = "Agree"

    @property
    def lead(self):
        return self.record.withdrawal_why or "The business manager has not asked for it."

    def do(self, form):
        services.agree_withdrawal(case=self.record, by=self.request.user, on=clock.today())
        return f"{self.record.reference} is withdrawn."


class WithdrawSummary(ByRole, SaysWhyNot, RecordActPage):
    access_rule = "reviews.run"
    queryset = AgencySummary.objects.select_related("case", "agency")

    def do(self):
        services.withdraw_summary(summary=self.record, by=self.request.user, on=clock.today())
        return f"{self.record.agency.name} is not asked any more."

    def next_url(self):
        return reverse("reviews:review", args=[self.record.case.uuid])
