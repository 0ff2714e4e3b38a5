"""Publishing a report, for those who prepare it; and what was published, for everybody."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from reviews import services
from reviews.forms.cases import WhyForm
from reviews.forms.drafts import CheckForm, FamilyForm, KeepForm, PlanForm, PublicationForm
from reviews.models import CaseReview, PublicReport
from reviews.queries.publication_page import on_request, panel_line, publication_page, published_reports
from reviews.queries.steps import next_steps
from reviews.services.publishing import WRITTEN_AT
from reviews.views.acting import ByRole, OfficePage, SaysWhyNot, trail
from sscb import clock
from sscb.access.policy import can
from sscb.access.views import RecordActPage, RecordPage, open_to_all
from sscb.learning.rich import shown, typed_to_html
from sscb.records.printed import as_pdf
from sscb.timetable.days import in_words


class Publishing(RecordPage):
    """What is published of a case: its words, what was found in them, the conditions, the day."""

    access_rule = "reviews.read"
    queryset = CaseReview.objects.all()
    template_name = "reviews/publishing.html"

    def context(self):
        case, person, as_at = self.record, self.request.user, clock.today()
        made = PublicReport.objects.of(case).select_related("checked_by", "published_by", "taken_down_by").first()
        page = publication_page(case, made, as_at)
        runs = not case.locked_on and bool(can(person, "reviews.run") and can(person, "reviews.run", case))
        open_now = case.stage in WRITTEN_AT
        return {
            **super().context(),
            "made": made,
            "shown": page,
            "report": shown(typed_to_html(made.words)) if made else "",
            "response": shown(typed_to_html(made.response)) if made else "",
            "steps": [] if case.locked_on else next_steps(case, person, as_at),
            "panel": panel_line(case),
            "may_write": runs and open_now,
            "may_keep": runs and open_now and bool(page.found),
            "may_check": runs and open_now and made is not None and not page.checked,
            "check_form": CheckForm(initial={"version": made.version}) if made else None,
            "may_plan": runs and case.stage == "awaiting-publication",
            "may_tell": runs and case.stage == "awaiting-publication" and made is not None and bool(made.planned_on),
            "may_take_down": runs and made is not None and made.stage == "published",
            "kicker": f"{case.reference} · publication",
            "heading": page.heading,
            "lead": "A report is written so that nothing need be struck out. Each place that could say who somebody is "
            "is mended, or kept with a reason and a name.",
            "breadcrumbs": trail(case, "Publication"),
            "marking": case.marking,
        }


class _OfPublishing(OfficePage):
    access_rule = "reviews.run"

    def context(self):
        return {**super().context(), "back": self.next_url()}

    def next_url(self):
        return reverse("reviews:publishing", args=[self.record.uuid])

    def told(self, form) -> dict:
        return {"case": self.record, "by": self.request.user, "on": clock.today(), **form.cleaned_data}


class WritePublication(_OfPublishing):
    form_class = PublicationForm
    heading = "What the public will read"
    button = "Save it"

    def initial(self):
        case = self.record
        made = PublicReport.objects.of(case).first()
        if made:
            names = ("heading", "summary", "words", "response", "version")
            return {name: getattr(made, name) for name in names}
        latest = case.drafts.last()
        kind = case.get_kind_display()
        return {"version": 0, "heading": f"{kind}: {case.pseudonym}", "words": latest.text if latest else ""}

    def do(self, form):
        services.write_publication(**self.told(form))
        return "Saved. Look at each place that was found below."


class Keep(ByRole, SaysWhyNot, RecordActPage):
    access_rule = "reviews.run"
    queryset = CaseReview.objects.all()

    def do(self):
        form = KeepForm(self.request.POST)
        if not form.is_valid():
            raise ValidationError("Say in a few words why it may stay. Nothing was changed.")
        services.keep_words(case=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"“{form.cleaned_data['words']}” stays, with your reason."

    def next_url(self):
        return reverse("reviews:publishing", args=[self.record.uuid])


class Check(_OfPublishing):
    form_class = CheckForm
    heading = "Every word is checked"
    lead = "You have read the whole text, mended what could say who somebody is, and kept the rest with a reason."
    button = "Record the check"

    def initial(self):
        made = PublicReport.objects.of(self.record).first()
        return {"version": made.version if made else 0}

    def do(self, form):
        services.record_check(**self.told(form))
        return "Recorded. If a word changes now, it is checked again."


class Plan(_OfPublishing):
    form_class = PlanForm
    heading = "On which day is it to be published?"
    button = "Plan it"

    def do(self, form):
        made = services.plan_publication(**self.told(form))
        return f"Planned for {in_words(made.planned_on)}. The ledger says who must have a copy, and by when."


class TellFamily(_OfPublishing):
    form_class = FamilyForm
    heading = "The family knows the day"
    button = "Record it"

    def initial(self):
        return {"family_told_on": clock.today()}

    def do(self, form):
        services.tell_of_publication(**self.told(form))
        return "Recorded."


class TakeDown(_OfPublishing):
    form_class = WhyForm
    heading = "Take it off the website"
    button = "Take it down"

    def form_kwargs(self):
        return {"label": "Why is it taken down?"}

    def context(self):
        made = PublicReport.objects.of(self.record).first()
        lead = "From then on the Board’s office gives it on request."
        if made and made.keep_until:
            lead = f"It is kept there until {in_words(made.keep_until)} at least (rule scr-web-minimum). {lead}"
        return {**super().context(), "lead": lead}

    def do(self, form):
        services.take_down(**self.told(form))
        return "It is off the website. The reason is kept."


class FindPublication(RecordPage):
    """Where search and lists lead: its readers of the case to its preparation, everybody else to the public page."""

    access_rule = "reviews.find_publication"
    queryset = PublicReport.objects.all()

    def get(self, request, *args, **kwargs):
        made = self.record
        case = CaseReview.objects.visible_to(request.user).filter(pk=made.case_id).first()
        if case is not None and can(request.user, "reviews.read", case):
            return redirect("reviews:publishing", case.uuid)
        if made.stage != "published":
            raise Http404
        return redirect("reviews:published_review", made.uuid)


# --- open to all ------------------------------------------------------------------------------------------------------


@open_to_all("what a board learned from a review is published for everybody (Working Together 2015, chapter 4)")
def published(request):
    """Every review that is published, the newest first; and what was taken down and is given on request."""
    rows = list(published_reports())
    count = len(rows)
    return render(request, "reviews/published.html", {
        "rows": rows, "on_request": on_request(), "kicker": "Published reviews",
        "heading": f"{count} review{'' if count == 1 else 's'} published" if count else "No review is published now",
        "lead": "What the Board learned from reviews of serious cases, and what it answered. Nobody is named.",
    })  # fmt: skip


@open_to_all("one published review and the Board's response, on screen or as its PDF")
def published_review(request, uuid):
    made = published_reports().filter(uuid=uuid).first()
    if made is None:
        raise Http404
    file = made.attachments.opened().first()
    if request.GET.get("as") == "pdf":
        return as_pdf(made, file)
    return render(request, "reviews/published_review.html", {
        "made": made, "report": shown(typed_to_html(made.words)), "response": shown(typed_to_html(made.response)),
        "file": file, "kicker": f"Published {in_words(made.published_on)}", "heading": made.heading,
        "lead": made.summary,
    })  # fmt: skip
