"""The survey: made and read inside, answered outside by whoever has the link."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audits.moderation.views import OfReturn
from audits.returns.reading import kind_of
from audits.survey import services
from audits.survey.forms import MakeSurveyForm, SurveyForm
from audits.survey.models import Survey
from audits.survey.queries import survey_page
from sscb import clock
from sscb.access import errors
from sscb.access.policy import can
from sscb.access.views import RecordFormPage, RecordPage, open_to_all
from sscb.history.context import whereabouts
from sscb.timetable.days import in_words


class SurveyPage(OfReturn, RecordPage):
    access_rule = "audits.read_returns"
    here = "What staff say"
    template_name = "audits/survey/page.html"

    def context(self):
        one, shown = self.record, survey_page(self.record, clock.today())
        may_run = bool(can(self.request.user, "audits.run_survey", one))
        link = reverse("audits:staff_survey", args=[shown.link]) if shown.link and may_run else ""
        return {
            **super().context(), "shown": shown, "heading": f"What staff of {one.owner.name} say", "lead": shown.state,
            "link": self.request.build_absolute_uri(link) if link else "",
            "may_make": may_run and bool(kind_of(one.cycle).survey) and not hasattr(one, "survey"),
        }  # fmt: skip


class MakeSurvey(OfReturn, RecordFormPage):
    access_rule = "audits.run_survey"
    here = "What staff say"
    template_name = "audits/moderation/form.html"
    form_class = MakeSurveyForm

    def context(self):
        return {**super().context(), "heading": "Ask front-line staff", "button": "Make the link",
                "lead": "One link, without names. It takes replies and shows nothing."}  # fmt: skip

    def do(self, form):
        made = services.make_survey(one=self.record, by=self.request.user, on=clock.today(), **form.cleaned_data)
        return f"The link is made. It takes replies until {in_words(made.closes_on)}."

    def next_url(self):
        return reverse("audits:survey", args=[self.record.uuid])


@open_to_all("staff answer without saying who they are; the link can only add a reply (RULINGS 11)")
@require_http_methods(["GET", "HEAD", "POST"])
def staff_survey(request, link):
    """Nothing that was replied is ever shown here, and nothing of the reader is kept."""
    survey = Survey.objects.select_related("of__cycle").filter(link=link).first()
    if survey is None:
        raise Http404
    today, kind = clock.today(), kind_of(survey.of.cycle)
    shown = {"heading": "What is safeguarding like where you work?", "kicker": kind.title, "marking": "OFFICIAL"}
    if today < survey.opens_on or today > survey.closes_on:
        closed = f"It was open until {in_words(survey.closes_on)}." if today > survey.closes_on else (
            f"It opens on {in_words(survey.opens_on)}.")  # fmt: skip
        return render(request, "audits/survey/answer.html",
                      {**shown, "heading": "This survey is not open", "lead": closed}, status=410)  # fmt: skip
    if request.method == "GET" and "thanks" in request.GET:
        thanks = "Thank you. Your answers are kept, and nobody can tell that they are yours"
        return render(request, "audits/survey/answer.html", {**shown, "heading": thanks})
    form = SurveyForm(request.POST or None, statements=kind.survey)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and form.cleaned_data.pop("trap"):
            return redirect(f"{request.path}?thanks")
        if form.is_valid():
            try:
                said = {key: value for key, value in form.cleaned_data.items() if value and key != "trap"}
                services.add_reply(survey=survey, said=said, on=today, address=whereabouts().address)
                return redirect(f"{request.path}?thanks")
            except ValidationError as refused:
                form.add_error(None, refused)
            except services.TooManyReplies as refused:
                return errors.page(429, sentence=str(refused))
    lead = (
        f"Ten statements, two minutes. You give no name and none is kept. It closes on {in_words(survey.closes_on)}. "
        "Answers are shown only for ten people or more together. Please name no child and no colleague."
    )
    return render(request, "audits/survey/answer.html", {**shown, "lead": lead, "form": form}, status=status)
