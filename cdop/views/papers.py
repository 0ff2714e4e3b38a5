"""The panel's paper: written by the co-ordinator, read by those to whom it was opened, on screen and as a PDF."""

from django.urls import reverse

from cdop import services
from cdop.forms.panel import PaperForm
from cdop.models import AgencyForm, ChildDeathReview, FormAnswer, PanelPaper
from cdop.models.papers import SECTIONS
from cdop.printing import print_paper
from cdop.queries.findings import findings_of
from cdop.queries.papers import analysis_shown, paper_shown
from cdop.services.papers import paper_faults, paper_of
from cdop.views.saying import SaysWhy
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage
from sscb.people.models import Organisation
from sscb.records.files import hand_out

READABLE = PanelPaper.objects.select_related("review")


class OnePaper(RecordPage):
    """The paper and the analysis form, as the panel reads them."""

    access_rule = "cdop.read_paper"
    queryset = READABLE
    template_name = "cdop/paper.html"

    def context(self):
        paper, person = self.record, self.request.user
        office = bool(can(person, "cdop.write_paper", paper))
        readable = office or paper.stage == "approved"
        copy = _copy_of(paper, person)
        return {
            **super().context(),
            "kicker": f"Child death overview panel · {paper.reference} · case {paper.review.reference}",
            "heading": f"Panel paper on case {paper.review.reference}",
            "lead": "It names nobody, and was written so. Do not add to it what you happen to know.",
            "shown": paper_shown(paper) if readable else None,
            "analysis": analysis_shown(paper.review) if readable else None,
            "finding_rows": findings_of(paper.review, person) if readable else [],
            "faults": _labelled(paper) if office and paper.stage == "draft" else [],
            "may_approve": office and paper.stage == "draft",
            "office": office, "copy": copy, "marking": paper.marking,
            "may_suspect": can(person, "cdop.suspect_abuse"),
        }  # fmt: skip


def _copy_of(paper: PanelPaper, person) -> str:
    """ "Copy 3 of 8: Judith Merrow", of the newest meeting whose papers went to this reader."""
    items = paper.review.panel_items.filter(meeting__copies__person=person).order_by("-meeting__planned_on")
    item = items.select_related("meeting").first()
    if item is None:
        return f"Office copy: {person.name}"
    number = item.meeting.copies.get(person=person).number
    return f"Copy {number} of {item.meeting.copies.count()}: {person.name}"


def _labelled(paper: PanelPaper) -> list[tuple[str, str]]:
    return [
        (SECTIONS.get(part, part), sentence) for part, found in paper_faults(paper).items() for sentence in found
    ]


class PaperPdf(RecordPage):
    """One reader's numbered copy. Logged before it is handed out, with its hash."""

    access_rule = "cdop.read_paper"
    queryset = READABLE.filter(stage="approved")
    view_kind = "pdf"

    def get(self, request, *args, **kwargs):
        paper = self.record
        content, _ = print_paper(
            paper_shown(paper), analysis_shown(paper.review), copy=_copy_of(paper, request.user),
            marking=paper.marking, made_at=clock.now(),
        )  # fmt: skip
        return hand_out(request.user, content, name=f"{paper.reference}.pdf".lower(), kind="pdf", of=paper,
                        log_as="pdf", why=_copy_of(paper, request.user))  # fmt: skip


class Approve(SaysWhy, RecordActPage):
    access_rule = "cdop.write_paper"
    queryset = READABLE

    def do(self):
        services.approve_paper(paper=self.record, by=self.request.user, on=clock.today())
        return "The paper is approved for the panel."

    def next_url(self):
        return reverse("cdop:paper", args=[self.record.uuid])


class WritePaper(RecordFormPage):
    """The co-ordinator writes, beside what the agencies answered."""

    access_rule = "cdop.run_review"
    queryset = ChildDeathReview.objects
    form_class = PaperForm
    template_name = "cdop/paper_write.html"

    def _agencies(self) -> list[Organisation]:
        mine = AgencyForm.objects.visible_to(self.request.user).select_related("agency")
        asked = mine.filter(review=self.record, answered_on__isnull=False)
        paper = paper_of(self.record)
        told = [part.agency for part in paper.parts.select_related("agency")] if paper else []
        return sorted({*told, *(form.agency for form in asked)}, key=lambda one: one.name)

    def form_kwargs(self):
        return {"agencies": [(one.code, one.name) for one in self._agencies()]}

    def initial(self):
        paper, answers = paper_of(self.record), self._answers()
        parts = {part.agency.code: part.text for part in paper.parts.select_related("agency")} if paper else {}
        texts = {name: getattr(paper, name) if paper else "" for name in SECTIONS}
        return {
            **texts,
            **{f"agency_{one.code}": parts.get(one.code) or "\n".join(answers.get(one.name, []))
               for one in self._agencies()},
            "version": paper.version if paper else None,
        }  # fmt: skip

    def _answers(self) -> dict[str, list[str]]:
        """agency -> its answers in words, to begin from: what names somebody is refused until it is written anew."""
        rows = FormAnswer.objects.filter(
            form__review=self.record, form__answered_on__isnull=False, answer_state=FormAnswer.State.VALUE
        )
        found: dict[str, list[str]] = {}
        for agency, value in rows.order_by("form", "question").values_list("form__agency__name", "value"):
            found.setdefault(agency, []).append(value)
        return found

    def context(self):
        review, paper = self.record, paper_of(self.record)
        return {
            **super().context(),
            "kicker": f"{review.reference} · panel paper",
            "heading": f"Write the panel’s paper on {review.reference}",
            "lead": "The age band, the sex, whether the death was expected and its month are set by the portal. "
            "Everything else is yours to write, so that nobody can be known from it.",
            "back": reverse("cdop:paper", args=[paper.uuid]) if paper else reverse("cdop:review", args=[review.uuid]),
            "button": "Save and check it", "marking": review.marking,
        }  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        self.made = services.write_paper(
            review=self.record, by=self.request.user, on=clock.today(), version=told["version"],
            texts={name: told[name] for name in SECTIONS},
            agencies={one: told[f"agency_{one.code}"] for one in self._agencies()},
        )  # fmt: skip
        return "The paper is saved. What could name somebody is listed below; approve it when nothing is."

    def next_url(self):
        return reverse("cdop:paper", args=[self.made.uuid])
