"""Recommendations and their action plans: the board of plans, one plan, and what is done to it."""

from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import FormPage, ListPage, RecordActPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.learning import services
from sscb.learning.forms.plans import AnswerForm, AskForm, RecommendationForm
from sscb.learning.methods import method_of
from sscb.learning.models import LearningPoint, Recommendation
from sscb.learning.queries.plans import agencies_to_ask, load_on_agencies, plan_of, recommendations_for
from sscb.learning.queries.wording import plans_heading
from sscb.learning.views.looking import LooksFirst
from sscb.people.models import Group, Organisation

MOST_POINTS = 30


class Recommendations(ListPage):
    """The action plan board: every recommendation with its actions, open ones first."""

    access_rule = "learning.read_actions"
    template_name = "learning/recommendations.html"
    page_size = 20

    def rows(self):
        return recommendations_for(self.request.user)

    def context(self):
        context, as_at = super().context(), clock.today()
        plans = [plan_of(one, as_at) for one in context["rows"]]
        return {
            **context, "plans": plans, "kicker": "Action plans", "heading": plans_heading(plans),
            "lead": "Carried out and worked are two questions. The first needs evidence that the subgroup has checked; "
            "the second needs two kinds of evidence and a judge who owns nothing of it.",
            "may_recommend": bool(can(self.request.user, "learning.recommend")),
        }  # fmt: skip


class OneRecommendation(RecordPage):
    access_rule = "learning.read_actions"
    queryset = Recommendation.objects.select_related("group", "owner", "responded_by")
    template_name = "learning/recommendation.html"

    def context(self):
        one, person = self.record, self.request.user
        plan = plan_of(recommendations_for(person).get(pk=one.pk), clock.today())
        return {
            **super().context(),
            "plan": plan,
            "kicker": f"Recommendation {one.reference} · {method_of(one.source).title}",
            "heading": one.title,
            "lead": f"{one.get_strength_display()}.",
            "points": one.points.visible_to(person),
            "history": history_of(one),
            "may_answer": one.stage == "written" and bool(can(person, "learning.answer_recommendation", one)),
            "may_ask": one.stage in ("written", "accepted") and bool(can(person, "learning.ask_action", one)),
            "may_close": one.stage == "accepted" and bool(can(person, "learning.close_action", one)),
            "marking": one.marking,
        }


class Recommend(LooksFirst, FormPage):
    access_rule = "learning.recommend"
    template_name = "learning/form.html"
    form_class = RecommendationForm

    def form_kwargs(self):
        points = LearningPoint.objects.visible_to(self.request.user).filter(closed_on=None).order_by("-found_on")
        return {
            "groups": Group.objects.to_follow_up(clock.today()), "agencies": agencies_to_ask(clock.today()),
            "points": list(points[:MOST_POINTS]),
        }  # fmt: skip

    def initial(self):
        return {"points": [self.request.GET.get("point", "")]}

    def context(self):
        return {
            "kicker": "Action plans", "heading": "Write a recommendation", "button": "Write it",
            "lead": "Few and strong. The list beside shows what each agency is asked already.",
            "load": load_on_agencies(self.request.user, clock.today()), "back": reverse("learning:recommendations"),
        }  # fmt: skip

    def write(self, told):
        told["group"] = Group.objects.get(uuid=told["group"])
        told["agency"] = Organisation.objects.get(uuid=told["agency"]) if told["agency"] else None
        told["points"] = list(LearningPoint.objects.visible_to(self.request.user).filter(uuid__in=told["points"]))
        self.made = services.write_recommendation(**told, by=self.request.user, on=clock.today())
        return f"Written as {self.made.reference}. Ask for an answer, then ask agencies to act."

    def next_url(self):
        return reverse("learning:recommendation", args=[self.made.uuid])


class _About:
    queryset = Recommendation.objects.select_related("group", "owner")
    template_name = "learning/form.html"
    asks, button = "", "Save"

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
            "button": self.button, "back": self.next_url(), "asked": self.record.text,
        }  # fmt: skip

    def next_url(self):
        return reverse("learning:recommendation", args=[self.kwargs["uuid"]])


class Answer(_About, RecordFormPage):
    access_rule = "learning.answer_recommendation"
    form_class = AnswerForm
    asks, button = "Answer", "Record the answer"

    def do(self, form):
        services.answer_recommendation(
            recommendation=self.record, **form.cleaned_data, by=self.request.user, on=clock.today()
        )
        return "Recorded. The answer stays with the recommendation."


class Ask(_About, RecordFormPage):
    access_rule = "learning.ask_action"
    form_class = AskForm
    asks, button = "Ask agencies to act", "Ask them"

    def form_kwargs(self):
        return {"agencies": agencies_to_ask(clock.today())}

    def initial(self):
        owner = self.record.owner
        return {"agencies": [str(owner.uuid)] if owner else []}

    def context(self):
        return {**super().context(), "load": load_on_agencies(self.request.user, clock.today())}

    def do(self, form):
        told = form.cleaned_data
        told["agencies"] = list(Organisation.objects.filter(uuid__in=told["agencies"]).order_by("name"))
        made = services.ask_together(recommendation=self.record, **told, by=self.request.user, on=clock.today())
        return f"Asked {len(made)} {'agency' if len(made) == 1 else 'agencies'}. Each sees it on its home page."


class Close(RecordActPage):
    access_rule = "learning.close_action"
    queryset = Recommendation.objects.select_related("group")

    def do(self):
        services.close_recommendation(recommendation=self.record, by=self.request.user, on=clock.today())
        return "Closed: everything that was asked was carried out, with checked evidence."

    def next_url(self):
        return reverse("learning:recommendation", args=[self.kwargs["uuid"]])
