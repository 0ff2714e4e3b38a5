"""Planning the year: what asks for training, the programme and its versions, the strategy, courses."""

from django.http import Http404
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import FormPage, Page, RecordActPage, RecordFormPage, RecordPage
from training import services
from training.forms import (
    ChangeProgrammeForm,
    CourseForm,
    MinuteForm,
    NeedForm,
    ProgrammeForm,
    PromptForm,
    StrategyForm,
)
from training.lifecycle import EVENTS, PROGRAMMES, STRATEGIES
from training.models import Course, Event, Programme, Strategy
from training.queries.places import counts_of
from training.queries.planning import changed_since, held_in, need_of, needs_open, planned_rows, year_of
from training.views.rooms import rooms_of

FORM = "training/form.html"


def _courses(person, *, live_only: bool = False) -> list[tuple[str, str]]:
    rows = Course.objects.visible_to(person).exclude(stage="closed").order_by("title")
    if live_only:
        rows = rows.filter(stage="live")
    return [("", "Choose a course"), *((str(one.uuid), f"{one.title} ({one.code})") for one in rows)]


def _course(person, uuid: str) -> Course | None:
    return Course.objects.visible_to(person).filter(uuid=uuid).first() if uuid else None


class Plan(Page):
    access_rule = "training.plan"
    template_name = "training/plan.html"

    def context(self):
        person, as_at = self.request.user, clock.today()
        needs = needs_open(person, as_at)
        programmes = list(Programme.objects.visible_to(person).order_by("-year"))
        current = next((one for one in programmes if one.year == year_of(as_at)), None)
        events = list(
            Event.objects.visible_to(person).filter(last_day__gte=as_at).exclude(stage="cancelled")
            .select_related("venue").order_by("first_day", "pk")
        )  # fmt: skip
        counts = counts_of(events)
        drafts = Course.objects.visible_to(person).filter(stage="draft").order_by("title")
        strategies = Strategy.objects.visible_to(person).filter(stage__in=("draft", "agreed"))
        asks = f"{len(needs)} {'thing asks' if len(needs) == 1 else 'things ask'} for training"
        return {
            **super().context(), "kicker": "Training", "rooms": rooms_of(person, "plan"),
            "heading": asks if needs else "Everything that asked is answered",
            "lead": "The year is planned from what the Board has learned. What asks stays here until a course or a "
            "reason answers it.", "needs": needs, "programmes": programmes, "current": current,
            "rows": planned_rows(current) if current else [],
            "strategy": strategies.order_by("-from_on").first(), "drafts": drafts,
            "events": [(one, EVENTS[one.stage], counts.get(one.pk, {})) for one in events],
            "held": held_in(year_of(as_at), person), "may_run": bool(can(person, "training.add")),
        }  # fmt: skip


class AnswerNeed(FormPage):
    access_rule = "training.add"
    template_name = FORM
    form_class = NeedForm

    def need(self):
        found = need_of(self.kwargs["need"], self.request.user, clock.today())
        if found is None:
            raise Http404
        return found

    def form_kwargs(self):
        return {"choices": {"course": _courses(self.request.user)}}

    def context(self):
        need = self.need()
        return {**super().context(), "kicker": f"Asks for training: {need.source}", "heading": need.words,
                "button": "Answer", "back": self.next_url()}  # fmt: skip

    def do(self, form):
        need, told = self.need(), form.cleaned_data
        services.answer_need(
            need=need.uuid, kind=need.kind, words=told.get("text", ""), end=told["end"], why=told["why"],
            course=_course(self.request.user, told.get("course", "")), by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "Answered. It asks no more."

    def next_url(self):
        return reverse("training:plan")


class BeginProgramme(FormPage):
    access_rule = "training.add"
    template_name = FORM
    form_class = ProgrammeForm

    def form_kwargs(self):
        first = int(year_of(clock.today())[:4])
        years = [f"{one}/{(one + 1) % 100:02d}" for one in (first, first + 1)]
        return {"choices": {"year": [(one, one) for one in years]}}

    def context(self):
        return {**super().context(), "kicker": "Training", "heading": "Begin the programme of a year",
                "button": "Begin", "back": reverse("training:plan")}  # fmt: skip

    def do(self, form):
        strategy = Strategy.objects.visible_to(self.request.user).filter(stage="agreed").first()
        self.made = services.begin_programme(
            year=form.cleaned_data["year"], strategy=strategy, by=self.request.user, on=clock.today()
        )
        return f"{self.made.title} is begun. Add its courses."

    def next_url(self):
        return reverse("training:programme", args=[self.made.uuid])


class OneProgramme(RecordPage):
    access_rule = "training.plan"
    queryset = Programme.objects.select_related("strategy")
    template_name = "training/programme.html"

    def context(self):
        one, person = self.record, self.request.user
        versions = list(one.versions.select_related("agreed_by"))
        changes = list(one.changes.select_related("course", "changed_by"))
        newest = versions[-1] if versions else None
        rows = planned_rows(one)
        since = changed_since(newest, changes, rows) if newest else 0
        return {
            **super().context(), "kicker": f"{one.reference} · {PROGRAMMES[one.stage]}", "heading": one.title,
            "rows": rows, "versions": versions, "changes": changes, "marking": one.marking,
            "lead": f"Training and Development agreed version {newest.number} on {newest.agreed_on:%-d %B %Y}. "
            f"{since} {'change' if since == 1 else 'changes'} since." if newest
            else "A draft: Training and Development has not agreed it yet.",
            "may_run": one.stage != "closed" and bool(can(person, "training.run", one)),
            "may_agree": one.stage != "closed" and bool(can(person, "training.agree_programme", one)),
        }  # fmt: skip


class _About(RecordFormPage):
    template_name = FORM
    button, asks, leads_to = "Save", "", ""

    def context(self):
        return {**super().context(), "kicker": self.record.reference, "heading": f"{self.asks}: {self.record.title}",
                "button": self.button, "back": self.next_url()}  # fmt: skip

    def next_url(self):
        return reverse(self.leads_to, args=[self.record.uuid])

    @property
    def act(self):
        return {"by": self.request.user, "on": clock.today()}


class ChangeProgramme(_About):
    access_rule, queryset, form_class = "training.run", Programme.objects.all(), ChangeProgrammeForm
    asks, leads_to = "Change", "training:programme"

    def form_kwargs(self):
        return {"choices": {"course": _courses(self.request.user)}}

    def initial(self):
        return {"what": "add", "runs": 1}

    def do(self, form):
        told = form.cleaned_data
        course = _course(self.request.user, told["course"])
        services.change_programme(programme=self.record, course=course, what=told["what"], why=told["why"],
                                  runs=told["runs"] or 1, **self.act)  # fmt: skip
        return "Changed."


class AgreeProgramme(_About):
    access_rule, queryset, form_class = "training.agree_programme", Programme.objects.all(), MinuteForm
    asks, leads_to, button = "Record that Training and Development agreed", "training:programme", "Record it"

    def do(self, form):
        made = services.agree_programme(programme=self.record, minute=form.cleaned_data["minute"], **self.act)
        return f"Version {made.number} is kept as it was agreed."


class OneStrategy(RecordPage):
    access_rule = "training.plan"
    queryset = Strategy.objects.all()
    template_name = "training/strategy.html"

    def context(self):
        one = self.record
        return {
            **super().context(), "kicker": f"{one.reference} · {STRATEGIES[one.stage]}", "heading": one.title,
            "lead": f"From {one.from_on:%-d %B %Y} to {one.to_on:%-d %B %Y}."
            + (f" Agreed: {one.minute}." if one.minute else ""), "strategy": one, "marking": one.marking,
            "may_agree": one.stage == "draft" and bool(can(self.request.user, "training.agree_programme", one)),
        }  # fmt: skip


class WriteStrategy(FormPage):
    access_rule, template_name, form_class = "training.add", FORM, StrategyForm

    def context(self):
        return {**super().context(), "kicker": "Training", "heading": "Write a learning and development strategy",
                "button": "Save the draft", "back": reverse("training:plan")}  # fmt: skip

    def do(self, form):
        self.made = services.write_strategy(**form.told(), by=self.request.user, on=clock.today())
        return "Saved. Training and Development agrees it next."

    def next_url(self):
        return reverse("training:strategy", args=[self.made.uuid])


class AgreeStrategy(_About):
    access_rule, queryset, form_class = "training.agree_programme", Strategy.objects.all(), MinuteForm
    asks, leads_to, button = "Record that it was agreed", "training:strategy", "Record it"

    def do(self, form):
        services.agree_strategy(strategy=self.record, minute=form.cleaned_data["minute"], **self.act)
        return "Agreed. It is in force now."


class WriteCourse(FormPage):
    access_rule, template_name, form_class = "training.add", FORM, CourseForm

    def initial(self):
        return {"kind": "course", "hours": 6, "refresher_months": 36}

    def context(self):
        return {**super().context(), "kicker": "Training", "heading": "Write down a course", "button": "Save the draft",
                "back": reverse("training:plan")}  # fmt: skip

    def do(self, form):
        self.made = services.write_course(**form.told(), by=self.request.user, on=clock.today())
        return "Saved. Name what asked for it, then offer it."

    def next_url(self):
        return reverse("training:course", args=[self.made.uuid])


class ChangeCourse(_About):
    access_rule, queryset, form_class = "training.run", Course.objects.all(), CourseForm
    asks, leads_to = "Change", "training:course"

    def initial(self):
        one = self.record
        return {
            **{name: getattr(one, name) for name in (
                "title", "code", "kind", "aims", "groups", "levels", "hours", "refresher_months", "before", "materials",
                "version")},
            "outcomes": "\n".join(one.outcomes),
        }  # fmt: skip

    def make_form(self, data=None, files=None):
        form = super().make_form(data, files)
        form.fields["code"].disabled = True
        return form

    def do(self, form):
        told = form.told()
        told.pop("code")
        self.record.version = form.cleaned_data["version"] or self.record.version
        services.change_course(course=self.record, **told, **self.act)
        return "Saved."


class NamePrompt(_About):
    access_rule, queryset, form_class = "training.run", Course.objects.all(), PromptForm
    asks, leads_to = "What asked for it", "training:course"

    def do(self, form):
        told = form.cleaned_data
        services.name_prompt(course=self.record, kind=told["kind"], words=told["text"], **self.act)
        return "Named. Everybody reads it with the course."


class MoveCourse(RecordActPage):
    access_rule, queryset = "training.run", Course.objects.all()

    def do(self):
        act = {"course": self.record, "by": self.request.user, "on": clock.today()}
        if self.request.POST.get("to") == "closed":
            services.stop_course(**act)
            return "It is not offered any more."
        services.offer_course(**act)
        return "It stands in the catalogue now."

    def next_url(self):
        return reverse("training:course", args=[self.kwargs["uuid"]])
