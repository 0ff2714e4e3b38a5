"""The question put to one agency: answered there by its lead and contributors, chased by those who asked."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from dataset import concern_forms as forms
from dataset.laid_form import Laid
from dataset.models import Indicator, Question
from dataset.queries.concerns.asked import people_of, question_page
from dataset.services import concerns as services
from dataset.services.concerns.asking import letter_of_chase
from dataset.views.looking_again import LooksAgain
from sscb import clock
from sscb.access.policy import require
from sscb.access.views import RecordFormPage
from sscb.board.queries.shown import many
from sscb.history.queries import history_of
from sscb.people.models import Person


class OfQuestion(LooksAgain):
    queryset = Question.objects.select_related("owner", "group", "about", "about__group", "answered_by")

    def told_of(self):
        return Indicator.objects.filter(joined__concern=self.record.about)

    def next_url(self):
        return reverse("dataset:question", args=[self.record.uuid])


class OneQuestion(OfQuestion, RecordFormPage):
    """The page on which an agency answers. Saved as often as it likes; sent once, by its lead."""

    access_rule = "dataset.read_questions"
    template_name = "dataset/concerns/question.html"
    form_class = forms.AnswerForm

    def initial(self):
        one = self.record
        return {
            "explanation": one.explanation, "data": one.data, "does": one.does, "version": one.version,
        }  # fmt: skip

    def context(self):
        return {
            **super().context(), "page": question_page(self.record, self.request.user, clock.today()),
            "history": history_of(self.record),
        }  # fmt: skip

    def post(self, request, *args, **kwargs):
        require(request.user, "dataset.write_answer", self.record)
        return super().post(request, *args, **kwargs)

    def do(self, form):
        told = {"question": self.record, "by": self.request.user, "on": clock.today(), **form.cleaned_data}
        if "send" not in self.request.POST:
            services.save_answer(**told)
            return "Saved. Nobody outside your agency sees it before your lead sends it."
        services.send_answer(**told)
        return "Sent. Quality and Performance reads it, and the Board sees that you have answered."


class QuestionForm(OfQuestion, RecordFormPage):
    template_name = "dataset/concerns/form.html"
    asks = button = lead = ""

    def context(self):
        return {
            **super().context(), "kicker": f"{self.record.reference} · {self.record.title}", "heading": self.asks,
            "lead": self.lead, "button": self.button, "back": self.next_url(),
        }  # fmt: skip


class Promise(QuestionForm):
    """Name an action, its owner and its date."""

    access_rule = "dataset.write_answer"
    form_class = forms.PromiseForm
    asks, button = "What will your agency do?", "Add the action"
    lead = "It stands in the Board’s action log, where everybody can read it, until it is closed with evidence."

    def form_kwargs(self):
        return {"leads": people_of(self.record.owner_id)}

    def do(self, form):
        said = form.cleaned_data
        lead = Person.objects.get(uuid=said["lead"], organisation_id=self.record.owner_id)
        action = services.promise_action(
            question=self.record, title=said["title"], due_on=said["due_on"], lead=lead, by=self.request.user,
            on=clock.today(),
        )  # fmt: skip
        return f"{action.reference} is in the action log."


class Asking(OfQuestion):
    """For those who asked: they may see the concern, and the question as part of it."""

    def next_url(self):
        if self.request.user.organisation_id == self.record.owner_id:
            return reverse("dataset:question", args=[self.record.uuid])
        return reverse("dataset:concern", args=[self.record.about.uuid])


class Chase(Asking, QuestionForm):
    """Ask again for a late answer: the letter is shown before it is sent."""

    access_rule = "dataset.chase_answer"
    template_name = "dataset/concerns/chase.html"
    form_class = Laid
    asks, button = "Ask again for the answer", "Send the letter"

    def context(self):
        subject, body = letter_of_chase(self.record)
        return {**super().context(), "subject": subject, "body": body, "agency": self.record.owner.name}

    def do(self, form):
        sent = services.chase_question(question=self.record, by=self.request.user, on=clock.today())
        if not sent:
            raise ValidationError("Nobody leads for this agency in the portal. It is noted; write by post.")
        return f"Asked again: {many(sent, 'letter')} written."


class AskAgain(Asking, QuestionForm):
    """The answer is not enough, and why."""

    access_rule = "dataset.ask_again"
    form_class = forms.WhyForm
    asks, button = "Ask for a better answer", "Ask again"
    lead = "The agency gets it back with what it wrote and ten working days more."

    def do(self, form):
        services.ask_again(
            question=self.record, why=form.cleaned_data["why"], by=self.request.user, on=clock.today()
        )
        return f"Asked again. The answer is due on {self.record.due_on:%-d %B %Y}."
