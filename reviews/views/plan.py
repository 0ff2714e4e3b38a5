"""The action plan of a review, and what is written into the Board's learning from it."""

from django.urls import reverse

from reviews import services
from reviews.forms.cases import WhyForm
from reviews.forms.learning import ReviewPointForm, ReviewRecommendationForm
from reviews.models import CaseReview, PublicReport
from reviews.queries.plan import plan_page
from reviews.queries.steps import next_steps
from reviews.services.learning_from import LIVE, TEACHES_AT
from reviews.views.acting import ByRole, CasePage, OfficePage, trail
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordPage
from sscb.learning.models import LearningPoint
from sscb.learning.queries.plans import agencies_to_ask, load_on_agencies
from sscb.learning.views.looking import LooksFirst
from sscb.people.models import Organisation


class ActionPlan(RecordPage):
    """The board of one review: recommendations, actions, whom it was told to, whether it was judged to work."""

    access_rule = "reviews.read"
    queryset = CaseReview.objects.all()
    template_name = "reviews/plan.html"

    def context(self):
        case, person, as_at = self.record, self.request.user, clock.today()
        page = plan_page(case, person, as_at)
        made = PublicReport.objects.of(case).first()
        open_now = not case.locked_on and case.stage in TEACHES_AT
        may = open_now and bool(can(person, "reviews.recommend") and can(person, "reviews.recommend", case))
        runs = open_now and bool(can(person, "reviews.run") and can(person, "reviews.run", case))
        none = made.no_actions_why if made else ""
        return {
            **super().context(),
            "page": page,
            "load": load_on_agencies(person, as_at),
            "none": none,
            "may_recommend": may,
            "opens_learning": bool(can(person, "learning.read_actions")),
            "may_say_none": runs and not page.plans and not none,
            "steps": [] if case.locked_on else next_steps(case, person, as_at),
            "live": case.stage in LIVE,
            "kicker": f"{case.reference} · action plan",
            "heading": page.heading,
            "lead": "Carried out and worked are two questions; the second needs two kinds of evidence and a judge.",
            "breadcrumbs": trail(case, "Action plan"),
            "marking": case.marking,
        }


class _IntoLearning(ByRole, LooksFirst, CasePage):
    access_rule = "reviews.recommend"
    template_name = "learning/form.html"

    def context(self):
        return {**super().context(), "back": reverse("reviews:plan", args=[self.record.uuid])}

    def next_url(self):
        return reverse("reviews:plan", args=[self.record.uuid])


class Recommend(_IntoLearning):
    form_class = ReviewRecommendationForm
    heading = "Recommend"
    lead = "Few and strong. Beside the form stands what each agency is asked already."
    button = "Write it"

    def form_kwargs(self):
        points = LearningPoint.objects.visible_to(self.request.user).filter(source_uuid=self.record.uuid)
        return {"agencies": agencies_to_ask(clock.today()), "points": list(points)}

    def context(self):
        return {**super().context(), "load": load_on_agencies(self.request.user, clock.today())}

    def write(self, told):
        told["agency"] = Organisation.objects.get(uuid=told["agency"]) if told["agency"] else None
        told["points"] = list(LearningPoint.objects.visible_to(self.request.user).filter(uuid__in=told["points"]))
        made = services.recommend_from(case=self.record, by=self.request.user, on=clock.today(), **told)
        return f"Written as {made.reference}. Ask for an answer to it, then ask agencies to act."


class Learn(_IntoLearning):
    form_class = ReviewPointForm
    heading = "Write down what was learned"
    lead = "The whole partnership reads it: it says that a review taught it, and never which. No names, no case."
    button = "Write it down"

    def write(self, told):
        made = services.learn_from(case=self.record, by=self.request.user, on=clock.today(), **told)
        return f"Written down as {made.reference}. Tell practitioners of it with a briefing."


class NoActions(OfficePage):
    access_rule = "reviews.run"
    form_class = WhyForm
    heading = "Nothing is asked of anybody"
    button = "Record it"

    def form_kwargs(self):
        return {"label": "Why is nothing asked of anybody?"}

    def do(self, form):
        services.say_no_actions(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Recorded."

    def next_url(self):
        return reverse("reviews:plan", args=[self.record.uuid])
