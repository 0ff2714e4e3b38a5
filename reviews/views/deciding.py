"""The subgroup's meeting and the Independent Chair's decision."""

from django.urls import reverse

from reviews import services
from reviews.forms.cases import ConsiderForm, DecideForm, WhyForm
from reviews.guards import partner_start
from reviews.law import no_new_review
from reviews.lifecycle import Stage
from reviews.queries.cases import case_page
from reviews.views.acting import OfficePage
from sscb import clock
from sscb.access.services import kept_out
from sscb.people.models import Person
from sscb.timetable.models import Deadline


class Consider(OfficePage):
    access_rule = "reviews.consider"
    form_class = ConsiderForm
    template_name = "reviews/consider.html"
    heading = "What did the subgroup find?"
    lead = "Answer each limb of the test with what it was found on. The portal works out whether the test is met."
    button = "Record the meeting"

    def form_kwargs(self):
        today = clock.today()
        members = Person.objects.filter(
            memberships__group__code="li", memberships__from_on__lte=today, is_active=True
        ).exclude(memberships__to_on__lt=today)
        return {"people": members.exclude(pk__in=kept_out(self.record)).distinct().order_by("name")}

    def initial(self):
        return {"met_on": clock.today()}

    def do(self, form):
        told = form.cleaned_data
        made = services.consider_case(
            case=self.record, met_on=told["met_on"], answers=form.answers, evidence=form.evidence,
            recommends=told["recommends"], reasons=told["reasons"], dissent=told["dissent"],
            present=form.people_present, by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return f"{made.test.sentence} The Independent Chair decides now."


class AskForMore(OfficePage):
    access_rule = "reviews.consider"
    form_class = WhyForm
    heading = "Ask for more information"
    button = "Send it back"

    def form_kwargs(self):
        return {"label": "What does the subgroup want to know?"}

    def do(self, form):
        services.ask_for_more(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "The case is open to agencies’ answers again."


class Decide(OfficePage):
    """The chair decides once: whoever comes second sees the first decision beside what they typed."""

    access_rule = "reviews.decide"
    form_class = DecideForm
    template_name = "reviews/decide.html"
    heading = "Is a review held?"
    button = "Record your decision"

    def form_kwargs(self):
        duty = Deadline.objects.open().filter(record_id=self.record.pk, rule="scr-decision").first()
        late = bool(duty and duty.due_on and clock.today() > duty.due_on)
        return {"again": self.record.stage == Stage.DECIDED_NO, "late": late}

    def initial(self):
        latest = self.record.decisions.select_related("decided_by").last()
        taken = latest is not None and self.record.stage != Stage.DECIDED_NO
        return {
            "version": self.record.version,
            "outcome": latest.outcome if taken else "",
            "rationale": latest.rationale if taken else "",
        }

    def context(self):
        case, as_at = self.record, clock.today()
        return {
            **super().context(),
            "shown": case_page(case, self.request.user, as_at),
            "stopped": no_new_review(as_at, partner_start()).removesuffix(" Nothing was changed."),
            "decision": case.decisions.select_related("decided_by").last(),
        }

    def do(self, form):
        made = services.decide(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"Decided: {made.get_outcome_display().lower()}. The ledger says who must be told."

    def next_url(self):
        return reverse("reviews:review", args=[self.record.uuid])
