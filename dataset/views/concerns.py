"""Areas of concern: the list, a concern's page, and what is decided about it."""

from datetime import timedelta

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from dataset import concern_forms as forms
from dataset.lifecycle import OPEN, PERIODS
from dataset.models import Concern, Indicator
from dataset.queries.concerns.choices import agencies_to_ask, findings_to_join, indicators_to_join, those_asked
from dataset.queries.concerns.lists import concern_list
from dataset.queries.concerns.page import concern_page
from dataset.queries.concerns.watching import QP, WIDER, frozen
from dataset.services import concerns as services
from dataset.views.looking_again import LooksAgain
from dataset.views.scorecard import OneIndicator
from sscb import clock
from sscb.access.levels import marking
from sscb.access.views import FormPage, Page, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.learning.models import LearningPoint
from sscb.people.models import Organisation


def trail(*more: dict) -> list[dict]:
    return [
        {"title": "Dataset", "url": reverse("dataset:scorecard")},
        {"title": "Areas of concern", "url": reverse("dataset:concerns")}, *more,
    ]  # fmt: skip


class Concerns(Page):
    """What is followed, late answers first; what the portal notices and nobody follows yet."""

    access_rule = "dataset.read_concerns"
    template_name = "dataset/concerns/list.html"

    def context(self):
        page = concern_list(self.request.user, clock.today())
        return {**super().context(), "page": page, "breadcrumbs": trail()[:1], "marking": marking("P3")}


class Raise(LooksAgain, OneIndicator, FormPage):
    """Raise a concern from an indicator's page."""

    access_rule = "dataset.raise_concern"
    template_name = "dataset/concerns/raise.html"
    form_class = forms.RaiseForm

    def told_of(self):
        return [self.indicator]

    def form_kwargs(self):
        return {
            "indicators": indicators_to_join(but=self.indicator.code), "findings": findings_to_join(self.request.user),
        }  # fmt: skip

    def initial(self):
        return {"title": self.indicator.title, "evidence": self.readings[WIDER]["sentence"]}

    @cached_property
    def readings(self) -> dict:
        (row,) = frozen([self.indicator], as_at=clock.today())
        return row.frozen

    def context(self):
        one = self.indicator
        return {
            **super().context(), "kicker": f"{one.code}, {one.title}", "heading": "Raise an area of concern",
            "reading": self.readings[QP]["sentence"], "back": reverse("dataset:indicator", args=[one.code]),
            "breadcrumbs": trail({"title": one.title, "url": reverse("dataset:indicator", args=[one.code])}),
        }  # fmt: skip

    def do(self, form):
        told = dict(form.cleaned_data)
        more = Indicator.objects.filter(code__in=told.pop("indicators", []))
        points = LearningPoint.objects.visible_to(self.request.user).filter(uuid__in=told.pop("findings", []))
        self.made = services.raise_concern(
            indicators=[self.indicator, *more], points=list(points), by=self.request.user, on=clock.today(), **told
        )
        return f"{self.made.reference} is raised. The chair of Quality and Performance decides on it."

    def next_url(self):
        return reverse("dataset:concern", args=[self.made.uuid])


class OfConcern:
    queryset = Concern.objects.select_related("group", "escalated_as", "follows")

    def next_url(self):
        return reverse("dataset:concern", args=[self.record.uuid])


class OneConcern(OfConcern, RecordPage):
    access_rule = "dataset.read_concerns"
    template_name = "dataset/concerns/concern.html"

    def context(self):
        return {
            **super().context(), "page": concern_page(self.record, self.request.user, clock.today()),
            "history": history_of(self.record), "breadcrumbs": trail({"title": self.record.reference, "url": ""}),
            "marking": self.record.marking,
        }  # fmt: skip


class ConcernForm(LooksAgain, OfConcern, RecordFormPage):
    """A form about one concern; each says what it asks and what its button does."""

    template_name = "dataset/concerns/form.html"
    asks = button = lead = ""

    def context(self):
        return {
            **super().context(), "kicker": f"{self.record.reference} · {self.record.title}", "heading": self.asks,
            "lead": self.lead, "button": self.button, "back": self.next_url(), "marking": self.record.marking,
            "breadcrumbs": trail({"title": self.record.reference, "url": self.next_url()}),
        }  # fmt: skip

    def told_of(self):
        return Indicator.objects.filter(joined__concern=self.record)

    @property
    def told(self) -> dict:
        return {"concern": self.record, "by": self.request.user, "on": clock.today()}


class Decide(ConcernForm):
    access_rule = "dataset.decide_concern"
    form_class = forms.DecideForm
    asks, button = "Does Quality and Performance take it up?", "Record the decision"
    lead = "An accepted concern is known to the Board from today, and stays in its overview until it is closed."

    def do(self, form):
        said = form.cleaned_data
        if said["verdict"] == "drop":
            services.drop_concern(**self.told, why=said["why"], minute=said["minute"])
            return "Recorded: it is not taken up."
        services.accept_concern(**self.told, why=said["why"], minute=said["minute"])
        return "Accepted. Put it to the agencies that can answer it."


class Pass(ConcernForm):
    access_rule = "dataset.pass_concern"
    form_class = forms.PassForm
    asks, button = "Put it to agencies", "Ask"
    lead = "Each agency gets its own page, a letter, and ten working days. It sees what you write here, and no more."

    def form_kwargs(self):
        return {"agencies": agencies_to_ask(self.record, clock.today())}

    def initial(self):
        first = self.record.joined.first()
        told = first.frozen.get("wider", {}).get("sentence", "") if first else ""
        return {"title": self.record.title, "text": self.record.asks, "because": told}

    def do(self, form):
        said = form.cleaned_data
        agencies = list(Organisation.objects.filter(uuid__in=said["agencies"]).order_by("name"))
        made = services.pass_concern(
            **self.told, agencies=agencies, title=said["title"], text=said["text"], because=said["because"]
        )
        return f"Asked. The answer is due on {made[0].due_on:%-d %B %Y}."


class Monitor(ConcernForm):
    access_rule = "dataset.decide_concern"
    form_class = forms.MonitorForm
    asks, button = "In which periods must the signal be gone?", "Set the periods"
    lead = "The indicator itself is the evidence of impact: the portal counts the periods without the signal."

    def initial(self):
        ends = [one.period_end for one in self.record.joined.all() if one.period_end]
        return {"periods": PERIODS, "from_on": max(ends) + timedelta(days=1) if ends else None}

    def do(self, form):
        services.monitor_concern(**self.told, **form.cleaned_data)
        return "Set. The portal watches the indicator and says when the condition is met."


class Resolve(ConcernForm):
    access_rule = "dataset.resolve_concern"
    form_class = forms.ResolveForm
    asks, button = "Is the condition met?", "Resolve"
    lead = "Either the signal has gone for the periods that were set, or an explanation is agreed, with why."

    def do(self, form):
        services.resolve_concern(**self.told, **form.cleaned_data)
        return "Resolved. The business manager tells the Board and closes it."


class Escalate(ConcernForm):
    access_rule = "dataset.escalate_concern"
    form_class = forms.EscalateForm
    asks, button = "Ask the chief officer", "Escalate"
    lead = "It becomes one line of the Board’s challenge log, with a clock of its own."

    def form_kwargs(self):
        return {"agencies": those_asked(self.record)}

    def initial(self):
        return {"asks": self.record.asks}

    def do(self, form):
        said = dict(form.cleaned_data)
        agency = Organisation.objects.get(uuid=said.pop("agency"))
        challenge = services.escalate_concern(**self.told, agency=agency, **said)
        return f"Escalated as {challenge.reference}. The answer is due on {challenge.due_on:%-d %B %Y}."


class Close(ConcernForm):
    access_rule = "dataset.close_concern"
    form_class = forms.CloseForm
    asks, button = "Close with the difference it made", "Close"

    def do(self, form):
        services.close_concern(**self.told, **form.cleaned_data)
        return "Closed. It stays readable, and can be raised again as a new one."


class Join(ConcernForm):
    access_rule = "dataset.raise_concern"
    form_class = forms.JoinForm
    asks, button = "Join more to it", "Join"
    lead = "Several indicators, and what audits and reviews found, may be one concern."

    def form_kwargs(self):
        return {"indicators": indicators_to_join(), "findings": findings_to_join(self.request.user)}

    def do(self, form):
        said = form.cleaned_data
        points = LearningPoint.objects.visible_to(self.request.user).filter(uuid__in=said["findings"])
        services.join_to_concern(
            **self.told, indicators=list(Indicator.objects.filter(code__in=said["indicators"])), points=list(points)
        )
        return "Joined, with the reading as it stands today."


class Reopen(ConcernForm):
    access_rule = "dataset.reopen_concern"
    form_class = forms.WhyForm
    asks, button = "Raise it again", "Raise it again"
    lead = "It becomes a new concern, linked to this one, with the readings as they stand today."

    def dispatch(self, request, *args, **kwargs):
        if self.record.stage in OPEN:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def do(self, form):
        self.made = services.reopen_concern(**self.told, why=form.cleaned_data["why"])
        return f"Raised again as {self.made.reference}."

    def next_url(self):
        made = getattr(self, "made", None)
        return reverse("dataset:concern", args=[(made or self.record).uuid])

