"""The form behind a link; the evaluation of an event; observation; what a course was worth."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sscb import clock
from sscb.access.policy import can
from sscb.access.standing import standing
from sscb.access.views import RecordActPage, RecordFormPage, RecordPage, open_to_all
from sscb.board.figures import figures_offered
from sscb.timetable.days import in_words
from training.evaluating import services
from training.evaluating.forms import EvaluationForm, ObservationForm, ReadingForm, ReplyForm, StoryForm
from training.evaluating.models import Answered, Asking, Observation
from training.evaluating.points import WORDS, Point
from training.evaluating.queries.asked import form_of
from training.evaluating.queries.event import evaluation_page
from training.evaluating.queries.impact import impact_of
from training.evaluating.scoring import HEADINGS
from training.models import Course, Event
from training.registering.views import SaysWhyNot
from training.registering.who import gives
from training.views.rooms import INSIDE, pages_of

EVENTS = Event.objects.select_related("course")


@open_to_all("whoever was there and their manager answer by a link that works once and can only add an answer")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request, token):
    """The page names the course and nobody: whoever finds a link learns nothing by it."""
    today = clock.today()
    if token == "thanks":  # noqa: S105 - the address after an answer, no secret
        thanks = "Thank you. Your answer is kept, and this link has ended"
        return render(request, "training/evaluating/answer.html",
                      {"heading": thanks, "kicker": "Training", "marking": "OFFICIAL"})  # fmt: skip
    try:
        asking = services.find_asking(token, today)
        event = EVENTS.all().all_for_job("the form of the link in hand").get(pk=asking.booking.event_id)
        shown = _form_words(asking, event)
        form = EvaluationForm(request.POST if request.method == "POST" else None, asked=form_of(asking))
        if request.method == "POST":
            if form.is_valid() and form.cleaned_data.get("trap"):
                return redirect("training:evaluate", "thanks")
            if form.is_valid():
                told = {name: form.cleaned_data.pop(name) for name in ("quote", "quote_consent", "trap")}
                try:
                    services.answer(token=token, said=form.cleaned_data, quote=told["quote"],
                                    quote_consent=told["quote_consent"], on=today)  # fmt: skip
                    return redirect("training:evaluate", "thanks")
                except ValidationError as refused:
                    form.add_error(None, refused)
            return render(request, "training/evaluating/answer.html", {**shown, "form": form}, status=422)
    except services.NoSuchLink as refused:
        shown = {"heading": "This link does not open a form", "lead": str(refused), "kicker": "Training",
                 "marking": "OFFICIAL"}  # fmt: skip
        return render(request, "training/evaluating/answer.html", shown, status=refused.status)
    return render(request, "training/evaluating/answer.html", {**shown, "form": form})


def _form_words(asking: Asking, event: Event) -> dict:
    who = (
        "You are asked as the line manager of the person whom the letter names. "
        if asking.point == Point.MANAGER else ""
    )  # fmt: skip
    return {
        "kicker": f"{event.title} · {in_words(event.first_day)}", "heading": WORDS[Point(asking.point)],
        "lead": f"{who}Three minutes. Answers are shown only for five people or more together; the training "
        f"co-ordinator alone sees single ones. It closes on {in_words(asking.closes_on)}.", "marking": "OFFICIAL",
    }  # fmt: skip


class OfEvent:
    queryset = EVENTS

    def next_url(self):
        return reverse("training:evaluation", args=[self.record.uuid])


class EvaluationOfEvent(OfEvent, RecordPage):
    """Totals for trainers and Training and Development; for the co-ordinator also who was asked, and the stories."""

    access_rule = "training.read_evaluation"
    template_name = "training/evaluating/event.html"

    def context(self):
        event, person = self.record, self.request.user
        own = gives(person, event)
        if not own and not standing(person).roles & INSIDE:
            raise Http404
        may_run = bool(can(person, "training.run_evaluation", event))
        shown = evaluation_page(event, clock.today(), whole=may_run, own=own)
        return {
            **super().context(), "shown": shown, "may_run": may_run, "own": own,
            "may_observe": bool(can(person, "training.observe", event)) and not own,
            "may_judge": bool(can(person, "training.judge_story", event)), "link": self.kwargs.get("link", ""),
            "kicker": f"{event.reference} · evaluation", "heading": shown.heading, "lead": shown.lead,
            "marking": event.marking, "pages": pages_of(person, event, "evaluation"),
        }  # fmt: skip


class AskEvent(SaysWhyNot, OfEvent, RecordActPage):
    access_rule = "training.run_evaluation"

    def do(self):
        point = Point(self.request.POST.get("point", "")) if self.request.POST.get("point") in list(Point) else None
        if point is None:
            raise ValidationError("Choose whom to ask.")
        asked = services.ask_event(event=self.record, point=point, by=self.request.user, on=clock.today())
        return f"{asked} asked." if asked else "Everybody who may be asked has been."


class MakeLink(OfEvent, RecordActPage):
    """Shows the new link once, to whoever made it."""

    access_rule = "training.run_evaluation"

    def asking(self) -> Asking:
        found = Asking.objects.filter(uuid=self.kwargs["asking"], booking__event=self.record).first()
        if found is None:
            raise Http404
        return found

    def post(self, request, *args, **kwargs):
        try:
            token = services.make_new_link(asking=self.asking(), event=self.record, by=request.user, on=clock.today())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.next_url())
        link = request.build_absolute_uri(reverse("training:evaluate", args=[token]))
        shown = {"record": self.record, "link": link, "kicker": f"{self.record.reference} · evaluation",
                 "heading": "A new link, shown once", "marking": self.record.marking,
                 "back": self.next_url(),
                 "lead": "Give it to that person alone. The link before it has ended."}  # fmt: skip
        return render(request, "training/evaluating/link.html", shown)


class CloseEvaluation(SaysWhyNot, OfEvent, RecordActPage):
    access_rule = "training.run_evaluation"

    def do(self):
        services.close_evaluation(event=self.record, by=self.request.user, on=clock.today())
        return "The evaluation is closed."


class Observe(OfEvent, RecordFormPage):
    access_rule = "training.observe"
    form_class = ObservationForm
    template_name = "training/form.html"

    def initial(self):
        return {"observed_on": self.record.first_day}

    def context(self):
        return {**super().context(), "kicker": self.record.title, "heading": "What did you see?", "marking": "OFFICIAL",
                "lead": "The trainer reads this. They are told within ten working days.", "button": "Keep it",
                "back": self.next_url()}  # fmt: skip

    def do(self, form):
        told = form.cleaned_data
        services.observe(event=self.record, observed_on=told["observed_on"], standards=form.standards(),
                         grade=told["grade"], strengths=told["strengths"], change=told["change"], by=self.request.user,
                         on=clock.today())  # fmt: skip
        return "It is kept. Tell the trainer within ten working days."


class _OfObservation(OfEvent):
    def observation(self) -> Observation:
        found = Observation.objects.filter(uuid=self.kwargs["observation"], event=self.record).first()
        if found is None:
            raise Http404
        found.event = self.record
        return found


class FedBack(SaysWhyNot, _OfObservation, RecordActPage):
    access_rule = "training.observe"

    def do(self):
        services.feed_back(observation=self.observation(), by=self.request.user, on=clock.today())
        return "The trainer was told."


class Reply(_OfObservation, RecordFormPage):
    access_rule = "training.read_evaluation"
    form_class = ReplyForm
    template_name = "training/form.html"

    def context(self):
        found = self.observation()
        if not gives(self.request.user, self.record) or not found.fed_back_on:
            raise Http404
        return {**super().context(), "kicker": self.record.title, "heading": "Your answer to the observer",
                "lead": found.strengths, "button": "Keep it", "back": self.next_url(),
                "marking": "OFFICIAL"}  # fmt: skip

    def do(self, form):
        services.reply_to_observation(observation=self.observation(), words=form.cleaned_data["words"],
                                      by=self.request.user, on=clock.today())  # fmt: skip
        return "Your answer is kept."


class JudgeStory(OfEvent, RecordFormPage):
    access_rule = "training.judge_story"
    form_class = StoryForm
    template_name = "training/form.html"

    def answer(self) -> Answered:
        found = Answered.objects.filter(uuid=self.kwargs["answer"], to__booking__event=self.record).first()
        if found is None:
            raise Http404
        return found

    def context(self):
        said = self.answer().said
        return {**super().context(), "kicker": self.record.title, "heading": "How strong is this story?",
                "lead": said.get("example") or said.get("manager-example") or "", "button": "Keep it",
                "back": self.next_url(), "marking": self.record.marking}  # fmt: skip

    def do(self, form):
        services.judge_story(answer=self.answer(), event=self.record, strength=form.cleaned_data["strength"],
                             by=self.request.user, on=clock.today())  # fmt: skip
        return "It is kept."


class ImpactOfCourse(RecordPage):
    """What people say, what their managers see, what audits and figures show, side by side."""

    access_rule = "training.read_impact"
    queryset = Course.objects.all()
    template_name = "training/evaluating/impact.html"

    def context(self):
        course, person = self.record, self.request.user
        shown = impact_of(course, person, clock.today())
        return {
            **super().context(), "shown": shown, "kicker": f"{course.code} · did it change practice?",
            "heading": f"{course.title}: {HEADINGS[shown.strength]}", "lead": shown.sentence,
            "may_link": bool(can(person, "training.run_evaluation", course)),
            "may_read": bool(standing(person).roles & INSIDE), "marking": course.marking,
        }  # fmt: skip


class LinkReading(RecordFormPage):
    access_rule = "training.run_evaluation"
    queryset = Course.objects.all()
    form_class = ReadingForm
    template_name = "training/form.html"

    def form_kwargs(self):
        return {"offered": figures_offered()}

    def context(self):
        return {**super().context(), "kicker": self.record.title, "heading": "Link a figure to this course",
                "lead": "Say beforehand what should move. That it moves is no proof; that it does not, worth knowing.",
                "button": "Link it", "back": self.next_url(), "marking": self.record.marking}  # fmt: skip

    def do(self, form):
        source, _, code = form.cleaned_data["figure"].partition(" ")
        services.link_reading(course=self.record, source=source, code=code, why=form.cleaned_data["why"],
                              by=self.request.user, on=clock.today())  # fmt: skip
        return "It is linked."

    def next_url(self):
        return reverse("training:impact", args=[self.record.uuid])
