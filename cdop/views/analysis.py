"""The analysis form, and what came of a review."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from cdop import services
from cdop.analysis_forms import FORMS, printed
from cdop.forms.analysis import AnalysisFormForm, FindingForm, ForBoardForm, TellForm, counts_of, initial_of
from cdop.models import Analysis, ChildDeathReview, Finding, PanelPaper
from cdop.models.analysis import INFLUENCE
from cdop.queries.findings import findings_of
from cdop.queries.papers import UNCONFIRMED
from cdop.services.anonymising import plain_faults
from cdop.services.papers import paper_of
from cdop.views.saying import SaysWhy
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordActPage, RecordFormPage
from sscb.people.models import Organisation, Person
from sscb.timetable.days import in_words


class WriteAnalysis(RecordFormPage):
    """Form C, or the form of 2018: whichever the case was begun on."""

    access_rule = "cdop.run_review"
    queryset = ChildDeathReview.objects
    form_class = AnalysisFormForm
    template_name = "cdop/analysis.html"

    def _analysis(self) -> Analysis | None:
        return Analysis.objects.filter(review=self.record).first()

    def make_form(self, data=None, files=None):
        form = super().make_form(data, files)
        if form.is_bound and form.is_valid():
            for name, sentences in plain_faults(self.record, form.texts()).items():
                for sentence in sentences:
                    form.add_error(name, sentence)
        return form

    def form_kwargs(self):
        return {
            "form": FORMS[self.record.forms], "counts": counts_of(self._analysis()),
            "correcting": self.record.completed_on is not None,
        }  # fmt: skip

    def initial(self):
        return initial_of(self._analysis(), self.record.version)

    def context(self):
        review = self.record
        form = FORMS[review.forms]
        paper = PanelPaper.objects.visible_to(self.request.user).filter(review=review).first()
        done = review.completed_on
        return {
            **super().context(),
            "kicker": f"{review.reference} · {form.title}",
            "heading": f"{form.title}: what the panel finds on {review.reference}",
            "lead": f"The panel agreed it on {in_words(done)}. What you put right is written down, with your reason."
            if done else "A draft until the panel agrees it at a meeting. It names nobody.",
            "unconfirmed": UNCONFIRMED if form.grade == "U" else "",
            "codes": [(printed(code), INFLUENCE[code]) for code in form.influence],
            "findings": findings_of(review, self.request.user),
            "paper": paper, "back": reverse("cdop:review", args=[review.uuid]), "marking": review.marking,
        }  # fmt: skip

    def do(self, form):
        services.write_analysis(review=self.record, by=self.request.user, on=clock.today(), **form.told())
        return "The analysis form is saved."

    def next_url(self):
        return reverse("cdop:analysis", args=[self.record.uuid])


class ReviewForm(RecordFormPage):
    """A form about a case, with its analysis form to go back to."""

    access_rule = "cdop.run_review"
    queryset = ChildDeathReview.objects
    template_name = "cdop/panel_form.html"
    heading, button, lead = "", "", ""

    def context(self):
        review = self.record
        return {
            **super().context(), "kicker": f"{review.reference} · findings", "heading": self.heading,
            "button": self.button, "lead": self.lead, "back": self.next_url(), "marking": review.marking,
        }  # fmt: skip

    def next_url(self):
        return reverse("cdop:analysis", args=[self.record.uuid])


def _choices() -> dict[str, Any]:
    people = Person.objects.filter(is_active=True, organisation__isnull=False).select_related("organisation")
    return {
        "agencies": [(str(one.uuid), one.name) for one in Organisation.objects.on(clock.today())],
        "people": [(str(one.uuid), f"{one.name}, {one.organisation.name}") for one in people],
    }


def _chosen(told: dict) -> dict[str, Any]:
    return {
        **told,
        "agency": Organisation.objects.filter(uuid=told["agency"] or None).first(),
        "owner": Person.objects.filter(uuid=told["owner"] or None).first(),
    }


class AddFinding(ReviewForm):
    form_class = FindingForm
    heading, button = "What came of the review?", "Write it down"
    lead = "It stays with the case. What the Board may learn from it is written apart."

    def form_kwargs(self):
        return _choices()

    def do(self, form):
        services.write_finding(
            review=self.record, by=self.request.user, on=clock.today(), **_chosen(form.cleaned_data)
        )
        return "It is written down."


class OneFinding(ReviewForm):
    """A form about one finding, found by its own uuid among the cases that the reader may see."""

    finding = None

    def _fetch(self):
        if self.finding is None:
            self.finding = (
                Finding.objects.filter(uuid=self.kwargs["uuid"]).select_related("analysis__review").first()
            )
            if self.finding is None:
                raise Http404
            self.kwargs = {**self.kwargs, "uuid": self.finding.analysis.review.uuid}
        return super()._fetch()


class ChangeFinding(OneFinding):
    form_class = FindingForm
    heading, button = "Change what came of the review", "Save"

    def form_kwargs(self):
        return _choices()

    def initial(self):
        one = self.finding
        return {
            "kind": one.kind, "text": one.text, "to_body": "" if one.agency else one.to_body, "due_on": one.due_on,
            "agency": str(one.agency.uuid) if one.agency else "", "owner": str(one.owner.uuid) if one.owner else "",
        }  # fmt: skip

    def do(self, form):
        services.write_finding(
            review=self.record, finding=self.finding, by=self.request.user, on=clock.today(),
            **_chosen(form.cleaned_data),
        )  # fmt: skip
        return "It is saved."


class WriteForBoard(OneFinding):
    form_class = ForBoardForm
    heading, button = "What may the whole Board learn from it?", "Save for sign-off"
    lead = "Once somebody else of the panel has signed it off, everybody in the partnership can read it. It says that "\
        "it comes from the panel, and from no case."

    def initial(self):
        one = self.finding
        return {"plain_title": one.plain_title, "plain_text": one.plain_text or one.text, "theme": one.theme}

    def do(self, form):
        told = form.cleaned_data
        services.write_for_board(
            finding=self.finding, title=told["plain_title"], text=told["plain_text"], theme=told["theme"],
            by=self.request.user, on=clock.today(),
        )  # fmt: skip
        return "It waits for somebody else of the panel to sign it off."


class Tell(OneFinding):
    form_class = TellForm
    heading, button = "Tell those for whom it is", "Tell them"

    def context(self):
        return {**super().context(), "lead": f"The recommendation is for: {self.finding.to_body}. They must be told."}

    def do(self, form):
        services.tell_addressee(finding=self.finding, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "It is recorded that they were told."


class Publish(SaysWhy, RecordActPage):
    """The second pair of eyes: the chair, through the paper that is open to them, or another co-ordinator."""

    finding = None
    access_rule = "cdop.read_paper"
    queryset = PanelPaper.objects

    def _fetch(self):
        if self.finding is None:
            self.finding = Finding.objects.filter(uuid=self.kwargs["uuid"]).select_related("analysis__review").first()
            paper = paper_of(self.finding.analysis.review) if self.finding else None
            if paper is None:
                raise Http404
            self.kwargs = {**self.kwargs, "uuid": paper.uuid}
        return super()._fetch()

    def do(self):
        services.publish_finding(finding=self.finding, by=self.request.user, on=clock.today())
        return "It is signed off: the whole partnership can read it."

    def next_url(self):
        if can(self.request.user, "cdop.write_paper"):
            return reverse("cdop:analysis", args=[self.finding.analysis.review.uuid])
        return reverse("cdop:paper", args=[self.record.uuid])
