"""Campaigns: the list, one campaign, and what the co-ordinator does with it."""

from django.urls import reverse

from cdop import services
from cdop.forms.campaigns import CampaignForm, LookBackForm, MaterialForm, ReachForm
from cdop.models import Campaign
from cdop.queries.campaigns import campaigns_of, reached_words, row_of, state_of, themes_known, when, works
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import FormPage, ListPage, RecordActPage, RecordFormPage, RecordPage
from sscb.charts import numbers
from sscb.history.queries import history_of
from sscb.learning.models import Action, LearningPoint

KICKER = "Campaigns"
STAGE_LINE = (("planned", "Planned"), ("running", "Running"), ("ended", "Ended"), ("looked-back", "Looked back on"))


class Campaigns(ListPage):
    access_rule = "cdop.read_campaigns"
    template_name = "cdop/campaigns.html"

    def rows(self):
        return campaigns_of(self.request.user)

    def context(self):
        context, as_at = super().context(), clock.today()
        rows = [row_of(one, as_at) for one in context["rows"]]
        running = sum(one.stage == "running" for one in context["rows"])
        heading = f"{numbers.capital(numbers.counted(running, 'campaign'))} {'is' if running == 1 else 'are'} running"
        return {
            **context, "rows": rows, "kicker": KICKER, "heading": heading if rows else "No campaign is planned",
            "lead": "What the themes of many child death reviews led the partnership to tell people.",
            "may_plan": bool(can(self.request.user, "cdop.plan_campaign")), "marking": marking(Campaign.LEVEL),
        }  # fmt: skip


class OneCampaign(RecordPage):
    access_rule = "cdop.read_campaigns"
    queryset = Campaign.objects.all()
    template_name = "cdop/campaign.html"

    def context(self):
        one, person, as_at = self.record, self.request.user, clock.today()
        reaches = list(one.reaches.all())
        codes = [code for code, _ in STAGE_LINE]
        now = codes.index(one.stage)
        return {
            **super().context(),
            "kicker": f"{one.reference} · {one.theme}",
            "heading": one.title,
            "lead": one.message,
            "state": state_of(one, as_at),
            "stages": [
                {"code": "done" if at < now or one.stage == "looked-back" else "now" if at == now else "ahead",
                 "title": title, "when": ""}
                for at, (_, title) in enumerate(STAGE_LINE)
            ],
            "when": when(one),
            "works": works(one),
            "reaches": [(one, numbers.plain(one.people)) for one in reaches],
            "reached": reached_words(sum(reach.people for reach in reaches)),
            "materials": one.materials.all(),
            "files": one.attachments.all(),
            "points": one.points.visible_to(person),
            "actions": one.actions.visible_to(person),
            "history": history_of(one),
            "may_run": bool(can(person, "cdop.run_campaign", one)) and one.stage != "looked-back",
            "marking": one.marking,
        }  # fmt: skip


class _Form:
    """What both planning and changing ask."""

    form_class = CampaignForm
    template_name = "cdop/campaign_form.html"

    def form_kwargs(self):
        person = self.request.user
        return {
            "points": list(LearningPoint.objects.visible_to(person).filter(closed_on=None).order_by("-found_on")),
            "actions": list(Action.objects.visible_to(person).filter(closed_on=None).order_by("due_on")),
        }

    def told(self, form) -> dict:
        names, person = ("title", "theme", "audience", "message", "starts_on", "ends_on"), self.request.user
        return {
            **{name: form.cleaned_data[name] for name in names},
            "points": list(LearningPoint.objects.visible_to(person).filter(uuid__in=form.cleaned_data["points"])),
            "actions": list(Action.objects.visible_to(person).filter(uuid__in=form.cleaned_data["actions"])),
        }


class PlanCampaign(_Form, FormPage):
    access_rule = "cdop.plan_campaign"

    def context(self):
        known = ", ".join(themes_known())
        return {
            "kicker": KICKER, "heading": "Plan a campaign", "button": "Plan it",
            "lead": f"Themes the panel has used: {known}." if known else "", "back": reverse("cdop:campaigns"),
            "marking": marking(Campaign.LEVEL),
        }  # fmt: skip

    def do(self, form):
        self.made = services.plan_campaign(**self.told(form), by=self.request.user, on=clock.today())
        return "Planned. The Board can see it."

    def next_url(self):
        return reverse("cdop:campaign", args=[self.made.uuid])


class _About(RecordFormPage):
    """A form about one campaign."""

    access_rule = "cdop.run_campaign"
    queryset = Campaign.objects.all()
    template_name = "cdop/campaign_form.html"
    asks, button = "", "Save"

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
            "button": self.button, "back": self.next_url(), "marking": self.record.marking,
        }  # fmt: skip

    def next_url(self):
        return reverse("cdop:campaign", args=[self.kwargs["uuid"]])


class ChangeCampaign(_Form, _About):
    asks = "Change"

    def initial(self):
        one = self.record
        names = ("title", "theme", "audience", "message", "starts_on", "ends_on", "version")
        return {
            **{name: getattr(one, name) for name in names},
            "points": [str(key) for key in one.points.visible_to(self.request.user).values_list("uuid", flat=True)],
            "actions": [str(key) for key in one.actions.visible_to(self.request.user).values_list("uuid", flat=True)],
        }

    def do(self, form):
        services.change_campaign(
            campaign=self.record, version=form.cleaned_data["version"] or 0, **self.told(form), by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        return "Saved."


class AddMaterial(_About):
    form_class = MaterialForm
    asks, button = "Add what people are given", "Add it"

    def do(self, form):
        told = form.cleaned_data
        file = told["file"]
        services.add_material(
            campaign=self.record, title=told["title"], link=told["link"], content=file.read() if file else b"",
            name=file.name if file else "", by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "Added."


class RecordReach(_About):
    form_class = ReachForm
    asks, button = "Whom it reached", "Record it"

    def do(self, form):
        told = form.cleaned_data
        services.record_reach(campaign=self.record, **told, by=self.request.user, on=clock.today())
        return f"Recorded: {reached_words(told['people'])}."


class LookBack(_About):
    form_class = LookBackForm
    asks, button = "Look back", "Record it"

    def do(self, form):
        services.look_back(campaign=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Recorded. The Board sees whether it worked."


class _Act(RecordActPage):
    access_rule = "cdop.run_campaign"
    queryset = Campaign.objects.all()

    def next_url(self):
        return reverse("cdop:campaign", args=[self.kwargs["uuid"]])


class StartCampaign(_Act):
    def do(self):
        services.start_campaign(campaign=self.record, by=self.request.user, on=clock.today())
        return "Started."


class EndCampaign(_Act):
    def do(self):
        services.end_campaign(campaign=self.record, by=self.request.user, on=clock.today())
        return "Ended. Look back on it when you can tell whether it worked."
