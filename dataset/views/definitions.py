"""The definitions of the indicators, and writing down what Quality and Performance agrees about them."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from dataset import agreement_forms as forms
from dataset import services
from dataset.models import ChartNote, Redrawing
from dataset.queries.agreed import agreed, board_rule
from dataset.queries.definitions import board_rules, definition, definitions, rule_words
from dataset.views.scorecard import OneIndicator
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import ActPage, FormPage, Page
from sscb.charts import numbers
from sscb.learning.models import Action


class Definitions(Page):
    """What does each figure count?"""

    access_rule = "dataset.read"
    template_name = "dataset/definitions.html"

    def context(self):
        page = definitions(as_at=clock.today(), may_agree=bool(can(self.request.user, "dataset.agree")))
        trail = [{"title": "Dataset", "url": reverse("dataset:scorecard")}, {"title": "Definitions", "url": ""}]
        return {**super().context(), "page": page, "breadcrumbs": trail}


class OneDefinition(OneIndicator, Page):
    """What does this figure count, since when, and how is its chart read?"""

    access_rule = "dataset.read"
    template_name = "dataset/definition.html"

    def context(self):
        person = self.request.user
        page = definition(
            self.indicator, as_at=clock.today(),
            may_propose=bool(can(person, "dataset.propose")), may_agree=bool(can(person, "dataset.agree")),
            may_approve=bool(can(person, "dataset.approve")), sees_events=bool(can(person, "dataset.propose")),
        )  # fmt: skip
        trail = [
            {"title": "Dataset", "url": reverse("dataset:scorecard")},
            {"title": "Definitions", "url": reverse("dataset:definitions")}, {"title": self.indicator.title, "url": ""},
        ]  # fmt: skip
        return {**super().context(), "page": page, "breadcrumbs": trail}


class Agreement(OneIndicator, FormPage):
    """A form about one indicator. `button`, `asks` and `note` are what it shows beside its fields."""

    template_name = "dataset/agree.html"
    button = "Save"
    asks = ""
    note = ""

    def context(self):
        indicator = self.indicator
        back = reverse("dataset:definition", args=[indicator.code])
        trail = [
            {"title": "Dataset", "url": reverse("dataset:scorecard")},
            {"title": "Definitions", "url": reverse("dataset:definitions")}, {"title": indicator.title, "url": back},
        ]  # fmt: skip
        return {
            **super().context(), "kicker": f"{indicator.code} {indicator.title}", "heading": self.asks,
            "button": self.button, "note": self.note, "back": back, "breadcrumbs": trail,
        }  # fmt: skip

    def told(self, form) -> dict:
        return {"indicator": self.indicator, "by": self.request.user, "on": clock.today(), **form.cleaned_data}

    def next_url(self) -> str:
        return reverse("dataset:definition", args=[self.indicator.code])


class Redefine(Agreement):
    access_rule = "dataset.agree"
    form_class = forms.DefinitionForm
    asks = "What does it count from now on?"
    button = "Save the new definition"
    note = ("Figures under the old definition stay. The line on the chart breaks on that day, and limits are drawn "
            "afresh from it.")  # fmt: skip

    def initial(self):
        one = self.indicator
        reading = "seasonal" if one.seasonal else "chart" if one.use_spc else "table"
        return {"definition": one.definition, "numerator_label": one.numerator_label,
                "denominator_label": one.denominator_label, "reading": reading}  # fmt: skip

    def do(self, form):
        told = self.told(form)
        reading = told.pop("reading")
        version = services.define_again(**told, seasonal=reading == "seasonal", use_spc=reading != "table")
        return f"Version {version.number} of the definition is in force from {numbers.day(version.from_on)}."


class SetTarget(Agreement):
    access_rule = "dataset.agree"
    form_class = forms.TargetForm
    asks = "Which target, and from when?"
    button = "Set the target"

    def do(self, form):
        aim = services.set_target(**self.told(form))
        target = "There is no target" if aim.target is None else f"The target is {numbers.trimmed(aim.target)}"
        return f"{target} from {numbers.day(aim.from_on)}. Earlier targets stay in the list."


class ProposeLimits(Agreement):
    access_rule = "dataset.propose"
    form_class = forms.LimitsForm
    asks = "From when are new limits needed, and why?"
    button = "Ask the chair to approve them"
    note = "The chair of Quality and Performance decides. The old limits stay on the chart."

    def do(self, form):
        services.propose_limits(**self.told(form))
        return "The chair of Quality and Performance is asked. Until then the chart stays as it is."


class AddNote(Agreement):
    access_rule = "dataset.propose"
    form_class = forms.NoteForm
    asks = "What happened that the chart should show?"
    button = "Mark it on the chart"

    def form_kwargs(self):
        return {"actions": Action.objects.visible_to(self.request.user).order_by("-opened_on", "title")}

    def do(self, form):
        note = services.add_note(**self.told(form))
        return f"{numbers.capital(numbers.day(note.on))} is marked on the chart."


class OwnRule(Agreement):
    access_rule = "dataset.agree"
    form_class = forms.OwnRuleForm
    asks = "How is this chart read?"
    button = "Set the rule"

    def initial(self):
        told = agreed([self.indicator], as_at=clock.today())[self.indicator.pk]
        return {"whose": "own" if told.own_why else "board", "run": told.run, "trend": told.trend,
                "screening": "yes" if told.screening else "no"}  # fmt: skip

    def do(self, form):
        told = self.told(form)
        if told.pop("whose") == "board":
            services.read_as_the_board(indicator=told["indicator"], why=told["why"], by=told["by"], on=told["on"])
            return "The chart is read by the Board’s rule from now on."
        services.set_rule(**told)
        return "The chart is read by a rule of its own from now on, and says so."


class EventDays(Agreement):
    access_rule = "dataset.propose"
    form_class = forms.EventDaysForm
    asks = "On which days did it happen?"
    button = "Write the days down"
    note = "The days themselves are never shown again, here or anywhere."

    def do(self, form):
        many = services.write_event_days(**self.told(form))
        return f"{numbers.capital(numbers.counted(many, 'day'))} written down."


class DecideLimits(FormPage):
    """New limits that wait for the chair."""

    access_rule = "dataset.approve"
    template_name = "dataset/decide_limits.html"
    form_class = forms.LimitsDecisionForm

    @cached_property
    def redrawing(self) -> Redrawing:
        found = Redrawing.objects.select_related("indicator", "proposed_by")
        return get_object_or_404(found, uuid=self.kwargs["uuid"])

    def context(self):
        one = self.redrawing
        return {
            **super().context(), "kicker": f"{one.indicator.code} {one.indicator.title}", "redrawing": one,
            "heading": f"New limits are proposed from {numbers.day(one.from_on)}",
            "own": one.proposed_by_id == self.request.user.pk, "back": self.next_url(),
        }  # fmt: skip

    def do(self, form):
        told = {"redrawing": self.redrawing, "by": self.request.user, "on": clock.today()}
        if form.cleaned_data["decision"] == "approve":
            services.approve_limits(**told, minute=form.cleaned_data["minute"])
            return "The limits are drawn afresh. The old ones stay on the chart."
        services.refuse_limits(**told, why=form.cleaned_data["why"])
        return "The limits stay as they are."

    def next_url(self) -> str:
        return reverse("dataset:definition", args=[self.redrawing.indicator.code])


class TakeNoteOff(ActPage):
    """A mark is no longer drawn."""

    access_rule = "dataset.propose"

    @cached_property
    def note(self) -> ChartNote:
        return get_object_or_404(ChartNote.objects.select_related("indicator"), uuid=self.kwargs["uuid"])

    def do(self):
        services.take_note_off(note=self.note, by=self.request.user, on=clock.today())
        return "The mark is off the chart. The list below still tells of it."

    def next_url(self) -> str:
        return reverse("dataset:definition", args=[self.note.indicator.code])


class Rule(FormPage):
    """By which rule are all charts read?"""

    access_rule = "dataset.agree"
    template_name = "dataset/rule.html"
    form_class = forms.RuleForm

    def initial(self):
        rule = board_rule(clock.today())
        return {"run": rule.run, "trend": rule.trend, "screening": "yes" if rule.screening else "no"}

    def context(self):
        rule = board_rule(clock.today())
        trail = [
            {"title": "Dataset", "url": reverse("dataset:scorecard")},
            {"title": "Definitions", "url": reverse("dataset:definitions")}, {"title": "Reading charts", "url": ""},
        ]  # fmt: skip
        return {
            **super().context(), "kicker": "Quality and Performance dataset", "breadcrumbs": trail,
            "heading": f"A run is {numbers.in_words(rule.run)} points and a trend {numbers.in_words(rule.trend)}",
            "lead": rule_words(rule), "rows": board_rules(),
        }  # fmt: skip

    def do(self, form):
        services.set_rule(**form.cleaned_data, by=self.request.user, on=clock.today())
        return "Every chart without a rule of its own is read so from now on, and says so."

    def next_url(self) -> str:
        return reverse("dataset:rule")
