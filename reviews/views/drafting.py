"""The drafts of a report: handed in by the lead reviewer, read in numbered copies, answered, settled."""

from django.http import Http404
from django.urls import reverse

from reviews import services
from reviews.forms.drafts import CopiesForm, CopyAnswerForm, DraftForm, SettleForm
from reviews.models import CaseReview, Draft, DraftCopy
from reviews.printing import print_copy
from reviews.queries.drafts import drafts_heading, drafts_of, reader_of, readers_to_choose
from reviews.queries.steps import next_steps
from reviews.services.drafting import COPIES_AT, WRITTEN_AT
from reviews.views.acting import ByRole, CasePage, OfficePage, SaysWhyNot, trail
from reviews.views.papers import hand_paper
from sscb import clock
from sscb.access.policy import can
from sscb.access.rations import EXPORT
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage
from sscb.learning.rich import shown, typed_to_html
from sscb.timetable.days import in_words


class Drafts(RecordPage):
    """The drafts of a case's report, who has which copy, and what became of each answer."""

    access_rule = "reviews.read"
    queryset = CaseReview.objects.all()
    template_name = "reviews/drafts.html"

    def context(self):
        case, person, as_at = self.record, self.request.user, clock.today()
        drafts = drafts_of(case, as_at)
        open_now = not case.locked_on
        runs = open_now and bool(can(person, "reviews.run") and can(person, "reviews.run", case))
        return {
            **super().context(),
            "drafts": drafts,
            "steps": next_steps(case, person, as_at) if open_now else [],
            "may_write": open_now and case.stage in WRITTEN_AT and bool(can(person, "reviews.lead", case)),
            "may_read": bool(can(person, "reviews.read_draft", case)),
            "may_settle": open_now and bool(can(person, "reviews.settle", case)),
            "may_copy": runs and bool(drafts) and case.stage in COPIES_AT,
            "runs": runs,
            "kicker": f"{case.reference} · report",
            "heading": drafts_heading(drafts),
            "lead": "A draft that was handed in stays as it is; a change is the next draft.",
            "breadcrumbs": trail(case, "Report"),
            "marking": case.marking,
        }


class ReadDraft(RecordPage):
    """One draft in full, for those who work on the review."""

    access_rule = "reviews.read_draft"
    queryset = CaseReview.objects.all()
    template_name = "reviews/draft.html"
    view_kind = "draft"

    def draft(self) -> Draft:
        draft = Draft.objects.filter(case=self.record, uuid=self.kwargs["draft"]).select_related("written_by").first()
        if draft is None:
            raise Http404
        return draft

    def context(self):
        case, draft = self.record, self.draft()
        return {
            **super().context(),
            "body": shown(typed_to_html(draft.text)),
            "draft": draft,
            "kicker": f"{case.reference} · report",
            "heading": f"Draft {draft.number}",
            "lead": f"Handed in by {draft.written_by.name} on {in_words(draft.written_on)}.",
            "breadcrumbs": trail(case, f"Draft {draft.number}"),
            "marking": case.marking,
        }


class WriteDraft(CasePage):
    access_rule = "reviews.lead"
    form_class = DraftForm
    heading = "Hand in a draft of the report"
    lead = "It becomes the next version. None that stands already is changed."
    button = "Hand it in"

    def initial(self):
        latest = self.record.drafts.last()
        return {"version": latest.number if latest else 0, "text": latest.text if latest else ""}

    def do(self, form):
        made = services.write_draft(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"Draft {made.number} is handed in. The office sends it to its readers."

    def next_url(self):
        return reverse("reviews:drafts", args=[self.record.uuid])


class SendCopies(OfficePage):
    access_rule = "reviews.run"
    form_class = CopiesForm
    template_name = "reviews/copies.html"
    heading = "Give readers their numbered copies"
    lead = "Each copy opens for its reader alone, bears their name, and closes by itself."
    button = "Send the copies"

    def form_kwargs(self):
        return {"people": readers_to_choose(self.record, self.request.user, clock.today())}

    def do(self, form):
        made = services.send_copies(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"{len(made)} {'copy is' if len(made) == 1 else 'copies are'} out. Whoever has an account gets a letter."

    def next_url(self):
        return reverse("reviews:drafts", args=[self.record.uuid])


class OneCopy(RecordFormPage):
    """A reader's own numbered copy, and their answer."""

    access_rule = "reviews.read_copy"
    queryset = DraftCopy.objects.select_related("draft", "case", "to", "to__organisation", "answered_by")
    form_class = CopyAnswerForm
    template_name = "reviews/copy.html"
    view_kind = "draft"

    def dispatch(self, request, *args, **kwargs):
        services.note_opening(self.record, request.user, clock.today())
        return super().dispatch(request, *args, **kwargs)

    def context(self):
        copy, person = self.record, self.request.user
        mine = copy.to_id == person.pk
        for_office = copy.to_id is None and bool(can(person, "reviews.run"))
        return {
            **super().context(),
            "mine": mine,
            "reader": reader_of(copy),
            "body": body_of(copy),
            "family_summary": family_summary_of(copy),
            "may_answer": copy.stage == "sent" and (mine or for_office),
            "may_take": mine or for_office,
            "kicker": f"{copy.reference} · copy {copy.number} of draft {copy.draft.number}",
            "heading": f"Copy {copy.number}, for {reader_of(copy)}",
            "lead": f"{copy.get_purpose_display()}, by {in_words(copy.due_on)}.",
            "button": "Send your answer" if mine else "Write down what they said",
            "back": reverse("reviews:own_parts") if mine else reverse("reviews:drafts", args=[copy.case.uuid]),
            "marking": copy.marking,
        }

    def do(self, form):
        services.answer_copy(copy=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return "Kept as it was said. You may read it here; it can no longer be changed."

    def next_url(self):
        return reverse("reviews:copy", args=[self.record.uuid])


class CopyFile(RecordPage):
    """The same copy as a PDF, its reader's name on every page. Written down before its bytes are sent (SEC-25)."""

    access_rule = "reviews.read_copy"
    rationed = EXPORT
    queryset = DraftCopy.objects.select_related("draft", "case", "to", "to__organisation")

    def get(self, request, *args, **kwargs):
        copy, person = self.record, request.user
        if copy.to_id != person.pk and (copy.to_id is not None or not can(person, "reviews.run")):
            raise Http404
        services.note_opening(copy, person, clock.today())
        return hand_paper(
            request, copy,
            lambda: print_copy(
                copy, reader=reader_of(copy), body=body_of(copy), family_summary=family_summary_of(copy),
                made_at=clock.now(),
            ),
            what="Your copy", name=f"copy-{copy.number}-{copy.reference.lower()}",
            why=f"Copy {copy.number}, taken as a file", back=reverse("reviews:copy", args=[copy.uuid]),
        )  # fmt: skip


def body_of(copy: DraftCopy) -> str:
    """What its reader reads of the draft: all of it, or the part that concerns them."""
    return shown(typed_to_html(copy.extract or copy.draft.text))


def family_summary_of(copy: DraftCopy) -> str:
    """For those who read the report before the Board decides: Board and lay members have a summary (handbook 5.2)."""
    return copy.case.family_summary if copy.purpose == DraftCopy.Purpose.SIGN_OFF else ""


class _OfOneCopy:
    """About a copy of this case's report: that of another case is not found."""

    def copy(self) -> DraftCopy:
        found = DraftCopy.objects.of(self.record).filter(uuid=self.kwargs["copy"])
        copy = found.select_related("draft", "to", "to__organisation").first()
        if copy is None:
            raise Http404
        return copy

    def next_url(self):
        return reverse("reviews:drafts", args=[self.record.uuid])


class Settle(_OfOneCopy, CasePage):
    access_rule = "reviews.settle"
    form_class = SettleForm
    template_name = "reviews/settle.html"
    heading = "What becomes of it?"
    button = "Settle it"

    def context(self):
        copy = self.copy()
        return {**super().context(), "copy": copy, "reader": reader_of(copy), "back": self.next_url()}

    def do(self, form):
        copy = self.copy()
        services.settle_answer(copy=copy, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"Copy {copy.number} is settled."


class Recall(ByRole, _OfOneCopy, SaysWhyNot, RecordActPage):
    access_rule = "reviews.run"
    queryset = CaseReview.objects.all()

    def do(self):
        copy = services.recall_copy(copy=self.copy(), by=self.request.user, on=clock.today())
        return f"Copy {copy.number} is taken back: it opens for nobody any more."


