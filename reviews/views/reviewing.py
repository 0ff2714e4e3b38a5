"""The file of a review and what is written into it, and the moves that a review makes while it is held."""

from django.http import Http404
from django.urls import reverse

from reviews import services
from reviews.forms.cases import NothingForm
from reviews.forms.reviewing import StopForm
from reviews.lifecycle import STAGES
from reviews.models import CaseReview
from reviews.queries import file
from reviews.queries.ages import age_of
from reviews.views.acting import CasePage, OfficePage, trail
from reviews.views.acts import ACTS, Act, rows_of
from reviews.views.choosing import processes
from sscb import clock
from sscb.access.policy import can, require
from sscb.access.views import RecordPage


def file_url(case: CaseReview, part: str) -> str:
    return f"{reverse('reviews:file', args=[case.uuid])}?part={part}"


class File(RecordPage):
    """What the review was given, what came in, who was heard, what goes on beside it: a part at a time."""

    access_rule = "reviews.read_file"
    queryset = CaseReview.objects.all()
    template_name = "reviews/file.html"

    def context(self):
        case, person, as_at = self.record, self.request.user, clock.today()
        if not case.kind:
            raise Http404
        part = self.request.GET.get("part", "given")
        part = part if part in file.PARTS else "given"
        shown = {
            "given": lambda: file.given_to(case),
            "reports": lambda: {"reports": file.reports_of(case, as_at)},
            "voices": lambda: file.voices_of(case),
            "beside": lambda: file.beside(case, as_at),
        }[part]()
        return {
            **super().context(),
            **shown,
            "part": part,
            "parts": [
                {"text": words, "url": file_url(case, code), "current": code == part}
                for code, words in file.PARTS.items()
            ],
            "may": file.may_in(case, person),
            "may_point": bool(can(person, "learning.write_point")),
            "age": age_of(case, as_at),
            "kicker": f"{case.reference} · {STAGES[case.stage]}",
            "heading": file.PARTS[part],
            "breadcrumbs": trail(case, "The file of the review"),
            "marking": case.marking,
        }  # fmt: skip


class DoAct(CasePage):
    """One page for every act of the file: the act names its rule, its form and its service."""

    access_rule = "reviews.read"

    @property
    def act(self) -> Act:
        found = ACTS.get(self.kwargs["act"])
        if found is None or bool(found.of) is not ("row" in self.kwargs):
            raise Http404
        return found

    def row(self):
        """What is acted on: of this very case, or nothing."""
        found = rows_of(self.record, self.act.of).filter(uuid=self.kwargs["row"]).first()
        if found is None:
            raise Http404
        return found

    def dispatch(self, request, *args, **kwargs):
        act, case = self.act, self.record
        if act.office and not can(request.user, act.rule):
            raise Http404
        require(request.user, act.rule, case)
        row = self.row() if act.of else None
        self.heading, self.lead, self.button, self.form_class = act.heading, act.lead, act.button, act.form
        self._more = act.more(case, request.user, row)
        return super().dispatch(request, *args, **kwargs)

    def form_kwargs(self):
        return {name: told for name, told in self._more.items() if name != "initial"}

    def initial(self):
        return self._more.get("initial", {})

    def context(self):
        return {**super().context(), "back": self.next_url()}

    def do(self, form):
        act = self.act
        told = act.rewrite(dict(form.cleaned_data))
        if act.of:
            told[act.row] = self.row()
        made = act.do(case=self.record, by=self.request.user, on=clock.today(), **told)
        return act.done(made) if callable(act.done) else act.done

    def next_url(self):
        return file_url(self.record, self.act.part)


class Commission(OfficePage):
    access_rule = "reviews.run"
    form_class = NothingForm
    heading = "Commission the review"
    lead = "The reviewer is independent, and the terms of reference are agreed. Agencies are asked for reports now."
    button = "Commission it"

    def do(self, form):
        services.commission(case=self.record, by=self.request.user, on=clock.today())
        return "Commissioned. Ask the agencies for their reports, and plan the first meeting of the panel."


class Begin(CasePage):
    access_rule = "reviews.begin"
    form_class = NothingForm
    heading = "Begin the review"
    lead = "The panel has met for the first time."
    button = "Begin it"

    def do(self, form):
        services.begin_review(case=self.record, by=self.request.user, on=clock.today())
        return "The review is under way."


class Hold(OfficePage):
    access_rule = "reviews.steer"
    form_class = StopForm
    heading = "Put the review on hold"
    lead = "For named proceedings, from today. The six months go on, and the reason is shown beside them."
    button = "Put it on hold"

    def form_kwargs(self):
        return {**processes(self.record, self.request.user, None), "whole": True}

    def do(self, form):
        services.put_on_hold(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "On hold. Both ages of the review are shown from now on."


class TakeUp(OfficePage):
    access_rule = "reviews.steer"
    form_class = NothingForm
    heading = "Take the review up again"
    lead = "The clock stop ends with today."
    button = "Take it up again"

    def do(self, form):
        services.take_up_again(case=self.record, by=self.request.user, on=clock.today())
        return "The review is under way again."
