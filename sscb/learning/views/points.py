"""Threads: the list, one whole thread, themes, promises not kept, and writing down what was learned."""

from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from sscb import clock
from sscb.access.policy import can
from sscb.access.views import FormPage, ListPage, Page, RecordActPage, RecordFormPage, RecordPage
from sscb.charts.numbers import listed
from sscb.history.queries import history_of
from sscb.learning import services
from sscb.learning.forms.checks import ExcuseForm
from sscb.learning.forms.plans import PointForm
from sscb.learning.methods import BY_CODE, named
from sscb.learning.models import LearningPoint
from sscb.learning.queries.promises import broken_promises
from sscb.learning.queries.sources import finding_of
from sscb.learning.queries.steps import thread_of
from sscb.learning.queries.themes import themes_for
from sscb.learning.queries.thread import brief, facts_of, threads_for
from sscb.learning.queries.wording import promises_heading, thread_heading, thread_lead, threads_heading
from sscb.learning.themes import theme_words
from sscb.learning.views.looking import LooksFirst
from sscb.people.models import Group
from sscb.records.models import Record

MOST_NAMED = 3


class Threads(ListPage):
    """Every learning point with its thread in brief: what was broken first, then the newest."""

    access_rule = "learning.read_actions"
    template_name = "learning/threads.html"
    page_size = 20

    def rows(self):
        found = threads_for(self.request.user).order_by("closed_on", "-found_on", "-pk")
        theme = self.request.GET.get("theme")
        method = BY_CODE.get(self.request.GET.get("method", ""))
        if method:
            words = named(method.code)
            found = found.filter(Q(source__in=words) | Q(source__in=[one.lower() for one in words]))
        return found if theme is None else found.filter(theme=theme)

    def context(self):
        context, as_at = super().context(), clock.today()
        rows = [(one, thread_of(brief(one, as_at))) for one in context["rows"]]
        theme = self.request.GET.get("theme")
        return {
            **context, "threads": rows, "kicker": theme_words(theme) if theme else "Learning",
            "heading": threads_heading(context["page"].paginator.count, sum(one.broken > 0 for _, one in rows)),
            "lead": "From what was found to whether it made a difference for children.",
            "may_write": bool(can(self.request.user, "learning.write_point")), "theme": theme,
        }  # fmt: skip


class Themes(Page):
    access_rule = "learning.read_actions"
    template_name = "learning/themes.html"

    def context(self):
        rows = themes_for(self.request.user)
        named = [row for row in rows if row.theme]
        most = [f"{row.words[:1].lower()}{row.words[1:]}" for row in named if row.points == rows[0].points]
        return {
            "kicker": "Themes", "rows": rows,
            "heading": f"Most was learned about {listed(most)}" if 0 < len(most) <= MOST_NAMED
            else "What was learned, by theme",
            "lead": "How much was learned about each theme, and how much of it was asked for, told and shown to work.",
        }  # fmt: skip


class BrokenPromises(Page):
    access_rule = "learning.read_actions"
    template_name = "learning/promises.html"

    def context(self):
        found = broken_promises(self.request.user, clock.today())
        return {
            "kicker": "Broken promises", "heading": promises_heading(found.count), "kinds": found.kinds,
            "lead": "What the framework promises and has not been kept yet. A row goes when the portal sees it done.",
        }  # fmt: skip


class OnePoint(RecordPage):
    """The golden thread, drawn from its first knot to its last."""

    access_rule = "learning.read_actions"
    queryset = LearningPoint.objects.select_related("group")
    template_name = "learning/thread.html"

    def context(self):
        point, person = self.record, self.request.user
        thread = thread_of(facts_of(point, person, clock.today()))
        codes = {step.key: step.code for step in thread.steps}
        notes = {step.key: step.note for step in thread.steps}
        may_close = bool(can(person, "learning.close_point", point))
        return {
            **super().context(),
            "thread": thread,
            "kicker": f"Golden thread {point.reference}",
            "heading": thread_heading(codes, notes["difference"], thread.broken),
            "lead": thread_lead(point.title, thread),
            "history": history_of(point),
            "may_recommend": bool(can(person, "learning.recommend")),
            "may_write_product": bool(can(person, "learning.write_product")),
            "may_plan": bool(can(person, "learning.plan_check", point)),
            "may_close": may_close and not point.closed_on,
            "may_excuse": may_close and not point.closed_on,
            "marking": point.marking,
        }


class WritePoint(LooksFirst, FormPage):
    access_rule = "learning.write_point"
    template_name = "learning/form.html"
    form_class = PointForm

    def form_kwargs(self):
        return {"groups": Group.objects.to_follow_up(clock.today())}

    def context(self):
        return {
            "kicker": "Learning", "heading": "Write down what was learned", "button": "Write it down",
            "lead": "One sentence that a practitioner would recognise; then what lies behind it.",
            "back": reverse("learning:threads"),
        }  # fmt: skip

    def source(self):
        """The record that this is learned from, where the writer came from one and may see it."""
        asked = self.request.GET.get("from", "")
        try:
            found = Record.objects.visible_to(self.request.user).filter(uuid=UUID(asked)).first()
        except ValueError:
            return None
        return found

    def initial(self):
        record = self.source()
        if record is None:
            return {}
        finding = finding_of(record)
        return {"source": finding.method, "source_words": finding.words} if finding else {}

    def write(self, told):
        told["group"] = Group.objects.get(uuid=told["group"])
        if record := self.source():
            told["source_uuid"] = record.uuid
        self.made = services.write_point(**told, by=self.request.user, on=clock.today())
        return f"Written down as {self.made.reference}."

    def next_url(self):
        return reverse("learning:point", args=[self.made.uuid])


class ClosePoint(RecordActPage):
    access_rule = "learning.close_point"
    queryset = LearningPoint.objects.all()

    def do(self):
        services.close_point(point=self.record, by=self.request.user, on=clock.today())
        return "Closed. The whole thread stays here to be read."

    def next_url(self):
        return reverse("learning:point", args=[self.kwargs["uuid"]])


class Excuse(RecordFormPage):
    """Why nobody needs to be told, or why its impact is not checked."""

    access_rule = "learning.close_point"
    queryset = LearningPoint.objects.all()
    template_name = "learning/form.html"
    form_class = ExcuseForm

    def context(self):
        return {
            **super().context(), "kicker": self.record.reference, "button": "Save the reason", "back": self.next_url(),
            "heading": f"Give a reason: {self.record.title}", "asked": self.record.text,
        }  # fmt: skip

    def do(self, form):
        services.excuse_point(point=self.record, **form.cleaned_data, by=self.request.user, on=clock.today())
        return "Saved. The reason stands on the thread."

    def next_url(self):
        return reverse("learning:point", args=[self.kwargs["uuid"]])
