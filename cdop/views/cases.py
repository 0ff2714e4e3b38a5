"""Pages of child death reviews: the list, and one case. Nothing here says who the child was."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from cdop import services
from cdop.forms.cases import AskForm, DatabaseForm, MoveForm, StepForm
from cdop.lifecycle import MOVES, STAGES, Stage
from cdop.models import ChildDeathReview, Handover
from cdop.models.forms import SUPPLEMENTS
from cdop.paths import STEPS
from cdop.queries import review_page, reviews_of, row_of, standing, work_plan_sentence
from cdop.queries.lists import filters
from cdop.queries.notices import notices_of
from cdop.queries.people import agencies
from cdop.queries.work import OTHERS_OWN, work_on
from cdop.services.lawful import cdr_start
from cdop.transition import NEW_FORMS
from cdop.views.acting import ByRole
from sscb import clock
from sscb.access.levels import marking
from sscb.access.policy import can
from sscb.access.views import ListPage, RecordFormPage, RecordPage
from sscb.history.queries import history_of
from sscb.people.models import Person
from sscb.records.moving import NotThere


class Reviews(ListPage):
    access_rule = "cdop.read_reviews"
    template_name = "cdop/reviews.html"

    def get(self, request, *args, **kwargs):
        if not can(request.user, "cdop.run_review") and can(request.user, "cdop.collect"):
            return redirect(reverse("cdop:collect"))
        return super().get(request, *args, **kwargs)

    def rows(self):
        as_at = clock.today()
        return reviews_of(self.request.user, as_at, standing(as_at).start, show=self.request.GET.get("show", ""))

    def context(self):
        context, as_at = super().context(), clock.today()
        stands, may_run = standing(as_at), can(self.request.user, "cdop.run_review")
        return {
            **context,
            "rows": [row_of(one, as_at, stands.start) for one in context["rows"]],
            "kicker": "Child death reviews",
            "heading": stands.heading,
            "lead": stands.sentence,
            "fault": stands.fault,
            "may_run": bool(may_run),
            "filters": filters(self.request.user, reverse("cdop:reviews"), self.request.GET.get("show", "")),
            "may_take": bool(can(self.request.user, "cdop.take_notification")),
            "show": self.request.GET.get("show", ""),
            "work_plan": work_plan_sentence(self.request.user, as_at) if may_run else "",
            "marking": marking(ChildDeathReview.LEVEL),
        }


class OneReview(ByRole, RecordPage):
    """The case; of one that its receiver has, what remains: the reference, the dates and the receiver."""

    shows_what_remains = True
    access_rule = "cdop.read_reviews"
    queryset = ChildDeathReview.objects.select_related("handed_to")
    template_name = "cdop/review.html"

    def get(self, request, *args, **kwargs):
        if not can(request.user, "cdop.run_review") and can(request.user, "cdop.collect"):
            return redirect(reverse("cdop:collect_one", args=[self.record.uuid]))
        if self.record.sealed_on:
            self.template_name = "cdop/stub.html"
        return super().get(request, *args, **kwargs)

    def context(self):
        review, as_at = self.record, clock.today()
        if review.sealed_on:
            return {**super().context(), **_what_remains(review)}
        shown = review_page(review, self.request.user, as_at)
        return {
            **super().context(),
            "shown": shown,
            "kicker": f"{review.reference} · {shown.stage}",
            "heading": "Child death review",
            "lead": shown.sentence or f"{shown.body} reviews this death.",
            **self._work(shown),
            "breadcrumbs": [
                {"title": "Child deaths", "url": reverse("cdop:reviews")}, {"title": review.reference, "url": ""}
            ],
            "history": history_of(review),
            "marking": review.marking,
        }

    def _work(self, shown) -> dict:
        """For whoever runs the review: what is next, and the lawful steps. The partners read without them."""
        review, person = self.record, self.request.user
        if not can(person, "cdop.run_review"):
            return {}
        late = sum(1 for one in shown.deadlines if one.state.code == "late")
        work = work_on(review, clock.today(), cdr_start(), late_duties=late)
        refusal = work.refusal
        late_rules = {one.rule for one in shown.deadlines if one.state.code == "late"}
        return {
            "work": work, "heading": work.heading, "lead": work.lead, "refusal": refusal,
            "notices": notices_of(review, late_rules), "may_note": bool(work.tasks),
        }  # fmt: skip


def _what_remains(review: ChildDeathReview) -> dict:
    handover = Handover.objects.select_related("receiving_body").get(review=review)
    return {
        "handover": handover,
        "kicker": f"{review.reference} · handed over",
        "heading": f"{review.reference} is with {handover.receiving_body.name}",
        "lead": "Its receipt is confirmed, so what was held on it can no longer be read here. Ask its receiver.",
        "marking": review.marking,
    }


class WorkPage(ByRole, RecordFormPage):
    """A form about a case that is run here; what it does is refused with the sentence of the transition."""

    access_rule = "cdop.run_review"
    queryset = ChildDeathReview.objects.all()
    template_name = "cdop/work_form.html"

    def context(self):
        review = self.record
        return {
            **super().context(),
            "kicker": f"{review.reference} · {STAGES[review.stage]}",
            "marking": review.marking,
            "button": "Save",
            "back": reverse("cdop:review", args=[review.uuid]),
            "breadcrumbs": [
                {"title": "Child deaths", "url": reverse("cdop:reviews")},
                {"title": review.reference, "url": reverse("cdop:review", args=[review.uuid])},
                {"title": self.crumb, "url": ""},
            ],
        }

    def next_url(self):
        return reverse("cdop:review", args=[self.record.uuid])


class MoveOn(WorkPage):
    """One move of the table: asks for its reason where it needs one, else for a press of the button."""

    form_class = MoveForm
    crumb = "Move on"

    @property
    def move(self):
        found = (one for one in MOVES if one.start == self.record.stage and one.to == self.kwargs["to"])
        move = next(found, None)
        if move is None or Stage(move.to) in OTHERS_OWN:
            raise NotThere(self.record, self.kwargs["to"])
        return move

    def form_kwargs(self):
        return {"asks": "says_why" in self.move.needs, "to": Stage(self.move.to)}

    def context(self):
        return {**super().context(), "heading": self.move.button, "button": self.move.button}

    def do(self, form):
        review, to = self.record, Stage(self.move.to)
        told = {"review": review, "by": self.request.user, "on": clock.today()}
        why = form.cleaned_data.get("why", "")
        if to is Stage.GATHERING and review.stage == Stage.NOTIFIED:
            services.open_review(**told)
        elif to is Stage.REOPENED:
            services.reopen_review(**told, why=why)
        else:
            services.move_review(**told, to=to, why=why)
        return f"{review.reference}: {STAGES[to].lower()}."


class AskAgencies(WorkPage):
    """Up to five people at once are asked for one kind of form."""

    form_class = AskForm
    crumb = "Ask agencies"
    template_name = "cdop/ask.html"

    def form_kwargs(self):
        known = agencies(clock.today()).prefetch_related(Prefetch("people", Person.objects.filter(is_active=True)))
        people = {
            str(one.uuid): (agency, one) for agency in known for one in agency.people.all()
            if one.pk != self.request.user.pk
        }  # fmt: skip
        return {"people": people, "new_forms": self.record.forms == NEW_FORMS}

    def initial(self):
        kind = self.request.GET.get("kind", "")
        wanted = "R" if self.record.forms == NEW_FORMS else "B"
        return {"kind": kind if kind in SUPPLEMENTS else wanted}

    def context(self):
        return {**super().context(), "heading": "Ask agencies for their form", "button": "Ask them"}

    def do(self, form):
        kind = form.cleaned_data["kind"]
        services.ask_agencies(
            review=self.record, asked=[(agency, named, kind) for agency, named in form.chosen], by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        asked = ", ".join(agency.name for agency, _ in form.chosen)
        return f"Asked: {asked}. Each gets a letter that names nobody."


class RecordStep(WorkPage):
    form_class = StepForm
    crumb = "Record a step"

    def context(self):
        if self.kwargs["code"] not in STEPS:
            raise Http404
        return {**super().context(), "heading": STEPS[self.kwargs["code"]].title, "lead": "When was it done?"}

    def do(self, form):
        step = services.record_step(
            review=self.record, code=self.kwargs["code"], by=self.request.user, on=clock.today(), **form.cleaned_data
        )
        return f"Recorded: {step.get_code_display()}."


class TellDatabase(WorkPage):
    form_class = DatabaseForm
    crumb = "National database"

    def context(self):
        return {
            **super().context(),
            "heading": "Record the entry in the national database",
            "lead": "From 1 April 2019 every case not yet reviewed on that day goes in, whatever the date of death "
            "(rule ncmd-open-cases).",
        }

    def do(self, form):
        entry = services.record_database_entry(
            review=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data
        )
        return f"National database: {entry.get_outcome_display().lower()}."
